package kepu.organization.document;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiledDocumentTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final FiledDocument.Content PLAN = new FiledDocument.Content(Kind.PLAN, 2025, "工作计划", null);

    @Test
    void a_filing_names_the_year_that_it_is_for() {
        var told = document(PLAN, MARCH).record();

        assertThat(told.occurredAt()).isEqualTo(MARCH);
        assertThat(told.events()).containsExactly(new DocumentFiled("d1", Kind.PLAN, 2025, "工作计划", null));
    }

    @Test
    void a_correction_says_under_which_year_and_time_the_document_stood_before() {
        FiledDocument document = document(PLAN, MARCH);
        Instant april = Instant.parse("2025-04-01T02:00:00Z");

        var told = document.correct(
                new FiledDocument.Content(Kind.SUMMARY, 2024, "工作总结", "0".repeat(64)), april, "clerk-2");

        assertThat(told.occurredAt()).isEqualTo(april);
        assertThat(told.events())
                .containsExactly(new DocumentCorrected("d1", Kind.SUMMARY, 2024, "工作总结", "0".repeat(64), 2025, MARCH));
    }

    @Test
    void what_was_withdrawn_is_neither_corrected_nor_withdrawn_again() {
        FiledDocument document = document(PLAN, MARCH);

        var told = document.withdraw("误传", MARCH.plusSeconds(60), "clerk-1");

        assertThat(told.events()).containsExactly(new DocumentWithdrawn("d1", "误传", 2025, MARCH));
        assertRefused("already-withdrawn", () -> document.correct(PLAN, MARCH, "clerk-1"));
        assertRefused("already-withdrawn", () -> document.withdraw("x", MARCH, "clerk-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAN, 2025-03-31T15:59:59.999Z, 2025-03-31, 0",
        "PLAN, 2025-03-31T16:00:00Z, 2025-03-31, 1",
        "PLAN, 2024-12-01T00:00:00Z, 2025-03-31, 0",
        "SUMMARY, 2025-12-31T15:59:59.999Z, 2025-12-31, 0",
        "SUMMARY, 2026-01-07T16:00:00Z, 2025-12-31, 8"
    })
    void a_plan_is_due_on_31_march_and_a_summary_on_31_december_whole_local_days(
            Kind kind, Instant filedAt, LocalDate due, long daysLate) {
        FiledDocument document = document(new FiledDocument.Content(kind, 2025, "x", null), filedAt);

        assertThat(document.content().due()).contains(due);
        assertThat(document.daysLate(ZONE)).contains(daysLate);
    }

    @ParameterizedTest
    @CsvSource({"RULES", "OTHER"})
    void other_documents_are_never_late(Kind kind) {
        FiledDocument document = document(new FiledDocument.Content(kind, 2025, "x", null), MARCH);

        assertThat(document.content().due()).isEmpty();
        assertThat(document.daysLate(ZONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUMMARY, 2024-12-31, summary-before-its-year",
        "SUMMARY, 2023-12-31, summary-before-its-year",
        "PLAN, 2023-12-31, document-of-later-year",
        "OTHER, 2023-12-31, document-of-later-year"
    })
    void a_year_is_not_summed_up_before_it_begins_and_no_document_is_for_a_year_long_after(
            Kind kind, LocalDate filed, String code) {
        assertRefused(code, () -> new FiledDocument.Content(kind, 2025, "x", null).requireMayBeFiledOn(filed));
    }

    @ParameterizedTest
    @CsvSource({"SUMMARY, 2025-01-01", "SUMMARY, 2031-01-01", "PLAN, 2024-01-01", "RULES, 2024-01-01"})
    void a_summary_may_be_filed_from_the_first_day_of_its_year_and_a_plan_in_the_year_before(
            Kind kind, LocalDate filed) {
        assertThatCode(() -> new FiledDocument.Content(kind, 2025, "x", null).requireMayBeFiledOn(filed))
                .doesNotThrowAnyException();
    }

    private static FiledDocument document(FiledDocument.Content content, Instant filedAt) {
        return new FiledDocument("d1", "990101201", content, filedAt, "clerk-1");
    }
}
