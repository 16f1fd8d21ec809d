package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class RoomStockTest {
    private static final String END = "2026-12-31";

    private final Village village = Village.old().room("room", "2024-01-01");

    @Test
    void full_are_1200_titles_in_stock_and_60_of_the_year_and_one_less_of_either_is_not() {
        village.delivered("old", "2025-06-01", 1, 1140).delivered("new", "2026-06-01", 1141, 1199);
        // (1199/1200 + 59/60) ÷ 2
        assertThat(village.ratio("S02", END)).isEqualTo("793/800");
        village.delivered("one-more", "2026-12-31T23:59", 1200, 1200);
        assertThat(village.ratio("S02", END)).isEqualTo("1/1");
        village.delivered("more", "2026-12-31T23:59", 1201, 1300);
        assertThat(village.ratio("S02", END)).isEqualTo("1/1");
    }

    @Test
    void the_year_begins_at_its_first_local_minute_and_ends_with_its_last() {
        village.delivered("before", "2025-12-31T23:59", 1, 60)
                .delivered("within", "2026-01-01T00:00", 61, 90)
                .delivered("after", "2027-01-01T00:00", 91, 120);
        // 90 in stock, 30 new
        assertThat(village.card(2026, "2027-03-01").indicator("S02").ratio()).isEqualTo("23/80");
    }

    @Test
    void a_title_that_was_removed_and_added_again_is_in_stock_and_not_new() {
        village.delivered("old", "2025-06-01", 1, 2).missing("taken", "2026-03-01", "t1");
        assertThat(village.ratio("S02", END)).isEqualTo("1/2400");
        village.delivered("again", "2026-04-01", 1, 1);
        assertThat(village.ratio("S02", END)).isEqualTo("1/1200");
        // found by the same stock-take, had it been later
        village.missing("taken-later", "2026-04-01T10:00", "t1");
        assertThat(village.ratio("S02", END)).isEqualTo("1/2400");
    }

    @Test
    void a_title_in_two_rooms_is_one_and_goes_with_a_room_only_if_no_other_has_it() {
        village.room("other", "2024-01-01")
                .delivered("old", "2025-06-01", 1, 2)
                .delivered("too", "other", "2025-07-01", "t2", "t3");
        assertThat(village.ratio("S02", END)).isEqualTo("1/800");
        village.retired("other", "2026-12-31T23:59");
        assertThat(village.ratio("S02", "2026-12-30")).isEqualTo("1/800");
        assertThat(village.ratio("S02", END)).isEqualTo("1/1200");
    }

    @Test
    void corrections_and_withdrawals_change_what_was_first_added_when() {
        village.delivered("a", "2026-01-06", 1, 30)
                .delivered("b", "2026-02-06", 1, 60)
                .missing("taken", "2026-05-01", "t1", "t2");
        // 58 in stock, 60 new
        assertThat(village.ratio("S02", END)).isEqualTo("629/1200");
        village.deliveryCorrected("a", "2025-12-30", "2026-01-06", 1, 30);
        // 30 of them came the year before
        assertThat(village.ratio("S02", END)).isEqualTo("329/1200");
        village.stockTakeWithdrawn("taken", "2026-05-01").deliveryWithdrawn("b", "2026-02-06");
        assertThat(village.ratio("S02", END)).isEqualTo("1/80");
        assertThat(village.reasons("S02", END))
                .containsExactlyInAnyOrder(Reason.SUPERSEDED, Reason.WITHDRAWN, Reason.WITHDRAWN);
    }

    @Test
    void a_village_of_half_a_year_owes_half_of_the_new_titles_and_the_whole_stock() {
        Village young = Village.of("530102001009")
                .established("2025-07-02")
                .room("room", "2025-07-02")
                .delivered("first", "2025-07-03", 1, 15);
        // 183 of 365 days: 15 of 60 × 183/365
        assertThat(young.ratio("S02", "2025-12-31")).isEqualTo("7483/29280");
    }

    @Test
    void without_a_room_there_is_nothing() {
        assertThat(Village.old().ratio("S02", END)).isEqualTo("0/1");
    }
}
