package kepu.assessment.scoring.advice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.RunningScore;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.Fractions;
import kepu.contracts.Envelope;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * The cheapest remaining actions (还能做什么): for each indicator with room the fewest steps that bring what such steps can
 * bring. Each gain is computed by the core from the unit's facts and those that the steps would leave, so that no rule of the
 * scheme is said twice and nothing is promised beyond it.
 */
public final class Advice {
    /** Bundles that are tried for one indicator. */
    private static final int MOST_TRIALS = 40;

    private final Scheme scheme;
    private final RunningScore score;
    private final LocalDate by;

    private Advice(Scheme scheme, RunningScore score, LocalDate by) {
        this.scheme = scheme;
        this.score = score;
        this.by = by;
    }

    /**
     * What can be done from a day on until another one.
     *
     * @param facts as {@link kepu.assessment.scoring.card.Scorer#score} takes them
     * @param by as of which the gains are
     * @return most gain for each action first; empty where there is no card
     */
    public static List<Proposal> of(
            Scheme scheme,
            String unitId,
            int year,
            ZoneId zone,
            LocalDate from,
            LocalDate by,
            Collection<? extends Envelope<?>> facts) {
        Facts known = Facts.unexplained(unitId, zone, facts);
        RunningScore score = new RunningScore(unitId, year, known);
        Optional<Scorecard> card = score.card(scheme, by);
        Optional<UnitYear> unit = UnitYear.of(year, by, known);
        if (card.isEmpty() || unit.isEmpty()) {
            return List.of();
        }
        Advice advice = new Advice(scheme, score, by);
        return scheme.indicators().stream()
                .flatMap(indicator ->
                        advice
                                .proposal(indicator, card.get(), new Situation(unitId, unit.get(), zone, from, by))
                                .stream())
                .sorted(Proposal.BEST_FIRST)
                .toList();
    }

    private Optional<Proposal> proposal(Indicator indicator, Scorecard without, Situation situation) {
        IndicatorResult result = without.indicator(indicator.code());
        Options options = Options.BY_POLICY.get(indicator.policy());
        if (options == null || ratio(result).compareTo(BigFraction.ONE) >= 0) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Scorecard best = without;
        List<List<Step>> all = options.of(situation, indicator, result);
        for (List<Step> more : all.subList(0, Math.min(MOST_TRIALS, all.size()))) {
            List<Step> tried = new ArrayList<>(steps);
            more.stream().filter(step -> !tried.contains(step)).forEach(tried::add);
            Scorecard card = with(tried);
            if (isBetter(card, best, indicator.code())) {
                steps = tried;
                best = card;
            }
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(Proposal.of(indicator, steps, without, best));
    }

    private Scorecard with(List<Step> steps) {
        List<Envelope<?>> facts = new ArrayList<>();
        steps.forEach(step -> facts.add(step.fact()));
        return score.plus(facts).card(scheme, by).orElseThrow();
    }

    /** More for the indicator itself, and not at the cost of as much elsewhere. */
    private static boolean isBetter(Scorecard card, Scorecard other, String code) {
        return ratio(card.indicator(code)).compareTo(ratio(other.indicator(code))) > 0
                && points(card).compareTo(points(other)) > 0;
    }

    private static BigDecimal points(Scorecard card) {
        return card.party().add(card.science());
    }

    /** Of one that does not apply there is nothing to gain. */
    private static BigFraction ratio(IndicatorResult result) {
        String ratio = result.ratio();
        return ratio == null ? BigFraction.ONE : Fractions.parse(ratio);
    }
}
