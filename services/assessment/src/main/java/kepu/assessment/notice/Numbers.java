package kepu.assessment.notice;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import kepu.assessment.notice.NumberRegister.Kept;
import kepu.assessment.notice.NumberRegister.Wanted;
import kepu.defaults.Command;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives notices their numbers, without a transaction over notice and register: a number is kept in the register, written into
 * the notice, and then told to be used. Whoever stops in between leaves a kept number, which the sweep settles.
 *
 * <p>The sweep first makes every issue under way begin again. One that began before cannot write any more; one that begins
 * later keeps its number anew, and then the sweep leaves it alone. So no number is void and used.
 */
@Component
class Numbers {
    private static final Logger log = LoggerFactory.getLogger(Numbers.class);

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;

    /** So that requests of this instance do not compete; those of others are found out by the version. */
    private final Lock turn = new ReentrantLock();

    Numbers(AggregateStore store, MongoOperations mongo, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
    }

    /** The number that is kept for a notice from now on. */
    String keep(String authority, String noticeId, Wanted wanted) {
        Command command = Command.internal(clock, "assessment");
        AtomicReference<Kept> kept = new AtomicReference<>();
        inTurn(() -> store.createOrUpdate(
                command, NumberRegister.class, authority, () -> new NumberRegister(authority, authority), register -> {
                    DomainEvents raised = register.keep(noticeId, wanted, command.now());
                    kept.set(register.keptFor(noticeId).orElseThrow());
                    return raised;
                }));
        return kept.get().number();
    }

    /** The notice was issued under its number. If this is not reached, the sweep finds it out. */
    void used(String authority, String noticeId) {
        Command command = Command.internal(clock, "assessment");
        inTurn(() -> store.update(
                command, NumberRegister.class, authority, register -> register.use(noticeId, command.now())));
    }

    private void inTurn(Runnable write) {
        turn.lock();
        try {
            write.run();
        } finally {
            turn.unlock();
        }
    }

    @Scheduled(cron = "20 * * * * *")
    void sweep() {
        Access.asSystem(() -> settle(clock.instant()));
    }

    /** Settles what was kept long before that time. */
    void settle(Instant now) {
        List<Document> registers = mongo.getCollection(mongo.getCollectionName(NumberRegister.class))
                .find(Filters.lte("kept.at", now.minus(NumberRegister.SETTLED_AFTER)))
                .projection(Projections.include("_id"))
                .into(new ArrayList<>());
        for (Document register : registers) {
            String authority = register.getString("_id");
            try {
                store.get(NumberRegister.class, authority)
                        .toSettle(now)
                        .forEach(noticeId -> settle(authority, noticeId, now));
            } catch (RuntimeException e) { // the others' are settled all the same, and these in a minute
                log.warn("numbers of {} cannot be settled: {}", authority, e.toString());
            }
        }
    }

    private void settle(String authority, String noticeId, Instant now) {
        store.restartChanges(Notice.class, noticeId);
        String issued =
                store.find(Notice.class, noticeId).map(Notice::documentNumber).orElse(null);
        store.update(
                Command.internal(clock, "assessment"),
                NumberRegister.class,
                authority,
                register -> register.settle(noticeId, issued, now));
    }
}
