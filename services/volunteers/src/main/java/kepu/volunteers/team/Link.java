package kepu.volunteers.team;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent;
import org.jspecify.annotations.Nullable;

/**
 * A fixed link (定点联系) of a member to a target, whose name is not kept here: not everybody who sees the team may see it.
 *
 * @param until when it was ended; without an end it lasts as long as its member stays
 */
record Link(
        String linkId,
        String membershipId,
        String targetId,
        LinkTargetEvent.Kind targetKind,
        Instant from,
        @Nullable Instant until,
        @Nullable String endReason) {
    Link ended(Instant at, String reason) {
        return new Link(linkId, membershipId, targetId, targetKind, from, at, reason);
    }
}
