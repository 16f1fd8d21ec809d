package kepu.defaults.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kepu.access.Caller;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountClosed;
import kepu.contracts.identity.AccountEvent.AccountLocked;
import kepu.contracts.identity.AccountEvent.AccountOpened;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.identity.AccountEvent.AccountUnlocked;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.LockReason;
import kepu.contracts.identity.AccountEvent.PasswordChanged;
import kepu.contracts.identity.AccountEvent.PasswordReset;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.contracts.identity.AccountEvent.SignedOut;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.consume.ReceivedEvent;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What of a token counts on, after what a service heard of its account. */
class AccountReplicaIT {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Grant CLERK = new Grant(Role.TOWNSHIP_CLERK, "990101", null);
    private static final Grant KEEPER = new Grant(Role.ROOM_KEEPER, "990101", null);

    private static TestStore store;
    private static MongoClient client;
    private static int databases;

    private AccountReplica accounts;
    private long nanos;

    @BeforeAll
    static void start() {
        store = TestStore.open();
        client = MongoClients.create(store.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @BeforeEach
    void a_service_that_heard_nothing_yet() {
        accounts =
                new AccountReplica(new MongoTemplate(client, "accounts" + databases++), "access-accounts", () -> nanos);
        accounts.prepare();
    }

    @Test
    void of_an_account_of_which_nothing_was_told_and_of_another_issuer_every_token_counts() {
        assertThat(accounts.asOfNow(token("a", 1, 1))).hasValue(token("a", 1, 1));
        hear("a", 1, 1, new AccountClosed("a", "x"));
        Caller foreign = new Caller("a", List.of(CLERK));
        assertThat(accounts.asOfNow(foreign)).hasValue(foreign);
    }

    @Test
    void nothing_from_before_a_lock_a_closure_another_password_or_a_sign_out_counts_and_what_is_made_after_it_does() {
        for (AccountEvent end : List.of(
                new AccountLocked("a", LockReason.ADMINISTRATOR, null),
                new PasswordChanged("a"),
                new PasswordReset("a"),
                new SignedOut("a"),
                new AccountClosed("a", "x"))) {
            a_service_that_heard_nothing_yet();
            hear("a", 1, 1, granted("g1", CLERK));
            hear("a", 1, 2, granted("g2", KEEPER));
            hear("a", 1, 7, end);

            assertThat(accounts.asOfNow(token("a", 1, 6))).as("%s", end).isEmpty();
            assertThat(accounts.asOfNow(token("a", 1, 7))).as("%s", end).hasValue(token("a", 1, 7));
            assertThat(accounts.asOfNow(token("b", 1, 6))).as("%s", end).hasValue(token("b", 1, 6));
        }
    }

    @Test
    void an_unlocking_brings_no_old_token_back_and_wrong_passwords_of_others_end_none() {
        hear("a", 1, 1, granted("g1", CLERK));
        hear("a", 1, 2, granted("g2", KEEPER));
        hear("a", 1, 3, new AccountLocked("a", LockReason.WRONG_PASSWORDS, NOW));
        assertThat(accounts.asOfNow(token("a", 1, 2))).hasValue(token("a", 1, 2));
        hear("a", 1, 4, new AccountLocked("a", LockReason.ADMINISTRATOR, null));
        hear("a", 1, 5, new AccountUnlocked("a"));
        assertThat(accounts.asOfNow(token("a", 1, 3))).isEmpty();
    }

    @Test
    void a_revoked_grant_counts_no_more_and_the_others_do_until_it_is_granted_again() {
        hear("a", 1, 1, granted("g1", CLERK));
        hear("a", 1, 2, granted("g2", KEEPER));
        hear("a", 1, 3, new RoleRevoked("a", "g1", "换岗"));

        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants()).containsExactly(KEEPER);
        hear("a", 1, 4, granted("g3", CLERK));
        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants()).containsExactly(KEEPER);
        assertThat(accounts.asOfNow(token("a", 1, 4)).orElseThrow().grants()).containsExactly(CLERK, KEEPER);
    }

    @Test
    void it_is_the_same_in_another_order_twice_and_after_a_restore() {
        hear("a", 1, 7, new PasswordChanged("a"));
        hear("a", 1, 6, granted("g3", CLERK));
        hear("a", 1, 5, new RoleRevoked("a", "g2", "换岗"));
        hear("a", 1, 4, new RoleRevoked("a", "g1", "换岗"));
        hear("a", 1, 3, new SignedOut("a"));
        hear("a", 1, 2, granted("g2", KEEPER));
        hear("a", 1, 1, granted("g1", CLERK));

        assertThat(accounts.asOfNow(token("a", 1, 6))).isEmpty();
        assertThat(accounts.asOfNow(token("a", 1, 7)).orElseThrow().grants()).containsExactly(CLERK);
        nanos += AccountReplica.AWAITED.toNanos();
        assertThat(accounts.asOfNow(token("a", 2, 1)).orElseThrow().grants())
                .as("of the identity service's next life")
                .containsExactly(CLERK, KEEPER);
    }

    @Test
    void a_grant_that_was_not_told_of_counts_until_the_service_has_heard_what_the_token_knows() {
        hear("a", 1, 1, granted("g1", CLERK));

        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants())
                .as("told a moment ago")
                .containsExactly(CLERK, KEEPER);
        hear("a", 1, 3, new AccountTied("a", "p-1"));
        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants()).containsExactly(CLERK);
        assertThat(accounts.asOfNow(token("a", 1, 3)).orElseThrow().grants()).containsExactly(CLERK);
        hear("a", 1, 2, granted("g2", KEEPER));
        assertThat(accounts.asOfNow(token("a", 1, 3)).orElseThrow().grants()).containsExactly(CLERK, KEEPER);
    }

    @Test
    void a_revocation_counts_though_the_grant_was_never_told_of() {
        hear("a", 1, 3, new RoleRevoked("a", "g1", "换岗"));

        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants()).isEmpty();
    }

    @Test
    void a_grant_that_never_comes_counts_for_ten_minutes_and_those_that_are_known_go_on() {
        hear("a", 1, 1, granted("g1", CLERK));
        assertThat(accounts.asOfNow(token("a", 1, 2)).orElseThrow().grants()).containsExactly(CLERK, KEEPER);

        nanos += AccountReplica.AWAITED.toNanos() - 1;
        assertThat(accounts.asOfNow(token("a", 1, 3)).orElseThrow().grants()).containsExactly(CLERK, KEEPER);
        nanos += 1;
        assertThat(accounts.asOfNow(token("a", 1, 4)).orElseThrow().grants()).containsExactly(CLERK);
    }

    @Test
    void all_accounts_of_a_person_and_the_pseudonym_are_one_until_it_is_said_to_be_another() {
        hear("a", 1, 1, new AccountOpened("a", Kind.PERSON));
        assertThat(accounts.othersOfPerson("a")).isEmpty();
        hear("a", 1, 2, new AccountTied("a", "p-1"));
        hear("b", 1, 1, new AccountTied("b", "p-1"));
        hear("c", 1, 1, new AccountTied("c", "p-2"));

        assertThat(accounts.othersOfPerson("a")).containsExactlyInAnyOrder("a", "b", "p-1");
        assertThat(accounts.othersOfPerson("b")).containsExactlyInAnyOrder("a", "b", "p-1");
        hear("b", 1, 2, new AccountTied("b", "p-2"));
        assertThat(accounts.othersOfPerson("a")).containsExactlyInAnyOrder("a", "p-1");
        assertThat(accounts.othersOfPerson("b")).containsExactlyInAnyOrder("b", "c", "p-2");
    }

    @Test
    void what_a_person_holds_by_another_account_is_known_while_it_holds_and_no_longer() {
        hear("a", 1, 1, new AccountTied("a", "p-1"));
        hear("a", 1, 2, granted("own", KEEPER));
        hear("b", 1, 1, new AccountTied("b", "p-1"));
        hear("c", 1, 1, new AccountTied("c", "p-2"));
        hear("c", 1, 2, new RoleGranted("c", "g0", Role.AUDITOR, "990199", NOW, null));
        assertThat(accounts.unitsOfOthers("a", NOW)).isEmpty();

        Instant end = NOW.plusSeconds(60);
        hear("b", 1, 2, new RoleGranted("b", "g1", Role.VILLAGE_SECRETARY, "990101201", NOW, end));
        hear("b", 1, 3, new RoleGranted("b", "g2", Role.TEAM_LEADER, "990101202", NOW, null));

        assertThat(accounts.unitsOfOthers("a", NOW.minusMillis(1))).isEmpty();
        assertThat(accounts.unitsOfOthers("a", NOW)).containsExactlyInAnyOrder("990101201", "990101202");
        assertThat(accounts.unitsOfOthers("a", end)).containsExactly("990101202");
        assertThat(accounts.unitsOfOthers("b", NOW)).containsExactly("990101");
        assertThat(accounts.unitsOfOthers("unknown", NOW)).isEmpty();
        hear("b", 1, 4, new RoleRevoked("b", "g2", "换岗"));
        assertThat(accounts.unitsOfOthers("a", NOW)).containsExactly("990101201");
        hear("b", 1, 5, new AccountClosed("b", "离职"));
        assertThat(accounts.unitsOfOthers("a", NOW)).isEmpty();
    }

    @Test
    void whose_account_it_is_holds_in_the_unit_that_looks_after_it_and_in_none_if_that_is_the_whole_installation() {
        hear("a", 1, 1, new AccountOpened("a", Kind.PERSON));
        assertThat(accounts.personOf("a")).isEmpty();
        hear("a", 1, 2, new AccountTied("a", "p-1"));
        hear("b", 1, 1, Grant.EVERYWHERE, new AccountTied("b", "p-1"));

        assertThat(accounts.personOf("a")).hasValue(new OwnPerson("990101", "p-1"));
        assertThat(accounts.personOf("b")).isEmpty();
        assertThat(accounts.personOf("c")).isEmpty();
    }

    private static Caller token(String account, long epoch, long sequence) {
        return new Caller(account, List.of(CLERK, KEEPER), new AsOf(epoch, sequence));
    }

    private static RoleGranted granted(String grantId, Grant grant) {
        return new RoleGranted("a", grantId, grant.role(), grant.unitId(), NOW, null);
    }

    private void hear(String account, long epoch, long sequence, AccountEvent event) {
        hear(account, epoch, sequence, "990101", event);
    }

    private void hear(String account, long epoch, long sequence, String unitId, AccountEvent event) {
        Envelope<?> envelope = new Envelope<>(
                UUID.randomUUID(), account, NOW, NOW, epoch, sequence, unitId, "admin-1", "c-1", null, null, event);
        accounts.on(List.of(new ReceivedEvent(envelope, EventCodec.encode(envelope), 0, sequence)));
    }
}
