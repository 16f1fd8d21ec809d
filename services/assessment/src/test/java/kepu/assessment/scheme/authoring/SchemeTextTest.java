package kepu.assessment.scheme.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.assessment.scheme.authoring.SchemeText.Checked;
import kepu.assessment.scheme.authoring.SchemeText.Problem;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Scheme;
import org.junit.jupiter.api.Test;

class SchemeTextTest {
    private static final String SOUND = """
            # 云汀县
            id: YUNTING-VILLAGES
            version: 1
            name: {zh: 云汀县村级方案, en: Yunting villages}
            bands: {excellent: 90, good: 80, pass: 60}
            ranks: {excellentShare: 0.3, youngMonths: 6}
            indicators:
              - code: P03
                track: P
                weight: 62.5
                name: {zh: 队伍规模, en: team size}
                measure: {zh: 每日有效队员对照 10 人, en: active members against 10}
                policy: team-strength
                parameters: {target: 10}
                targetsByClass:
                  - villageClass: HOLLOWED_OUT
                    parameters: {target: 6}
              - code: P02
                track: P
                weight: 37.5
                name: {zh: 计划, en: plan}
                measure: {zh: 按期报送, en: filed in time}
                policy: filing-dates
                parameters:
                  points: 2
                  pointsPerWeekLate: 0.5
                  due: {PLAN: 03-31}
                  expectedFromDay: 30
                  empty: NOT_APPLICABLE
              - code: S07
                track: S
                weight: 100
                name: {zh: 五进, en: five venues}
                measure: {zh: 覆盖, en: covered}
                policy: venue-coverage
                parameters: {empty: NOT_APPLICABLE}
            """;

    private static List<String> at(String text) {
        return SchemeText.check(text).problems().stream()
                .map(problem -> problem.line() + " " + problem.code())
                .toList();
    }

    @Test
    void a_scheme_in_yaml_is_read_to_the_last_number() {
        Checked checked = SchemeText.check(SOUND);

        assertThat(checked.problems()).isEmpty();
        Scheme scheme = checked.sound().orElseThrow();
        assertThat(scheme.indicators()).extracting(Indicator::code).containsExactly("P03", "P02", "S07");
        assertThat(scheme.indicators().getFirst().targetsByClass()).hasSize(1);
        assertThat(checked.lines()).containsEntry("P02", 18);
        assertThat(Scheme.parse(scheme.text())).isEqualTo(scheme);
    }

    @Test
    void what_the_default_is_as_json_is_taken_as_it_is() {
        Scheme standard = Scheme.townshipDefault();
        String json = standard.text().replace("\"relativeWeights\":null,", "");

        assertThat(SchemeText.check(json).problems()).isEmpty();
        assertThat(SchemeText.check(json).sound()).contains(standard);
    }

    @Test
    void ten_mistakes_are_ten_problems_each_on_its_line_in_both_languages() {
        List<Problem> problems = SchemeText.check("""
                id: YUNTING-VILLAGES
                version: 0
                name: {zh: 云汀县村级方案, en: Yunting villages}
                colour: red
                bands: {excellent: 80, good: 80, pass: 60}
                ranks: {excellentShare: 1.5, youngMonths: 6}
                indicators:
                  - code: P03
                    track: P
                    weight: 60
                    name: {zh: 队伍规模}
                    measure: {zh: 人数, en: members}
                    policy: team-strength
                    parameters: {target: ten}
                  - code: P03
                    track: P
                    weight: 41
                    name: {zh: 科普站, en: station}
                    measure: {zh: 天数, en: days}
                    policy: station-dayz
                    parameters: {}
                  - code: S07
                    track: S
                    weight: 100
                    name: {zh: 五进, en: five venues}
                    measure: {zh: 覆盖, en: covered}
                    policy: venue-coverage
                    parameters: {empty: NOT_APPLICABLE, cap: 3}
                """).problems();

        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.code())
                .containsExactly(
                        "2 scheme-version",
                        "4 scheme-unknown-field",
                        "5 scheme-bands",
                        "6 scheme-quota",
                        "7 scheme-weights",
                        "11 scheme-incomplete",
                        "14 scheme-parameters",
                        "15 scheme-codes",
                        "20 scheme-policy",
                        "28 scheme-parameters");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.column()).isPositive();
            assertThat(problem.zh()).containsPattern("\\p{IsHan}");
            assertThat(problem.en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        });
        assertThat(problems.getLast().column()).isEqualTo(41);
        assertThat(problems.get(6).zh()).isEqualTo("P03：参数“target”应为1 至 40000 的整数，不能是 ten");
    }

    @Test
    void several_mistakes_of_one_indicator_are_all_told() {
        assertThat(at(SOUND.replace("weight: 62.5", "weight: -62.5").replace("{target: 10}", "{target: 0, goal: 3}")))
                .containsExactly(
                        "7 scheme-weights", "10 scheme-weights", "14 scheme-parameters", "14 scheme-parameters");
        assertThat(at(SOUND.replace("parameters: {target: 6}", "parameters: {target: 0}")))
                .containsExactly("17 scheme-parameters");
    }

    @Test
    void the_share_of_track_p_may_be_left_out_and_lies_between_0_and_1() {
        assertThat(SchemeText.check(SOUND).sound())
                .hasValueSatisfying(scheme -> assertThat(scheme.partyShare()).isEqualByComparingTo("0.5"));
        assertThat(SchemeText.check(SOUND + "partyShare: 0.6\n").sound())
                .hasValueSatisfying(scheme -> assertThat(scheme.partyShare()).isEqualTo("0.6"));
        assertThat(at(SOUND + "partyShare: 0\n")).containsExactly("37 scheme-party-share");
        assertThat(at(SOUND + "partyShare: 1\n")).containsExactly("37 scheme-party-share");
        assertThat(at(SOUND + "partyShare: half\n")).containsExactly("37 scheme-type");
    }

    @Test
    void what_is_given_twice_or_of_the_wrong_kind_is_told() {
        assertThat(at(SOUND.replace("version: 1", "version: 1\nversion: 2"))).containsExactly("4 scheme-field-twice");
        assertThat(at(SOUND.replace("weight: 100", "weight: \"100\""))).containsExactly("32 scheme-type");
        assertThat(at(SOUND.replace("track: S", "track: Q"))).containsExactly("31 scheme-type");
        assertThat(at(SOUND.replace("zh: 五进", "zh: ''"))).containsExactly("33 scheme-type");
        assertThat(at(SOUND.replace("YUNTING-VILLAGES", "yunting"))).containsExactly("2 scheme-id");
        assertThat(at(SOUND + "relativeWeights: true\n")).containsExactly("37 scheme-unknown-field");
    }

    @Test
    void what_cannot_be_read_says_where() {
        assertThat(at("id: [1")).containsExactly("1 scheme-unreadable");
        assertThat(at("")).containsExactly("1 scheme-unreadable");
        assertThat(at("a: 1\n\tb: 2")).containsExactly("2 scheme-unreadable");
        assertThat(at("---\nid: A\n---\nid: B\n")).containsExactly("3 scheme-unreadable");
        assertThat(at("[1]")).containsExactly("1 scheme-type");
    }

    @Test
    void aliases_tags_and_depths_are_refused_before_they_cost_anything() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(at(bomb.toString()))
                .hasSize(72)
                .containsOnly(
                        "2 scheme-unreadable",
                        "3 scheme-unreadable",
                        "4 scheme-unreadable",
                        "5 scheme-unreadable",
                        "6 scheme-unreadable",
                        "7 scheme-unreadable",
                        "8 scheme-unreadable",
                        "9 scheme-unreadable");
        assertThat(at("id: !!java.net.URL [\"http://localhost\"]\n")).containsExactly("1 scheme-unreadable");
        assertThat(at("id: !mine A\n")).contains("1 scheme-type");
        assertThat(at("[".repeat(1_000) + "]".repeat(1_000))).containsExactly("1 scheme-unreadable");
        assertThat(at("id: " + "x".repeat(SchemeText.LONGEST))).containsExactly("1 scheme-unreadable");
    }
}
