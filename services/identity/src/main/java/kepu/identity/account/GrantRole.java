package kepu.identity.account;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Grants a role at a unit (授权), which lies inside the granter's own subtree. */
@Component
class GrantRole {
    private final AggregateStore store;

    GrantRole(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String accountId, AccountController.GrantRequest request) {
        Access.current().require(request.unitId());
        Instant from = request.from() == null ? command.now() : request.from();
        return store.update(
                command,
                Account.class,
                accountId,
                account -> account.grant(
                        command.newId("grant"),
                        command.actor(),
                        request.role(),
                        request.unitId(),
                        from,
                        request.until(),
                        command.now()));
    }
}
