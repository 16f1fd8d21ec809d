package kepu.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.sample.NaiveYear.Card;
import kepu.sample.NaiveYear.Ratio;
import kepu.sample.NaiveYear.Standing;
import kepu.sample.NaiveYear.Status;
import kepu.sample.command.SampleCommand;
import kepu.sample.command.Sender;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SampleCountyTest {
    private static SampleCounty county = new SampleCounty();
    private static Map<String, Card> cards = Map.of();

    @BeforeAll
    static void work_out_the_year() {
        county = new SampleCounty();
        cards = new NaiveYear(county.commands(), SampleCounty.DEFAULT_YEAR).cards(NaiveYear.LONG_AFTER);
    }

    private static Ratio ratio(SampleVillage village, String code) {
        return Objects.requireNonNull(cards.get(village.unitId())).ratio(code);
    }

    @Test
    void the_same_seed_gives_the_same_commands_to_the_byte() {
        JsonMapper json = JsonMapper.shared();
        assertThat(json.writeValueAsString(new SampleCounty().commands()))
                .isEqualTo(json.writeValueAsString(county.commands()));
        assertThat(json.writeValueAsString(new SampleCounty(7, 2025).commands()))
                .isNotEqualTo(json.writeValueAsString(county.commands()));
    }

    /** The default sample is what scores and figures are compared on: a change of one byte of it is a decision. */
    @Test
    void the_default_sample_is_the_one_it_has_always_been() throws NoSuchAlgorithmException {
        byte[] commands = JsonMapper.shared().writeValueAsBytes(county.commands());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(commands)))
                .isEqualTo("a0d21fb88774a890f3729904b3038b466fc718ae85d0c0f86d761f45c62801a7");
    }

    @Test
    void sixteen_villages_of_one_township_have_a_year_of_about_nine_thousand_commands() {
        assertThat(county.lists()).hasSize(17).containsKey(SampleCounty.TOWNSHIP);
        assertThat(cards.keySet())
                .containsExactlyElementsOf(List.of(SampleVillage.values()).stream()
                        .map(SampleVillage::unitId)
                        .toList());
        assertThat(SampleVillage.QINGHE.unitId()).isEqualTo("990101201201");
        assertThat(SampleVillage.XINGHE.unitId()).isEqualTo("990101201216");
        assertThat(county.commands()).hasSizeBetween(8_500, 9_500);
    }

    @Test
    void refs_and_idempotency_keys_are_unique_and_short_enough() {
        assertThat(county.commands()).extracting(SampleCommand::ref).doesNotHaveDuplicates();
        assertThat(county.commands())
                .extracting(SampleCommand::idempotencyKey)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.length() <= 128 && key.matches("[\\x21-\\x7e]+"));
    }

    @Test
    void every_placeholder_refers_to_an_earlier_command_of_the_set_up_or_of_the_same_list() {
        Set<String> setUp = new HashSet<>();
        assertInOrder(county.setUp(), setUp);
        county.lists().values().forEach(list -> assertInOrder(list, new HashSet<>(setUp)));
    }

    private static void assertInOrder(List<SampleCommand> list, Set<String> known) {
        for (SampleCommand command : list) {
            assertThat(known).as(command.ref()).containsAll(command.references());
            known.add(command.ref());
        }
    }

    @Test
    void a_correction_a_withdrawal_and_a_verdict_are_based_on_the_newest_version() {
        for (List<SampleCommand> list : county.lists().values()) {
            Set<String> amended = new HashSet<>();
            for (SampleCommand command : list) {
                boolean firstCalendar = command.path().contains("/calendars/")
                        && list.stream()
                                .takeWhile(earlier -> earlier != command)
                                .noneMatch(earlier -> earlier.path().equals(command.path()));
                boolean amends = command.method().equals("PUT")
                        || command.path().matches(".*/(withdrawal|verification|rejection)");
                if (amends && !firstCalendar) {
                    String basis = Objects.requireNonNull(command.ifMatch(), command.ref());
                    assertThat(amended.add(basis)).as(command.ref()).isTrue();
                }
            }
        }
    }

    @Test
    void nobody_verifies_their_own_record() {
        Map<String, Sender> recorder = new java.util.HashMap<>();
        int judged = 0;
        for (SampleCommand command : county.commands()) {
            recorder.put(command.ref(), command.sender());
            if (command.path().endsWith("/verification") || command.path().endsWith("/rejection")) {
                String visit = command.references().iterator().next();
                assertThat(command.sender()).as(command.ref()).isNotEqualTo(recorder.get(visit));
                judged++;
            }
        }
        assertThat(judged).isGreaterThan(300);
    }

    @Test
    void only_units_and_the_titles_that_others_applied_for_are_an_administrators() {
        Map<Boolean, List<String>> paths = county.commands().stream()
                .filter(command -> command.sender() == Sender.ADMINISTRATOR)
                .map(SampleCommand::path)
                .collect(Collectors.partitioningBy("/api/v1/organization/units"::equals));
        assertThat(paths.get(true)).hasSize(50);
        assertThat(paths.get(false))
                .hasSizeGreaterThan(30)
                .allMatch(path -> path.matches("/api/v1/organization/demonstrations/.+/(award|renewal)"));
    }

    @Test
    void facts_are_entered_out_of_order_late_corrected_and_withdrawn() {
        int backwards = 0;
        for (List<SampleCommand> list : county.lists().values()) {
            String before = "";
            for (SampleCommand command : list) {
                Object when =
                        command.body().getOrDefault("occurredAt", command.body().get("date"));
                if (when != null) {
                    backwards += when.toString().substring(0, 10).compareTo(before) < 0 ? 1 : 0;
                    before = when.toString().substring(0, 10);
                }
            }
        }
        assertThat(backwards).isGreaterThan(500);
        assertThat(county.commands())
                .filteredOn(command -> command.method().equals("PUT"))
                .hasSizeGreaterThan(60);
        assertThat(county.commands())
                .filteredOn(command -> command.path().endsWith("/withdrawal"))
                .hasSizeGreaterThan(8);
    }

    @Test
    void nothing_happens_after_the_january_that_follows() {
        List<String> times = new ArrayList<>();
        for (SampleCommand command : county.commands()) {
            Object when =
                    command.body().getOrDefault("occurredAt", command.body().get("date"));
            if (when != null) {
                times.add(when.toString());
            }
        }
        assertThat(times).allMatch(time -> time.compareTo("2026-02-01") < 0).anyMatch(time -> time.startsWith("2026"));
    }

    @Test
    void the_first_two_villages_have_everything_and_share_the_first_rank() {
        for (SampleVillage village : List.of(SampleVillage.QINGHE, SampleVillage.SHIQIAO)) {
            for (String code :
                    "P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 S01 S02 S03 S05 S06 S07 S08 S09 S10 S11"
                            .split(" ")) {
                assertThat(ratio(village, code)).as(village + " " + code).isEqualTo(Ratio.ONE);
            }
        }
        List<Standing> ranking = new NaiveYear(county.commands(), 2025).ranking(NaiveYear.LONG_AFTER);
        assertThat(ranking.subList(0, 3)).extracting(Standing::rank).containsExactly(1, 1, 3);
        // Fifteen are ranked: ⌊4.5⌋ = 4 may be excellent, more would be.
        assertThat(ranking).filteredOn(standing -> standing.band().equals("优秀")).hasSize(4);
        assertThat(ranking).filteredOn(Standing::heldBackByQuota).isNotEmpty();
        assertThat(ranking)
                .filteredOn(standing -> standing.rank() == null)
                .extracting(standing -> standing.card().unitId())
                .containsExactly(SampleVillage.XINGHE.unitId());
        assertThat(ranking.stream().map(Standing::band).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("优秀", "良好", "合格", "不合格");
    }

    @ParameterizedTest
    @CsvSource({
        // One day, one minute, one person or one week short of each boundary.
        "LIUXI, P01, 364, 365", // the group's term ends at 23:59 on 31 December
        "LIUXI, P02, 3, 4", // plan and summary one started week late: (1.5 + 1.5) ÷ 4
        "LIUXI, P03, 3649, 3650", // nine members on one day
        "LIUXI, P06, 159, 160", // 39 of 40 attended: (3 + 3 + 2·39/40) ÷ 8
        "LIUXI, P07, 364, 365", // closed overnight
        "LIUXI, P08, 5, 6", // one gap of 91 days
        "LIUXI, P09, 364, 365", // 31 days of vacancy
        "LIUXI, P10, 6, 7", // one of seven archived on the eleventh working day
        "LIUXI, P11, 277999, 278000", // a fen short
        "LIUXI, P12, 2, 5", // the village's title ended on 30 December, the fifth household's begins on 1 January
        "LIUXI, P13, 2, 3", // adopted in the first minute of the next year
        "LIUXI, P14, 1, 2", // the second published then
        "LIUXI, P15, 1, 2", // the evidence of one of two a minute late
        "LIUXI, S02, 793, 800", // 1,199 titles, 59 new: (1199/1200 + 59/60) ÷ 2
        "LIUXI, S03, 138, 139", // 138 of 139 readers
        "LIUXI, S06, 2, 3", // a day after the window
        "LIUXI, S08, 3, 4", // the fourth chain ends then
        "LIUXI, S09, 277, 278", // 277 of 278 persons
        "LIUXI, S10, 14391, 14400", // nine of ten served one minute less than 24 hours: (9 · 1439/1440 + 1) ÷ 10
        // P05: six links in four quarters, one in two, one in the last with exactly 30 days; 20 of 27 visited
        "CHASHAN, P05, 20, 27",
        "BAIGUO, P12, 1, 2", // five households; the village's title was awarded in January
        "BAIGUO, S02, 51, 80", // 30 of the 60 donated were there: (930/1200 + 30/60) ÷ 2
        "SHUANGHE, P09, 302, 365", // 1 January … 4 March = 63 days beyond the grace
        "SHUANGHE, P02, 7, 8", // summary six days late: (2 + 1.5) ÷ 4
        "LIUXI, S11, 15, 16", // three of four in time: 3/4 ÷ 4/5
        "LIUXI, S05, 11, 12", // three of twelve in one month
        "TAOYUAN, S05, 1, 6", // two of four in one month
        "LONGTAN, S05, 1, 4",
        "LIHUA, S05, 0, 1",
        "GAOPING, S05, 1, 4", // one in truth of the month before, one cancelled: three
        "XIANGSHUI, S05, 1, 2", // up to the end of the first room
        "XINYUE, S05, 2555, 2808", // seven of 12 × 234/365
        "XINGHE, S05, 0, 1", // no room
        "LONGTAN, P01, 320, 365", // no group 1 July … 14 August = 45 days
        "LONGTAN, P02, 1, 4", // plan 14 days late, no summary: 1 ÷ 4
        "LONGTAN, P11, 0, 1", // budgeted only
        "LONGTAN, P12, 1, 5", // the village's title was revoked, two households: 4·2/5 ÷ 8
        "LONGTAN, P08, 5, 6", // five updates, no gap
        "LONGTAN, S11, 5, 8", // two of four: one of three reopened tickets was resolved again in time
        "LONGTAN, P15, 0, 1", // one put right 15 days late, one never
        "LONGTAN, P09, 333, 365", // vacant 1 July … 31 August = 62 days, 30 of them free
        "FENGLIN, P05, 27, 40",
        "FENGLIN, S10, 1, 3", // 8 hours verified of each; others not verified, rejected, or paid duty
        "LIHUA, S10, 0, 1", // nobody served
        "ZHUYUAN, S02, 53, 120", // (660/1200 + 20/60) ÷ 2
        "ZHUYUAN, S03, 9, 32", // 90 ÷ 3,200 ÷ 0.1
        "ZHUYUAN, P09, 1, 1", // vacant since 10 December only
        "ZHUYUAN, P11, 1, 2", // 3,200 of 6,400 yuan
        "ZHUYUAN, P12, 4, 5", // the village and three households: (4 + 4·3/5) ÷ 8
        "ZHUYUAN, S09, 5, 16", // 200 ÷ 3,200 ÷ 0.2
        "TAOYUAN, P08, 5, 6", // 20 September … 31 December = 102 days
        "TAOYUAN, P09, 1, 1", // first officer ever on 20 January
        "TAOYUAN, S06, 1, 3",
        "TAOYUAN, S07, 2, 5",
        "TAOYUAN, S08, 1, 2", // two of four never reached the community
        "TAOYUAN, S09, 69, 145", // T = 260, cap 78: (78 + 60) ÷ 1,450 ÷ 0.2
        "TAOYUAN, S11, 5, 8", // one of two; one transferred and one merged are left out
        "GUJING, S07, 1, 1",
        "LIHUA, P01, 119, 365", // dissolved on 30 April
        "LIHUA, P02, 1, 8", // summary 20 days late: 0.5 ÷ 4
        "LIHUA, P03, 6, 10",
        "LIHUA, P05, 1, 4",
        "LIHUA, P07, 120, 365", // closed from 1 May on
        "LIHUA, P08, 1, 6", // two updates, one gap of 272 days
        "LIHUA, P09, 30, 365", // nobody ever
        "LIHUA, P10, 1, 2", // one of two without archive
        "LIHUA, P11, 0, 1", // no ledger
        "LIHUA, P12, 0, 1", // its application was refused
        "LIHUA, P13, 0, 1", // field work, and no report
        "LIHUA, P14, 0, 1", // nominated, and never published
        "LIHUA, S02, 1, 8", // 300 titles, none new
        "LIHUA, S06, 1, 3",
        "LIHUA, S08, 0, 1",
        "LIHUA, S11, 5, 16", // one of four
        "GAOPING, P02, 3, 4", // plan corrected to this year, summary eight days late: (2 + 1) ÷ 4
        "GAOPING, P08, 5, 6", // 20 March → 5 July = 107 days once corrected and withdrawn
        "GAOPING, P10, 2, 3", // one corrected to the eleventh working day, the only entry of another withdrawn
        "GAOPING, P11, 2, 5", // 80 of 200 fen for each resident
        "GAOPING, P12, 3, 5", // (4 + 4/5) ÷ 8
        "GAOPING, P13, 2, 3", // one reported again and not adopted, one withdrawn
        "GAOPING, P15, 1, 1", // the only one was cancelled
        "GAOPING, P14, 1, 2", // one publication was withdrawn
        "GAOPING, S08, 1, 4", // one lacks its third step, one is of the year before
        "GAOPING, S02, 83, 120", // 660 titles and 50 new once corrected and withdrawn: (660/1200 + 50/60) ÷ 2
        "GAOPING, S06, 2, 3", // the science week's activity is withdrawn
        "GAOPING, S11, 5, 8", // one of two: one moved into its time, one to the year before, one withdrawn
        "XIANGSHUI, P01, 246, 365", // no staff 6 May … 1 September = 119 days
        "XIANGSHUI, P02, 1, 1", // the earlier of two plans counts
        "XIANGSHUI, P07, 319, 365", // closed 1 July … 15 August = 46 days
        "XIANGSHUI, S01, 1, 8", // odd weeks from 41 on: up to September no room has five days alone
        "XIANGSHUI, S02, 7, 24", // what the first room had went with it: (300/1200 + 20/60) ÷ 2
        "XINYUE, S02, 11, 16", // 450 titles, all new: (450/1200 + 1) ÷ 2
        "XINYUE, S03, 1, 2", // 49 ÷ 980 ÷ 0.1, not pro rata
        "XINYUE, P02, 1, 1", // the plan was due before its first day; the summary is in time
        "XINYUE, P08, 1, 1", // four updates of 6 × 234/365
        "XINYUE, P11, 3, 4", // 150 of 200 fen, not pro rata
        "XINYUE, P12, 1, 5", // two households
        "XINYUE, P13, 2, 3", // not pro rata: completed, not adopted
        "XINYUE, P14, 365, 468", // one of 2 × 234/365
        "XINYUE, S08, 365, 468", // two of 4 × 234/365
        "XINYUE, S06, 2, 3", // the publicity month was before its time
        "XINYUE, S11, 1, 1", // those raised since
        "XINGHE, P02, 1, 1", // likewise
        "XINGHE, P11, 0, 1", // no ledger
        "QINGHE, S04, 1, 1",
        "SHIQIAO, S04, 1, 1", // in the first and in the last minute of the year
        "LIUXI, S04, 99, 100", // a point short
        "ZHUYUAN, S04, 73, 100", // 71 and 75
        "LIHUA, S04, 7, 20", // that of the village itself does not count
        "GAOPING, S04, 181, 200", // 90 after its correction, 91; another was withdrawn
        "XINGHE, P12, 0, 1", // no title
        "XINGHE, P13, 0, 1", // those of the others begin before its time
        "XINGHE, P14, 0, 1", // likewise
        "XINGHE, S08, 365, 452", // one of 4 × 113/365
        "XINGHE, S01, 0, 1", // no room
        "XINGHE, S02, 0, 1",
        "XINGHE, S03, 0, 1"
    })
    void what_a_villages_profile_says_shows_in_its_year(SampleVillage village, String code, int n, int d) {
        assertThat(ratio(village, code)).isEqualTo(Ratio.of(n, d));
    }

    private static java.math.BigDecimal deducted(SampleVillage village) {
        return Objects.requireNonNull(cards.get(village.unitId())).deducted();
    }

    @Test
    void overdue_orders_are_deducted_by_the_weeks_that_have_begun() {
        // 15 days late: 2 + 2 · 0.5; one never put right: 6
        assertThat(deducted(SampleVillage.LONGTAN)).isEqualByComparingTo("9");
        assertThat(deducted(SampleVillage.LIUXI)).isEqualByComparingTo("2");
        assertThat(deducted(SampleVillage.SHIQIAO)).isZero();
        assertThat(deducted(SampleVillage.GAOPING)).isZero();
    }

    @Test
    void understaffed_and_unlinked_teams_show_day_by_day() {
        // Seven from 10 March, five from 15 April, seven from 1 July, nine from 1 September.
        // 68·10 + 36·7 + 77·5 + 62·7 + 122·9 = 680 + 252 + 385 + 434 + 1098 = 2849
        assertThat(ratio(SampleVillage.BAIGUO, "P03")).isEqualTo(Ratio.of(2849, 3650));
        // Seven linked up to 29 June (180 days), six up to 1 December (155), seven on the 2nd, eight on 29 days:
        // (1260 + 930 + 7 + 232) ÷ 10 ÷ 365
        assertThat(ratio(SampleVillage.CHASHAN, "P04")).isEqualTo(Ratio.of(2429, 3650));
    }

    @Test
    void thin_openings_show_in_most_weeks() {
        assertThat(ratio(SampleVillage.ZHUYUAN, "S01").rounded(2)).isLessThan(new java.math.BigDecimal("0.30"));
        assertThat(ratio(SampleVillage.LIUXI, "S01")).isNotEqualTo(Ratio.ONE);
        assertThat(ratio(SampleVillage.GAOPING, "S01")).isNotEqualTo(Ratio.ONE);
    }

    @Test
    void what_nobody_counted_or_declared_does_not_apply() {
        assertThat(status(SampleVillage.GUJING, "S09")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(status(SampleVillage.GUJING, "P11")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(status(SampleVillage.XINGHE, "S07")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(status(SampleVillage.XINGHE, "S11")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(status(SampleVillage.GUJING, "S04")).isEqualTo(Status.NOT_APPLICABLE);
    }

    private static Status status(SampleVillage village, String code) {
        Card card = Objects.requireNonNull(cards.get(village.unitId()));
        return Objects.requireNonNull(card.lines().get(code)).status();
    }

    /** Its villages' work is theirs: a room that opens on market days only, four activities without archive, no title. */
    @Test
    void the_township_has_a_card_of_what_it_did_itself() {
        Card township = Objects.requireNonNull(
                new NaiveYear(county.commands(), 2025).card(SampleCounty.TOWNSHIP, NaiveYear.LONG_AFTER));
        assertThat(township.lines())
                .containsOnlyKeys(
                        "P01", "P02", "P10", "P12", "P13", "P15", "S01", "S02", "S04", "S05", "S06", "S07", "S08",
                        "S11");
        assertThat(township.ratio("P01")).isEqualTo(Ratio.ONE);
        assertThat(township.ratio("P02")).isEqualTo(Ratio.ONE);
        assertThat(township.ratio("P10")).isEqualTo(Ratio.ZERO);
        assertThat(township.ratio("P12")).isEqualTo(Ratio.ZERO);
        assertThat(township.ratio("P15")).isEqualTo(Ratio.ONE);
        assertThat(township.ratio("S01")).isEqualTo(Ratio.ZERO);
        assertThat(township.ratio("S05")).isEqualTo(Ratio.of(1, 12));
        assertThat(township.ratio("S11")).isEqualTo(Ratio.ONE);
    }

    @Test
    void a_village_has_no_card_before_its_first_day() {
        NaiveYear year = new NaiveYear(county.commands(), 2025);
        assertThat(year.card(SampleVillage.XINYUE.unitId(), LocalDate.of(2025, 5, 11)))
                .isNull();
        assertThat(year.card(SampleVillage.XINYUE.unitId(), LocalDate.of(2025, 5, 12)))
                .isNotNull();
    }
}
