package kepu.defaults.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.access.CachedUnitParents;
import kepu.defaults.access.Subtrees;
import kepu.defaults.access.UnitParents;
import kepu.defaults.consume.ReceivedEvent;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Leads from units to those below them, over the copies of a {@link UnitReplica}. */
final class SubtreeIndex implements Subtrees {
    /** Every unit that was ever its parent. */
    private static final String PARENT_IDS = "parentIds";

    private static final int MOST_CACHED = 200_000;

    private final MongoCollection<Document> copies;

    /** For the pages of one list: as long as the parents are remembered. */
    private final Cache<Set<String>, Set<String>> subtrees = Caffeine.newBuilder()
            .expireAfterWrite(CachedUnitParents.LONGEST)
            .maximumWeight(MOST_CACHED)
            .<Set<String>, Set<String>>weigher((_, below) -> below.size())
            .build();

    SubtreeIndex(MongoCollection<Document> copies) {
        this.copies = copies;
    }

    /** Copies of an earlier release say nothing yet of who was ever above them. */
    void prepare() {
        copies.createIndex(new Document(PARENT_IDS, 1));
        for (Document copy :
                copies.find(Filters.and(Filters.exists(UnitReplica.PARENTS), Filters.exists(PARENT_IDS, false)))) {
            UnitReplica.parents(copy).forEach(parent -> add(copy.getString("_id"), parent.unitId()));
        }
    }

    /** To be called after the replica has taken the events in. */
    void add(List<ReceivedEvent> events) {
        for (ReceivedEvent received : events) {
            String parent = parent(received.envelope().data());
            if (parent != null) {
                add(received.envelope().subject(), parent);
            }
        }
        subtrees.invalidateAll();
    }

    private static @Nullable String parent(Object event) {
        return switch (event) {
            case EstablishmentVersion established -> established.parentId();
            case UnitMoved moved -> moved.parentId();
            case UnitMoveCorrected moved -> moved.parentId();
            default -> null;
        };
    }

    private void add(String unitId, String parentId) {
        copies.updateOne(Filters.eq("_id", unitId), Updates.addToSet(PARENT_IDS, parentId));
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
            for (Document copy :
                    copies.find(Filters.in(PARENT_IDS, level)).projection(Projections.include(UnitReplica.PARENTS))) {
                String unitId = copy.getString("_id");
                boolean isBelow = UnitParents.now(UnitReplica.parents(copy), now)
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
}
