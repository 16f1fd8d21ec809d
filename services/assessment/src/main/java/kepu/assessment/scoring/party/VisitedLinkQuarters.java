package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.Team.Bond;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.volunteers.VisitEvent;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;

/**
 * P05 联系走访: quarters of links (定点联系) with a verified visit, among those in which the link lasted long enough.
 *
 * <p>All links of one person to one target are one.
 */
record VisitedLinkQuarters(int minDays, EmptyPolicy empty) implements Policy {
    VisitedLinkQuarters(Parameters parameters) {
        this(parameters.positive("minDays"), parameters.emptyPolicy("empty"));
    }

    /** One person and target in one quarter, 1 to 4. */
    private record LinkQuarter(Bond bond, int quarter) {}

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "有已核实走访的联系季度数 ÷ 联系季度数(该季度联系有效满 " + minDays + " 天才计，同一人对同一对象计一个；没有时"
                        + empty.text().zh() + ")",
                "link-quarters with a verified visit ÷ link-quarters (a link counts in a quarter in which it was"
                        + " active on at least " + minDays
                        + " elapsed days, several of one person to one target are one; none: "
                        + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Set<LinkQuarter> linkQuarters = linkQuarters(unit);
        Set<LinkQuarter> visited = visited(unit, linkQuarters, evidence);
        evidence.counts(unit.team().links(), unit.elapsed());
        List<Map<String, Object>> quarters = new ArrayList<>();
        for (int quarter = 1; quarter <= 4; quarter++) {
            quarters.add(new FormulaNumbers()
                    .put("quarter", quarter)
                    .put("linkQuarters", count(linkQuarters, quarter))
                    .put("visited", count(visited, quarter))
                    .asMap());
        }
        return PolicyResult.of(
                empty.ratio(visited.size(), linkQuarters.size()),
                new FormulaNumbers()
                        .put("minDays", minDays)
                        .put("visited", visited.size())
                        .put("linkQuarters", linkQuarters.size())
                        .put("quarters", quarters),
                evidence);
    }

    private Set<LinkQuarter> linkQuarters(UnitYear unit) {
        Map<LinkQuarter, Integer> activeDays = new HashMap<>();
        for (int quarter = 1; quarter <= 4; quarter++) {
            LocalDate first = LocalDate.of(unit.year(), 3 * quarter - 2, 1);
            Days days = new Days(first, first.plusMonths(3).minusDays(1)).intersection(unit.elapsed());
            for (Map.Entry<Bond, List<Span>> bond : unit.team().linkedByBond().entrySet()) {
                int active = bond.getValue().stream().mapToInt(days::overlap).sum();
                activeDays.put(new LinkQuarter(bond.getKey(), quarter), active);
            }
        }
        return activeDays.entrySet().stream()
                .filter(days -> days.getValue() >= minDays)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<LinkQuarter> visited(UnitYear unit, Set<LinkQuarter> linkQuarters, Evidence evidence) {
        List<DatedEvent<VisitEvent>> visits = unit.heldOnElapsedDays(VisitEvent.class, evidence);
        Map<String, DatedEvent<VisitEvent>> verdicts = verdicts(unit, visits);
        Map<String, Bond> bonds = new HashMap<>();
        unit.team().links().forEach(link -> bonds.put(link.key(), unit.team().bondOf(link)));
        Set<LinkQuarter> visited = new HashSet<>();
        for (DatedEvent<VisitEvent> visit : visits) {
            Bond bond = bonds.get(linkId(visit.data()));
            DatedEvent<VisitEvent> verdict = verdicts.get(visit.data().visitId());
            if (verdict == null) {
                evidence.doesNotCount(visit, Reason.NOT_VERIFIED);
            } else if (verdict.data() instanceof VisitRejected) {
                evidence.doesNotCount(visit, Reason.REJECTED);
            } else if (bond == null) {
                evidence.doesNotCount(visit, Reason.LINK_UNKNOWN);
            } else {
                LinkQuarter quarter = new LinkQuarter(bond, (visit.date().getMonthValue() + 2) / 3);
                if (linkQuarters.contains(quarter)) {
                    visited.add(quarter);
                    evidence.counts(visit);
                    evidence.counts(verdict);
                } else {
                    evidence.doesNotCount(visit, Reason.LINK_TOO_SHORT);
                }
            }
        }
        return visited;
    }

    /** The newest verification or rejection of each visit that is newer than the version that holds. */
    private static Map<String, DatedEvent<VisitEvent>> verdicts(UnitYear unit, List<DatedEvent<VisitEvent>> visits) {
        Map<String, DatedEvent<VisitEvent>> holding = new HashMap<>();
        for (DatedEvent<VisitEvent> visit : visits) {
            holding.put(visit.data().visitId(), visit);
        }
        Map<String, DatedEvent<VisitEvent>> verdicts = new HashMap<>();
        for (DatedEvent<VisitEvent> fact : unit.facts().of(VisitEvent.class)) {
            if (fact.data() instanceof VisitVerified || fact.data() instanceof VisitRejected) {
                DatedEvent<VisitEvent> visit = holding.get(fact.data().visitId());
                if (visit != null && fact.isNewerThan(visit) && !fact.date().isAfter(unit.asOf())) {
                    verdicts.merge(fact.data().visitId(), fact, (a, b) -> b.isNewerThan(a) ? b : a);
                }
            }
        }
        return verdicts;
    }

    private static int count(Set<LinkQuarter> linkQuarters, int quarter) {
        return (int) linkQuarters.stream()
                .filter(linkQuarter -> linkQuarter.quarter() == quarter)
                .count();
    }

    private static String linkId(VisitEvent version) {
        return switch (version) {
            case VisitMade made -> made.linkId();
            case VisitCorrected corrected -> corrected.linkId();
            case VisitWithdrawn _, VisitVerified _, VisitRejected _ ->
                throw new IllegalStateException("no version of a visit: " + version);
        };
    }
}
