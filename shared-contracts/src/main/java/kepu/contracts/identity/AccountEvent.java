package kepu.contracts.identity;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Life of an account (账号) and of the roles granted to it; names, passwords and secrets are never told. The unit of the
 * event is the account's own unit, {@code all} for one of the whole installation.
 */
@Family(topic = "kepu.identity.accounts")
public sealed interface AccountEvent extends DomainEvent {
    /** Pseudonym; the {@code ce_actor} of what the account does. */
    String accountId();

    /** Who acts: a person signs in with a password, a machine with a client secret. */
    enum Kind {
        PERSON,
        MACHINE
    }

    /** 系统管理员, 县级分析员, 乡科普专干, 督查员, 村支书, 服务队队长, 书屋管理员, 审计员, 机器客户端. */
    enum Role {
        SYSTEM_ADMINISTRATOR,
        COUNTY_ANALYST,
        TOWNSHIP_CLERK,
        INSPECTOR,
        VILLAGE_SECRETARY,
        TEAM_LEADER,
        ROOM_KEEPER,
        AUDITOR,
        MACHINE_CLIENT
    }

    /** Why nobody can use the account just now. */
    enum LockReason {
        /** Too many wrong passwords; ends by itself. */
        WRONG_PASSWORDS,
        /** An administrator decided so; ends when one decides otherwise. */
        ADMINISTRATOR
    }

    /** The account exists from {@code occurredAt} on, without any right. */
    @WireType("kepu.identity.account-opened.v1")
    @Fact("account")
    record AccountOpened(String accountId, Kind kind) implements AccountEvent {}

    /**
     * The account may act in this role at the unit and below it.
     *
     * @param unitId official code, or {@code all} for the whole installation
     * @param from first instant
     * @param until first instant at which it no longer holds; none: until revoked
     */
    @WireType("kepu.identity.role-granted.v1")
    @Fact(value = "granted", per = "grantId")
    record RoleGranted(
            String accountId,
            String grantId,
            Role role,
            String unitId,
            Instant from,
            @Nullable Instant until) implements AccountEvent {}

    /** The grant no longer holds from {@code occurredAt} on. */
    @WireType("kepu.identity.role-revoked.v1")
    @Fact(value = "revoked", per = "grantId")
    record RoleRevoked(String accountId, String grantId, String reason) implements AccountEvent {}

    /** Nobody signs in from {@code occurredAt} on, until {@code until} or an unlocking. */
    @WireType("kepu.identity.account-locked.v1")
    @Fact("lock")
    record AccountLocked(
            String accountId, LockReason reason, @Nullable Instant until) implements AccountEvent {}

    /** The account can be used again. */
    @WireType("kepu.identity.account-unlocked.v1")
    @Fact("lock")
    record AccountUnlocked(String accountId) implements AccountEvent {}

    /** The owner chose a new password (or a machine got a new secret); everything signed in before is signed out. */
    @WireType("kepu.identity.password-changed.v1")
    @Fact("password")
    record PasswordChanged(String accountId) implements AccountEvent {}

    /** An administrator set a first password anew; it must be changed at the next sign-in. */
    @WireType("kepu.identity.password-reset.v1")
    @Fact("password")
    record PasswordReset(String accountId) implements AccountEvent {}

    /** The owner signed out; everything signed in before is signed out. */
    @WireType("kepu.identity.signed-out.v1")
    @Fact("sign-out")
    record SignedOut(String accountId) implements AccountEvent {}

    /** The account is this person's: whoever judges a record made under another of their accounts judges their own. */
    @WireType("kepu.identity.account-tied.v1")
    @Fact("person")
    record AccountTied(String accountId, String personId) implements AccountEvent {}

    /** The account is no more; its pseudonym is never given again. */
    @WireType("kepu.identity.account-closed.v1")
    @Fact("closure")
    record AccountClosed(String accountId, String reason) implements AccountEvent {}
}
