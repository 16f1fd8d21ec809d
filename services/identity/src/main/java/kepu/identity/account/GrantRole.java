package kepu.identity.account;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.identity.lease.Lease;
import org.springframework.stereotype.Component;

/**
 * Grants a role at a unit (授权), which lies inside the granter's own subtree; it ends with the granter's own right. The lease
 * keeps that right from being revoked meanwhile.
 */
@Component
class GrantRole {
    /** Of whoever grants or revokes. */
    static final String LEASE = "grants";

    private final AggregateStore store;
    private final Reach reach;
    private final Lease lease;

    GrantRole(AggregateStore store, Reach reach, Lease lease) {
        this.store = store;
        this.reach = reach;
        this.lease = lease;
    }

    Receipt handle(Command command, String accountId, AccountController.GrantRequest request) {
        Access.current().require(request.unitId());
        Instant from = request.from() == null ? command.now() : request.from();
        return lease.hold(
                LEASE,
                () -> store.update(command, Account.class, accountId, account -> {
                    String grantId = command.newId("grant");
                    DomainEvents granted = account.grant(
                            grantId,
                            reach.giver(command.actor(), request.unitId(), command.now()),
                            request.role(),
                            request.unitId(),
                            from,
                            request.until(),
                            command.now());
                    reach.requireApart(
                            account, account.grants().find(grantId).stream().toList(), command.now());
                    return granted;
                }));
    }
}
