package kepu.identity.account;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Ends a grant (撤销授权) before its time; tokens that carry it hold for some minutes yet. */
@Component
class RevokeRole {
    private final AggregateStore store;
    private final Reach reach;

    RevokeRole(AggregateStore store, Reach reach) {
        this.store = store;
        this.reach = reach;
    }

    Receipt handle(Command command, String accountId, String grantId, AccountController.ReasonRequest request) {
        return reach.whileAnotherRemains(
                accountId,
                grantId,
                () -> store.update(command, Account.class, accountId, account -> {
                    account.grantOf(grantId)
                            .filter(grant -> !Access.current().covers(grant.unitId()))
                            .ifPresent(grant -> {
                                throw AccountRejection.beyondOwnRight(grant.unitId());
                            });
                    return account.revoke(grantId, request.reason(), command.now());
                }));
    }
}
