package kepu.assessment.scoring.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.values.LocalizedText;

/**
 * Steps for one indicator and what they bring together: the card of the day {@code by} with them, less the card of that day
 * without them. Gains of several proposals do not add up.
 *
 * @param indicator code
 * @param by the day as of which both cards are
 * @param partyGain in points of track P; below 0 if the steps cost that track something
 * @param compositeGain as shown, with 2 decimals
 * @param gainPerAction points of both tracks for each step
 */
public record Proposal(
        String indicator,
        LocalizedText name,
        LocalDate by,
        List<Step> steps,
        BigDecimal partyGain,
        BigDecimal scienceGain,
        BigDecimal compositeGain,
        BigDecimal gainPerAction,
        LocalizedText sentence) {
    /** Most gain for each action first. */
    static final Comparator<Proposal> BEST_FIRST = Comparator.comparing(
                    Proposal::gainPerAction, Comparator.reverseOrder())
            .thenComparing(Proposal::indicator);

    public Proposal {
        steps = List.copyOf(steps);
    }

    static Proposal of(Indicator indicator, List<Step> steps, Scorecard without, Scorecard with) {
        BigDecimal party = with.party().subtract(without.party());
        BigDecimal science = with.science().subtract(without.science());
        return new Proposal(
                indicator.code(),
                indicator.name(),
                with.asOf(),
                steps,
                party,
                science,
                with.composite().subtract(without.composite()),
                party.add(science).divide(BigDecimal.valueOf(steps.size()), 4, RoundingMode.HALF_UP),
                sentence(with.asOf(), steps, party, science));
    }

    private static LocalizedText sentence(LocalDate by, List<Step> steps, BigDecimal party, BigDecimal science) {
        Map<Action, Long> counts =
                steps.stream().collect(Collectors.groupingBy(Step::action, LinkedHashMap::new, Collectors.counting()));
        String zh = counts.entrySet().stream()
                .map(one -> one.getKey().text().zh() + " " + one.getValue() + " 次")
                .collect(Collectors.joining("、"));
        String en = counts.entrySet().stream()
                .map(one -> one.getKey().text().en() + " (" + one.getValue() + "×)")
                .collect(Collectors.joining(", "));
        return new LocalizedText(
                by + " 前" + zh + "：" + gains("党建", "科学素质", party, science, "，", " 分"),
                en + " by " + by + ": " + gains("party building", "science literacy", party, science, ", ", " points"));
    }

    private static String gains(
            String ofParty, String ofScience, BigDecimal party, BigDecimal science, String and, String points) {
        String first = party.signum() == 0 ? "" : ofParty + " " + signed(party) + points;
        String second = science.signum() == 0 ? "" : ofScience + " " + signed(science) + points;
        return first + (first.isEmpty() || second.isEmpty() ? "" : and) + second;
    }

    /** Exact, with a decimal at least. */
    private static String signed(BigDecimal gain) {
        BigDecimal plain = gain.stripTrailingZeros();
        return (gain.signum() > 0 ? "+" : "") + (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
    }
}
