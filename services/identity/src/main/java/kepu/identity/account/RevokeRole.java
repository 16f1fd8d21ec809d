package kepu.identity.account;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import kepu.defaults.Command;
import kepu.defaults.Patience;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.failure.StoreOutage;
import kepu.defaults.store.AggregateStore;
import kepu.identity.account.grant.GrantRejection;
import kepu.identity.lease.Lease;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends a grant (撤销授权) before its time, and with it whatever was given under it. What hangs below and is more than anybody
 * waits for is noted down and cut within seconds, whatever crashes meanwhile.
 */
@Component
class RevokeRole {
    private static final Logger log = LoggerFactory.getLogger(RevokeRole.class);

    /** For cutting while the lease is held, for which others wait. */
    private static final Duration AT_A_TIME = Patience.OF_A_REQUEST.dividedBy(4);

    private static final String ACTOR = "actor";
    private static final String REASON = "reason";
    private static final String NOTED_AT = "notedAt";

    /** Nothing is left to be ended: the grant has ended, or its account is closed. */
    private static final Set<String> OVER = Set.of("grant-already-ended", "account-closed");

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Reach reach;
    private final Lease lease;
    private final Clock clock;

    RevokeRole(AggregateStore store, MongoOperations mongo, Reach reach, Lease lease, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.reach = reach;
        this.lease = lease;
        this.clock = clock;
    }

    Receipt handle(Command command, String accountId, String grantId, AccountController.ReasonRequest request) {
        return lease.hold(
                GrantRole.LEASE,
                () -> reach.whileAnotherRemains(accountId, grantId, requireAnother -> {
                    Receipt revoked;
                    try {
                        revoked = revoke(command, accountId, grantId, request, requireAnother);
                    } catch (Rejection e) {
                        if (OVER.contains(e.code())) {
                            cutBelow(command.actor(), grantId, request.reason());
                        }
                        throw e;
                    }
                    cutBelow(command.actor(), grantId, request.reason());
                    return revoked;
                }));
    }

    private Receipt revoke(
            Command command,
            String accountId,
            String grantId,
            AccountController.ReasonRequest request,
            Runnable requireAnother) {
        return store.update(command, Account.class, accountId, account -> {
            requireAnother.run();
            account.grants().find(grantId).ifPresent(grant -> {
                if (!Access.current().covers(grant.unitId())) {
                    throw GrantRejection.beyondOwnRight(grant.unitId());
                }
                note(grantId, command.actor(), request.reason()); // before it is revoked
            });
            return account.revoke(grantId, request.reason(), command.now());
        });
    }

    private void note(String grantId, String actor, String reason) {
        noted().updateOne(
                        Filters.eq("_id", grantId),
                        Updates.combine(
                                Updates.set(ACTOR, actor),
                                Updates.set(REASON, reason),
                                Updates.set(NOTED_AT, clock.millis())),
                        new UpdateOptions().upsert(true));
    }

    /** Whenever it is asked for, by whomever: an earlier revocation may have broken off in between. */
    private void cutBelow(String actor, String grantId, String reason) {
        long enough = System.nanoTime() + Patience.left(AT_A_TIME).toNanos();
        for (Map.Entry<String, String> below :
                reach.standingBelow(grantId, clock.instant()).entrySet()) {
            if (System.nanoTime() > enough) {
                note(grantId, actor, reason); // once more, for a repeated command noted nothing
                return;
            }
            cut(actor, below.getValue(), below.getKey(), reason);
        }
        noted().deleteOne(Filters.eq("_id", grantId));
    }

    private void cut(String actor, String accountId, String grantId, String reason) {
        Command command = Command.internal(clock, actor);
        store.update(command, Account.class, accountId, account -> account.cut(grantId, reason, command.now()));
    }

    /** A part at a time, and in between others have their turn. */
    @Scheduled(fixedDelayString = "PT5S")
    void goOn() {
        try {
            for (Document note = first(); note != null; note = first()) {
                goOnInTurn(note);
            }
        } catch (RuntimeException e) {
            boolean passes = StoreOutage.isBehind(e) || e instanceof Rejection refusal && refusal.status() == 503;
            if (!passes) {
                throw e;
            }
            log.warn("what hangs on revoked grants is cut a little later: {}", e.toString());
        }
    }

    private void goOnInTurn(Document note) {
        lease.hold(GrantRole.LEASE, () -> {
            goOn(note);
            return note;
        });
    }

    private void goOn(Document note) {
        String grantId = note.getString("_id");
        if (reach.mayBeCutBelow(grantId, clock.instant())) {
            cutBelow(note.getString(ACTOR), grantId, note.getString(REASON));
        } else {
            noted().deleteOne(Filters.eq("_id", grantId)); // the revocation itself broke off
        }
    }

    private @Nullable Document first() {
        return noted().find().sort(Sorts.ascending(NOTED_AT)).first();
    }

    private MongoCollection<Document> noted() {
        return mongo.getCollection("revocations-under-way");
    }
}
