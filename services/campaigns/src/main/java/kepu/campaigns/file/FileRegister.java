package kepu.campaigns.file;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import kepu.defaults.Command;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which files there are, each once in its unit, and under which key its bytes lie.
 *
 * <p>Bytes are written before the file is there, and deleted after it is gone. What is under way stands in a note of its own,
 * by which the remains of a crash are found.
 */
@Component
class FileRegister {
    private static final int DUPLICATE_KEY = 11000;
    private static final Duration FRESH = Duration.ofHours(1);

    private final MongoOperations mongo;
    private final ArchiveStore store;
    private final Clock clock;

    FileRegister(MongoOperations mongo, ArchiveStore store, Clock clock) {
        this.mongo = mongo;
        this.store = store;
        this.clock = clock;
    }

    /** A file and the key of its bytes. */
    record Registered(ArchiveFiles.StoredFile file, String key) {}

    static String id(String unitId, String sha256) {
        return unitId + ':' + sha256;
    }

    Optional<Registered> find(String id) {
        return Optional.ofNullable(files().find(Filters.eq("_id", id)).first()).map(FileRegister::registered);
    }

    /** The one that is there already, or the new one. */
    ArchiveFiles.StoredFile add(String unitId, String mediaType, long size, String sha256, Path content)
            throws IOException {
        String id = id(unitId, sha256);
        if (use(id)) {
            return find(id).orElseThrow().file();
        }
        String key = Command.newEventId().toString();
        note(key, id, size);
        store.write(key, content);
        try {
            files().insertOne(new Document("_id", id)
                    .append("unitId", unitId)
                    .append("sha256", sha256)
                    .append("mediaType", mediaType)
                    .append("size", size)
                    .append("key", key)
                    .append("usedAt", clock.millis()));
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            store.delete(key, size); // somebody sent the same at the same time
        }
        strike(key);
        return find(id).orElseThrow().file();
    }

    /** Whether it is there; it stays for another day at least. */
    boolean use(String id) {
        long now = clock.millis();
        Document file = files().find(Filters.eq("_id", id)).first();
        if (file == null) {
            return false;
        }
        return file.getLong("usedAt") > now - FRESH.toMillis()
                || files().updateOne(Filters.eq("_id", id), Updates.set("usedAt", now))
                                .getMatchedCount()
                        > 0;
    }

    /** Ids of some files that nobody asked for since. */
    List<String> notUsedSince(Instant since, @Nullable String after, int limit) {
        List<String> ids = new ArrayList<>();
        files().find(Filters.and(
                        Filters.lt("usedAt", since.toEpochMilli()),
                        after == null ? Filters.empty() : Filters.gt("_id", after)))
                .sort(new Document("_id", 1))
                .limit(limit)
                .forEach(file -> ids.add(file.getString("_id")));
        return ids;
    }

    /** Removes those that nobody asked for since. */
    void remove(Collection<String> ids, Instant since) {
        for (String id : ids) {
            Document file = files().find(Filters.eq("_id", id)).first();
            if (file != null) {
                Registered gone = registered(file);
                note(gone.key(), id, gone.file().size());
                long removed = files().deleteOne(
                                Filters.and(Filters.eq("_id", id), Filters.lt("usedAt", since.toEpochMilli())))
                        .getDeletedCount();
                if (removed > 0) {
                    store.delete(gone.key(), gone.file().size());
                }
                strike(gone.key());
            }
        }
    }

    /** Removes the bytes that a crash left without a file. */
    void removeRemains(Instant before) {
        for (Document note : notes().find(Filters.lt("at", before.toEpochMilli()))) {
            String key = note.getString("_id");
            boolean isKept = find(note.getString("file"))
                    .filter(file -> file.key().equals(key))
                    .isPresent();
            if (!isKept) {
                store.delete(key, note.getLong("size"));
            }
            strike(key);
        }
    }

    private void note(String key, String id, long size) {
        notes().deleteOne(Filters.eq("_id", key));
        notes().insertOne(new Document("_id", key)
                .append("file", id)
                .append("size", size)
                .append("at", clock.millis()));
    }

    private void strike(String key) {
        notes().deleteOne(Filters.eq("_id", key));
    }

    private static Registered registered(Document file) {
        return new Registered(
                new ArchiveFiles.StoredFile(
                        file.getString("_id"),
                        file.getString("mediaType"),
                        file.getLong("size"),
                        file.getString("sha256")),
                file.getString("key"));
    }

    private MongoCollection<Document> files() {
        return mongo.getCollection("archive-files");
    }

    private MongoCollection<Document> notes() {
        return mongo.getCollection("archive-files-under-way");
    }
}
