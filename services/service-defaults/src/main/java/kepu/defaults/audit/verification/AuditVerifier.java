package kepu.defaults.audit.verification;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.audit.AuditDocuments;
import kepu.defaults.audit.Link;
import kepu.defaults.audit.signature.SignedCheckpoint;
import kepu.defaults.audit.signature.TrustedKeys;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody did to an audit log behind the service's back: an entry edited, deleted, moved, the end cut off, a
 * head forged; and, with {@link CheckpointHistory}, an older chain put in place of a newer one. It only reads, also while services
 * run.
 */
public final class AuditVerifier {
    private static final int PAGE = 1_000;

    private final TrustedKeys keys;

    public AuditVerifier(TrustedKeys keys) {
        this.keys = keys;
    }

    /** Verifies every chain; sound ones are then added to the anchors. */
    public AuditReport verify(MongoDatabase database, CheckpointHistory anchors) {
        Heads heads = new Heads(database); // before the entries, so that none is missed that they speak of
        Map<String, AuditReport.Chain> chains = new TreeMap<>();
        ChainCheck check = null;
        String unit = null;
        for (Document stored : of(database, AuditDocuments.ENTRIES)
                .find()
                .sort(Sorts.ascending("_id"))
                .batchSize(PAGE)) {
            String id = String.valueOf(stored.get("_id"));
            Optional<Link> link = Link.read(id).filter(read -> read.id().equals(id));
            if (link.isEmpty()) {
                chains.put(id, stray(id));
                continue;
            }
            if (check == null || !link.get().unit().equals(unit)) {
                conclude(database, unit, check, heads, anchors, chains);
                unit = link.get().unit();
                check = new ChainCheck(unit);
            }
            check.add(link.get().number(), stored);
        }
        conclude(database, unit, check, heads, anchors, chains);
        TreeSet<String> withoutEntries = new TreeSet<>(heads.stored.keySet());
        withoutEntries.addAll(anchors.units(database.getName()));
        withoutEntries.removeAll(chains.keySet());
        withoutEntries.forEach(each -> conclude(database, each, new ChainCheck(each), heads, anchors, chains));
        anchors.remember(
                database.getName(),
                chains.values().stream()
                        .filter(AuditReport.Chain::isSound)
                        .flatMap(chain -> heads.of(chain.unit()).stream())
                        .toList());
        return new AuditReport(database.getName(), List.copyOf(chains.values()));
    }

    private static AuditReport.Chain stray(String id) {
        return new AuditReport.Chain(
                id,
                0,
                Link.GENESIS,
                1,
                0,
                List.of(Finding.at(Finding.Kind.EDITED, 1, "no entry of a chain has such an _id")));
    }

    private void conclude(
            MongoDatabase database,
            @Nullable String unit,
            @Nullable ChainCheck check,
            Heads heads,
            CheckpointHistory anchors,
            Map<String, AuditReport.Chain> chains) {
        if (unit != null && check != null) {
            chains.put(
                    unit,
                    check.against(
                            heads.of(unit).orElse(null), heads.doubt(unit), anchors.of(database.getName(), unit)));
        }
    }

    private static MongoCollection<Document> of(MongoDatabase database, String collection) {
        return database.getCollection(collection).withReadConcern(ReadConcern.MAJORITY);
    }

    /** All heads of a database, and what speaks against them. */
    private final class Heads {
        private final Map<String, Optional<SignedCheckpoint>> stored = new HashMap<>();
        private final Map<String, String> doubts = new HashMap<>();

        Heads(MongoDatabase database) {
            AuditVerifier.of(database, AuditDocuments.HEADS)
                    .find()
                    .forEach(document ->
                            stored.put(String.valueOf(document.get("_id")), SignedCheckpoint.read(document)));
            stored.forEach((unit, head) -> {
                if (head.isEmpty()) {
                    doubts.put(unit, "what lies there is no head");
                } else if (!keys.hold(head.get().keyId())) {
                    doubts.put(unit, "signed with the key " + head.get().keyId() + ", which is not trusted");
                } else if (!keys.signed(head.get())) {
                    doubts.put(unit, "the signature is not that of its content");
                }
            });
            String service = usualService();
            stored.forEach((unit, head) -> head.filter(
                            one -> service != null && !one.service().equals(service))
                    .ifPresent(one -> doubts.putIfAbsent(unit, "signed for the service " + one.service())));
        }

        /** A chain of another service's database would bring its signature along. */
        private @Nullable String usualService() {
            Map<String, Long> count = stored.entrySet().stream()
                    .filter(head -> !doubts.containsKey(head.getKey()))
                    .flatMap(head -> head.getValue().stream())
                    .collect(Collectors.groupingBy(SignedCheckpoint::service, Collectors.counting()));
            return count.isEmpty()
                    ? null
                    : Collections.max(count.entrySet(), Map.Entry.comparingByValue())
                            .getKey();
        }

        Optional<SignedCheckpoint> of(String unit) {
            return stored.getOrDefault(unit, Optional.empty());
        }

        @Nullable
        String doubt(String unit) {
            return doubts.get(unit);
        }
    }
}
