package kepu.assessment.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import kepu.assessment.conversion.ConversionRule.Content;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleCorrected;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleStated;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleWithdrawn;
import kepu.contracts.assessment.ConversionRuleEvent.Track;
import kepu.defaults.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionRuleTest {
    private static final Instant DECIDED = Instant.parse("2026-01-05T02:00:00Z");

    private static Content by(String factor) {
        return new Content(2026, Track.PARTY, "党建目标考核", new BigDecimal(factor), "云考办〔2026〕1号");
    }

    private static ConversionRule rule(String factor) {
        return new ConversionRule("rule", "990201", by(factor), DECIDED, "analyst");
    }

    @Test
    void it_is_stated_corrected_and_withdrawn() {
        ConversionRule rule = rule("0.05");

        assertThat(rule.record().events())
                .isEqualTo(List.of(new ConversionRuleStated(
                        "rule", 2026, Track.PARTY, "党建目标考核", new BigDecimal("0.05"), "云考办〔2026〕1号")));
        assertThat(rule.correct(by("0.08"), DECIDED, "other").events())
                .isEqualTo(List.of(new ConversionRuleCorrected(
                        "rule", 2026, Track.PARTY, "党建目标考核", new BigDecimal("0.08"), "云考办〔2026〕1号", 2026, DECIDED)));
        assertThat(rule.withdraw("repealed", DECIDED, "other").events())
                .isEqualTo(List.of(new ConversionRuleWithdrawn("rule", "repealed", 2026, DECIDED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0001", "10", "10.0000"})
    void a_factor_from_a_ten_thousandth_to_ten_is_taken(String factor) {
        assertThat(rule(factor).record().events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.05", "10.0001", "0.00001", "1e-999999999", "1e999999999"})
    void any_other_is_refused(String factor) {
        assertThatThrownBy(() -> rule(factor).record())
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("conversion-factor"));
    }

    @Test
    void points_are_converted_and_rounded_once() {
        assertThat(ConversionRule.converted(new BigDecimal("88.10"), by("0.05")))
                .isEqualTo("4.41");
        assertThat(ConversionRule.converted(new BigDecimal("88.09"), by("0.05")))
                .isEqualTo("4.40");
        assertThat(ConversionRule.converted(new BigDecimal("88.10"), by("1"))).isEqualTo("88.10");
    }
}
