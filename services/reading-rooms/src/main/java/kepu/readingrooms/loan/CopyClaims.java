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
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which loans of a resource in a room, and to a reader, are about to be stored, so that of two who ask for the last copy at the
 * same moment one gets it, and nobody who asks for several gets more than they may have, or waits twice for one thing.
 *
 * <p>One document for each resource in a room, and for each reader, whose version whoever claims has seen. It is read before
 * the loans are: what is no claim any more is a loan by then. A claim that a crash left counts for a minute.
 */
@Component
class CopyClaims {
    private static final Duration LEFT_BY_A_CRASH = Duration.ofMinutes(1);
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;
    private final Clock clock;

    CopyClaims(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** @param version none if nobody has ever claimed */
    record Seen(String id, @Nullable Long version, List<Document> claims) {
        /** Loans that are claimed, by others than this one. */
        Set<String> loansBut(String loanId) {
            return claims.stream()
                    .map(claim -> claim.getString("loan"))
                    .filter(loan -> !loan.equals(loanId))
                    .collect(Collectors.toSet());
        }

        /** Whose claim of a resource there is, if not one of these. */
        Optional<String> claimantOf(String resourceId, Set<String> but) {
            return claims.stream()
                    .filter(claim -> resourceId.equals(claim.getString("resource")))
                    .map(claim -> claim.getString("loan"))
                    .filter(claimant -> !but.contains(claimant))
                    .findFirst();
        }

        /** Resources that are claimed by loans other than these. */
        List<String> resourcesBut(Set<String> loanIds) {
            return claims.stream()
                    .filter(claim -> !loanIds.contains(claim.getString("loan")))
                    .map(claim -> claim.getString("resource"))
                    .toList();
        }
    }

    Seen see(String roomId, String resourceId) {
        return see(roomId + '|' + resourceId);
    }

    /** Loans to a reader. No room's id is that word. */
    Seen ofReader(String unitId, String readerId) {
        return see("reader|" + unitId + ':' + readerId);
    }

    /** Reservations of a reader; they are claimed as loans are. */
    Seen ofWaiting(String unitId, String readerId) {
        return see("waiting|" + unitId + ':' + readerId);
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

    /** Empty if somebody else was faster; else what takes the claim back, once the loan is stored or is not. */
    @Nullable
    Runnable claim(Seen seen, String loanId, String resourceId) {
        String token = UUID.randomUUID().toString();
        List<Document> all = new ArrayList<>(seen.claims());
        all.add(new Document("loan", loanId)
                .append("resource", resourceId)
                .append("token", token)
                .append("at", clock.millis()));
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
        return mongo.getCollection("copy-claims");
    }
}
