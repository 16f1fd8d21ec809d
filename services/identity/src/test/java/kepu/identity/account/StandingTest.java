package kepu.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kepu.access.Caller;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.identity.account.Accounts.Standing;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Grant TOWNSHIP = new Grant(Role.SYSTEM_ADMINISTRATOR, "990101", null);
    private static final Grant LIMITED =
            new Grant(Role.SYSTEM_ADMINISTRATOR, "990102", Instant.parse("2027-01-01T00:00:00Z"));

    private static Standing standing(boolean usable, Grant... grants) {
        return new Standing(Kind.PERSON, 3, usable, List.of(grants), new AsOf(2, 7), new AsOf(2, 9));
    }

    private static Caller caller(AsOf asOf) {
        return new Caller("a1", List.of(TOWNSHIP, LIMITED), asOf);
    }

    @Test
    void a_token_counts_from_the_event_on_by_which_everybody_was_signed_out() {
        Standing standing = standing(true, TOWNSHIP, LIMITED);

        assertThat(standing.asOfNow(caller(new AsOf(2, 6)))).isEmpty();
        assertThat(standing.asOfNow(caller(new AsOf(1, 12)))).isEmpty();
        assertThat(standing.asOfNow(caller(new AsOf(2, 7)))).hasValue(caller(new AsOf(2, 7)));
    }

    @Test
    void nothing_counts_of_an_account_that_is_locked_or_closed() {
        assertThat(standing(false, TOWNSHIP, LIMITED).asOfNow(caller(new AsOf(2, 9))))
                .isEmpty();
    }

    @Test
    void only_grants_in_force_are_left() {
        assertThat(standing(true, LIMITED).asOfNow(caller(new AsOf(2, 9))).map(Caller::grants))
                .hasValue(List.of(LIMITED));
        assertThat(standing(true).asOfNow(caller(new AsOf(2, 9))).map(Caller::grants))
                .hasValue(List.of());
    }

    @Test
    void a_token_of_another_issuer_is_believed() {
        Caller elsewhere = new Caller("a1", List.of(TOWNSHIP));

        assertThat(standing(false).asOfNow(elsewhere)).isEqualTo(Optional.of(elsewhere));
    }
}
