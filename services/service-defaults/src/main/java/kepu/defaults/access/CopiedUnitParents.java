package kepu.defaults.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.LocalCopies;
import kepu.defaults.consume.LocalCopies.Change;
import kepu.defaults.consume.Received;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/** The units' parents as the organization service has told of them. */
final class CopiedUnitParents implements UnitParents, Subtrees, EventListener {
    /** Not {@code units}, which a service may keep for its own rules. */
    static final String COLLECTION = "access-units";

    private static final int MOST_REMEMBERED = 200_000;

    private static final String PARENTS = "parents";

    /** Every unit that was ever its parent: by an index that leads from these to the copies. */
    private static final String PARENT_IDS = "parentIds";

    private final MongoOperations mongo;
    private final LocalCopies copies;
    private final RememberedParents remembered = new RememberedParents(this::read);

    /** For the pages of one list: as long as the parents are remembered. */
    private final Cache<Set<String>, Set<String>> subtrees = Caffeine.newBuilder()
            .expireAfterWrite(RememberedParents.LONGEST)
            .maximumWeight(MOST_REMEMBERED)
            .<Set<String>, Set<String>>weigher((_, below) -> below.size())
            .build();

    CopiedUnitParents(MongoOperations mongo) {
        this.mongo = mongo;
        this.copies = new LocalCopies(mongo, COLLECTION);
    }

    /** Copies of an earlier release say nothing yet of who was ever above them. */
    void prepare() {
        units().createIndex(new Document(PARENT_IDS, 1));
        for (Document copy : units().find(Filters.and(Filters.exists(PARENTS), Filters.exists(PARENT_IDS, false)))) {
            parents(copy).forEach(parent -> addParent(copy.getString("_id"), parent.unitId()));
        }
    }

    @Override
    public int on(List<Received> events) {
        List<Change> changes =
                events.stream().map(received -> change(received.envelope())).toList();
        int applied = copies.apply(changes);
        events.forEach(received -> {
            String parent = parent(received.envelope());
            if (parent != null) {
                addParent(received.envelope().subject(), parent);
            }
        });
        remembered.forget(changes.stream().map(Change::id).toList());
        subtrees.invalidateAll();
        return applied;
    }

    /** A move may be told late, so each parent is kept with the time from which it holds. */
    private static Change change(Envelope<?> envelope) {
        String parent = parent(envelope);
        if (parent == null) {
            return Change.of(envelope, Map.of());
        }
        // A fact of its own: a move that comes after something newer of the unit is no less a move.
        String position = envelope.epoch() + "-" + envelope.sequence();
        return Change.of(
                envelope,
                position,
                Map.of(
                        PARENTS + "." + position,
                        new Document("unitId", parent)
                                .append("from", envelope.occurredAt().toEpochMilli())));
    }

    private static @Nullable String parent(Envelope<?> envelope) {
        return switch ((UnitEvent) envelope.data()) {
            case UnitEstablished established -> established.parentId();
            case UnitMoved moved -> moved.parentId();
            default -> null;
        };
    }

    private void addParent(String unitId, String parentId) {
        units().updateOne(Filters.eq("_id", unitId), Updates.addToSet(PARENT_IDS, parentId));
    }

    @Override
    public Set<String> atAndBelow(Collection<String> units, Instant now) {
        return subtrees.get(Set.copyOf(units), wanted -> descend(wanted, now));
    }

    /** One query a level. */
    private Set<String> descend(Set<String> units, Instant now) {
        Set<String> found = new LinkedHashSet<>(units);
        Set<String> level = units;
        while (!level.isEmpty()) {
            Set<String> below = new LinkedHashSet<>();
            for (Document copy : units().find(Filters.in(PARENT_IDS, level)).projection(Projections.include(PARENTS))) {
                String unitId = copy.getString("_id");
                boolean isBelow = UnitParents.now(parents(copy), now)
                        .filter(level::contains)
                        .isPresent();
                if (isBelow && found.add(unitId)) {
                    below.add(unitId);
                }
            }
            level = below;
        }
        return found;
    }

    @Override
    public List<Parent> of(String unitId) {
        return remembered.of(unitId);
    }

    private List<Parent> read(String unitId) {
        return copies.find(unitId).map(CopiedUnitParents::parents).orElse(List.of());
    }

    private static List<Parent> parents(Document copy) {
        return copy.get(PARENTS, new Document()).values().stream()
                .map(Document.class::cast)
                .map(parent -> new Parent(parent.getString("unitId"), Instant.ofEpochMilli(parent.getLong("from"))))
                .sorted(Comparator.comparing(Parent::from))
                .toList();
    }

    private MongoCollection<Document> units() {
        return mongo.getCollection(COLLECTION);
    }
}
