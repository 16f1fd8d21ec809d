package kepu.defaults.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import org.bson.Document;

/** The receipts of commands with an idempotency key, as they are kept in the document that the command changed. */
final class AppliedCommands {
    private AppliedCommands() {}

    /** A new one; events get their ids here. */
    static Receipt receipt(Aggregate aggregate, long version, DomainEvents raised) {
        List<String> events = raised.events().stream()
                .map(_ -> Command.newEventId().toString())
                .toList();
        return new Receipt(aggregate.id(), raised.itemId(), aggregate.unitId(), version, events);
    }

    /** What is kept of a command. */
    static Document applied(Command command, Receipt receipt) {
        return new Document("key", command.key())
                .append("fingerprint", command.fingerprint())
                .append("itemId", receipt.itemId())
                .append("version", receipt.version())
                .append("events", receipt.events());
    }

    /**
     * The receipt of the first attempt, if this is a retry.
     *
     * @throws kepu.defaults.Rejection 422 {@code idempotency-key-reused}
     */
    static Optional<Receipt> replay(Command command, Document stored) {
        if (command.key() == null) {
            return Optional.empty();
        }
        command.noteReplayed(false);
        List<Document> receipts = new ArrayList<>(stored.getList("applied", Document.class, List.of()));
        Document first = stored.get("firstApplied", Document.class);
        if (first != null) {
            receipts.add(first);
        }
        for (Document applied : receipts) {
            if (command.key().equals(applied.getString("key"))) {
                if (!command.fingerprint().equals(applied.getString("fingerprint"))) {
                    throw SharedRefusal.IDEMPOTENCY_KEY_REUSED.with();
                }
                command.noteReplayed(true);
                return Optional.of(new Receipt(
                        stored.getString("_id"),
                        applied.getString("itemId"),
                        stored.getString("unitId"),
                        applied.getLong("version"),
                        applied.getList("events", String.class)));
            }
        }
        return Optional.empty();
    }
}
