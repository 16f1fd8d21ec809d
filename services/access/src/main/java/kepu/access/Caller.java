package kepu.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.identity.AccountEvent.Role;

/**
 * Whose token it is.
 *
 * @param subject pseudonym; the actor of what is done with the token
 */
public record Caller(String subject, List<Grant> grants) {
    public Caller {
        grants = List.copyOf(grants);
    }

    /** The units at which the caller has one of these roles; {@link Grant#EVERYWHERE} may be among them. */
    public Set<String> unitsOf(Set<Role> roles, Instant now) {
        return grants.stream()
                .filter(grant -> roles.contains(grant.role()) && grant.holdsAt(now))
                .map(Grant::unitId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
