package kepu.campaigns.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.campaigns.file.ArchiveFiles;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveCorrected;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchivePublished;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveReturned;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent.Form;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.ArchiveEvent.Retention;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArchiveEntryTest {
    private static final Instant MAY = Instant.parse("2026-05-22T01:30:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T01:30:00Z");

    private static ArchiveEntry.Content leaflet(int pages, Retention retention) {
        return new ArchiveEntry.Content(
                Subject.ACTIVITY, "a1", Kind.TRAINING_MATERIAL, "春耕用药宣传单", "青禾村党支部", retention, pages, null, "村档案柜第一格");
    }

    private static ArchiveEntry entry() {
        return new ArchiveEntry("e1", "990101201201", "2026-0001", leaflet(2, Retention.YEARS_10), MAY, "recorder");
    }

    @Test
    void filing_tells_about_what_it_is_and_neither_title_nor_place() {
        var told = entry().record();

        assertThat(told.occurredAt()).isEqualTo(MAY);
        assertThat(told.events())
                .containsExactly(new ArchiveFiled(
                        "e1", Subject.ACTIVITY, "a1", Kind.TRAINING_MATERIAL, Form.PAPER, Retention.YEARS_10, 2));
    }

    @Test
    void an_entry_without_file_and_without_paper_is_none() {
        refuses(
                "archive-without-document",
                () -> new ArchiveEntry.Content(
                        Subject.ACTIVITY, "a1", Kind.PHOTO, "合影", "青禾村党支部", Retention.YEARS_10, 1, null, null));
    }

    @Test
    void an_entry_with_a_file_is_electronic_also_where_the_paper_is_kept() {
        var file = new ArchiveFiles.StoredFile("u:1", "application/pdf", 9, "ab");
        for (String paper : new String[] {null, "村档案柜"}) {
            var content = new ArchiveEntry.Content(
                    Subject.ACTIVITY, "a1", Kind.PHOTO, "合影", "青禾村党支部", Retention.YEARS_10, 1, file, paper);
            assertThat(content.form()).isEqualTo(Form.ELECTRONIC);
        }
    }

    @Test
    void a_correction_keeps_the_number_and_has_to_be_reviewed_anew() {
        ArchiveEntry entry = entry();
        entry.publish("reviewer", "农技站核对", MAY);

        var told = entry.correct(leaflet(3, Retention.PERMANENT), JUNE, "corrector");

        assertThat(told.events())
                .containsExactly(new ArchiveCorrected(
                        "e1", Subject.ACTIVITY, "a1", Kind.TRAINING_MATERIAL, Form.PAPER, Retention.PERMANENT, 3, MAY));
        assertThat(entry.number()).isEqualTo("2026-0001");
        assertThat(entry.state()).isEqualTo(ArchiveEntry.State.FILED);
        assertThat(entry.review()).isNull();
    }

    @Test
    void somebody_else_publishes_or_sends_back() {
        ArchiveEntry right = entry();
        assertThat(right.publish("reviewer", "农技站核对", MAY).events())
                .containsExactly(new ArchivePublished("e1", "reviewer", "农技站核对"));
        assertThat(right.state()).isEqualTo(ArchiveEntry.State.PUBLISHED);

        ArchiveEntry wrong = entry();
        assertThat(wrong.sendBack("reviewer", "用药剂量有误", MAY).events())
                .containsExactly(new ArchiveReturned("e1", "reviewer", "用药剂量有误"));
        assertThat(wrong.state()).isEqualTo(ArchiveEntry.State.RETURNED);
    }

    @Test
    void nobody_reviews_what_they_recorded_or_corrected() {
        ArchiveEntry entry = entry();
        entry.correct(leaflet(3, Retention.YEARS_10), MAY, "corrector");

        refuses("own-record", () -> entry.publish("recorder", "自查", JUNE));
        refuses("own-record", () -> entry.sendBack("corrector", "自查", JUNE));
        entry.publish("reviewer", "农技站核对", JUNE);
    }

    @Test
    void what_was_published_may_still_be_sent_back_and_what_was_sent_back_is_corrected_first() {
        ArchiveEntry entry = entry();
        entry.publish("reviewer", "农技站核对", MAY);
        refuses("archive-already-published", () -> entry.publish("reviewer", "再看一遍", MAY));

        entry.sendBack("other", "剂量有误", JUNE);
        refuses("archive-returned", () -> entry.publish("reviewer", "无误", JUNE));
        refuses("archive-returned", () -> entry.sendBack("reviewer", "有误", JUNE));

        entry.correct(leaflet(2, Retention.YEARS_10), JUNE, "recorder");
        entry.publish("reviewer", "已改", JUNE);
    }

    @Test
    void no_review_is_dated_before_the_filing() {
        refuses("archive-reviewed-before-filing", () -> entry().publish("reviewer", "无误", MAY.minusMillis(1)));
        entry().publish("reviewer", "无误", MAY);
    }

    @Test
    void a_withdrawn_entry_is_neither_reviewed_nor_corrected() {
        ArchiveEntry entry = entry();
        assertThat(entry.withdraw("误归档", JUNE, "recorder").events())
                .containsExactly(new ArchiveWithdrawn("e1", "误归档", MAY));
        refuses("already-withdrawn", () -> entry.publish("reviewer", "无误", JUNE));
        refuses("already-withdrawn", () -> entry.correct(leaflet(2, Retention.YEARS_10), JUNE, "recorder"));
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection -> assertThat(rejection.code()).isEqualTo(code));
    }
}
