package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.contracts.readingrooms.UsageEvent.Source;
import org.junit.jupiter.api.Test;

class ReaderReachTest {
    private static final String END = "2026-12-31";

    private final Village village = Village.old().residents("2025-11-01", 40);

    @Test
    void a_tenth_of_the_residents_is_full_and_one_fewer_is_not() {
        village.used("2026-01-01", "a", "b", "c");
        assertThat(village.ratio("S03", END)).isEqualTo("3/4");
        village.used("2026-12-31", "d");
        assertThat(village.ratio("S03", "2026-12-30")).isEqualTo("3/4");
        assertThat(village.ratio("S03", END)).isEqualTo("1/1");
        village.used("2026-06-01", "e");
        assertThat(village.ratio("S03", END)).isEqualTo("1/1");
    }

    @Test
    void a_reader_of_many_days_rooms_and_platforms_counts_once() {
        village.used("2026-02-01", "a", "b")
                .used("2026-02-02", "b")
                .used("other", "2026-02-01", Source.ROOM, "a")
                .used("room", "2026-02-01", Source.DISTANCE_EDUCATION, "a");
        assertThat(village.ratio("S03", END)).isEqualTo("1/2");
    }

    @Test
    void what_is_stated_later_of_a_day_replaces_it_and_a_withdrawal_takes_its_readers_away() {
        village.used("2026-02-01", "a").used("2026-02-01", "a", "b").used("2026-03-01", "c");
        assertThat(village.ratio("S03", END)).isEqualTo("3/4");
        village.usageWithdrawn("2026-02-01");
        assertThat(village.ratio("S03", END)).isEqualTo("1/4");
        assertThat(village.reasons("S03", END)).containsExactly(Reason.WITHDRAWN, Reason.WITHDRAWN);
        village.used("2026-02-01", "c");
        assertThat(village.ratio("S03", END)).isEqualTo("1/4");
    }

    @Test
    void who_borrows_is_a_reader_once_until_the_loan_is_withdrawn() {
        village.used("2026-02-01", "a").lent("l1", "a", "2026-03-01").lent("l2", "b", "2026-12-31T23:59");
        assertThat(village.ratio("S03", END)).isEqualTo("1/2");
        village.loanWithdrawn("l2", "2026-12-31T23:59").lent("l3", "c", "2027-01-01T00:00");
        assertThat(village.card(2026, "2027-03-01").indicator("S03").ratio()).isEqualTo("1/4");
    }

    @Test
    void only_days_of_the_year_count() {
        village.used("2025-12-31", "a").used("2027-01-01", "b").used("2026-01-01", "c");
        assertThat(village.card(2026, "2027-03-01").indicator("S03").ratio()).isEqualTo("1/4");
    }

    @Test
    void nobody_read_is_zero_and_nobody_counted_does_not_apply() {
        assertThat(village.ratio("S03", END)).isEqualTo("0/1");
        assertThat(Village.old().card(END).indicator("S03").status()).isEqualTo(Status.NOT_APPLICABLE);
    }
}
