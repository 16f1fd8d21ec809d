package kepu.identity.account;

import java.util.concurrent.atomic.AtomicReference;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.PersonalData;
import kepu.identity.account.password.Passwords;
import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens an account for a person or a machine, without any right, and hands out its first secret once. */
@Component
class OpenAccount {
    private final AggregateStore store;
    private final Usernames usernames;
    private final Passwords passwords;

    OpenAccount(AggregateStore store, Usernames usernames, Passwords passwords) {
        this.store = store;
        this.usernames = usernames;
        this.passwords = passwords;
    }

    /** @param secret none if this was a retry: what the first attempt handed out is kept by nobody */
    record Opened(Receipt receipt, @Nullable String secret) {}

    Opened handle(Command command, AccountController.AccountRequest request) {
        String username = request.username();
        String password = Secrets.firstPassword();
        return open(command, command.newId("account"), password, id -> {
            Access.current().require(request.unitId());
            Usernames.requireOneOf(request.unitId(), username);
            requireNoPersonalData("username", username);
            requireNoPersonalData("displayName", request.displayName());
            usernames.take(username, id);
            return new Prepared(
                    new Account(
                            id,
                            request.unitId(),
                            Kind.PERSON,
                            username,
                            request.displayName(),
                            command.occurredAt(request.occurredAt())),
                    passwords.hash(password));
        });
    }

    Opened handle(Command command, ClientController.ClientRequest request) {
        String secret = Secrets.random();
        return open(command, command.newId("client"), secret, id -> {
            Access.current().require(request.unitId());
            requireNoPersonalData("name", request.name());
            return new Prepared(
                    new Account(id, request.unitId(), Kind.MACHINE, null, request.name(), command.now()),
                    Secrets.hash(secret));
        });
    }

    /** Names are in no event, so that nothing else would notice. */
    private static void requireNoPersonalData(String field, String text) {
        if (PersonalData.isIn(text)) {
            throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with(field);
        }
    }

    private record Prepared(Account account, String hash) {}

    private interface Preparation {
        Prepared of(String id);
    }

    private Opened open(Command command, String id, String secret, Preparation preparation) {
        AtomicReference<@Nullable String> hash = new AtomicReference<>();
        Receipt receipt = store.create(
                command,
                Account.class,
                id,
                () -> {
                    Prepared prepared = preparation.of(id);
                    hash.set(prepared.hash());
                    return prepared.account();
                },
                account -> account.open(String.valueOf(hash.get())));
        return new Opened(receipt, holds(id, hash.get()) ? secret : null);
    }

    /** Not if a retry was faster. */
    private boolean holds(String id, @Nullable String hash) {
        return hash != null && hash.equals(store.get(Account.class, id).passwordHash());
    }
}
