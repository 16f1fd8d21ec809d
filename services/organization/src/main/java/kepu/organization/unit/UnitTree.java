package kepu.organization.unit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepu.defaults.access.CachedUnitParents;
import kepu.defaults.access.Subtrees;
import kepu.defaults.access.UnitParents;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which unit stands below which now (隶属关系), as the register itself says: a move holds for rights as soon as it is
 * stored, in another instance of this service a second later.
 *
 * <p>It decides what a caller may see, so it reads past the store, which would ask it in turn.
 */
@Component
class UnitTree implements UnitParents, Subtrees {
    private static final String ID = "_id";
    private static final String PARENT = "parentId";

    private final MongoOperations mongo;
    private final CachedUnitParents cached = new CachedUnitParents(this::read);

    UnitTree(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Parent> of(String unitId) {
        return cached.of(unitId);
    }

    /** To be called after a move is stored. */
    void forget(String unitId) {
        cached.forget(List.of(unitId));
    }

    /**
     * Of all parents the one that the unit has now, from ever on: a unit may be established or moved some minutes ahead
     * of this machine's clock, and must not belong to nobody meanwhile.
     */
    private List<Parent> read(String unitId) {
        Document unit = units().find(Filters.eq(ID, unitId))
                .projection(Projections.include(PARENT))
                .first();
        @Nullable String parentId = unit == null ? null : unit.getString(PARENT);
        return parentId == null ? List.of() : List.of(new Parent(parentId, Instant.EPOCH));
    }

    /** One query a level. */
    @Override
    public Set<String> atAndBelow(Collection<String> units, Instant now) {
        Set<String> found = new LinkedHashSet<>(units);
        Collection<String> level = units;
        while (!level.isEmpty()) {
            List<String> below = new ArrayList<>();
            for (Document unit : units().find(Filters.in(PARENT, level)).projection(Projections.include(ID))) {
                if (found.add(unit.getString(ID))) {
                    below.add(unit.getString(ID));
                }
            }
            level = below;
        }
        return found;
    }

    private MongoCollection<Document> units() {
        return mongo.getCollection(mongo.getCollectionName(Unit.class));
    }
}
