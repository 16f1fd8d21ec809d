package kepu.defaults.sealing;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.defaults.access.Access;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The persons' keys, each wrapped, in a collection of their own; asked anew each time, so that a destroyed key is gone at
 * once and for every instance.
 */
public final class PersonKeys {
    public static final String COLLECTION = "person-keys";

    private static final String MASTER = "master";
    private static final String KEYSET = "keyset";

    private final MongoOperations mongo;
    private final MasterKeys masters;

    public PersonKeys(MongoOperations mongo, MasterKeys masters) {
        this.mongo = mongo;
        this.masters = masters;
    }

    /** Ids of the master keys that have wrapped one. */
    public static Set<String> mastersInUse(MongoOperations mongo) {
        return mongo.getCollection(COLLECTION).distinct(MASTER, String.class).into(new HashSet<>());
    }

    public void keep(PersonKey key) {
        collection()
                .insertOne(new Document("_id", key.id())
                        .append(MASTER, masters.first().id())
                        .append(KEYSET, new Binary(key.wrapped(masters.first()))));
    }

    /**
     * Empty once it is destroyed. Only for whoever's right was asked anew.
     *
     * @throws KeyRejection 503 {@code master-key-missing}
     */
    public Optional<PersonKey> find(String keyId) {
        Access.requireAskedAnew();
        return Optional.ofNullable(collection().find(Filters.eq("_id", keyId)).first())
                .map(this::unwrapped);
    }

    private PersonKey unwrapped(Document wrapped) {
        MasterKey master = masters.find(wrapped.getString(MASTER)).orElseThrow(KeyRejection::masterKeyMissing);
        return PersonKey.unwrapped(
                wrapped.getString("_id"), wrapped.get(KEYSET, Binary.class).getData(), master);
    }

    /** What it sealed can be read by nobody from now on. */
    public void destroy(String keyId) {
        collection().deleteOne(Filters.eq("_id", keyId));
    }

    /** Wraps the key with the first master key, should an older one have wrapped it. */
    public void rewrap(PersonKey key) {
        Bson outdated = Filters.and(
                Filters.eq("_id", key.id()), Filters.ne(MASTER, masters.first().id()));
        if (collection().find(outdated).first() != null) {
            collection()
                    .updateOne(
                            outdated,
                            Updates.combine(
                                    Updates.set(MASTER, masters.first().id()),
                                    Updates.set(KEYSET, new Binary(key.wrapped(masters.first())))));
        }
    }

    /** What an older master key wrapped, and those that no master key at hand opens. */
    public record Rewrapped(int done, int lost) {}

    /** Afterwards the older master keys are of no more use. */
    public Rewrapped rewrapAll() {
        List<String> outdated = new ArrayList<>();
        int lost = 0;
        for (Document key :
                collection().find(Filters.ne(MASTER, masters.first().id())).projection(Projections.include(MASTER))) {
            if (masters.find(key.getString(MASTER)).isPresent()) {
                outdated.add(key.getString("_id"));
            } else {
                lost++;
            }
        }
        outdated.forEach(keyId -> find(keyId).ifPresent(this::rewrap));
        return new Rewrapped(outdated.size(), lost);
    }

    private MongoCollection<Document> collection() {
        return mongo.getCollection(COLLECTION);
    }
}
