package kepu.defaults.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Nobody decides on what they had a part in (回避), whichever of their accounts they use: here alone persons are compared,
 * and not accounts.
 */
public final class SamePerson {
    private SamePerson() {}

    /**
     * Whether whoever acts is somebody who is on record.
     *
     * @param actor account of whoever acts
     * @param recorded an account, or the pseudonym of a person
     */
    public static boolean is(String actor, @Nullable String recorded) {
        return recorded != null
                && (actor.equals(recorded) || Access.othersOfPerson().contains(recorded));
    }

    /**
     * The units at which whoever acts holds any role, by whichever of their accounts; {@link Grant#EVERYWHERE} may be among
     * them.
     */
    public static Set<String> unitsOf(Caller caller, Instant now) {
        return Stream.concat(
                        caller.grants().stream()
                                .filter(grant -> grant.holdsAt(now))
                                .map(Grant::unitId),
                        Access.unitsOfOthers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Rejection 409 {@code own-record} if whoever acts is one of those on record */
    public static void requireNoneOf(String actor, Collection<String> recorded) {
        if (recorded.stream().anyMatch(part -> is(actor, part))) {
            throw SharedRefusal.OWN_RECORD.with();
        }
    }

    /** @throws Rejection 409 {@code own-record} if whoever acts is the one on record */
    public static void requireNot(String actor, @Nullable String recorded) {
        if (is(actor, recorded)) {
            throw SharedRefusal.OWN_RECORD.with();
        }
    }
}
