package kepu.readingrooms.loan;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kepu.defaults.SharedRefusal;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which loans and reservations are about to be stored: of two who ask for the last copy at the same moment one gets it, and
 * what a reader asks for at the same moment is looked at one after the other.
 *
 * <p>One document for each resource in a room and for each reader, whose version whoever claims has seen. It is read before the
 * loans are: what is no claim any more is a loan by then. A claim that a crash left counts for a minute.
 */
@Component
class LoanClaims {
    private static final Duration LEFT_BY_A_CRASH = Duration.ofMinutes(1);
    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 50;

    private final MongoOperations mongo;
    private final Clock clock;

    LoanClaims(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Claims of one command, until it is stored or refused. */
    final class Held implements AutoCloseable {
        private final List<Runnable> releases = new ArrayList<>();

        /**
         * A copy of a resource.
         *
         * @param by the loan that is about to be stored
         * @param look at the shelf, given the loans that others claim; whatever it finds out holds until the claim ends
         * @throws kepu.defaults.Rejection as {@code look}; 503 {@code too-contended}
         */
        Shelf copy(String roomId, String resourceId, String by, Function<Set<String>, Shelf> look) {
            return claim(roomId + '|' + resourceId, by, others -> Optional.of(look.apply(others)));
        }

        /**
         * A reader, for whom nobody else lends or reserves anything until the claim ends.
         *
         * @param by the loan or reservation that is about to be stored
         * @param look at what the reader has; whatever it finds out holds until the claim ends
         * @throws kepu.defaults.Rejection as {@code look}; 503 {@code too-contended}
         */
        <T> T reader(String unitId, String readerId, String by, Supplier<T> look) {
            return claim(
                    "reader|" + unitId + '|' + readerId,
                    by,
                    others -> others.isEmpty() ? Optional.of(look.get()) : Optional.empty());
        }

        private <T> T claim(String id, String by, Function<Set<String>, Optional<T>> look) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Seen seen = see(id);
                Optional<T> found = look.apply(seen.but(by));
                Runnable release = found.isPresent() ? LoanClaims.this.claim(seen, by) : null;
                if (found.isPresent() && release != null) {
                    releases.add(release);
                    return found.get();
                }
                AggregateStore.giveWay(attempt);
            }
            throw SharedRefusal.TOO_CONTENDED.with();
        }

        @Override
        public void close() {
            releases.forEach(Runnable::run);
        }
    }

    Held hold() {
        return new Held();
    }

    /** @param version none if nobody has ever claimed */
    private record Seen(String id, @Nullable Long version, List<Document> claims) {
        /** What is claimed for, by others than this one. */
        Set<String> but(String by) {
            return claims.stream()
                    .map(claim -> claim.getString("by"))
                    .filter(other -> !other.equals(by))
                    .collect(Collectors.toSet());
        }
    }

    private Seen see(String id) {
        Document found = claims().find(Filters.eq("_id", id)).first();
        if (found == null) {
            return new Seen(id, null, List.of());
        }
        long stale = clock.millis() - LEFT_BY_A_CRASH.toMillis();
        List<Document> standing = found.getList("claims", Document.class).stream()
                .filter(claim -> claim.getLong("at") > stale)
                .toList();
        return new Seen(id, found.getLong("version"), standing);
    }

    /** Nothing if somebody else was faster; else what takes the claim back. */
    private @Nullable Runnable claim(Seen seen, String by) {
        String token = UUID.randomUUID().toString();
        List<Document> all = new ArrayList<>(seen.claims());
        all.add(new Document("by", by).append("token", token).append("at", clock.millis()));
        return isStored(seen, all) ? () -> takeBack(seen.id(), token) : null;
    }

    private boolean isStored(Seen seen, List<Document> all) {
        if (seen.version() != null) {
            return claims().updateOne(
                                    Filters.and(Filters.eq("_id", seen.id()), Filters.eq("version", seen.version())),
                                    Updates.combine(Updates.set("claims", all), Updates.inc("version", 1L)))
                            .getMatchedCount()
                    > 0;
        }
        try {
            claims().insertOne(
                            new Document("_id", seen.id()).append("version", 1L).append("claims", all));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    private void takeBack(String id, String token) {
        claims().updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.pull("claims", new Document("token", token)), Updates.inc("version", 1L)));
    }

    private MongoCollection<Document> claims() {
        return mongo.getCollection("loan-claims");
    }
}
