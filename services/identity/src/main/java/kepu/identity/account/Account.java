package kepu.identity.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import kepu.identity.account.grant.Giver;
import kepu.identity.account.grant.GrantRejection;
import kepu.identity.account.grant.GrantedRole;
import kepu.identity.account.grant.Grants;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An account (账号) under a pseudonym: who acts, and as what. {@code unitId} is where it is looked after; what it may do
 * stands in its grants alone.
 */
@Document("accounts")
@Listed(
        period = "openedAt",
        state = AccountState.class,
        by = "kind",
        text = {"username", "displayName"},
        sort = {"id", "openedAt"})
class Account extends Aggregate {
    /** Lock-out after that many wrong passwords, first for that long. */
    static final int WRONG_PASSWORDS = 5;

    static final Duration FIRST_LOCK = Duration.ofMinutes(15);
    static final Duration LONGEST_LOCK = Duration.ofHours(24);

    /** Each further lock-out within this time lasts twice as long. */
    static final Duration LOCK_MEMORY = Duration.ofHours(24);

    private static final int REMEMBERED_LOCKS = 10;

    private final Kind kind;

    @Secret
    private final @Nullable String username;

    @Secret
    private final String displayName;

    private final Instant openedAt;

    @Secret
    private @Nullable String passwordHash;

    private boolean mustChangePassword;
    private long generation;
    private long endedBy;
    private long lockOuts;
    private long forgiven;
    private List<Instant> lockedOutAt = new ArrayList<>();
    private @Nullable Instant lockedUntil;
    private boolean lockedByAdministrator;
    private List<GrantedRole> grants = List.of();
    private @Nullable Instant closedAt;

    @Indexed
    private @Nullable String personId;

    private @Nullable String lastReason;

    Account(String id, String unitId, Kind kind, @Nullable String username, String displayName, Instant openedAt) {
        super(id, unitId);
        this.kind = kind;
        this.username = username;
        this.displayName = displayName;
        this.openedAt = openedAt;
    }

    /** @param firstHash of a first password that must be changed, or of a machine's secret, which need not */
    DomainEvents open(String firstHash) {
        passwordHash = firstHash;
        mustChangePassword = kind == Kind.PERSON;
        return raise(openedAt, new AccountOpened(id(), kind));
    }

    /** @param granter whose right hangs on nobody else's */
    DomainEvents grant(
            String grantId, String granter, Role role, String at, Instant from, @Nullable Instant until, Instant now) {
        return grant(grantId, Giver.of(granter), role, at, from, until, now);
    }

    /**
     * @param giver whose subtree of units the caller has checked
     * @param wantedEnd none: as long as the giver's own right
     */
    DomainEvents grant(
            String grantId, Giver giver, Role role, String at, Instant from, @Nullable Instant wantedEnd, Instant now) {
        isOpen();
        GrantedRole granted = giver.give(names(), grantId, role, at, from, wantedEnd);
        if (role == Role.MACHINE_CLIENT && kind != Kind.MACHINE) {
            throw GrantRejection.forMachinesOnly();
        }
        grants = grants().with(granted, now).all();
        return raise(now, new RoleGranted(id(), grantId, role, at, from, granted.until()))
                .withItem(grantId);
    }

    /** Nobody takes over an account by a right that is less than what the account may do, or that comes from it. */
    void requireNoMoreThan(Function<String, Giver> rightAt, Instant now) {
        grants().requireNoMoreThan(rightAt, names(), unitId(), now);
    }

    DomainEvents revoke(String grantId, String reason, Instant now) {
        isOpen();
        grants = grants().revoke(grantId, reason, now).all();
        lastReason = reason;
        return raise(now, new RoleRevoked(id(), grantId, reason)).withItem(grantId);
    }

    /** The right under which it was given has ended, so it does; nothing happens to what has ended already. */
    DomainEvents cut(String grantId, String reason, Instant now) {
        boolean stands = closedAt == null
                && grants().notEnded(now).stream()
                        .anyMatch(grant -> grant.grantId().equals(grantId));
        return stands ? revoke(grantId, reason, now) : raise(now);
    }

    /**
     * From now on it is known whose account it is: all accounts of one person are one where a record is judged.
     *
     * @param reason may be missing only the first time
     */
    DomainEvents tie(String person, @Nullable String reason, Instant now) {
        isOpen();
        isOf(Kind.PERSON);
        if (person.equals(personId)) {
            throw AccountRejection.alreadyTied();
        }
        if (personId != null && reason == null) {
            throw AccountRejection.tieNeedsReason();
        }
        personId = person;
        lastReason = reason;
        return raise(now, new AccountTied(id(), person));
    }

    /** The owner signs out, everywhere. */
    DomainEvents signOut(Instant now) {
        if (closedAt != null) {
            return raise(now);
        }
        signAllOut();
        return raise(now, new SignedOut(id()));
    }

    /** Nobody uses the account until somebody decides otherwise; who is signed in is signed out. */
    DomainEvents lock(String reason, Instant now) {
        isOpen();
        if (lockedByAdministrator) {
            throw AccountRejection.alreadyLocked();
        }
        lockedByAdministrator = true;
        lastReason = reason;
        signAllOut();
        return raise(now, new AccountLocked(id(), LockReason.ADMINISTRATOR, null));
    }

    /**
     * Too many wrong passwords: nobody signs in for a while from where they were typed; who is signed in stays so, or anybody
     * could sign others out.
     *
     * @param seen lock-outs when the wrong passwords were counted; tells nothing if there was another one since
     */
    DomainEvents lockOut(long seen, Instant now) {
        if (closedAt != null || lockOuts != seen) {
            return raise(now);
        }
        lockedOutAt.removeIf(earlier -> !earlier.isAfter(now.minus(LOCK_MEMORY)));
        Duration length = FIRST_LOCK.multipliedBy(1L << Math.min(lockedOutAt.size(), REMEMBERED_LOCKS));
        Instant until = now.plus(length.compareTo(LONGEST_LOCK) < 0 ? length : LONGEST_LOCK);
        lockedOutAt.add(now);
        if (lockedOutAt.size() > REMEMBERED_LOCKS) {
            lockedOutAt.removeFirst();
        }
        lockOuts++;
        lockedUntil = until;
        return raise(now, new AccountLocked(id(), LockReason.WRONG_PASSWORDS, until));
    }

    DomainEvents unlock(String reason, Instant now) {
        isOpen();
        if (!lockedByAdministrator && !isLockedOut(now)) {
            throw AccountRejection.notLocked();
        }
        lockedByAdministrator = false;
        lockedUntil = null;
        lockedOutAt.clear();
        lockOuts++;
        forgiven++; // what was counted before is forgotten
        lastReason = reason;
        return raise(now, new AccountUnlocked(id()));
    }

    /** The owner chose another password; who is signed in with the old one is signed out. */
    DomainEvents changePassword(String hash, Instant now) {
        isOpen();
        isOf(Kind.PERSON);
        passwordHash = hash;
        mustChangePassword = false;
        signAllOut();
        return raise(now, new PasswordChanged(id()));
    }

    /** A first password again, for one who forgot theirs; ends a lock-out, but not what an administrator locked. */
    DomainEvents resetPassword(String firstHash, String reason, Instant now) {
        isOpen();
        isOf(Kind.PERSON);
        passwordHash = firstHash;
        mustChangePassword = true;
        lockedUntil = null;
        lockOuts++;
        forgiven++;
        signAllOut();
        lastReason = reason;
        return raise(now, new PasswordReset(id()));
    }

    DomainEvents rotateSecret(String secretHash, Instant now) {
        isOpen();
        isOf(Kind.MACHINE);
        passwordHash = secretHash;
        signAllOut();
        return raise(now, new PasswordChanged(id()));
    }

    DomainEvents close(String reason, Instant now) {
        isOpen();
        closedAt = now;
        passwordHash = null;
        signAllOut();
        lastReason = reason;
        return raise(now, new AccountClosed(id(), reason));
    }

    /** With the one event that the command tells. */
    private void signAllOut() {
        generation++;
        endedBy = sequence() + 1;
    }

    private void isOpen() {
        if (closedAt != null) {
            throw AccountRejection.closed(closedAt);
        }
    }

    private void isOf(Kind wanted) {
        if (kind != wanted) {
            throw AccountRejection.wrongKind(kind);
        }
    }

    /** Open, and not locked by an administrator. */
    boolean isUsable() {
        return closedAt == null && !lockedByAdministrator;
    }

    boolean isLockedOut(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    /** A person who can be relied on to administrate the whole installation, with or without one of the grants. */
    boolean isLastingAdministrator(Instant now, @Nullable String without) {
        return administratesWithout(now, without == null ? Set.of() : Set.of(without));
    }

    /** The same, with or without several of the grants. */
    boolean administratesWithout(Instant now, Set<String> ended) {
        return kind == Kind.PERSON && isUsable() && grants().administrateAllWithout(ended, now);
    }

    Grants grants() {
        return new Grants(grants);
    }

    Kind kind() {
        return kind;
    }

    /** None for a machine. */
    @Nullable
    String username() {
        return username;
    }

    String displayName() {
        return displayName;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** None once the account is closed. */
    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    /** Grows whenever everybody who is signed in is signed out. */
    long generation() {
        return generation;
    }

    /** Sequence of the event by which everybody was signed out last; 0 if there was none. */
    long endedBy() {
        return endedBy;
    }

    /** Grows whenever too many wrong passwords were told of, and when they are forgiven. */
    long lockOuts() {
        return lockOuts;
    }

    /** Grows whenever wrong passwords are counted from the start again. */
    long forgiven() {
        return forgiven;
    }

    /** Pseudonym of whose account it is; none if nobody said so. */
    @Nullable
    String personId() {
        return personId;
    }

    /** By what it is known whose it is: itself, and the person. */
    Set<String> names() {
        return personId == null ? Set.of(id()) : Set.of(id(), personId);
    }

    @Nullable
    Instant lockedUntil() {
        return lockedUntil;
    }

    boolean lockedByAdministrator() {
        return lockedByAdministrator;
    }

    @Nullable
    Instant closedAt() {
        return closedAt;
    }
}
