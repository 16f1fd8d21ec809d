package kepu.identity.account;

import static kepu.identity.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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
import kepu.identity.account.grant.Giver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Account person = account(Kind.PERSON);
    private final Account machine = account(Kind.MACHINE);

    private static Account account(Kind kind) {
        Account account = new Account("a1", "990101", kind, kind == Kind.PERSON ? "zhang.san" : null, "某人", NOW);
        account.open("hash");
        return account;
    }

    private static void grant(Account account, String id, Role role, String at, @Nullable Instant until) {
        account.grant(id, "granter", role, at, NOW, until, NOW);
    }

    @Test
    void a_person_begins_with_a_password_to_change_and_a_machine_with_a_secret_to_keep() {
        Account fresh = new Account("a2", "990101", Kind.PERSON, "li.si", "李四", NOW);

        assertThat(fresh.open("hash").events()).containsExactly(new AccountOpened("a2", Kind.PERSON));
        assertThat(fresh.mustChangePassword()).isTrue();
        assertThat(machine.mustChangePassword()).isFalse();
        assertThat(fresh.grants().inForce(NOW)).isEmpty();
    }

    @Test
    void a_grant_holds_from_its_first_instant_until_the_one_at_which_it_ends() {
        var told = person.grant("g1", "granter", Role.TOWNSHIP_CLERK, "990101", NOW, LATER, NOW);

        assertThat(told.events())
                .containsExactly(new RoleGranted("a1", "g1", Role.TOWNSHIP_CLERK, "990101", NOW, LATER));
        assertThat(told.itemId()).isEqualTo("g1");
        assertThat(person.grants().inForce(NOW.minus(MILLI))).isEmpty();
        assertThat(person.grants().inForce(NOW)).hasSize(1);
        assertThat(person.grants().inForce(LATER.minus(MILLI))).hasSize(1);
        assertThat(person.grants().inForce(LATER)).isEmpty();
    }

    @Test
    void a_grant_ends_after_it_starts() {
        assertRefused(
                "grant-ends-before-it-starts",
                () -> person.grant("g1", "granter", Role.AUDITOR, "990101", LATER, LATER, NOW));
        assertThat(person.grant("g1", "granter", Role.AUDITOR, "990101", LATER, LATER.plus(MILLI), NOW)
                        .events())
                .hasSize(1);
    }

    @Test
    void nobody_grants_to_himself() {
        assertRefused("own-grant", () -> person.grant("g1", "a1", Role.AUDITOR, "990101", NOW, null, NOW));
    }

    @Test
    void the_role_of_a_machine_is_for_machines() {
        assertRefused("role-for-machines", () -> grant(person, "g1", Role.MACHINE_CLIENT, "990101", null));
        grant(machine, "g1", Role.MACHINE_CLIENT, "990101", null);
        grant(machine, "g2", Role.TOWNSHIP_CLERK, "990101", null);
        assertThat(machine.grants().inForce(NOW)).hasSize(2);
    }

    @Test
    void the_same_role_at_the_same_unit_is_not_granted_twice_for_one_time() {
        grant(person, "g1", Role.AUDITOR, "990101", LATER);

        assertRefused(
                "already-granted",
                () -> person.grant("g2", "granter", Role.AUDITOR, "990101", LATER.minus(MILLI), null, NOW));
        person.grant("g2", "granter", Role.AUDITOR, "990101", LATER, null, NOW);
        grant(person, "g3", Role.AUDITOR, "990102", null);
        grant(person, "g4", Role.COUNTY_ANALYST, "990101", null);
        assertThat(person.grants().all()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"SYSTEM_ADMINISTRATOR", "TOWNSHIP_CLERK", "INSPECTOR", "AUDITOR"})
    void who_governs_records_inspects_or_audits_does_none_of_the_others_at_the_same_time(Role role) {
        grant(person, "g1", role, "990101", LATER);

        for (Role other : Set.of(Role.SYSTEM_ADMINISTRATOR, Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.AUDITOR)) {
            if (other != role) {
                assertRefused("incompatible-roles", () -> grant(person, "no", other, "990102", null));
                assertRefused(
                        "incompatible-roles",
                        () -> person.grant("no", "granter", other, "990102", LATER.minus(MILLI), null, NOW));
            }
        }
        grant(person, "keeper", Role.ROOM_KEEPER, "990101", null);
        person.revoke("g1", "换岗", NOW);
        grant(person, "g2", Role.AUDITOR, "990102", null);
    }

    @Test
    void a_grant_ends_no_later_than_the_right_of_whoever_gives_it() {
        var giver = new Giver(Set.of("giver"), "own", LATER, Set.of());

        assertThat(person.grant("g1", giver, Role.AUDITOR, "990101", NOW, null, NOW)
                        .events())
                .containsExactly(new RoleGranted("a1", "g1", Role.AUDITOR, "990101", NOW, LATER));
        person.grant("g2", giver, Role.AUDITOR, "990102", NOW, LATER, NOW);
        assertRefused(
                "grant-outlasts-own",
                () -> person.grant("g3", giver, Role.AUDITOR, "990103", NOW, LATER.plus(MILLI), NOW));
        assertRefused(
                "grant-ends-before-it-starts",
                () -> person.grant("g3", giver, Role.AUDITOR, "990103", LATER, null, NOW));
    }

    @Test
    void nobody_grants_to_those_from_whom_their_right_comes_nor_to_another_account_of_their_own() {
        var puppet = new Giver(Set.of("puppet", "p-2"), "own", null, Set.of("a1"));
        assertRefused("granted-back", () -> person.grant("g1", puppet, Role.AUDITOR, "990101", NOW, null, NOW));

        person.tie("p-1", null, NOW);
        var otherAccount = new Giver(Set.of("a9", "p-1"), "own", null, Set.of());
        assertRefused("own-grant", () -> person.grant("g1", otherAccount, Role.AUDITOR, "990101", NOW, null, NOW));
        var puppetOfPerson = new Giver(Set.of("puppet", "p-2"), "own", null, Set.of("a9", "p-1"));
        assertRefused("granted-back", () -> person.grant("g1", puppetOfPerson, Role.AUDITOR, "990101", NOW, null, NOW));
    }

    @Test
    void nobody_takes_over_an_account_whose_right_outlasts_theirs() {
        var limited = new Giver(Set.of("limited"), "own", LATER, Set.of());
        var lasting = new Giver(Set.of("lasting"), "own", null, Set.of());
        person.requireNoMoreThan(_ -> limited, NOW);
        grant(person, "g1", Role.AUDITOR, "990101", LATER);
        person.requireNoMoreThan(_ -> limited, NOW);

        grant(person, "g2", Role.AUDITOR, "990102", LATER.plus(MILLI));
        assertRefused("outlasts-own-right", () -> person.requireNoMoreThan(_ -> limited, NOW));
        person.requireNoMoreThan(_ -> limited, LATER.plus(MILLI));
        person.requireNoMoreThan(unitId -> unitId.equals("990102") ? lasting : limited, NOW);
        grant(machine, "g1", Role.AUDITOR, "990101", null);
        assertRefused("outlasts-own-right", () -> machine.requireNoMoreThan(_ -> limited, NOW));
        machine.requireNoMoreThan(_ -> lasting, NOW);
    }

    @Test
    void nobody_takes_over_their_own_account_or_that_of_whoever_their_right_comes_from() {
        var own = new Giver(Set.of("a1"), "own", null, Set.of());
        var otherAccount = new Giver(Set.of("a9", "p-1"), "own", null, Set.of());
        var below = new Giver(Set.of("puppet"), "own", null, Set.of("a1"));
        var belowPerson = new Giver(Set.of("puppet"), "own", null, Set.of("a9", "p-1"));

        assertRefused("own-account", () -> person.requireNoMoreThan(_ -> own, NOW));
        assertRefused("above-own-right", () -> person.requireNoMoreThan(_ -> below, NOW));
        person.requireNoMoreThan(_ -> otherAccount, NOW);
        person.tie("p-1", null, NOW);
        assertRefused("own-account", () -> person.requireNoMoreThan(_ -> otherAccount, NOW));
        assertRefused("above-own-right", () -> person.requireNoMoreThan(_ -> belowPerson, NOW));
    }

    @Test
    void a_grant_is_cut_with_the_right_under_which_it_was_given_unless_it_has_ended() {
        person.grant("g1", new Giver(Set.of("giver"), "own", null, Set.of()), Role.AUDITOR, "990101", NOW, null, NOW);

        assertThat(person.grants().all().getFirst().under()).isEqualTo("own");
        assertThat(person.cut("g1", "授权人离任", LATER).events()).containsExactly(new RoleRevoked("a1", "g1", "授权人离任"));
        assertThat(person.cut("g1", "x", LATER).events()).isEmpty();
        person.close("调离", LATER);
        assertThat(person.cut("g1", "x", LATER).events()).isEmpty();
    }

    @Test
    void an_account_of_a_person_is_said_to_be_somebodys_and_no_machine_is() {
        assertThat(person.tie("p-1", null, NOW).events()).containsExactly(new AccountTied("a1", "p-1"));
        assertThat(person.names()).containsExactlyInAnyOrder("a1", "p-1");
        assertRefused("already-tied", () -> person.tie("p-1", null, NOW));
        assertRefused("tie-needs-reason", () -> person.tie("p-2", null, NOW));
        assertThat(person.tie("p-2", "登记有误", NOW).events()).containsExactly(new AccountTied("a1", "p-2"));
        assertThat(person.names()).containsExactlyInAnyOrder("a1", "p-2");
        assertRefused("wrong-kind-of-account", () -> machine.tie("p-1", null, NOW));
    }

    @Test
    void who_signs_out_is_signed_out_everywhere() {
        long generation = person.generation();

        assertThat(person.signOut(NOW).events()).containsExactly(new SignedOut("a1"));
        assertThat(person.generation()).isEqualTo(generation + 1);
        person.close("调离", NOW);
        assertThat(person.signOut(NOW).events()).isEmpty();
    }

    /** Or else whoever grants and revokes again and again would make an account that nobody can lock any more. */
    @Test
    void an_account_is_granted_roles_two_thousand_times_and_no_more_and_can_still_be_locked() {
        for (int i = 0; i < 2_000; i++) {
            grant(person, "g" + i, Role.AUDITOR, "9901", null);
            person.revoke("g" + i, "换岗", NOW);
        }

        assertRefused("no-more-grants", () -> grant(person, "more", Role.AUDITOR, "9901", null));
        assertThat(person.lock("离任", NOW).events()).hasSize(1);
    }

    @Test
    void fifty_grants_fit_into_a_token_and_one_more_does_not() {
        for (int i = 0; i < 50; i++) {
            grant(person, "g" + i, Role.AUDITOR, "99010" + i, null);
        }
        assertRefused("too-many-grants", () -> grant(person, "more", Role.AUDITOR, "9902", null));
        person.revoke("g7", "不再负责", NOW);
        grant(person, "more", Role.AUDITOR, "9902", null);
        assertThat(person.grants().inForce(NOW)).hasSize(50);
    }

    @Test
    void a_revoked_grant_holds_no_longer_and_is_not_revoked_again() {
        grant(person, "g1", Role.AUDITOR, "990101", null);

        assertThat(person.revoke("g1", "换岗", LATER).events()).containsExactly(new RoleRevoked("a1", "g1", "换岗"));
        assertThat(person.grants().inForce(LATER.minus(MILLI))).hasSize(1);
        assertThat(person.grants().inForce(LATER)).isEmpty();
        assertRefused("grant-already-ended", () -> person.revoke("g1", "x", LATER));
        assertRefused("unknown-grant", () -> person.revoke("g2", "x", LATER));
    }

    @Test
    void a_lock_out_lasts_a_quarter_of_an_hour_and_each_further_one_of_a_day_twice_as_long() {
        var first = person.lockOut(0, NOW);

        assertThat(first.events())
                .containsExactly(new AccountLocked("a1", LockReason.WRONG_PASSWORDS, NOW.plus(Duration.ofMinutes(15))));
        assertThat(person.isLockedOut(NOW.plus(Duration.ofMinutes(15)).minus(MILLI)))
                .isTrue();
        assertThat(person.isLockedOut(NOW.plus(Duration.ofMinutes(15)))).isFalse();
        person.lockOut(1, NOW.plus(Duration.ofHours(1)));
        assertThat(person.lockedUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(90)));
        for (int i = 2; i < 12; i++) {
            person.lockOut(i, NOW.plus(Duration.ofHours(2)));
        }
        assertThat(person.lockedUntil()).isEqualTo(NOW.plus(Duration.ofHours(26)));
        person.lockOut(12, NOW.plus(Duration.ofDays(9)));
        assertThat(person.lockedUntil()).isEqualTo(NOW.plus(Duration.ofDays(9)).plus(Duration.ofMinutes(15)));
    }

    @Test
    void wrong_passwords_lock_once_and_sign_nobody_out() {
        long generation = person.generation();
        person.lockOut(0, NOW);

        assertThat(person.lockOut(0, NOW).events()).isEmpty();
        assertThat(person.generation()).isEqualTo(generation);
        assertThat(person.isUsable()).isTrue();
    }

    @Test
    void an_administrators_lock_signs_out_and_lasts_until_an_administrator_ends_it() {
        long generation = person.generation();

        assertThat(person.lock("离岗", NOW).events())
                .containsExactly(new AccountLocked("a1", LockReason.ADMINISTRATOR, null));
        assertThat(person.isUsable()).isFalse();
        assertThat(person.generation()).isGreaterThan(generation);
        assertRefused("already-locked", () -> person.lock("x", NOW));
        person.resetPassword("other", "x", NOW);
        assertThat(person.isUsable()).isFalse();
        assertThat(person.unlock("回岗", LATER).events()).containsExactly(new AccountUnlocked("a1"));
        assertThat(person.isUsable()).isTrue();
        assertRefused("not-locked", () -> person.unlock("x", LATER));
    }

    @Test
    void a_lock_out_is_ended_by_an_administrator_while_it_lasts() {
        person.lockOut(0, NOW);
        Instant end = NOW.plus(Account.FIRST_LOCK);

        assertRefused("not-locked", () -> person.unlock("x", end));
        person.unlock("本人到场", end.minus(MILLI));
        assertThat(person.isLockedOut(NOW)).isFalse();
        person.lockOut(person.lockOuts(), NOW);
        assertThat(person.lockedUntil()).isEqualTo(end);
    }

    @Test
    void another_password_signs_out_whoever_gave_the_old_one() {
        long generation = person.generation();

        assertThat(person.changePassword("other", NOW).events()).containsExactly(new PasswordChanged("a1"));
        assertThat(person.mustChangePassword()).isFalse();
        assertThat(person.generation()).isEqualTo(generation + 1);
        assertThat(person.resetPassword("first", "忘记", NOW).events()).containsExactly(new PasswordReset("a1"));
        assertThat(person.mustChangePassword()).isTrue();
        assertThat(person.generation()).isEqualTo(generation + 2);
        assertThat(person.passwordHash()).isEqualTo("first");
    }

    @Test
    void a_person_has_a_password_and_a_machine_a_secret() {
        assertRefused("wrong-kind-of-account", () -> machine.changePassword("x", NOW));
        assertRefused("wrong-kind-of-account", () -> machine.resetPassword("x", "x", NOW));
        assertRefused("wrong-kind-of-account", () -> person.rotateSecret("x", NOW));
        assertThat(machine.rotateSecret("other", NOW).events()).containsExactly(new PasswordChanged("a1"));
    }

    @Test
    void a_closed_account_is_done_with() {
        assertThat(person.close("调离", NOW).events()).containsExactly(new AccountClosed("a1", "调离"));

        assertThat(person.passwordHash()).isNull();
        assertThat(person.isUsable()).isFalse();
        assertThat(person.lockOut(0, NOW).events()).isEmpty();
        assertRefused("account-closed", () -> grant(person, "g1", Role.AUDITOR, "990101", null));
        assertRefused("account-closed", () -> person.revoke("g1", "x", NOW));
        assertRefused("account-closed", () -> person.lock("x", NOW));
        assertRefused("account-closed", () -> person.unlock("x", NOW));
        assertRefused("account-closed", () -> person.changePassword("x", NOW));
        assertRefused("account-closed", () -> person.resetPassword("x", "x", NOW));
        assertRefused("account-closed", () -> person.close("x", NOW));
        assertRefused("account-closed", () -> person.tie("p-1", null, NOW));
    }

    @Test
    void an_administrator_to_rely_on_is_a_person_with_the_whole_installation_for_good() {
        grant(person, "limited", Role.SYSTEM_ADMINISTRATOR, "all", LATER);
        grant(person, "county", Role.SYSTEM_ADMINISTRATOR, "9901", null);
        assertThat(person.isLastingAdministrator(NOW, null)).isFalse();

        person.grant("good", "granter", Role.SYSTEM_ADMINISTRATOR, "all", LATER, null, NOW);
        assertThat(person.isLastingAdministrator(LATER.minus(MILLI), null)).isFalse();
        assertThat(person.isLastingAdministrator(LATER, null)).isTrue();
        assertThat(person.isLastingAdministrator(LATER, "good")).isFalse();
        person.lockOut(0, LATER);
        assertThat(person.isLastingAdministrator(LATER, null)).isTrue();
        person.lock("x", LATER);
        assertThat(person.isLastingAdministrator(LATER, null)).isFalse();

        grant(machine, "good", Role.SYSTEM_ADMINISTRATOR, "all", null);
        assertThat(machine.isLastingAdministrator(NOW, null)).isFalse();
    }
}
