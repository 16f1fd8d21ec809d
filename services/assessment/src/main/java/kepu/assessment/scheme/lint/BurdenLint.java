package kepu.assessment.scheme.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;

/**
 * Warns of what a scheme asks for against the rules of burden reduction. It reads names and measures, and looks for the same
 * asked twice; what a policy counts is code and was thought about when it was written.
 */
public final class BurdenLint {
    private BurdenLint() {}

    /**
     * A warning.
     *
     * @param code of the rule
     * @param indicator whose words break it
     * @param clause that it rests on
     */
    public record Finding(String code, String indicator, LocalizedText sentence, LocalizedText clause) {}

    /** In the order of the indicators. */
    public static List<Finding> findings(Scheme scheme) {
        List<Finding> findings = new ArrayList<>();
        Map<List<Object>, String> asked = new HashMap<>();
        for (Indicator one : scheme.indicators()) {
            for (BurdenRule rule : BurdenRule.values()) {
                if (texts(one).anyMatch(rule::isBrokenBy)) {
                    findings.add(finding(rule, one.code(), rule.sentence()));
                }
            }
            String first = asked.putIfAbsent(List.of(one.policy(), one.parameters()), one.code());
            if (first != null) {
                findings.add(finding(
                        BurdenRule.REPEATED_FORMS,
                        one.code(),
                        new LocalizedText(
                                "与 " + first + " 重复考核同一事项", "it assesses the same as " + first + " once more")));
            }
        }
        return findings;
    }

    private static Stream<String> texts(Indicator one) {
        return Stream.of(
                one.name().zh(),
                one.name().en(),
                one.measure().zh(),
                one.measure().en());
    }

    private static Finding finding(BurdenRule rule, String indicator, LocalizedText sentence) {
        return new Finding(
                rule.code(),
                indicator,
                new LocalizedText(indicator + "：" + sentence.zh(), indicator + ": " + sentence.en()),
                rule.clause());
    }
}
