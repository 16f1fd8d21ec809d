package kepu.assessment.scheme.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.scheme.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurdenLintTest {
    private static List<String> warnings(String measure) {
        return BurdenLint.findings(Scheme.parse(
                        SchemeJson.json(SchemeJson.strength("A", 100, 10).replace("量", measure))))
                .stream()
                .map(BurdenLint.Finding::code)
                .toList();
    }

    private static final String EACH = """
            check-in, 每日打卡不少于 20 天, 到训率
            check-in, daily check-in of members, attendance at the trainings
            points-ranking, 队员积分排名前三, 各村按综合得分排名
            points-ranking, points ranking of members, ranking of villages by score
            learning-time, 人均在线学习时长 30 小时, 书屋每天开放 4 小时
            learning-time, learning time of each member, opening time of the room
            likes, 作品点赞不少于 50 个, 群众满意度测评
            likes, likes of the post, satisfaction of residents
            forwards, 推文转发不少于 100 次, 典型经验被他村推广应用
            forwards, number of forwards, practices reused elsewhere
            photos-and-tracks, 每次走访必须上传照片, 档案以照片或文字材料任一为准
            photos-and-tracks, visits with a mandatory GPS track, an archive entry of any kind
            reading-as-deduction, 借阅量低于全乡平均的扣 2 分, 借阅量居前的年终表扬
            reading-as-deduction, reading volume below 500 minus 2 points, reading volume feeds the year-end award
            repeated-forms, 每日填报宣传情况, 每年报一次计划
            repeated-forms, daily reports on publicity, one summary a year
            installs-and-logins, 小程序安装率 90 %, 书屋开放天数
            installs-and-logins, log-ins of each household, residents who came to the room
            online-votes, 网络投票数居前, 村民代表会议评议
            online-votes, online votes for the village, a meeting of villagers judges
            app-as-carrier, 以平台日常考核得分计, 资料可在平台查阅
            app-as-carrier, daily assessment in the app, records can be seen in the app
            forced-hours, 队员必须完成服务时长 50 小时, 人均每年 24 小时已核实服务
            forced-hours, mandatory volunteer service of 50 hours, 24 verified hours per member and year
            """;

    @ParameterizedTest
    @CsvSource(textBlock = EACH)
    void what_is_forbidden_is_warned_of_and_its_allowed_neighbour_is_not(
            String code, String forbidden, String neighbour) {
        assertThat(warnings(forbidden)).containsExactly(code);
        assertThat(warnings(neighbour)).isEmpty();
    }

    @Test
    void every_rule_has_its_case() {
        Set<String> tried = EACH.lines().map(line -> line.split(",")[0]).collect(Collectors.toSet());

        assertThat(tried)
                .isEqualTo(
                        Arrays.stream(BurdenRule.values()).map(BurdenRule::code).collect(Collectors.toSet()));
    }

    @Test
    void what_a_scheme_says_it_does_not_ask_for_is_no_burden() {
        assertThat(warnings("走访核实，不得以打卡代替")).isEmpty();
        assertThat(warnings("members on the list, without check-in")).isEmpty();
        assertThat(warnings("不设名额，每日打卡")).containsExactly("check-in");
    }

    @Test
    void the_same_asked_twice_is_a_repeated_form_and_with_another_target_it_is_not() {
        assertThat(Stream.of(10, 5)
                        .map(target -> BurdenLint.findings(Scheme.parse(SchemeJson.json(
                                        SchemeJson.strength("A", 60, 10), SchemeJson.strength("B", 40, target))))
                                .size()))
                .containsExactly(1, 0);
    }

    @Test
    void the_schemes_of_the_system_ask_for_nothing_forbidden() {
        assertThat(BurdenLint.findings(Scheme.townshipDefault())).isEmpty();
        assertThat(BurdenLint.findings(Scheme.departmentDefault())).isEmpty();
        assertThat(BurdenLint.findings(Scheme.townshipOwnDefault())).isEmpty();
    }

    @Test
    void a_warning_names_the_indicator_and_the_clause() {
        BurdenLint.Finding finding = BurdenLint.findings(Scheme.parse(
                        SchemeJson.json(SchemeJson.strength("A", 100, 10).replace("量", "每日打卡"))))
                .getFirst();

        assertThat(finding.indicator()).isEqualTo("A");
        assertThat(finding.clause().zh()).contains("国办函〔2026〕12号").contains("打卡签到");
    }
}
