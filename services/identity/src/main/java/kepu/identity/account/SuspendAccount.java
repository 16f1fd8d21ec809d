package kepu.identity.account;

import java.util.function.Function;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.springframework.stereotype.Component;

/** Locks an account, unlocks it, or closes it for good. */
@Component
class SuspendAccount {
    private final AggregateStore store;
    private final Reach reach;

    SuspendAccount(AggregateStore store, Reach reach) {
        this.store = store;
        this.reach = reach;
    }

    /** What becomes of the account. */
    enum Change {
        LOCK,
        UNLOCK,
        CLOSE
    }

    Receipt handle(Command command, String accountId, Change change, AccountController.ReasonRequest request) {
        String reason = request.reason();
        return switch (change) {
            case LOCK ->
                reach.whileAnotherRemains(
                        accountId,
                        null,
                        () -> update(command, accountId, account -> account.lock(reason, command.now())));
            case UNLOCK -> update(command, accountId, account -> account.unlock(reason, command.now()));
            case CLOSE ->
                reach.whileAnotherRemains(
                        accountId,
                        null,
                        () -> update(command, accountId, account -> account.close(reason, command.now())));
        };
    }

    private Receipt update(Command command, String accountId, Function<Account, DomainEvents> change) {
        return store.update(command, Account.class, accountId, account -> {
            Reach.requireOver(account, command.now());
            return change.apply(account);
        });
    }
}
