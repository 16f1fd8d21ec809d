package kepu.identity.account.grant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All grants of an account.
 *
 * @param all in the order in which they were granted; those that have ended too
 */
public record Grants(List<GrantedRole> all) {
    /** All of them must fit into a token, and a token into a header. */
    static final int MOST = 50;

    /** Ended ones too: an account must never be too full to be locked. */
    static final int MOST_EVER = 2_000;

    public Grants {
        all = List.copyOf(all);
    }

    public Grants with(GrantedRole added, Instant now) {
        List<GrantedRole> standing = notEnded(now);
        for (GrantedRole known : standing) {
            if (known.role() == added.role() && known.unitId().equals(added.unitId()) && known.overlaps(added)) {
                throw GrantRejection.alreadyGranted(known.grantId());
            }
            if (added.isApartFrom(known)) {
                throw GrantRejection.incompatibleRoles(added.role(), known.role());
            }
        }
        if (standing.size() >= MOST) {
            throw GrantRejection.tooManyGrants(MOST);
        }
        if (all.size() >= MOST_EVER) {
            throw GrantRejection.noMoreGrants(MOST_EVER);
        }
        return new Grants(Stream.concat(all.stream(), Stream.of(added)).toList());
    }

    public Grants revoke(String grantId, String reason, Instant now) {
        GrantedRole known = find(grantId).orElseThrow(() -> GrantRejection.unknownGrant(grantId));
        if (known.hasEndedBy(now)) {
            throw GrantRejection.alreadyEnded(grantId);
        }
        return new Grants(all.stream()
                .map(grant -> grant == known ? known.revoked(now, reason) : grant)
                .toList());
    }

    public Optional<GrantedRole> find(String grantId) {
        return all.stream().filter(grant -> grant.grantId().equals(grantId)).findFirst();
    }

    public List<GrantedRole> inForce(Instant now) {
        return all.stream().filter(grant -> grant.holdsAt(now)).toList();
    }

    /** Those that hold or are yet to begin. */
    public List<GrantedRole> notEnded(Instant now) {
        return all.stream().filter(grant -> !grant.hasEndedBy(now)).toList();
    }

    /** Whether one of them, without those that are to end, is for the whole installation and for good. */
    public boolean administrateAllWithout(Set<String> ended, Instant now) {
        return inForce(now).stream()
                .anyMatch(grant -> grant.isLastingAdministrationOfAll() && !ended.contains(grant.grantId()));
    }

    /**
     * Whoever hands out a password or a secret, or undoes a lock, could be the account's owner for ever: so nobody does it for an
     * account of their own or of those from whom their right comes, or by a right that ends before one of the account's.
     *
     * @param owner by what it is known whose the account is
     * @param unitId where it is looked after
     * @param rightAt by which right they act at a unit
     */
    public void requireNoMoreThan(Function<String, Giver> rightAt, Set<String> owner, String unitId, Instant now) {
        rightAt.apply(unitId).requireNeitherOwnNorAbove(owner);
        for (GrantedRole grant : notEnded(now)) {
            Giver right = rightAt.apply(grant.unitId());
            right.requireNeitherOwnNorAbove(owner);
            right.requireAsLongAs(grant);
        }
    }
}
