package kepu.standalone;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import kepu.standalone.store.DocumentStore;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One data folder and one document store belong together: from the first start on both know the same random id, and two
 * that do not are refused. Several installations share a server by database prefixes of their own.
 */
final class Pairing {
    private static final String FILE = "installation.properties";
    private static final String ID = "id";
    private static final String PREFIX = "database-prefix";
    private static final String PARTITIONS = "kafka-partitions";
    private static final String PARTITIONS_BEFORE = "6";
    private static final String USUAL_PREFIX = "kepu";
    /** No hyphen: it ends the prefix, so that no prefix's databases begin like another's. */
    private static final Pattern PREFIXES = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    private final Path data;
    private final @Nullable String id;
    private final String prefix;
    private final String partitions;

    private Pairing(Path data, @Nullable String id, String prefix, String partitions) {
        this.data = data.toAbsolutePath().normalize();
        this.id = id;
        this.prefix = prefix;
        this.partitions = partitions;
    }

    /**
     * What the data folder says.
     *
     * @param wantedPrefix of the names of its databases; the folder's own, or the usual one, if nothing is wanted
     * @throws IllegalArgumentException if that is no prefix, or not the folder's
     */
    static Pairing of(Path data, @Nullable String wantedPrefix) {
        if (wantedPrefix != null && !PREFIXES.matcher(wantedPrefix).matches()) {
            throw new IllegalArgumentException("a database prefix has up to 30 of a–z, 0–9 and _, and begins with a"
                    + " letter; this has not: " + wantedPrefix);
        }
        Properties known = read(data.resolve(FILE));
        String own = known.getProperty(PREFIX);
        if (own != null && wantedPrefix != null && !own.equals(wantedPrefix)) {
            throw new IllegalArgumentException("the databases of the data folder " + data + " have the prefix " + own
                    + " since its first start; it cannot become " + wantedPrefix);
        }
        return new Pairing(
                data,
                known.getProperty(ID),
                own != null ? own : wantedPrefix != null ? wantedPrefix : USUAL_PREFIX,
                known.getProperty(PARTITIONS, isUsed(data) ? PARTITIONS_BEFORE : "1"));
    }

    private static boolean isUsed(Path data) {
        return Files.exists(data.resolve("kafka").resolve("meta.properties"));
    }

    private static Properties read(Path file) {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return known;
    }

    /** Whether the folder was paired with a store before. */
    boolean isKnown() {
        return id != null;
    }

    /** Name of a service's database. */
    String database(String service) {
        return databases() + service;
    }

    /** How many partitions its topics have, which never changes: a broker alone needs one for the one reader of each group. */
    String partitions() {
        return partitions;
    }

    /** What the names of all databases of this installation begin with. */
    String databases() {
        return prefix + "-";
    }

    /**
     * Pairs a new folder with a new store, and returns if they belong together.
     *
     * @param services those that have databases
     * @throws IllegalStateException if one of them belongs to something else, or the store does not answer
     */
    void check(DocumentStore store, Collection<String> services) {
        try (MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> markers = client.getDatabase(database("installation"))
                    .getCollection("installation")
                    .withWriteConcern(WriteConcern.MAJORITY);
            String marked = marker(markers);
            if (marked == null) {
                pair(client, markers, services);
            } else if (id == null) {
                throw foreignStore();
            } else if (!marked.equals(id)) {
                throw foreignFolder();
            }
        } catch (MongoException e) {
            throw new IllegalStateException("the document store does not answer as it should: " + e.getMessage(), e);
        }
    }

    private static @Nullable String marker(MongoCollection<Document> markers) {
        Document marker = markers.find(eq("_id", ID)).first();
        return marker == null ? null : marker.getString("value");
    }

    /** Where both are new, or both of a version that did not mark them. */
    private void pair(MongoClient client, MongoCollection<Document> markers, Collection<String> services) {
        Set<String> there = client.listDatabaseNames().into(new HashSet<>());
        boolean storeIsUsed = services.stream().map(this::database).anyMatch(there::contains);
        boolean folderIsUsed = isUsed(data);
        if (storeIsUsed && !folderIsUsed) {
            throw foreignStore();
        }
        if (folderIsUsed && (!storeIsUsed || id != null)) {
            throw foreignFolder();
        }
        String own = id == null ? UUID.randomUUID().toString() : id;
        write(own);
        markers.insertOne(new Document("_id", ID).append("value", own));
    }

    private void write(String own) {
        Properties known = new Properties();
        known.setProperty(ID, own);
        known.setProperty(PREFIX, prefix);
        known.setProperty(PARTITIONS, partitions);
        try (Writer writer = Files.newBufferedWriter(data.resolve(FILE))) {
            known.store(writer, "What this folder began with; never change it.");
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder " + data + " cannot be used", e);
        }
    }

    private IllegalStateException foreignStore() {
        return new IllegalStateException("the document store has the databases " + databases()
                + "… of an installation with another data folder than " + data
                + "; start with that folder (--data), or keep this one apart with --database-prefix");
    }

    private IllegalStateException foreignFolder() {
        return new IllegalStateException("the data folder " + data
                + " belongs to another document store than this one, and its events tell of documents that are there;"
                + " start with that store (MONGODB_URI), or with another folder (--data)");
    }
}
