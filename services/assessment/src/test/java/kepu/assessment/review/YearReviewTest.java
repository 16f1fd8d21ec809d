package kepu.assessment.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.assessment.review.SchemeChange.WeightChange;
import kepu.assessment.review.YearReview.Bands;
import kepu.assessment.review.YearReview.Honour;
import kepu.assessment.review.YearReview.Score;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class YearReviewTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String VILLAGE = "990201201101";
    private static final LocalDate UNTIL = LocalDate.of(2030, 12, 31);

    @Test
    void points_are_means_over_the_villages_that_have_some_and_people_and_hours_are_sums() {
        YearReview review = computed(
                2025,
                card("X", 1, "GOOD", line("P01", "6", "5.0000"), line("S04", "6", "null"), hours(90, 45)),
                card("X", 1, "FAIL", line("P01", "6", "2.0001"), line("S04", "6", "3"), hours(30)),
                card("X", 1, "GOOD", line("P01", "6", "0"), line("S04", "6", "null")));

        assertThat(review.imported()).isFalse();
        assertThat(review.villages()).isEqualTo(3);
        assertThat(review.bands()).isEqualTo(new Bands(0, 2, 0, 1));
        assertThat(review.indicators().get(0).points()).isEqualTo(new BigDecimal("2.3334"));
        assertThat(review.indicators().get(1).points()).isEqualTo(new BigDecimal("3.0000"));
        assertThat(review.indicators().get(1).villages()).isOne();
        assertThat(review.people()).isEqualTo(3);
        assertThat(review.hours()).isEqualTo(new BigDecimal("2.75"));
    }

    @Test
    void of_a_scheme_that_counts_no_hours_people_and_hours_are_not_known() {
        YearReview review = computed(2025, card("X", 1, "GOOD", line("P01", "6", "5")));

        assertThat(review.people()).isNull();
        assertThat(review.hours()).isNull();
    }

    @Test
    void between_two_schemes_the_weights_that_changed_came_or_went_are_named_and_unknown_years_are_passed_over() {
        YearReview before = computed(2023, card("X", 1, "GOOD", line("P01", "6", "5"), line("P02", "4", "4")));
        YearReview after = computed(
                2025, card("X", 2, "GOOD", line("P01", "6.0", "5"), line("P03", "3", "1"), line("P02", "5", "1")));

        assertThat(SchemeChange.between(List.of(before, YearReview.unknown(2024), after)))
                .containsExactly(new SchemeChange(
                        2023,
                        2025,
                        "X",
                        1,
                        "X",
                        2,
                        List.of(
                                new WeightChange("P02", new BigDecimal("4"), new BigDecimal("5")),
                                new WeightChange("P03", null, new BigDecimal("3")))));
        assertThat(SchemeChange.between(List.of(before, before))).isEmpty();
    }

    @Test
    void an_imported_year_and_one_of_this_system_never_are_of_one_scheme() {
        ImportedYear.Content content = new ImportedYear.Content(
                2024, "通报", "X", "80", null, null, null, List.of(), Set.of(), null, null, null);
        YearReview imported = YearReview.of(new ImportedYear("i1", VILLAGE, content, Instant.EPOCH, "anna"));
        YearReview computed = computed(2025, card("X", 1, "GOOD", line("P01", "6", "5")));

        assertThat(SchemeChange.between(List.of(imported, computed))).hasSize(1);
    }

    @Test
    void a_title_belongs_to_the_local_year_of_its_grant_as_the_newest_version_states_it() {
        List<Envelope<?>> facts = List.of(
                fact("t1", 1, "2025-03-01T00:00:00Z", granted("t1", "示范村")),
                fact("t2", 1, "2025-12-31T16:00:00Z", granted("t2", "明年的")),
                fact("t3", 1, "2025-03-01T00:00:00Z", granted("t3", "旧名")),
                fact(
                        "t3",
                        2,
                        "2025-04-01T00:00:00Z",
                        new TitleCorrected("t3", "新名", Level.COUNTY, "县", "1号", null, null, null, Instant.EPOCH)),
                fact("t4", 1, "2025-03-01T00:00:00Z", granted("t4", "误录")),
                fact("t4", 2, "2025-04-01T00:00:00Z", new TitleWithdrawn("t4", "误录", Instant.EPOCH)));

        assertThat(Honours.of(VILLAGE, 2025, ZONE, facts))
                .extracting(Honour::title)
                .containsExactly("示范村", "新名");
    }

    @Test
    void a_demonstration_title_of_the_village_is_one_but_not_of_a_household_nor_one_that_was_withdrawn() {
        List<Envelope<?>> facts = List.of(
                fact("d1", 1, "2025-03-01T00:00:00Z", awarded("d1", DemonstrationEvent.Level.VILLAGE)),
                fact("d2", 1, "2025-03-01T00:00:00Z", awarded("d2", DemonstrationEvent.Level.HOUSEHOLD)),
                fact("d3", 1, "2025-03-01T00:00:00Z", awarded("d3", DemonstrationEvent.Level.VILLAGE)),
                fact("d3", 2, "2026-03-01T00:00:00Z", new DemonstrationWithdrawn("d3", "误录", Instant.EPOCH)));

        assertThat(Honours.of(VILLAGE, 2025, ZONE, facts))
                .containsExactly(new Honour(VILLAGE, "示范村", null, LocalDate.of(2025, 3, 1)));
        assertThat(Honours.of(VILLAGE, 2024, ZONE, facts)).isEmpty();
    }

    @Test
    void a_commendation_of_the_unit_is_an_honour_of_the_year_of_its_issue_unless_it_was_taken_back() {
        List<Envelope<?>> facts = List.of(
                fact("n1", 1, "2025-03-01T00:00:00Z", issued("n1", NoticeEvent.Kind.COMMENDATION, null, null)),
                fact("n1", 1, "2025-03-01T00:00:00Z", issued("n1", NoticeEvent.Kind.COMMENDATION, null, null)),
                fact("n2", 1, "2025-12-31T16:00:00Z", issued("n2", NoticeEvent.Kind.COMMENDATION, null, null)),
                fact("n3", 1, "2025-03-01T00:00:00Z", issued("n3", NoticeEvent.Kind.COMMENDATION, "p-1", null)),
                fact("n4", 1, "2025-03-01T00:00:00Z", issued("n4", NoticeEvent.Kind.CRITICISM, null, null)),
                fact("n5", 1, "2025-03-01T00:00:00Z", issued("n5", NoticeEvent.Kind.COMMENDATION, null, null)),
                fact("n6", 1, "2026-03-01T00:00:00Z", issued("n6", NoticeEvent.Kind.WITHDRAWAL, null, "n5")));

        assertThat(Honours.of(VILLAGE, 2025, ZONE, facts))
                .containsExactly(new Honour(VILLAGE, "通报表扬（n1号）：防汛", "COUNTY", LocalDate.of(2025, 3, 1)));
    }

    private static DomainEvent issued(
            String id, NoticeEvent.Kind kind, @Nullable String personId, @Nullable String withdraws) {
        return new NoticeIssued(
                id,
                kind,
                "990201",
                id + "号",
                Level.COUNTY,
                personId,
                null,
                kind == NoticeEvent.Kind.COMMENDATION ? "防汛" : null,
                null,
                withdraws,
                withdraws == null ? null : Instant.parse("2025-03-01T00:00:00Z"));
    }

    private static DomainEvent granted(String id, String title) {
        return new TitleGranted(id, title, Level.COUNTY, "县科协", "1号", null, null, null);
    }

    private static DomainEvent awarded(String id, DemonstrationEvent.Level level) {
        return new DemonstrationAwarded(
                id, level, level == DemonstrationEvent.Level.HOUSEHOLD ? "H-1" : null, "1号", UNTIL);
    }

    private static Envelope<?> fact(String subject, long sequence, String at, DomainEvent event) {
        Instant time = Instant.parse(at);
        return new Envelope<>(
                new UUID(subject.hashCode(), sequence),
                subject,
                time,
                time,
                1,
                sequence,
                VILLAGE,
                "clerk",
                "correlation",
                null,
                null,
                event);
    }

    private static YearReview computed(int year, String... cards) {
        Score score = new Score(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, null);
        List<JsonNode> read = Arrays.stream(cards)
                .map(card -> JsonMapper.shared().readTree(card))
                .toList();
        return YearReview.computed(year, false, score, read, List.of(), 0);
    }

    private static String card(String scheme, int version, String band, String... indicators) {
        return """
                {"scheme":"%s","schemeVersion":%d,"band":"%s","indicators":[%s]}""".formatted(scheme, version, band, String.join(",", indicators));
    }

    private static String line(String code, String weight, String points) {
        return """
                {"code":"%s","name":{"zh":"名","en":"name"},"weight":%s,"points":%s,"numbers":{}}""".formatted(code, weight, points);
    }

    private static String hours(int... minutes) {
        String members = Arrays.stream(minutes)
                .mapToObj(one -> "{\"verifiedMinutes\":" + one + "}")
                .collect(Collectors.joining(","));
        return """
                {"code":"S10","name":{"zh":"名","en":"name"},"weight":8,"points":1,
                "numbers":{"hoursPerYear":"24","byMember":[%s]}}""".formatted(members);
    }
}
