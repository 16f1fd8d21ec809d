package kepu.identity.account.grant;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who grants, and by which of their own grants.
 *
 * @param names account and person
 * @param grantId none of the system itself
 * @param until first instant at which that grant no longer holds, if it ends
 * @param above accounts and persons from whom the right comes
 */
public record Giver(
        Set<String> names,
        @Nullable String grantId,
        @Nullable Instant until,
        Set<String> above) {
    /** Somebody whose right hangs on nobody else's. */
    public static Giver of(String accountId) {
        return new Giver(Set.of(accountId), null, null, Set.of());
    }

    /**
     * A role that hangs on the giver's own grant.
     *
     * @param receiver by what it is known whose the account is
     * @param wantedEnd none: as long as the giver's own right
     * @throws GrantRejection 422 {@code grant-outlasts-own} if that is later than the giver's own end
     */
    public GrantedRole give(
            Set<String> receiver, String newId, Role role, String at, Instant from, @Nullable Instant wantedEnd) {
        if (isOneOf(receiver)) {
            throw GrantRejection.ownGrant();
        }
        if (isBelow(receiver)) {
            throw GrantRejection.grantedBack();
        }
        Instant end = end(wantedEnd);
        if (end != null && !end.isAfter(from)) {
            throw GrantRejection.endsBeforeItStarts(from, end);
        }
        return new GrantedRole(newId, role, at, from, end, grantId, null, null);
    }

    private @Nullable Instant end(@Nullable Instant wanted) {
        if (until != null && wanted != null && wanted.isAfter(until)) {
            throw GrantRejection.outlastsOwn(until);
        }
        return wanted == null ? until : wanted;
    }

    /** @param owner by what it is known whose the account is */
    void requireNeitherOwnNorAbove(Set<String> owner) {
        if (isOneOf(owner)) {
            throw GrantRejection.ownAccount();
        }
        if (isBelow(owner)) {
            throw GrantRejection.aboveOwnRight();
        }
    }

    void requireAsLongAs(GrantedRole grant) {
        if (until != null && (grant.until() == null || grant.until().isAfter(until))) {
            throw GrantRejection.outlastsOwnRight(grant.unitId());
        }
    }

    private boolean isOneOf(Set<String> others) {
        return !Collections.disjoint(names, others);
    }

    private boolean isBelow(Set<String> others) {
        return !Collections.disjoint(above, others);
    }
}
