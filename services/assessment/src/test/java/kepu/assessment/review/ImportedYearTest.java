package kepu.assessment.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.assessment.review.ImportedYear.Content;
import kepu.assessment.review.ImportedYear.Indicator;
import kepu.assessment.review.YearReview.Origin;
import kepu.contracts.assessment.HistoryEvent.YearImportCorrected;
import kepu.contracts.assessment.HistoryEvent.YearImportWithdrawn;
import kepu.contracts.assessment.HistoryEvent.YearImported;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.defaults.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportedYearTest {
    private static final Instant LAST_DAY = Instant.parse("2019-12-30T16:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Indicator> ONE = List.of(new Indicator("K1", "书屋建设", "20", "18.5"));

    @Test
    void each_version_tells_the_year_as_its_source_says_and_nothing_where_it_says_nothing() {
        ImportedYear year = imported(content("86.5", ONE, Set.of("示范村")));

        assertThat(year.record().events())
                .containsExactly(new YearImported(
                        "i1",
                        2019,
                        "通报5号",
                        "考核办法",
                        new BigDecimal("86.5"),
                        null,
                        null,
                        Band.GOOD,
                        Set.of("示范村"),
                        1,
                        12,
                        null));
        assertThat(year.correct(content("87", ONE, Set.of()), LAST_DAY, "bo").events())
                .containsExactly(new YearImportCorrected(
                        "i1",
                        2019,
                        "通报5号",
                        "考核办法",
                        new BigDecimal("87"),
                        null,
                        null,
                        Band.GOOD,
                        Set.of(),
                        1,
                        12,
                        null,
                        LAST_DAY));
        assertThat(year.withdraw("误录", NOW, "bo").events())
                .containsExactly(new YearImportWithdrawn("i1", 2019, "误录", LAST_DAY));
    }

    @Test
    void a_source_that_says_nothing_is_refused_and_any_one_thing_is_enough() {
        refused("nothing-imported", nothingBut(Set.of(), null));

        assertThat(imported(nothingBut(Set.of("示范村"), null)).record().events()).hasSize(1);
        assertThat(imported(nothingBut(Set.of(), 0)).record().events()).hasSize(1);
    }

    @Test
    void an_indicator_is_named_once() {
        refused("imported-indicator-twice", content("86.5", List.of(ONE.getFirst(), ONE.getFirst()), Set.of()));
    }

    @Test
    void in_a_review_it_is_shown_as_imported_with_its_source_and_rests_on_no_village() {
        YearReview review = YearReview.of(imported(content("86.5", ONE, Set.of("示范村"))));

        assertThat(review.imported()).isTrue();
        assertThat(review.origin()).isEqualTo(Origin.IMPORTED);
        assertThat(review.source()).isEqualTo("通报5号");
        assertThat(review.party()).isEqualByComparingTo("86.5");
        assertThat(review.science()).isNull();
        assertThat(review.villages()).isZero();
        assertThat(review.schemeVersion()).isNull();
        assertThat(review.indicators().getFirst().points()).isEqualByComparingTo("18.5");
        assertThat(review.honours().getFirst().title()).isEqualTo("示范村");
    }

    private static void refused(String code, Content content) {
        assertThatThrownBy(() -> imported(content).record())
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Content content(String party, List<Indicator> indicators, Set<String> honours) {
        return new Content(2019, "通报5号", "考核办法", party, null, null, Band.GOOD, indicators, honours, 1, 12, null);
    }

    private static Content nothingBut(Set<String> honours, @Nullable Integer orders) {
        return new Content(2019, "通报5号", "考核办法", null, null, null, null, List.of(), honours, orders, null, null);
    }

    private static ImportedYear imported(Content content) {
        return new ImportedYear("i1", "990201201101", content, LAST_DAY, "anna");
    }
}
