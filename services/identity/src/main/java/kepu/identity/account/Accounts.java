package kepu.identity.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import kepu.access.Caller;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Rejection;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Epoch;
import kepu.identity.account.password.KnownDevices;
import kepu.identity.account.password.Passwords;
import kepu.identity.account.password.WrongPasswords;
import kepu.identity.account.password.WrongPasswords.Attempt;
import kepu.identity.account.password.WrongPasswords.Way;
import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.stereotype.Component;

/** What signing in and issuing tokens need to know of accounts, whoever asks. */
@Component
public class Accounts {
    private static final String SYSTEM = "identity";
    private static final AsOf NEVER = new AsOf(0, 0);

    /** Whoever alone can unlock the others is slowed down, and never locked out. */
    private static final Duration LAST_ADMINISTRATOR_WAITS = Duration.ofMinutes(1);

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Usernames usernames;
    private final Passwords passwords;
    private final WrongPasswords wrongPasswords;
    private final KnownDevices devices;
    private final Reach reach;
    private final Epoch epoch;
    private final Clock clock;

    Accounts(
            AggregateStore store,
            MongoOperations mongo,
            Usernames usernames,
            Passwords passwords,
            WrongPasswords wrongPasswords,
            KnownDevices devices,
            Reach reach,
            Epoch epoch,
            Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.usernames = usernames;
        this.passwords = passwords;
        this.wrongPasswords = wrongPasswords;
        this.devices = devices;
        this.reach = reach;
        this.epoch = epoch;
        this.clock = clock;
    }

    /**
     * Somebody who knew the password.
     *
     * @param generation of the account when they signed in; once it has grown they are signed out
     * @param at when they signed in
     */
    public record SignedIn(String accountId, long generation, boolean mustChangePassword, Instant at)
            implements AuthenticatedPrincipal, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String getName() {
            return accountId;
        }

        /** As the web security knows somebody. */
        public Authentication authentication() {
            return UsernamePasswordAuthenticationToken.authenticated(
                    this,
                    null,
                    List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                            .issuedAt(at)
                            .build()));
        }
    }

    /**
     * An account as it stands now.
     *
     * @param usable neither closed nor locked by an administrator
     * @param grants that hold now
     * @param ended the event by which everybody was signed out last
     * @param asOf the last event that it told
     */
    public record Standing(Kind kind, long generation, boolean usable, List<Grant> grants, AsOf ended, AsOf asOf) {
        /** The caller with the grants that hold still; empty if none of the token counts. */
        public Optional<Caller> asOfNow(Caller caller) {
            AsOf known = caller.asOf();
            if (known == null) {
                return Optional.of(caller); // another issuer's, of whose accounts nothing is known
            }
            return usable && !known.isBefore(ended)
                    ? Optional.of(caller.with(
                            caller.grants().stream().filter(grants::contains).toList()))
                    : Optional.empty();
        }
    }

    /**
     * Where a password is typed.
     *
     * @param address or network
     * @param device what a device remembers on which an account was used before; none on another one
     */
    public record Origin(String address, @Nullable String device) {}

    /** A machine that may ask for tokens. */
    public record Machine(String accountId, String name, String secretHash, Instant since) {}

    /** Says nothing about why a sign-in fails. */
    public Optional<SignedIn> signIn(String username, String password, Origin origin) {
        Account account = usernames
                .accountOfTyped(username)
                .map(id -> mongo.findById(id, Account.class))
                .orElse(null);
        if (account == null || !isPassword(account, password, origin)) {
            if (account == null) {
                passwords.match(PasswordRules.normal(password), Optional::empty);
            }
            return Optional.empty();
        }
        return Optional.of(signedIn(account));
    }

    /** Whether the account was used on this device before: its owner's, whatever others do from the same address. */
    public boolean isKnownDevice(String username, @Nullable String device) {
        return usernames
                .accountOfTyped(username)
                .filter(id -> devices.isKnown(id, device))
                .isPresent();
    }

    /** Whether it is a person's who alone can unlock the others: no throttle for whole addresses shuts them out. */
    public boolean isLastAdministrator(String username) {
        return usernames
                .accountOfTyped(username)
                .map(id -> mongo.findById(id, Account.class))
                .filter(reach::isLastAdministrator)
                .isPresent();
    }

    /** @return what the device is to remember from now on */
    public String rememberDevice(SignedIn owner, @Nullable String device) {
        return devices.remember(owner.accountId(), device);
    }

    private boolean isPassword(Account account, String typed, Origin origin) {
        String password = PasswordRules.normal(typed);
        Way way = new Way(
                account.id(),
                account.forgiven(),
                devices.isKnown(account.id(), origin.device())
                        ? "device:" + Secrets.hash(String.valueOf(origin.device()))
                        : "address:" + Secrets.hash(origin.address()));
        AtomicReference<@Nullable Attempt> begun = new AtomicReference<>();
        boolean right = passwords.match(password, () -> {
            Optional<Attempt> counted = account.isUsable() ? wrongPasswords.begin(way) : Optional.empty();
            counted.ifPresent(begun::set);
            return counted.filter(attempt -> attempt.count() <= Account.WRONG_PASSWORDS)
                    .map(_ -> account.passwordHash());
        });
        Attempt attempt = begun.get();
        if (attempt == null) {
            return false;
        }
        if (right) {
            wrongPasswords.forget(way, attempt);
        } else if (attempt.count() == Account.WRONG_PASSWORDS || attempt.count() > 2 * Account.WRONG_PASSWORDS) {
            // the second in case that a process died before it shut the way
            boolean last = reach.isLastAdministrator(account);
            wrongPasswords.shut(way, attempt, last ? LAST_ADMINISTRATOR_WAITS : Account.LONGEST_LOCK);
            if (!last) {
                lockOut(account);
            }
        }
        return right;
    }

    private void lockOut(Account account) {
        store.update(
                Command.internal(clock, SYSTEM),
                Account.class,
                account.id(),
                current -> current.lockOut(account.lockOuts(), now()));
    }

    private SignedIn signedIn(Account account) {
        return new SignedIn(account.id(), account.generation(), account.mustChangePassword(), now());
    }

    /**
     * The owner chooses another password.
     *
     * @param current the old one; may be missing only if it was a first password, known to have been given just now
     * @return who is signed in now
     * @throws Rejection 403 {@code wrong-password}, 422 {@code password-…}
     */
    public SignedIn changePassword(SignedIn owner, @Nullable String current, String chosen, Origin origin) {
        Account account = mongo.findById(owner.accountId(), Account.class);
        if (account == null || !account.isUsable() || account.generation() != owner.generation()) {
            throw AccountRejection.wrongPassword();
        }
        if (current == null ? !account.mustChangePassword() : !isPassword(account, current, origin)) {
            throw AccountRejection.wrongPassword();
        }
        String password = PasswordRules.normal(chosen);
        PasswordRules.check(password, account.username());
        if (passwords.match(password, () -> Optional.ofNullable(account.passwordHash()))) {
            throw AccountRejection.passwordUnchanged();
        }
        String hash = passwords.hash(password);
        store.update(Command.internal(clock, account.id()), Account.class, account.id(), standing -> {
            if (standing.generation() != owner.generation()) {
                throw AccountRejection.wrongPassword();
            }
            return standing.changePassword(hash, now());
        });
        return signedIn(Objects.requireNonNull(mongo.findById(account.id(), Account.class)));
    }

    /** The owner signs out: everything that was signed in before ends, wherever it is. */
    public void signOut(String accountId) {
        store.update(Command.internal(clock, accountId), Account.class, accountId, account -> account.signOut(now()));
    }

    /** Empty if there is no such account. */
    public Optional<Standing> standing(String accountId) {
        return Optional.ofNullable(mongo.findById(accountId, Account.class))
                .map(account -> new Standing(
                        account.kind(),
                        account.generation(),
                        account.isUsable(),
                        account.grants().inForce(clock.instant()).stream()
                                .map(grant -> new Grant(grant.role(), grant.unitId(), grant.until()))
                                .toList(),
                        account.endedBy() == 0 ? NEVER : new AsOf(epoch.current(), account.endedBy()),
                        new AsOf(epoch.current(), account.sequence())));
    }

    /** All accounts of the person whose account it is, and the person's own pseudonym; empty if nobody said whose. */
    public Set<String> ofSamePerson(String accountId) {
        Account account = mongo.findById(accountId, Account.class);
        String person = account == null ? null : account.personId();
        return person == null
                ? Set.of()
                : mongo.find(query(where("personId").is(person)), Account.class).stream()
                        .flatMap(other -> other.names().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whose account it is; empty if nobody said so, or it is none of a unit's. */
    public Optional<OwnPerson> personOf(String accountId) {
        Account account = mongo.findById(accountId, Account.class);
        if (account == null || account.personId() == null || account.unitId().equals(Grant.EVERYWHERE)) {
            return Optional.empty();
        }
        return Optional.of(new OwnPerson(account.unitId(), account.personId()));
    }

    /** Empty if there is none, or it may not be used. */
    public Optional<Machine> machine(String accountId) {
        return Optional.ofNullable(mongo.findById(accountId, Account.class))
                .filter(account -> account.kind() == Kind.MACHINE && account.isUsable())
                .map(account -> new Machine(
                        account.id(),
                        account.displayName(),
                        Objects.requireNonNull(account.passwordHash()),
                        account.openedAt()));
    }

    /** Whether any person has an account. */
    public boolean knowsAnybody() {
        return mongo.exists(query(where("kind").is(Kind.PERSON)), Account.class);
    }

    /** The first account of an installation, with every right. */
    public void openFirstAdministrator(String username, String displayName, String firstPassword) {
        String id = Command.newEventId().toString();
        usernames.take(username, id);
        open(
                new Account(id, Grant.EVERYWHERE, Kind.PERSON, username, displayName, now()),
                passwords.hash(PasswordRules.normal(firstPassword)));
    }

    /** An account with every right for the machine that sets an installation up. */
    public void openMachineAdministrator(String id, String name, String secret) {
        open(new Account(id, Grant.EVERYWHERE, Kind.MACHINE, null, name, now()), Secrets.hash(secret));
    }

    private void open(Account account, String hash) {
        store.create(Command.internal(clock, SYSTEM), account, created -> {
            DomainEvents opened = created.open(hash);
            DomainEvents granted = created.grant(
                    Command.newEventId().toString(),
                    SYSTEM,
                    Role.SYSTEM_ADMINISTRATOR,
                    Grant.EVERYWHERE,
                    opened.occurredAt(),
                    null,
                    opened.occurredAt());
            return opened.and(granted.events().getFirst());
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
