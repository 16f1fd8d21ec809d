package kepu.identity.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.identity.account.password.Passwords;
import kepu.identity.account.password.WrongPasswords;
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

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Usernames usernames;
    private final Passwords passwords;
    private final WrongPasswords wrongPasswords;
    private final Clock clock;

    Accounts(
            AggregateStore store,
            MongoOperations mongo,
            Usernames usernames,
            Passwords passwords,
            WrongPasswords wrongPasswords,
            Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.usernames = usernames;
        this.passwords = passwords;
        this.wrongPasswords = wrongPasswords;
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
     */
    public record Standing(Kind kind, long generation, boolean usable, List<Grant> grants) {}

    /** A machine that may ask for tokens. */
    public record Machine(String accountId, String name, String secretHash, Instant since) {}

    /** Says nothing about why a sign-in fails. */
    public Optional<SignedIn> signIn(String username, String password) {
        Account account = usernames
                .accountOfTyped(username)
                .map(id -> mongo.findById(id, Account.class))
                .orElse(null);
        if (account == null || !isPassword(account, password)) {
            if (account == null) {
                passwords.match(PasswordRules.normal(password), null);
            }
            return Optional.empty();
        }
        return Optional.of(signedIn(account));
    }

    private boolean isPassword(Account account, String typed) {
        String password = PasswordRules.normal(typed);
        if (!account.isUsable() || account.isLockedOut(clock.instant())) {
            passwords.match(password, null);
            return false;
        }
        int attempt = wrongPasswords.begin(account.id(), account.lockOuts());
        boolean counts = attempt <= Account.WRONG_PASSWORDS;
        boolean right = passwords.match(password, counts ? account.passwordHash() : null);
        if (right) {
            wrongPasswords.forget(account.id(), account.lockOuts());
        } else if (attempt == Account.WRONG_PASSWORDS || attempt > 2 * Account.WRONG_PASSWORDS) {
            // the second in case that a process died before it locked
            lockOut(account);
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
    public SignedIn changePassword(SignedIn owner, @Nullable String current, String chosen) {
        Account account = mongo.findById(owner.accountId(), Account.class);
        if (account == null || !account.isUsable() || account.generation() != owner.generation()) {
            throw AccountRejection.wrongPassword();
        }
        if (current == null ? !account.mustChangePassword() : !isPassword(account, current)) {
            throw AccountRejection.wrongPassword();
        }
        String password = PasswordRules.normal(chosen);
        PasswordRules.check(password, account.username());
        if (passwords.match(password, account.passwordHash())) {
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

    /** Empty if there is no such account. */
    public Optional<Standing> standing(String accountId) {
        return Optional.ofNullable(mongo.findById(accountId, Account.class))
                .map(account -> new Standing(
                        account.kind(),
                        account.generation(),
                        account.isUsable(),
                        account.grantsInForce(clock.instant()).stream()
                                .map(grant -> new Grant(grant.role(), grant.unitId(), grant.until()))
                                .toList()));
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
