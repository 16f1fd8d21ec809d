package kepu.identity.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import kepu.access.Grant;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.identity.lease.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** How far an administrator may go with an account: not beyond their own rights, and never so that nobody is left. */
@Component
class Reach {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Lease lease;
    private final Clock clock;

    Reach(AggregateStore store, MongoOperations mongo, Lease lease, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.lease = lease;
        this.clock = clock;
    }

    /** Whoever could take an account over would have its rights, so they must have them already. */
    static void requireOver(Account account, Instant now) {
        for (Account.GrantedRole grant : account.grantsNotEnded(now)) {
            if (!Access.current().covers(grant.unitId())) {
                throw AccountRejection.beyondOwnRight(grant.unitId());
            }
        }
    }

    /**
     * Takes somebody's power to administrate only if another person has it for good.
     *
     * @param grantId the grant that is to end; none: all of them
     */
    Receipt whileAnotherRemains(String accountId, @Nullable String grantId, Supplier<Receipt> change) {
        if (!administrates(accountId, grantId)) {
            return change.get();
        }
        return lease.hold("administrators", () -> {
            if (administrates(accountId, grantId) && !anotherAdministrates(accountId)) {
                throw AccountRejection.lastAdministrator();
            }
            return change.get();
        });
    }

    /** Whether the account administrates now and would not after the change. */
    private boolean administrates(String accountId, @Nullable String grantId) {
        Account account = store.get(Account.class, accountId);
        Instant now = clock.instant();
        return account.isLastingAdministrator(now, null)
                && (grantId == null || !account.isLastingAdministrator(now, grantId));
    }

    private boolean anotherAdministrates(String accountId) {
        Instant now = clock.instant();
        return mongo.find(query(where("grants.unitId").is(Grant.EVERYWHERE)), Account.class).stream()
                .anyMatch(account -> !account.id().equals(accountId) && account.isLastingAdministrator(now, null));
    }
}
