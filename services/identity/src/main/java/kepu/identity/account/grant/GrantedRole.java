package kepu.identity.account.grant;

import java.time.Instant;
import java.util.Set;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.Indexed;

/**
 * A role granted at a unit and below it (授权).
 *
 * @param until first instant at which it no longer holds, if it ends by itself
 * @param under the giver's own grant, with which it ends; none if it stands by itself
 * @param revokedAt first instant at which it no longer holds, if somebody ended it
 */
public record GrantedRole(
        @Indexed String grantId,
        Role role,
        @Indexed String unitId,
        Instant from,
        @Nullable Instant until,
        @Indexed @Nullable String under,
        @Nullable Instant revokedAt,
        @Nullable String revokedBecause) {
    /** Who governs, who records, who looks into it and who audits all of them: nobody does two of these. */
    private static final Set<Role> APART =
            Set.of(Role.SYSTEM_ADMINISTRATOR, Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.AUDITOR);

    GrantedRole revoked(Instant now, String reason) {
        return new GrantedRole(grantId, role, unitId, from, until, under, now, reason);
    }

    boolean holdsAt(Instant at) {
        return !at.isBefore(from) && !hasEndedBy(at);
    }

    public boolean hasEndedBy(Instant at) {
        return isRevokedBy(at) || until != null && !at.isBefore(until);
    }

    public boolean isRevokedBy(Instant at) {
        return revokedAt != null && !at.isBefore(revokedAt);
    }

    /** Whether there is an instant at which both could hold. */
    boolean overlaps(GrantedRole other) {
        return startsBefore(other.until) && other.startsBefore(until);
    }

    private boolean startsBefore(@Nullable Instant end) {
        return end == null || from.isBefore(end);
    }

    /** Whether whoever holds the one must not hold the other: they would govern, record, inspect or audit themselves. */
    public boolean isApartFrom(GrantedRole other) {
        return role != other.role && APART.contains(role) && APART.contains(other.role) && overlaps(other);
    }

    boolean isLastingAdministrationOfAll() {
        return role == Role.SYSTEM_ADMINISTRATOR && unitId.equals(Grant.EVERYWHERE) && until == null;
    }
}
