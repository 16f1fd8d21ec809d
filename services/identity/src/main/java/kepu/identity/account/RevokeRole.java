package kepu.identity.account;

import java.time.Clock;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.identity.account.grant.GrantRejection;
import kepu.identity.lease.Lease;
import org.springframework.stereotype.Component;

/** Ends a grant (撤销授权) before its time, and with it whatever was given under it. */
@Component
class RevokeRole {
    /** Nothing is left to be ended: the grant has ended, or its account is closed. */
    private static final Set<String> OVER = Set.of("grant-already-ended", "account-closed");

    private final AggregateStore store;
    private final Reach reach;
    private final Lease lease;
    private final Clock clock;

    RevokeRole(AggregateStore store, Reach reach, Lease lease, Clock clock) {
        this.store = store;
        this.reach = reach;
        this.lease = lease;
        this.clock = clock;
    }

    Receipt handle(Command command, String accountId, String grantId, AccountController.ReasonRequest request) {
        return lease.hold(
                GrantRole.LEASE,
                () -> reach.whileAnotherRemains(accountId, grantId, () -> {
                    Receipt revoked;
                    try {
                        revoked = revoke(command, accountId, grantId, request);
                    } catch (Rejection e) {
                        if (OVER.contains(e.code())) {
                            cutBelow(command, grantId, request.reason());
                        }
                        throw e;
                    }
                    cutBelow(command, grantId, request.reason());
                    return revoked;
                }));
    }

    /** Whenever it is asked for, by whomever: an earlier revocation may have broken off in between. */
    private void cutBelow(Command command, String grantId, String reason) {
        reach.below(grantId).forEach((below, account) -> cut(command, account, below, reason));
    }

    private Receipt revoke(Command command, String accountId, String grantId, AccountController.ReasonRequest request) {
        return store.update(command, Account.class, accountId, account -> {
            account.grants()
                    .find(grantId)
                    .filter(grant -> !Access.current().covers(grant.unitId()))
                    .ifPresent(grant -> {
                        throw GrantRejection.beyondOwnRight(grant.unitId());
                    });
            return account.revoke(grantId, request.reason(), command.now());
        });
    }

    private void cut(Command command, String accountId, String grantId, String reason) {
        store.update(
                Command.internal(clock, command.actor()),
                Account.class,
                accountId,
                account -> account.cut(grantId, reason, command.now()));
    }
}
