package kepu.defaults.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kepu.access.Caller;

/** Knows of accounts (账号) what their tokens do not say: what of them counts no more, and which are one person's. */
public interface KnownAccounts {
    /** The caller with the grants that were not revoked since the token was made; empty if none of the token counts. */
    Optional<Caller> asOfNow(Caller caller);

    /** The other accounts of the person whose account it is, and the person's own pseudonym; empty if nobody said whose. */
    Set<String> othersOfPerson(String accountId);

    /** The units at which the person holds any role by another of their accounts; empty if nobody said whose it is. */
    Set<String> unitsOfOthers(String accountId, Instant now);

    /** Whose account it is; empty if nobody said so, or it is none of a unit's. */
    Optional<OwnPerson> personOf(String accountId);
}
