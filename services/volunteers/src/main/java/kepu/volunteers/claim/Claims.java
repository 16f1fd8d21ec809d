package kepu.volunteers.claim;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.SharedRefusal;
import kepu.volunteers.claim.PersonClaims.Claimant;
import kepu.volunteers.claim.PersonClaims.OtherTeams;
import kepu.volunteers.claim.PersonClaims.Span;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Sees to it that two requests at once, in two teams of a village, do not give one person a third link, one target twice or
 * two stays: each team is a document of its own, and no transaction spans them.
 *
 * <p>A document per person and village holds a claim for each link (in another collection: for each stay) that is about to be
 * stored with its team. Whoever is to store one has read the team, and then
 * <ol>
 *   <li>reads the claims and after them the other teams, so that what is being stored meanwhile is claimed or stored,
 *   <li>asks the rule, of what is stored and of what is claimed,
 *   <li>writes the claim, on the version of the claims that was read.
 * </ol>
 * Only then the team is written, on the version of it that was read at first. Of two at once the second thus meets the claim
 * of the first and waits until its link is stored.
 *
 * <p>A claim whose request died holds nobody up for long: it is revoked, then its team's changes are made to begin again, so
 * that a request which is only slow does not store it but claims it once more, and then it is removed. No clock and
 * no time limit is involved. A claim whose link is stored says nothing more and goes with the next claim of that person.
 */
@Component
class Claims {
    private static final int ATTEMPTS = 50;

    /** Attempts for which another request may take its time: about 150 ms. */
    private static final int PATIENCE = 8;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;

    Claims(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param revoked about to be removed, once its team's changes have begun again */
    private record Claim(Span span, String teamId, boolean revoked) {
        static Claim read(Document stored) {
            Long until = stored.getLong("until");
            return new Claim(
                    new Span(
                            stored.getString("linkId"),
                            stored.getString("targetId"),
                            Instant.ofEpochMilli(stored.getLong("from")),
                            until == null ? null : Instant.ofEpochMilli(until)),
                    stored.getString("teamId"),
                    stored.getBoolean("revoked", false));
        }

        Document written() {
            @Nullable Instant until = span.until();
            return new Document("linkId", span.id())
                    .append("teamId", teamId)
                    .append("targetId", span.to())
                    .append("from", span.from().toEpochMilli())
                    .append("until", until == null ? null : until.toEpochMilli())
                    .append("revoked", revoked);
        }

        Claim revoke() {
            return new Claim(span, teamId, true);
        }
    }

    /** @param version 0 if nothing was ever claimed */
    private record Held(Rule rule, String id, long version, List<Claim> claims) {}

    void claim(Rule rule, Claimant claimant, Span added, List<Span> here, OtherTeams others) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            giveWay(attempt);
            Held held = read(rule, claimant.id());
            List<Span> stored = both(here, others.spans());
            rule.refusal(claimant.volunteerId(), added, stored).ifPresent(refusal -> {
                throw refusal;
            });
            if (tryToClaim(claimant, added, held, stored, others, attempt >= PATIENCE)) {
                return;
            }
        }
        throw SharedRefusal.TOO_CONTENDED.with(claimant.volunteerId());
    }

    private boolean tryToClaim(
            Claimant claimant, Span added, Held held, List<Span> stored, OtherTeams others, boolean impatient) {
        Set<String> settled =
                Stream.concat(stored.stream(), Stream.of(added)).map(Span::id).collect(Collectors.toSet());
        List<Claim> open = held.claims().stream()
                .filter(claim -> !settled.contains(claim.span().id()))
                .toList();
        List<Claim> revoked = open.stream().filter(Claim::revoked).toList();
        if (!revoked.isEmpty()) {
            revoked.stream().map(Claim::teamId).distinct().forEach(others::restartChanges);
            replace(held, open.stream().filter(claim -> !claim.revoked()).toList());
            return false;
        }
        // Of two in one team the version of the team decides.
        List<Claim> rivals = open.stream()
                .filter(claim -> !claim.teamId().equals(claimant.teamId()))
                .toList();
        List<Span> all = both(stored, rivals.stream().map(Claim::span).toList());
        if (held.rule().refusal(claimant.volunteerId(), added, all).isPresent()) {
            if (impatient) {
                replace(held, open.stream().map(Claim::revoke).toList());
            }
            return false;
        }
        List<Claim> more = new ArrayList<>(open);
        more.add(new Claim(added, claimant.teamId(), false));
        return replace(held, more);
    }

    private static void giveWay(int attempt) {
        if (attempt > 0) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(attempt, 6));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        }
    }

    private Held read(Rule rule, String id) {
        Document stored = collection(rule).find(Filters.eq("_id", id)).first();
        return stored == null
                ? new Held(rule, id, 0, List.of())
                : new Held(
                        rule,
                        id,
                        stored.getLong("version"),
                        stored.getList("claims", Document.class).stream()
                                .map(Claim::read)
                                .toList());
    }

    /** @return whether nobody else had changed them since they were read */
    private boolean replace(Held read, List<Claim> by) {
        List<Document> claims = by.stream().map(Claim::written).toList();
        if (read.version() > 0) {
            return collection(read.rule())
                            .updateOne(
                                    Filters.and(Filters.eq("_id", read.id()), Filters.eq("version", read.version())),
                                    Updates.combine(Updates.set("claims", claims), Updates.inc("version", 1L)))
                            .getMatchedCount()
                    == 1;
        }
        try {
            collection(read.rule())
                    .insertOne(
                            new Document("_id", read.id()).append("version", 1L).append("claims", claims));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    private static List<Span> both(List<Span> some, List<Span> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private MongoCollection<Document> collection(Rule rule) {
        return mongo.getCollection(rule.collection);
    }
}
