package kepu.assessment.scoring.card;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.Classification;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Indicator.ClassTargets;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.scheme.Scheme.Bonus;
import kepu.assessment.scoring.scheme.Scheme.Supervision;
import kepu.assessment.scoring.supervision.Criticisms;
import kepu.assessment.scoring.supervision.Deduction;
import kepu.assessment.scoring.supervision.Deductions;
import kepu.assessment.scoring.supervision.FalseRecordDeductions;
import kepu.assessment.scoring.supervision.OverdueOrders;
import kepu.assessment.scoring.supervision.Veto;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Computes the card of a unit's year; equal facts give the equal card in whatever order and how often they come. */
public final class Scorer {
    private static final BigFraction HUNDRED = BigFraction.of(100);
    private static final int DECIMALS = 4;

    private Scorer() {}

    /**
     * Scores a unit's year.
     *
     * @param zone of the installation; gives every fact its local date
     * @param asOf only facts dated up to this day count
     * @param knownBy only facts recorded up to this instant count
     * @param facts events of the unit, of any year, and the windows of its county; those of other units are ignored
     * @return empty before the unit's first day and for a year without an elapsed day of it
     */
    public static Optional<Scorecard> score(
            Scheme scheme,
            String unitId,
            int year,
            ZoneId zone,
            LocalDate asOf,
            Instant knownBy,
            Collection<? extends Envelope<?>> facts) {
        return UnitYear.of(year, asOf, Facts.known(unitId, zone, knownBy, facts))
                .map(unit -> card(scheme, unitId, unit, indicator -> EvaluatedIndicator.of(indicator, unit)));
    }

    static Scorecard card(
            Scheme scheme, String unitId, UnitYear unit, Function<Indicator, EvaluatedIndicator> evaluation) {
        List<EvaluatedIndicator> judged =
                scheme.indicators().stream().map(evaluation).toList();
        List<IndicatorResult> results = new ArrayList<>(judged.size());
        Map<String, BigDecimal> points = new HashMap<>();
        Map<String, BigFraction> weights = new HashMap<>();
        for (Track track : Track.values()) {
            Map<String, BigFraction> exact = new HashMap<>();
            BigFraction applying = judged.stream()
                    .filter(one -> one.indicator().track() == track && one.ratio() != null)
                    .map(EvaluatedIndicator::weight)
                    .reduce(BigFraction.ZERO, BigFraction::add);
            for (EvaluatedIndicator one : judged) {
                BigFraction ratio = one.ratio();
                if (one.indicator().track() == track && ratio != null) {
                    BigFraction weight = one.weight().multiply(HUNDRED).divide(applying);
                    weights.put(one.code(), weight);
                    exact.put(one.code(), weight.multiply(ratio));
                }
            }
            points.putAll(points(exact));
        }
        for (EvaluatedIndicator one : judged) {
            results.add(one.result(weights.get(one.code()), points.get(one.code())));
        }
        List<Adjustment> adjustments = adjustments(scheme, unit);
        BigDecimal party = track(Track.P, results, adjustments);
        BigDecimal science = track(Track.S, results, adjustments);
        Supervision supervision = scheme.supervision();
        Veto veto = supervision == null ? null : Veto.of(unit).orElse(null);
        BigDecimal earned = scheme.composite(party, science);
        BigDecimal composite = supervision == null || veto == null
                ? earned
                : earned.min(supervision.vetoCap().setScale(2));
        return new Scorecard(
                unitId,
                scheme.id(),
                scheme.version(),
                unit.year(),
                unit.asOf(),
                unit.reckoningDay(),
                unit.life().first(),
                unit.ownDays(),
                unit.elapsed().length(),
                results,
                adjustments,
                party,
                science,
                composite,
                veto == null ? scheme.bandOf(composite) : Band.FAIL,
                veto,
                OverdueOrders.count(unit));
    }

    private static List<Adjustment> adjustments(Scheme scheme, UnitYear unit) {
        List<Adjustment> adjustments = new ArrayList<>();
        Bonus bonus = scheme.bonus();
        if (bonus != null) {
            adjustments.addAll(DeedBonus.of(unit, bonus));
        }
        List<Deduction> deductions = new ArrayList<>();
        OverdueOrders overdueOrders = scheme.overdueOrders();
        if (overdueOrders != null) {
            deductions.addAll(overdueOrders.of(unit));
        }
        Supervision supervision = scheme.supervision();
        if (supervision != null) {
            deductions.addAll(Criticisms.of(unit, supervision.criticism()));
            deductions.addAll(FalseRecordDeductions.of(unit, supervision.falseRecord()));
        }
        Deductions.of(deductions).forEach(deduction -> adjustments.add(Adjustment.of(deduction)));
        return adjustments;
    }

    /**
     * The points of a track's indicators with 4 decimals, so that they add up to its exact sum rounded HALF_UP: each is cut,
     * and what is missing goes in units of 0.0001 to the largest remainders, of equal ones to the first by code.
     */
    static Map<String, BigDecimal> points(Map<String, BigFraction> exact) {
        Map<String, BigDecimal> points = new HashMap<>();
        Map<String, BigFraction> remainders = new HashMap<>();
        BigFraction sum = BigFraction.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        for (Map.Entry<String, BigFraction> one : exact.entrySet()) {
            BigDecimal cut = one.getValue().bigDecimalValue(DECIMALS, RoundingMode.DOWN);
            points.put(one.getKey(), cut);
            remainders.put(one.getKey(), one.getValue().subtract(Fractions.of(cut)));
            sum = sum.add(one.getValue());
            given = given.add(cut);
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(DECIMALS);
        int missing = sum.bigDecimalValue(DECIMALS, RoundingMode.HALF_UP)
                .subtract(given)
                .movePointRight(DECIMALS)
                .intValueExact();
        remainders.entrySet().stream()
                .sorted(Map.Entry.<String, BigFraction>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(missing)
                .forEach(one -> points.merge(one.getKey(), unit, BigDecimal::add));
        return points;
    }

    /** Sum of points + bonus − deductions, not below 0. */
    static BigDecimal track(Track track, List<IndicatorResult> results, List<Adjustment> adjustments) {
        BigDecimal sum = BigDecimal.ZERO.setScale(DECIMALS);
        for (IndicatorResult result : results) {
            BigDecimal points = result.points();
            if (result.track() == track && points != null) {
                sum = sum.add(points);
            }
        }
        for (Adjustment adjustment : adjustments) {
            if (adjustment.track() == track) {
                sum = sum.add(adjustment.signed());
            }
        }
        return sum.max(BigDecimal.ZERO).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** An indicator with what its policy found, before the weights of its track are known. */
    record EvaluatedIndicator(
            Indicator indicator, LocalizedText formula, Status status, LocalizedText verdict, PolicyResult finding) {
        static EvaluatedIndicator of(Indicator indicator, UnitYear unit) {
            Optional<Classification> classified =
                    indicator.targetsByClass().isEmpty() ? Optional.empty() : Classification.of(unit);
            Optional<ClassTargets> others = classified.flatMap(its -> indicator.targetsFor(its.classes()));
            Optional<Policy> policy = Policies.named(
                    indicator.code(),
                    indicator.policy(),
                    others.map(indicator::parameters).orElse(indicator.parameters()));
            if (policy.isEmpty()) {
                LocalizedText notFed = Status.NOT_FED.text();
                return new EvaluatedIndicator(indicator, notFed, Status.NOT_FED, notFed, PolicyResult.none());
            }
            PolicyResult finding = policy.get().evaluate(unit);
            Status status = finding.ratio() == null ? Status.NOT_APPLICABLE : Status.SCORED;
            others.flatMap(_ -> classified).ifPresent(its -> finding.evidence().counts(its.fact()));
            LocalizedText verdict =
                    others.map(its -> verdict(status, its.villageClass())).orElse(status.text());
            return new EvaluatedIndicator(indicator, policy.get().formula(), status, verdict, finding);
        }

        private static LocalizedText verdict(Status status, VillageClass villageClass) {
            LocalizedText of = Classification.text(villageClass);
            return new LocalizedText(
                    status.text().zh() + "；按" + of.zh() + "的目标考核",
                    status.text().en() + "; by the targets for " + of.en());
        }

        @Nullable
        BigFraction ratio() {
            return finding.ratio();
        }

        String code() {
            return indicator.code();
        }

        BigFraction weight() {
            return Fractions.of(indicator.weight());
        }

        IndicatorResult result(@Nullable BigFraction effectiveWeight, @Nullable BigDecimal points) {
            BigFraction ratio = finding.ratio();
            return new IndicatorResult(
                    indicator.code(),
                    indicator.name(),
                    indicator.measure(),
                    indicator.track(),
                    indicator.weight(),
                    status,
                    verdict,
                    indicator.policy(),
                    formula,
                    effectiveWeight == null ? null : Fractions.text(effectiveWeight),
                    ratio == null ? null : Fractions.text(ratio),
                    points,
                    finding.numbers(),
                    finding.evidence().counted(),
                    finding.evidence().notCounted());
        }
    }
}
