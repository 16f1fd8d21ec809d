package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.timeline.SpanBuilder;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * P12 三级联创: the village's demonstration title and those of its households on the day of reckoning. It does not apply where the
 * county has no creation programme in force on that day.
 */
record DemonstrationTitles(BigFraction titlePoints, int households, BigFraction householdPoints) implements Policy {
    DemonstrationTitles(Parameters parameters) {
        this(
                parameters.fraction("titlePoints"),
                parameters.positive("households"),
                parameters.fraction("householdPoints"));
    }

    @Override
    public LocalizedText formula() {
        String title = Fractions.plain(titlePoints);
        String household = Fractions.plain(householdPoints);
        String full = Fractions.plain(titlePoints.add(householdPoints));
        return new LocalizedText(
                "(计算日有示范村称号得 " + title + " 分 + " + household + " × min(1,有效示范户数 ÷ " + households + "))÷ " + full
                        + "(本县计算日没有经批准的创建示范活动时不计入)",
                "(" + title + " for the village's title held on the day of reckoning + " + household
                        + " × min(1, households with a title ÷ " + households + ")) ÷ " + full
                        + " (left out where the county has no approved creation programme in force on that day)");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        int programmes = programmesInForce(unit, evidence);
        boolean village = false;
        Set<String> numbers = new TreeSet<>();
        for (Span title : titles(unit, evidence)) {
            switch (title.startedBy().data()) {
                case DemonstrationAwarded awarded ->
                    village |= held(awarded.level(), awarded.householdNumber(), numbers);
                case DemonstrationRenewed renewed ->
                    village |= held(renewed.level(), renewed.householdNumber(), numbers);
                default -> throw new IllegalStateException("no title: " + title);
            }
        }
        BigFraction points = householdPoints.multiply(Fractions.capped(BigFraction.of(numbers.size(), households)));
        if (village) {
            points = points.add(titlePoints);
        }
        BigFraction full = titlePoints.add(householdPoints);
        return PolicyResult.of(
                programmes == 0 ? null : points.divide(full),
                new FormulaNumbers()
                        .put("programmesInForce", programmes)
                        .put("villageTitle", village ? 1 : 0)
                        .put("households", numbers.size())
                        .put("points", points)
                        .put("fullPoints", full),
                evidence);
    }

    /** Notes a household; answers whether it is the village itself. */
    private static boolean held(Level level, @Nullable String householdNumber, Set<String> numbers) {
        if (level == Level.HOUSEHOLD && householdNumber != null) {
            numbers.add(householdNumber);
        }
        return level == Level.VILLAGE;
    }

    private static int programmesInForce(UnitYear unit, Evidence evidence) {
        LocalDate day = unit.reckoningDay();
        int inForce = 0;
        for (DatedEvent<ProgrammeEvent> programme :
                unit.held(ProgrammeEvent.class, fact -> !fact.date().isAfter(day), evidence)) {
            boolean covers = switch (programme.data()) {
                case ProgrammeRegistered is -> !day.isBefore(is.from()) && !day.isAfter(is.to());
                case ProgrammeCorrected is -> !day.isBefore(is.from()) && !day.isAfter(is.to());
                case ProgrammeWithdrawn _ -> false;
            };
            if (covers) {
                inForce++;
                evidence.counts(programme);
            } else {
                evidence.doesNotCount(programme, Reason.PROGRAMME_NOT_IN_FORCE);
            }
        }
        return inForce;
    }

    /** Those that hold on the day of reckoning. A title holds from the day of its award to the end of its last day. */
    private static Collection<Span> titles(UnitYear unit, Evidence evidence) {
        SpanBuilder titles = new SpanBuilder();
        Set<String> withdrawn = new HashSet<>();
        for (DatedEvent<DemonstrationEvent> fact : unit.facts().inOrder(DemonstrationEvent.class)) {
            switch (fact.data()) {
                case DemonstrationAwarded is ->
                    titles.start(is.demonstrationId(), fact, is.validUntil().plusDays(1));
                case DemonstrationRenewed is ->
                    titles.start(is.demonstrationId(), fact, is.validUntil().plusDays(1));
                case DemonstrationRevoked is -> titles.end(is.demonstrationId(), fact);
                case DemonstrationWithdrawn is -> withdrawn.add(is.demonstrationId());
                default -> {} // nothing that is not awarded counts
            }
        }
        LocalDate day = unit.reckoningDay();
        Map<String, Span> held = new HashMap<>();
        for (Span title : titles.all()) {
            if (withdrawn.contains(title.key())) {
                evidence.doesNotCount(title.startedBy(), Reason.WITHDRAWN);
            } else if (!day.isBefore(title.from()) && day.isBefore(title.to())) {
                held.put(title.key(), title);
                evidence.counts(title.startedBy());
            }
        }
        for (Span title : titles.all()) {
            if (!held.containsKey(title.key()) && !title.from().isAfter(day)) {
                evidence.doesNotCount(title.startedBy(), Reason.TITLE_NOT_HELD);
            }
        }
        return held.values();
    }

    /** Of a township itself: its own title on the day of reckoning; the households are its villages'. */
    record OfTownship() implements Policy {
        OfTownship(Parameters parameters) {
            this();
        }

        @Override
        public LocalizedText formula() {
            return new LocalizedText(
                    "计算日有示范乡镇称号得满分,没有不得分(本县计算日没有经批准的创建示范活动时不计入)",
                    "full if the township's title is held on the day of reckoning, else nothing (left out where the county has"
                            + " no approved creation programme in force on that day)");
        }

        @Override
        public PolicyResult evaluate(UnitYear unit) {
            Evidence evidence = unit.newEvidence();
            int programmes = programmesInForce(unit, evidence);
            boolean held = titles(unit, evidence).stream().anyMatch(title -> levelOf(title) == Level.TOWNSHIP);
            return PolicyResult.of(
                    programmes == 0 ? null : held ? BigFraction.ONE : BigFraction.ZERO,
                    new FormulaNumbers().put("programmesInForce", programmes).put("townshipTitle", held ? 1 : 0),
                    evidence);
        }

        private static Level levelOf(Span title) {
            return switch (title.startedBy().data()) {
                case DemonstrationAwarded awarded -> awarded.level();
                case DemonstrationRenewed renewed -> renewed.level();
                default -> throw new IllegalStateException("no title: " + title);
            };
        }
    }
}
