package kepu.organization.programme;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.organization.ProgrammeEvent.Level;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.organization.programme.Programme.Content;
import org.junit.jupiter.api.Test;

class ProgrammeTest {
    private static final Instant APPROVED = Instant.parse("2024-12-20T02:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2027, 12, 31);

    @Test
    void it_tells_its_authority_approval_number_and_term() {
        var told = programme(FIRST, LAST).record();

        assertThat(told.occurredAt()).isEqualTo(APPROVED);
        assertThat(told.events())
                .containsExactly(new ProgrammeRegistered("p1", "示范创建", Level.COUNTY, "县科协", "3号", FIRST, LAST));
    }

    @Test
    void a_term_has_at_least_one_day() {
        assertThat(programme(FIRST, FIRST).record().events()).hasSize(1);
        assertRefused(
                "programme-ends-before-it-begins",
                () -> programme(FIRST, FIRST.minusDays(1)).record());
    }

    @Test
    void it_is_in_force_on_its_first_and_last_day_and_not_on_the_days_beside_them() {
        Programme programme = programme(FIRST, LAST);

        assertThat(programme.inForceOn(FIRST)).isTrue();
        assertThat(programme.inForceOn(LAST)).isTrue();
        assertThat(programme.inForceOn(FIRST.minusDays(1))).isFalse();
        assertThat(programme.inForceOn(LAST.plusDays(1))).isFalse();
    }

    @Test
    void it_ends_early_on_a_day_before_its_last_one_and_says_why() {
        Programme programme = programme(FIRST, LAST);

        assertRefused("programme-over-by-then", () -> programme.end(LAST, "取消", "bo"));
        LocalDate earlier = LAST.minusDays(1);
        var told = programme.end(earlier, "取消", "bo");

        assertThat(told.occurredAt()).isEqualTo(APPROVED);
        assertThat(told.events())
                .containsExactly(new ProgrammeCorrected(
                        "p1", "示范创建", Level.COUNTY, "县科协", "3号", FIRST, earlier, "取消", FIRST, APPROVED));
        assertThat(programme.inForceOn(earlier)).isTrue();
        assertThat(programme.inForceOn(LAST)).isFalse();
    }

    @Test
    void it_does_not_end_before_it_begins_nor_once_it_is_withdrawn() {
        Programme programme = programme(FIRST, LAST);

        assertRefused("programme-ends-before-it-begins", () -> programme.end(FIRST.minusDays(1), "取消", "bo"));
        assertThat(programme.withdraw("误录", APPROVED, "bo").events())
                .containsExactly(new ProgrammeWithdrawn("p1", "误录", FIRST, APPROVED));
        assertThat(programme.inForceOn(FIRST)).isFalse();
        assertRefused("already-withdrawn", () -> programme.end(FIRST, "取消", "bo"));
    }

    @Test
    void a_correction_says_since_when_it_stood_before_and_takes_an_ending_back() {
        Programme programme = programme(FIRST, LAST);
        programme.end(FIRST, "取消", "bo");
        LocalDate july = LocalDate.of(2024, 7, 1);
        Content longer = new Content("示范创建", Level.PROVINCE, "省科协", "8号", july, LAST, null);

        assertThat(programme.correct(longer, APPROVED, "bo").events())
                .containsExactly(new ProgrammeCorrected(
                        "p1", "示范创建", Level.PROVINCE, "省科协", "8号", july, LAST, null, FIRST, APPROVED));
        assertThat(programme.inForceOn(LAST)).isTrue();
    }

    private static Programme programme(LocalDate from, LocalDate to) {
        return new Programme(
                "p1", "990101", new Content("示范创建", Level.COUNTY, "县科协", "3号", from, to, null), APPROVED, "anna");
    }
}
