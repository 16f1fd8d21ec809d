package kepu.defaults.record;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.Warnings;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;

/**
 * Records, corrects, withdraws and shows every kind of {@link AmendableRecord}, and compares every {@link ComparedRecord}.
 *
 * <p>One that looks like another of its unit and day is accepted with the warning {@code probable-duplicate}, marked, and
 * told of, until somebody keeps or withdraws one of them.
 */
public final class AmendableRecords {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;
    private final @Nullable Duplicates duplicates;

    public AmendableRecords(
            AggregateStore store,
            MongoOperations mongo,
            ObjectProvider<DuplicateEvents> events,
            Warnings warnings,
            Clock clock,
            ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
        DuplicateEvents told = events.getIfAvailable();
        this.duplicates = told == null ? null : new Duplicates(mongo, told, warnings, zone);
    }

    /**
     * Records a fact.
     *
     * @param kind keeps its id apart from those of other kinds
     * @param first looks up what the record refers to and makes it under that id; not asked on a retry
     * @throws Rejection like {@link AggregateStore#create}
     */
    public <R extends AmendableRecord<?>> Receipt record(
            Command command, Class<R> type, String kind, Function<String, R> first) {
        String id = command.newId(kind);
        return create(command, type, id, () -> first.apply(id), AmendableRecord::record);
    }

    /**
     * Makes a record that is compared with others and amended in a way of its own.
     *
     * @param first makes it; not asked on a retry
     * @param begin its first command
     * @throws Rejection like {@link AggregateStore#create}
     */
    public <R extends ComparedRecord> Receipt create(
            Command command, Class<R> type, String id, Supplier<R> first, Function<R, DomainEvents> begin) {
        Runnable[] release = {() -> {}};
        try {
            return store.create(command, type, id, first, made -> {
                DomainEvents raised = begin.apply(made);
                if (duplicates != null) {
                    release[0].run(); // of an attempt before
                    release[0] = duplicates.enter(made);
                }
                return compared(made, raised, new ArrayList<>());
            });
        } finally {
            release[0].run();
        }
    }

    /**
     * Corrects a fact, on behalf of a caller who has seen the version that holds.
     *
     * @param stated when it happened; as before, if not stated
     * @param content looks up what the new version refers to and states it; is given the record and when it happened
     * @throws Rejection like {@link #change}
     */
    public <C, R extends AmendableRecord<C>> Receipt correct(
            Command command, Class<R> type, String id, @Nullable Instant stated, BiFunction<R, Instant, C> content) {
        return change(command, type, id, record -> {
            Instant at = command.occurredAt(stated, record.occurredAt());
            return record.correct(content.apply(record, at), at, command.actor());
        });
    }

    /**
     * Changes a fact by one of its commands, on behalf of a caller who has seen the version that holds.
     *
     * @param change looks up what the change refers to, then calls the command
     * @throws Rejection 428 {@code if-match-required}, or like {@link AggregateStore#update}
     */
    public <R extends AmendableRecord<?>> Receipt change(
            Command command, Class<R> type, String id, Function<R, DomainEvents> change) {
        return update(command.onSeenVersion(), type, id, change);
    }

    /**
     * Changes a record that is compared with others, whether or not the caller has seen the version that holds.
     *
     * @throws Rejection like {@link AggregateStore#update}
     */
    public <R extends ComparedRecord> Receipt update(
            Command command, Class<R> type, String id, Function<R, DomainEvents> change) {
        List<String> left = new ArrayList<>();
        Receipt receipt = store.update(command, type, id, record -> compared(record, change.apply(record), left));
        left.forEach(other -> forget(command, type, other, id));
        return receipt;
    }

    /** @param left becomes those that named the record and do not look like it any more */
    private DomainEvents compared(ComparedRecord record, DomainEvents raised, List<String> left) {
        left.clear(); // somebody else may have been faster
        if (duplicates == null) {
            return raised;
        }
        Duplicates.Compared compared = duplicates.compare(record, raised);
        left.addAll(compared.left());
        return compared.raised();
    }

    private <R extends ComparedRecord> void forget(Command command, Class<R> type, String id, String other) {
        Duplicates known = Objects.requireNonNull(duplicates);
        store.update(
                Command.internal(clock, command.actor()),
                type,
                id,
                record -> known.forget(record, other, command.now()));
    }

    /**
     * Says of a record of any kind that it is a fact of its own, although it looks like another.
     *
     * @throws Rejection 404 {@code not-found}, 409 {@code not-a-probable-duplicate}, or like {@link #change}
     */
    public Receipt keep(Command command, String id, KeepingRequest request) {
        Duplicates known = Objects.requireNonNull(duplicates);
        Class<? extends ComparedRecord> type = kinds().filter(
                        kind -> store.find(kind, id).isPresent())
                .findFirst()
                .orElseThrow(() -> Rejection.notFound("probable-duplicates", id));
        return update(
                command.onSeenVersion(),
                type,
                id,
                record -> known.keep(record, request.reason(), command.now(), command.actor()));
    }

    private Stream<Class<? extends ComparedRecord>> kinds() {
        return mongo.getConverter().getMappingContext().getPersistentEntities().stream()
                .filter(entity -> entity.isAnnotationPresent(Document.class))
                .<Class<?>>map(MongoPersistentEntity::getType)
                .filter(ComparedRecord.class::isAssignableFrom)
                .map(type -> type.asSubclass(ComparedRecord.class));
    }

    /** Withdraws a fact, of which the caller has seen the version that holds; refused like a correction. */
    public Receipt withdraw(
            Command command, Class<? extends AmendableRecord<?>> type, String id, WithdrawalRequest request) {
        return change(command, type, id, record -> record.withdraw(request.reason(), command.now(), command.actor()));
    }

    /** @throws Rejection 404 {@code not-found} */
    public <R extends AmendableRecord<?>> R get(Class<R> type, String id) {
        return store.get(type, id);
    }

    /** @throws Rejection 404 {@code not-found} */
    public <C> RecordView<C> view(Class<? extends AmendableRecord<C>> type, String id) {
        return RecordView.of(get(type, id));
    }

    /** Of a list. */
    public <C> List<RecordView<C>> views(List<? extends AmendableRecord<C>> records) {
        return records.stream().<RecordView<C>>map(RecordView::of).toList();
    }
}
