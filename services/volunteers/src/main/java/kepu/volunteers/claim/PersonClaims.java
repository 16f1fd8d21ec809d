package kepu.volunteers.claim;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stays and links of one person over all teams of a village: whether there is room for another one. */
@Component
public final class PersonClaims {
    private final Claims claims;

    PersonClaims(Claims claims) {
        this.claims = claims;
    }

    /**
     * For how long a person has a link or stays in a team.
     *
     * @param to the target of a link, the team of a stay
     * @param until when it no longer holds; none while it lasts. A link ends by itself or because its member left
     */
    public record Span(
            String id, String to, Instant from, @Nullable Instant until) {
        boolean holdsAt(Instant moment) {
            return !moment.isBefore(from) && isLaterThan(moment);
        }

        /** Whether it still holds then, or only begins after it. */
        boolean isLaterThan(Instant moment) {
            return until == null || moment.isBefore(until);
        }

        boolean meets(Span other) {
            return holdsAt(other.from) || other.holdsAt(from);
        }
    }

    /** Whose link or stay is to be stored with which team. */
    public record Claimant(String unitId, String volunteerId, String teamId) {
        String id() {
            return unitId + ':' + volunteerId; // no unit's code holds a colon
        }
    }

    /** The other teams of the village. */
    public interface OtherTeams {
        /** What the person holds in them, read from the store at each call. */
        List<Span> spans();

        /** Whoever has read the team and not yet written it, begins again. */
        void restartChanges(String teamId);
    }

    /**
     * @param others all other links of the person that are known, in whatever order they were recorded
     * @throws kepu.defaults.Rejection 409 {@code already-linked}: the same target twice at a time; 409 {@code third-link}
     */
    public static void requireRoomForLink(String volunteerId, Span added, Collection<Span> others) {
        LinkRule.refusal(volunteerId, added, others).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * Sees to it that no other request takes the room while the link is stored; to be called between reading and writing the
     * team.
     *
     * @param here the person's other links in the team as it was read
     * @throws kepu.defaults.Rejection like {@link #requireRoomForLink}, of all teams of the village; 503 {@code too-contended}
     */
    public void claimLink(Claimant claimant, Span added, List<Span> here, OtherTeams others) {
        claims.claim(Rule.LINKS, claimant, added, here, others);
    }

    /**
     * Sees to it that nobody else takes the person into another team while the stay is stored; to be called between reading
     * and writing the team.
     *
     * @param here the person's other stays in the team as it was read
     * @throws kepu.defaults.Rejection 409 {@code in-another-team}; 503 {@code too-contended}
     */
    public void claimStay(Claimant claimant, Span added, List<Span> here, OtherTeams others) {
        claims.claim(Rule.STAYS, claimant, added, here, others);
    }
}
