package kepu.volunteers.link;

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
import kepu.volunteers.link.PersonLinks.Claimant;
import kepu.volunteers.link.PersonLinks.OtherTeams;
import kepu.volunteers.link.PersonLinks.Span;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Sees to it that two requests at once, in two teams of a village, do not give one person a third link, or one target twice:
 * each team is a document of its own, and no transaction spans them.
 *
 * <p>A document per person and village holds a claim for each link that is about to be stored with its team. Whoever is to
 * store a link has read the team, and then
 * <ol>
 *   <li>reads the claims and after them the other teams, so that what is being stored meanwhile is claimed or stored,
 *   <li>asks the rule, of what is stored and of what is claimed,
 *   <li>writes the claim, on the version of the claims that was read.
 * </ol>
 * Only then the team is written, on the version of it that was read at first. Of two at once the second thus meets the claim
 * of the first and waits until its link is stored.
 *
 * <p>A claim whose request died holds nobody up for long: it is revoked, then its team's changes are made to begin again, so
 * that a request which is only slow does not store its link but claims it once more, and then it is removed. No clock and
 * no time limit is involved. A claim whose link is stored says nothing more and goes with the next claim of that person.
 */
@Component
class LinkClaims {
    static final String COLLECTION = "link-claims";

    private static final int ATTEMPTS = 50;

    /** Attempts for which another request may take its time: about 150 ms. */
    private static final int PATIENCE = 8;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final int DUPLICATE_KEY = 11000;

    private final MongoOperations mongo;

    LinkClaims(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param revoked about to be removed, once its team's changes have begun again */
    private record Claim(Span link, String teamId, boolean revoked) {
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
            @Nullable Instant until = link.until();
            return new Document("linkId", link.linkId())
                    .append("teamId", teamId)
                    .append("targetId", link.targetId())
                    .append("from", link.from().toEpochMilli())
                    .append("until", until == null ? null : until.toEpochMilli())
                    .append("revoked", revoked);
        }

        Claim revoke() {
            return new Claim(link, teamId, true);
        }
    }

    /** @param version 0 if nothing was ever claimed */
    private record Claims(String id, long version, List<Claim> claims) {}

    void claim(Claimant claimant, Span added, List<Span> here, OtherTeams others) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            giveWay(attempt);
            Claims claims = read(claimant.id());
            List<Span> stored = both(here, others.links());
            PersonLinks.requireRoom(claimant.volunteerId(), added, stored);
            if (tryToClaim(claimant, added, claims, stored, others, attempt >= PATIENCE)) {
                return;
            }
        }
        throw SharedRefusal.TOO_CONTENDED.with(claimant.volunteerId());
    }

    private boolean tryToClaim(
            Claimant claimant, Span added, Claims claims, List<Span> stored, OtherTeams others, boolean impatient) {
        Set<String> settled = Stream.concat(stored.stream(), Stream.of(added))
                .map(Span::linkId)
                .collect(Collectors.toSet());
        List<Claim> open = claims.claims().stream()
                .filter(claim -> !settled.contains(claim.link().linkId()))
                .toList();
        List<Claim> revoked = open.stream().filter(Claim::revoked).toList();
        if (!revoked.isEmpty()) {
            revoked.stream().map(Claim::teamId).distinct().forEach(others::restartChanges);
            replace(claims, open.stream().filter(claim -> !claim.revoked()).toList());
            return false;
        }
        // Of two in one team the version of the team decides.
        List<Claim> rivals = open.stream()
                .filter(claim -> !claim.teamId().equals(claimant.teamId()))
                .toList();
        List<Span> all = both(stored, rivals.stream().map(Claim::link).toList());
        if (LinkRule.refusal(claimant.volunteerId(), added, all).isPresent()) {
            if (impatient) {
                replace(claims, open.stream().map(Claim::revoke).toList());
            }
            return false;
        }
        List<Claim> more = new ArrayList<>(open);
        more.add(new Claim(added, claimant.teamId(), false));
        return replace(claims, more);
    }

    private static void giveWay(int attempt) {
        if (attempt > 0) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(attempt, 6));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        }
    }

    private Claims read(String id) {
        Document stored = collection().find(Filters.eq("_id", id)).first();
        return stored == null
                ? new Claims(id, 0, List.of())
                : new Claims(
                        id,
                        stored.getLong("version"),
                        stored.getList("claims", Document.class).stream()
                                .map(Claim::read)
                                .toList());
    }

    /** @return whether nobody else had changed them since they were read */
    private boolean replace(Claims read, List<Claim> by) {
        List<Document> claims = by.stream().map(Claim::written).toList();
        if (read.version() > 0) {
            return collection()
                            .updateOne(
                                    Filters.and(Filters.eq("_id", read.id()), Filters.eq("version", read.version())),
                                    Updates.combine(Updates.set("claims", claims), Updates.inc("version", 1L)))
                            .getMatchedCount()
                    == 1;
        }
        try {
            collection()
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

    private MongoCollection<Document> collection() {
        return mongo.getCollection(COLLECTION);
    }
}
