package kepu.identity.account;

import java.util.function.Function;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.SamePerson;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.identity.lease.Lease;
import org.springframework.stereotype.Component;

/** Locks an account, unlocks it, closes it for good, or says whose it is. */
@Component
class SuspendAccount {
    private final AggregateStore store;
    private final Reach reach;
    private final Lease lease;

    SuspendAccount(AggregateStore store, Reach reach, Lease lease) {
        this.store = store;
        this.reach = reach;
        this.lease = lease;
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
                        requireAnother -> update(
                                command, accountId, requireAnother, account -> account.lock(reason, command.now())));
            case UNLOCK ->
                update(command, accountId, account -> {
                    reach.requireTakeover(account, command);
                    return account.unlock(reason, command.now());
                });
            case CLOSE ->
                reach.whileAnotherRemains(
                        accountId,
                        null,
                        requireAnother -> update(
                                command, accountId, requireAnother, account -> account.close(reason, command.now())));
        };
    }

    /** Nobody says of themselves who they are. The lease keeps roles from being granted to the person's other accounts meanwhile. */
    Receipt tie(Command command, String accountId, AccountController.PersonRequest request) {
        return lease.hold(
                GrantRole.LEASE,
                () -> update(command, accountId, account -> {
                    if (SamePerson.is(command.actor(), accountId)) {
                        throw AccountRejection.ownPerson();
                    }
                    DomainEvents tied = account.tie(request.personId(), request.reason(), command.now());
                    reach.requireApart(account, account.grants().notEnded(command.now()), command.now());
                    return tied;
                }));
    }

    private Receipt update(Command command, String accountId, Function<Account, DomainEvents> change) {
        return update(command, accountId, () -> {}, change);
    }

    private Receipt update(
            Command command, String accountId, Runnable requireAnother, Function<Account, DomainEvents> change) {
        return store.update(command, Account.class, accountId, account -> {
            requireAnother.run();
            Reach.requireOver(account, command.now());
            return change.apply(account);
        });
    }
}
