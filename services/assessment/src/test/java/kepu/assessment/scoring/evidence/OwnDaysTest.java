package kepu.assessment.scoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.contracts.Envelope;
import org.junit.jupiter.api.Test;

/** Which days of a year are the unit's own. */
class OwnDaysTest {
    @Test
    void before_its_first_day_a_unit_has_no_card() {
        Village village = Village.of("530102001009").established("2026-03-05");
        assertThat(village.hasCard(2026, "2026-03-04")).isFalse();
        assertThat(village.hasCard(2026, "2026-03-05")).isTrue();
        assertThat(village.card("2026-03-05").elapsedDays()).isEqualTo(1);
    }

    @Test
    void a_unit_never_established_has_no_card() {
        assertThat(Village.of("530102001009").members(10, "2026-01-01").hasCard(2026, "2026-12-31"))
                .isFalse();
    }

    @Test
    void there_is_no_card_before_the_year_or_after_the_unit_has_closed() {
        Village village = Village.old().closed("2025-01-02");
        assertThat(Village.old().hasCard(2026, "2025-12-31")).isFalse();
        assertThat(Village.old().hasCard(2026, "2026-01-01")).isTrue();
        assertThat(village.hasCard(2025, "2025-12-31")).isTrue();
        assertThat(village.card("2025-12-31").ownDays()).isEqualTo(1);
        assertThat(village.hasCard(2026, "2026-12-31")).isFalse();
        assertThat(Village.old().closed("2025-01-01").hasCard(2025, "2025-12-31"))
                .isFalse();
    }

    @Test
    void a_closing_still_to_come_is_not_known() {
        Village village = Village.old().closed("2026-07-01");
        assertThat(village.card("2026-06-30").ownDays()).isEqualTo(365);
        assertThat(village.card("2026-07-01").ownDays()).isEqualTo(181);
        assertThat(village.card("2026-12-31").elapsedDays()).isEqualTo(181);
    }

    @Test
    void of_several_establishments_the_newest_that_is_known_holds_in_whatever_order_they_come() {
        Village village = Village.old().recordedAt("2026-09-01T12:00").established("2026-07-02");
        assertThat(village.card("2026-12-31").ownDays()).isEqualTo(183);
        assertThat(village.hasCard(2025, "2026-12-31")).isFalse();
        assertThat(village.hasCard(2026, "2026-07-01")).isFalse();
        assertThat(village.cardKnownBy("2026-12-31", "2026-09-01T11:59").ownDays())
                .isEqualTo(365);
        List<Envelope<?>> facts = new ArrayList<>(village.facts());
        Collections.reverse(facts);
        assertThat(Village.score("530102001001", "2026-12-31", facts).ownDays()).isEqualTo(183);
    }

    @Test
    void a_closing_that_was_not_known_by_then_did_not_happen() {
        Village village = Village.old().recordedAt("2026-09-01T12:00").closed("2026-07-01");
        assertThat(village.cardKnownBy("2026-12-31", "2026-09-01T11:59").ownDays())
                .isEqualTo(365);
        assertThat(village.cardKnownBy("2026-12-31", "2026-09-01T12:00").ownDays())
                .isEqualTo(181);
    }

    @Test
    void the_last_elapsed_day_lies_before_the_day_of_reckoning_only_if_the_unit_had_closed() {
        Village village = Village.old().closed("2026-07-01");
        assertThat(village.card("2026-06-30").lastElapsedDay()).isEqualTo("2026-06-30");
        assertThat(village.card("2026-07-01").lastElapsedDay()).isEqualTo("2026-06-30");
        assertThat(village.card("2026-12-31").lastElapsedDay()).isEqualTo("2026-06-30");
        assertThat(village.card(2025, "2026-12-31").lastElapsedDay()).isEqualTo("2025-12-31");
        assertThat(Village.of("530102001009")
                        .established("2026-03-05")
                        .card("2026-03-05")
                        .firstElapsedDay())
                .isEqualTo("2026-03-05");
    }

    @Test
    void a_leap_year_has_366_days() {
        assertThat(Village.old().card("2024-12-31").elapsedDays()).isEqualTo(366);
    }

    @Test
    void only_own_days_are_weighed_by_time() {
        Village village = Village.of("530102001009").established("2026-12-22").members(5, "2026-12-22");
        assertThat(village.ratio("P03", "2026-12-31")).isEqualTo("1/2");
    }

    @Test
    void counted_targets_of_a_unit_of_this_year_are_pro_rata() {
        Village village = Village.of("530102001009").established("2026-07-02").board("2026-08-01", "2026-10-02");
        // 183 of 365 days: 6 × 183/365 updates
        assertThat(village.card("2026-12-31").indicator("P08").numbers()).containsEntry("target", "1098/365");
        assertThat(village.ratio("P08", "2026-12-31")).isEqualTo("365/549");
    }

    @Test
    void counted_targets_do_not_grow_with_the_year() {
        assertThat(Village.old().card("2026-01-31").indicator("P08").numbers()).containsEntry("target", "6/1");
    }

    @Test
    void facts_from_before_its_first_day_do_not_count() {
        Village village = Village.of("530102001009").established("2026-07-02").board("2026-07-01", "2026-07-02");
        assertThat(village.card("2026-12-31").indicator("P08").numbers()).containsEntry("updateDays", 1);
        assertThat(village.reasons("P08", "2026-12-31")).containsExactly(NotCounted.Reason.OUTSIDE_OWN_DAYS);
    }

    @Test
    void facts_of_another_unit_do_not_count() {
        Village village = Village.old();
        Village neighbour = Village.of("530102001002").established("2020-01-01").members(10, "2025-01-01");
        List<Envelope<?>> facts = new ArrayList<>(village.facts());
        facts.addAll(neighbour.facts());
        assertThat(Village.score(village.facts().getFirst().unitId(), "2026-01-10", facts)
                        .indicator("P03")
                        .ratio())
                .isEqualTo("0/1");
    }
}
