package kepu.identity.account;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.identity.account.OpenAccount.Opened;
import kepu.identity.account.password.Passwords;
import kepu.identity.secret.Secrets;
import org.springframework.stereotype.Component;

/** Gives a person a first password again, or a machine another secret, and hands it out once. */
@Component
class RenewSecret {
    private final AggregateStore store;
    private final Reach reach;
    private final Passwords passwords;

    RenewSecret(AggregateStore store, Reach reach, Passwords passwords) {
        this.store = store;
        this.reach = reach;
        this.passwords = passwords;
    }

    Opened handle(Command command, String accountId, AccountController.ReasonRequest request) {
        String password = Secrets.firstPassword();
        String hash = passwords.hash(password);
        return renew(
                command, accountId, password, account -> account.resetPassword(hash, request.reason(), command.now()));
    }

    Opened handle(Command command, String accountId) {
        String secret = Secrets.random();
        String hash = Secrets.hash(secret);
        return renew(command, accountId, secret, account -> account.rotateSecret(hash, command.now()));
    }

    private Opened renew(Command command, String accountId, String secret, Function<Account, DomainEvents> change) {
        AtomicBoolean asked = new AtomicBoolean();
        Receipt receipt = store.update(command, Account.class, accountId, account -> {
            reach.requireTakeover(account, command);
            asked.set(true);
            return change.apply(account);
        });
        boolean held = store.get(Account.class, accountId).version() == receipt.version();
        return new Opened(receipt, asked.get() && held ? secret : null);
    }
}
