package kepu.organization.board;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.organization.board.BoardUpdate.Content;
import org.junit.jupiter.api.Test;

class BoardUpdateTest {
    private static final Instant STANDS = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");

    private final Board board = new Board("b1", "990101201201", "村委会门口", true, STANDS);

    @Test
    void an_update_tells_what_was_put_up_and_when() {
        var told = update(MARCH).record();

        assertThat(told.occurredAt()).isEqualTo(MARCH);
        assertThat(told.events()).containsExactly(new BoardUpdated("b1", "u1", "春季防火"));
    }

    @Test
    void an_update_at_the_moment_the_board_was_set_up_counts_but_not_one_before() {
        assertThat(update(STANDS).occurredAt()).isEqualTo(STANDS);
        assertRefused("update-before-board", () -> update(STANDS.minusMillis(1)));
    }

    @Test
    void a_correction_states_the_true_time_and_the_one_it_replaces() {
        Instant april = Instant.parse("2025-04-01T02:00:00Z");

        var told = update(MARCH).correct(new Content("春季森林防火"), april, "clerk-2");

        assertThat(told.occurredAt()).isEqualTo(april);
        assertThat(told.events()).containsExactly(new BoardUpdateCorrected("b1", "u1", "春季森林防火", MARCH));
    }

    @Test
    void a_correction_does_not_put_an_update_before_its_board() {
        BoardUpdate update = update(MARCH);

        assertRefused("update-before-board", () -> update.correct(new Content("x"), STANDS.minusMillis(1), "clerk-1"));
        assertThat(update.correct(new Content("x"), STANDS, "clerk-1").occurredAt())
                .isEqualTo(STANDS);
    }

    @Test
    void a_board_says_whether_it_is_one_with_the_party_affairs_board() {
        assertThat(board.register().events()).containsExactly(new BoardRegistered("b1", "村委会门口", true));
    }

    @Test
    void what_was_withdrawn_is_neither_corrected_nor_withdrawn_again() {
        BoardUpdate update = update(MARCH);
        var told = update.withdraw("登记错误", MARCH.plusSeconds(60), "clerk-1");

        assertThat(told.events()).containsExactly(new BoardUpdateWithdrawn("b1", "u1", "登记错误", MARCH));
        assertRefused("already-withdrawn", () -> update.correct(new Content("x"), MARCH, "clerk-1"));
        assertRefused("already-withdrawn", () -> update.withdraw("x", MARCH, "clerk-1"));
    }

    private BoardUpdate update(Instant at) {
        return board.update("u1", "春季防火", at, "clerk-1");
    }
}
