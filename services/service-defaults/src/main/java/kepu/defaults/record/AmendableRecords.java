package kepu.defaults.record;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;

/** Records, corrects, withdraws and shows every kind of {@link AmendableRecord}. */
public final class AmendableRecords {
    private final AggregateStore store;

    public AmendableRecords(AggregateStore store) {
        this.store = store;
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
        return store.create(command, type, id, () -> first.apply(id), AmendableRecord::record);
    }

    /**
     * Corrects a fact, on behalf of a caller who has seen the version that holds.
     *
     * @param stated when it happened; now, if not stated
     * @param content looks up what the new version refers to and states it
     * @throws Rejection like {@link #change}
     */
    public <C, R extends AmendableRecord<C>> Receipt correct(
            Command command, Class<R> type, String id, @Nullable Instant stated, Function<R, C> content) {
        return change(
                command,
                type,
                id,
                record -> record.correct(content.apply(record), command.occurredAt(stated), command.actor()));
    }

    /**
     * Changes a fact by one of its commands, on behalf of a caller who has seen the version that holds.
     *
     * @param change looks up what the change refers to, then calls the command
     * @throws Rejection 428 {@code if-match-required}, or like {@link AggregateStore#update}
     */
    public <R extends AmendableRecord<?>> Receipt change(
            Command command, Class<R> type, String id, Function<R, DomainEvents> change) {
        return store.update(command.onSeenVersion(), type, id, change);
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
