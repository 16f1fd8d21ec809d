package kepu.identity.account.grant;

import java.time.Instant;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;

/** Why a role is not granted or not revoked, or a right does not reach an account. */
public final class GrantRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private GrantRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static GrantRejection ownGrant() {
        return new GrantRejection(409, "own-grant");
    }

    /** To one from whom the giver's own right comes: it would live on by itself. */
    static GrantRejection grantedBack() {
        return new GrantRejection(409, "granted-back");
    }

    static GrantRejection outlastsOwn(Instant until) {
        return new GrantRejection(422, "grant-outlasts-own", until);
    }

    static GrantRejection endsBeforeItStarts(Instant from, Instant until) {
        return new GrantRejection(422, "grant-ends-before-it-starts", from, until);
    }

    public static GrantRejection forMachinesOnly() {
        return new GrantRejection(422, "role-for-machines");
    }

    static GrantRejection alreadyGranted(String grantId) {
        return new GrantRejection(409, "already-granted", grantId);
    }

    public static GrantRejection incompatibleRoles(Role wanted, Role held) {
        return new GrantRejection(409, "incompatible-roles", wanted, held);
    }

    static GrantRejection tooManyGrants(int most) {
        return new GrantRejection(409, "too-many-grants", most);
    }

    static GrantRejection noMoreGrants(int mostEver) {
        return new GrantRejection(409, "no-more-grants", mostEver);
    }

    static GrantRejection unknownGrant(String grantId) {
        return new GrantRejection(404, "unknown-grant", grantId);
    }

    static GrantRejection alreadyEnded(String grantId) {
        return new GrantRejection(409, "grant-already-ended", grantId);
    }

    /** The account holds rights outside the caller's own subtree. */
    public static GrantRejection beyondOwnRight(String unitId) {
        return new GrantRejection(403, "beyond-own-right", unitId);
    }

    /** It would be theirs for ever, whoever uses their token now. */
    static GrantRejection ownAccount() {
        return new GrantRejection(409, "own-account");
    }

    /** Of one from whom the caller's own right comes. */
    static GrantRejection aboveOwnRight() {
        return new GrantRejection(403, "above-own-right");
    }

    /** The account holds a right for longer than the caller does. */
    static GrantRejection outlastsOwnRight(String unitId) {
        return new GrantRejection(403, "outlasts-own-right", unitId);
    }
}
