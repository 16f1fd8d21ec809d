package kepu.assessment.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import org.junit.jupiter.api.Test;

class SchemeDiffTest {
    private static final Scheme STANDARD = Scheme.townshipDefault();

    private static Scheme with(String before, String after) {
        String text = STANDARD.text();
        assertThat(text).contains(before);
        return Scheme.parse(text.replace(before, after));
    }

    @Test
    void alike_schemes_have_no_difference() {
        assertThat(SchemeDiff.between(STANDARD, with("\"version\":1", "\"version\":2")))
                .isEmpty();
        assertThat(SchemeDiff.between(STANDARD, with("\"excellentShare\":0.30", "\"excellentShare\":0.3")))
                .isEmpty();
    }

    @Test
    void a_target_that_changes_is_a_sentence_in_both_languages() {
        assertThat(SchemeDiff.between(STANDARD, with("{\"target\":10}", "{\"target\":8}")))
                .containsExactly(
                        new LocalizedText("P03 队伍规模：队员人数目标由 10 改为 8", "P03 team size: members was 10 and is 8"));
    }

    @Test
    void other_bands_and_a_quota_that_is_gone_are_told() {
        assertThat(SchemeDiff.between(
                        STANDARD,
                        with(
                                "\"pass\":60},\"ranks\":{\"excellentShare\":0.30",
                                "\"pass\":65},\"ranks\":{\"excellentShare\":null")))
                .extracting(LocalizedText::zh)
                .containsExactly("合格分数线由 60 改为 65", "优秀比例由 0.3 改为 （无）");
    }

    @Test
    void another_share_of_the_composite_is_told() {
        assertThat(SchemeDiff.between(STANDARD, with("\"partyShare\":0.5", "\"partyShare\":0.60")))
                .containsExactly(new LocalizedText(
                        "综合分中党建所占比例由 0.5 改为 0.6", "what track P makes of the composite was 0.5 and is 0.6"));
    }

    @Test
    void indicators_that_come_or_go_are_told_with_their_weight() {
        Scheme others = Scheme.departmentDefault();
        assertThat(SchemeDiff.between(STANDARD, others))
                .extracting(LocalizedText::zh)
                .contains("考核对象由 VILLAGE 改为 DEPARTMENT", "取消指标 P03 队伍规模（权重 12）");
        assertThat(SchemeDiff.between(others, STANDARD))
                .extracting(LocalizedText::en)
                .contains("indicator P03 team size is new (weight 12)");
    }

    @Test
    void every_parameter_of_every_policy_has_words_a_unit_and_an_example() {
        assertThat(Policies.described()).hasSizeGreaterThan(20).allSatisfy(policy -> {
            assertThat(policy.formula().zh()).isNotBlank();
            assertThat(policy.parameters()).allSatisfy(parameter -> {
                assertThat(ParameterWords.know(policy.name(), parameter.name()))
                        .as("parameters.json names %s.%s", policy.name(), parameter.name())
                        .isTrue();
                assertThat(Objects.requireNonNull(policy.example().parameters().get(parameter.name())))
                        .isNotNull();
            });
        });
    }
}
