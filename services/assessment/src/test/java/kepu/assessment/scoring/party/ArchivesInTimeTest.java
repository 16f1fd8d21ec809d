package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Month;
import java.util.Map;
import java.util.function.IntFunction;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.contracts.WorkingDays;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Monday 2 March 2026 + 10 working days = Monday 16 March. */
class ArchivesInTimeTest {
    private static final String END = "2026-12-31";

    private static Village held(String activityId, String moment) {
        return Village.old().activity(activityId, moment, null, VenueKind.VILLAGE, 10);
    }

    private static Village held(Village village, String activityId, String moment) {
        return village.activity(activityId, moment, null, VenueKind.VILLAGE, 10);
    }

    @Test
    void an_archive_complete_on_working_day_10_is_in_time_and_on_11_it_is_not() {
        Village tenth = held("a", "2026-03-02").archived("e", "a", "2026-03-16T23:59:59");
        assertThat(tenth.ratio("P10", END)).isEqualTo("1/1");
        Village eleventh = held("a", "2026-03-02").archived("e", "a", "2026-03-17T00:00:00");
        assertThat(eleventh.ratio("P10", END)).isEqualTo("0/1");
        assertThat(eleventh.reasons("P10", END)).containsExactly(Reason.ARCHIVED_LATE);
    }

    @Test
    void an_activity_without_archive_counts_once_its_days_have_passed_and_not_on_the_last_of_them() {
        Village village = held(held("a", "2026-02-02").archived("e", "a", "2026-02-02"), "b", "2026-03-02");
        assertThat(village.ratio("P10", "2026-03-16")).isEqualTo("1/1");
        assertThat(village.reasons("P10", "2026-03-16")).containsExactly(Reason.ARCHIVE_NOT_YET_DUE);
        assertThat(village.ratio("P10", "2026-03-17")).isEqualTo("1/2");
    }

    @Test
    void an_archive_complete_early_counts_from_that_day_on() {
        Village village = held("a", "2026-03-02").archived("e", "a", "2026-03-04");
        assertThat(village.ratio("P10", "2026-03-03")).isEqualTo("0/1");
        assertThat(village.card("2026-03-03").indicator("P10").numbers())
                .containsAllEntriesOf(Map.of("inTime", 0, "overdue", 0, "notYetDue", 1));
        assertThat(village.ratio("P10", "2026-03-04")).isEqualTo("1/1");
    }

    @Test
    void without_any_activity_it_is_zero() {
        assertThat(Village.old().ratio("P10", END)).isEqualTo("0/1");
    }

    @ParameterizedTest
    @EnumSource
    void one_entry_of_any_kind_is_enough(Kind kind) {
        Village village = held("a", "2026-03-02").archived("e", Subject.ACTIVITY, "a", kind, "2026-03-03");
        assertThat(village.ratio("P10", END)).isEqualTo("1/1");
    }

    @Test
    void an_entry_about_a_training_completes_no_activity() {
        Village village =
                held("a", "2026-03-02").archived("e", Subject.TRAINING, "a", Kind.TRAINING_MATERIAL, "2026-03-03");
        assertThat(village.ratio("P10", END)).isEqualTo("0/1");
    }

    @Test
    void a_withdrawn_entry_makes_the_archive_incomplete_again() {
        Village village = held("a", "2026-03-02").archived("e", "a", "2026-03-03");
        assertThat(village.ratio("P10", END)).isEqualTo("1/1");
        village.archiveWithdrawn("e", "2026-05-01");
        assertThat(village.ratio("P10", END)).isEqualTo("0/1");
        assertThat(village.reasons("P10", END)).containsExactly(Reason.WITHDRAWN);
        village.archived("f", "a", "2026-03-16");
        assertThat(village.ratio("P10", END)).isEqualTo("1/1");
    }

    @Test
    void the_first_entry_that_holds_decides() {
        Village village =
                held("a", "2026-03-02").archived("late", "a", "2026-04-01").archived("early", "a", "2026-03-10");
        assertThat(village.ratio("P10", END)).isEqualTo("1/1");
        village.archiveCorrected("early", "a", "2026-03-18");
        assertThat(village.ratio("P10", END)).isEqualTo("0/1");
    }

    @Test
    void an_entry_after_the_years_end_counts_up_to_the_day_of_the_card() {
        // Thursday 31 December 2026: Thursday 14 January is the tenth working day
        Village village = held("a", "2026-12-31").archived("e", "a", "2027-01-14");
        assertThat(village.card(2026, "2027-01-13").indicator("P10").ratio()).isEqualTo("0/1");
        assertThat(village.card(2026, "2027-01-14").indicator("P10").ratio()).isEqualTo("1/1");
        Village late = held("a", "2026-12-31").archived("e", "a", "2027-01-15");
        assertThat(late.card(2026, "2027-03-01").indicator("P10").ratio()).isEqualTo("0/1");
    }

    @Test
    void an_entry_of_the_year_before_its_activitys_does_not_count() {
        Village village = held("a", "2026-12-31").archived("e", "a", "2026-12-31");
        village.activityCorrected("a", "2027-01-01", null, VenueKind.VILLAGE, 10);
        assertThat(village.card(2027, "2027-03-01").indicator("P10").ratio()).isEqualTo("0/1");
        village.archiveCorrected("e", "a", "2027-01-01");
        assertThat(village.card(2027, "2027-03-01").indicator("P10").ratio()).isEqualTo("1/1");
    }

    @Test
    void a_scheme_gives_30_working_days_at_most_for_later_entries_are_not_among_the_facts_of_the_year() {
        IntFunction<String> days = n -> SchemeJson.json(SchemeJson.indicator(
                "A", "P", 100, "archive-completeness", "{\"workingDays\": " + n + ", \"empty\": \"ZERO\"}"));
        assertThat(Scheme.parse(days.apply(30))).isNotNull();
        assertThatThrownBy(() -> Scheme.parse(days.apply(31)))
                .isInstanceOfSatisfying(
                        SchemeRejection.class, why -> assertThat(why.code()).isEqualTo("scheme-parameters"))
                .hasMessageContaining("from 1 to 30");

        for (int year = 2024; year <= 2064; year++) {
            LocalDate newYear = LocalDate.of(year + 1, 1, 1);
            // New Year and a Spring Festival of eight days, wherever that lies
            LocalDate festival = newYear.plusDays(20);
            WorkingDays workingDays = day -> WorkingDays.MONDAY_TO_FRIDAY.include(day)
                    && !day.equals(newYear)
                    && (day.isBefore(festival) || day.isAfter(festival.plusDays(7)));
            assertThat(workingDays.after(newYear.minusDays(1), 30).getMonth()).isIn(Month.JANUARY, Month.FEBRUARY);
        }
    }

    @Test
    void a_withdrawn_activity_asks_for_no_archive() {
        Village village = held(held("a", "2026-03-02"), "b", "2026-03-02").archived("e", "b", "2026-03-03");
        assertThat(village.ratio("P10", END)).isEqualTo("1/2");
        village.activityWithdrawn("a", "2026-04-01");
        assertThat(village.ratio("P10", END)).isEqualTo("1/1");
    }
}
