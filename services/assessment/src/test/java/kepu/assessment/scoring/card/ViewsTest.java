package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.contracts.Envelope;
import org.junit.jupiter.api.Test;

/** Cards as of a day and as known by an instant. */
class ViewsTest {
    @Test
    void as_of_a_day_later_facts_do_not_count() {
        Village village = Village.old().members(10, "2026-01-05");
        assertThat(village.ratio("P03", "2026-01-04")).isEqualTo("0/1");
        assertThat(village.ratio("P03", "2026-01-05")).isEqualTo("1/5");
    }

    @Test
    void after_the_year_the_day_of_reckoning_stays_its_last_day() {
        Village village = Village.old().members(10, "2026-07-02").left("m1", "2027-01-01");
        Scorecard card = village.card(2026, "2027-06-30");
        assertThat(card.reckoningDay()).isEqualTo("2026-12-31");
        assertThat(card.elapsedDays()).isEqualTo(365);
        assertThat(card.indicator("P03").ratio()).isEqualTo("183/365");
    }

    @Test
    void what_was_not_recorded_by_then_does_not_count() {
        Village village = Village.old().recordedAt("2026-03-01T12:00").members(10, "2025-01-01");
        assertThat(village.cardKnownBy("2026-01-10", "2026-03-01T11:59")
                        .indicator("P03")
                        .ratio())
                .isEqualTo("0/1");
        assertThat(village.cardKnownBy("2026-01-10", "2026-03-01T12:00")
                        .indicator("P03")
                        .ratio())
                .isEqualTo("1/1");
    }

    @Test
    void before_a_correction_was_known_the_old_version_holds() {
        Village village = Village.old()
                .boardUpdated("u", "2026-01-05")
                .recordedAt("2026-02-01T12:00")
                .boardCorrected("u", "2026-01-06");
        assertThat(village.cardKnownBy("2026-01-10", "2026-02-01T11:00")
                        .indicator("P08")
                        .numbers())
                .containsEntry("days", List.of("2026-01-05"));
        assertThat(village.cardKnownBy("2026-01-10", "2026-02-01T12:00")
                        .indicator("P08")
                        .numbers())
                .containsEntry("days", List.of("2026-01-06"));
    }

    @Test
    void before_a_withdrawal_was_known_the_fact_holds() {
        Village village = Village.old()
                .boardUpdated("u", "2026-01-05")
                .recordedAt("2026-02-01T12:00")
                .boardWithdrawn("u", "2026-01-05");
        assertThat(village.cardKnownBy("2026-01-10", "2026-02-01T11:00")
                        .indicator("P08")
                        .numbers())
                .containsEntry("updateDays", 1);
        assertThat(village.cardKnownBy("2026-01-10", "2026-02-01T12:00")
                        .indicator("P08")
                        .numbers())
                .containsEntry("updateDays", 0);
    }

    @Test
    void a_duplicate_counts_once() {
        Village village = Village.old().residents("2025-01-01", 100).activity("2026-01-05", 10);
        List<Envelope<?>> twice = new ArrayList<>(village.facts());
        twice.addAll(village.facts());
        Scorecard once = village.card(Village.SCHEME, "2026-01-10");
        assertThat(Village.score(once.unitId(), "2026-01-10", twice)).isEqualTo(once);
    }
}
