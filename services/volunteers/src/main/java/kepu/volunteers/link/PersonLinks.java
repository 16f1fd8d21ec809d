package kepu.volunteers.link;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The links of one person, whichever team and stay each belongs to: whether there is room for another one. */
@Component
public final class PersonLinks {
    private final LinkClaims claims;

    PersonLinks(LinkClaims claims) {
        this.claims = claims;
    }

    /**
     * A link to a target, for as long as it lasts.
     *
     * @param until when it no longer holds, by its own end or because its member left; none while it lasts
     */
    public record Span(
            String linkId,
            String targetId,
            Instant from,
            @Nullable Instant until) {
        boolean holdsAt(Instant moment) {
            return !moment.isBefore(from) && (until == null || moment.isBefore(until));
        }

        boolean meets(Span other) {
            return holdsAt(other.from) || other.holdsAt(from);
        }
    }

    /** Whose link is to be stored with which team. */
    public record Claimant(String unitId, String volunteerId, String teamId) {
        String id() {
            return unitId + ':' + volunteerId; // no unit's code holds a colon
        }
    }

    /** The other teams of the village. */
    public interface OtherTeams {
        /** The person's links in them, read from the store at each call. */
        List<Span> links();

        /** Whoever has read the team and not yet written it, begins again. */
        void restartChanges(String teamId);
    }

    /**
     * @param others all other links of the person that are known, in whatever order they were recorded
     * @throws kepu.defaults.Rejection 409 {@code already-linked}: the same target twice at a time; 409 {@code third-link}
     */
    public static void requireRoom(String volunteerId, Span added, Collection<Span> others) {
        LinkRule.refusal(volunteerId, added, others).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * Sees to it that no other request takes the room while the link is stored; to be called between reading and writing the
     * team.
     *
     * @param here the person's other links in the team as it was read
     * @throws kepu.defaults.Rejection like {@link #requireRoom}, of all teams of the village; 503 {@code too-contended}
     */
    public void claim(Claimant claimant, Span added, List<Span> here, OtherTeams others) {
        claims.claim(claimant, added, here, others);
    }
}
