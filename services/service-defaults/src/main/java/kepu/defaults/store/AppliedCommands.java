package kepu.defaults.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.Warning;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The receipts of commands with an idempotency key, as they are kept in the document that the command changed. */
final class AppliedCommands {
    private static final String WARNINGS = "warnings";

    private AppliedCommands() {}

    /** A new one; events get their ids here. */
    static Receipt receipt(Aggregate aggregate, long version, DomainEvents raised) {
        List<String> events = raised.events().stream()
                .map(_ -> Command.newEventId().toString())
                .toList();
        @Nullable List<Warning> warnings = raised.warnings().isEmpty() ? null : raised.warnings();
        return new Receipt(aggregate.id(), raised.itemId(), aggregate.unitId(), version, events, warnings);
    }

    /** What is kept of a command. */
    static Document applied(Command command, Receipt receipt) {
        Document applied = new Document("key", command.key())
                .append("fingerprint", command.fingerprint())
                .append("itemId", receipt.itemId())
                .append("version", receipt.version())
                .append("events", receipt.events());
        if (receipt.warnings() != null) {
            applied.append(
                    WARNINGS,
                    receipt.warnings().stream().map(AppliedCommands::kept).toList());
        }
        return applied;
    }

    private static Document kept(Warning warning) {
        return new Document("code", warning.code()).append("zh", warning.zh()).append("en", warning.en());
    }

    private static @Nullable List<Warning> warnings(Document applied) {
        List<Document> kept = applied.getList(WARNINGS, Document.class);
        return kept == null
                ? null
                : kept.stream()
                        .map(one -> new Warning(one.getString("code"), one.getString("zh"), one.getString("en")))
                        .toList();
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
        Optional<Document> earlier = earlier(command, stored);
        command.noteReplayed(earlier.isPresent());
        return earlier.map(applied -> new Receipt(
                stored.getString("_id"),
                applied.getString("itemId"),
                stored.getString("unitId"),
                applied.getLong("version"),
                applied.getList("events", String.class),
                warnings(applied)));
    }

    /**
     * What is kept of the first attempt, if this is a retry.
     *
     * @throws kepu.defaults.Rejection 422 {@code idempotency-key-reused}
     */
    static Optional<Document> earlier(Command command, Document stored) {
        if (command.key() == null) {
            return Optional.empty();
        }
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
                return Optional.of(applied);
            }
        }
        return Optional.empty();
    }
}
