package kepu.identity.account;

import java.time.Instant;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;

/** Why something is refused to or about an account. */
final class AccountRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private AccountRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static AccountRejection usernameTaken(String username) {
        return new AccountRejection(409, "username-taken", username);
    }

    static AccountRejection usernameNotOfUnit(String unitId) {
        return new AccountRejection(422, "username-not-of-unit", unitId);
    }

    static AccountRejection ownGrant() {
        return new AccountRejection(409, "own-grant");
    }

    /** To one from whom the giver's own right comes: it would live on by itself. */
    static AccountRejection grantedBack() {
        return new AccountRejection(409, "granted-back");
    }

    static AccountRejection outlastsOwn(Instant until) {
        return new AccountRejection(422, "grant-outlasts-own", until);
    }

    static AccountRejection incompatibleRoles(Role wanted, Role held) {
        return new AccountRejection(409, "incompatible-roles", wanted, held);
    }

    static AccountRejection alreadyTied() {
        return new AccountRejection(409, "already-tied");
    }

    /** What they had a part in becomes somebody else's, and they may judge it. */
    static AccountRejection tieNeedsReason() {
        return new AccountRejection(422, "tie-needs-reason");
    }

    static AccountRejection ownPerson() {
        return new AccountRejection(409, "own-person");
    }

    static AccountRejection endsBeforeItStarts(Instant from, Instant until) {
        return new AccountRejection(422, "grant-ends-before-it-starts", from, until);
    }

    static AccountRejection forMachinesOnly() {
        return new AccountRejection(422, "role-for-machines");
    }

    static AccountRejection alreadyGranted(String grantId) {
        return new AccountRejection(409, "already-granted", grantId);
    }

    static AccountRejection tooManyGrants(int most) {
        return new AccountRejection(409, "too-many-grants", most);
    }

    static AccountRejection unknownGrant(String grantId) {
        return new AccountRejection(404, "unknown-grant", grantId);
    }

    static AccountRejection alreadyEnded(String grantId) {
        return new AccountRejection(409, "grant-already-ended", grantId);
    }

    /** Whether nothing is left to be ended: a grant that has ended, or one of a closed account. */
    boolean isOver() {
        return code().equals("grant-already-ended") || code().equals("account-closed");
    }

    /** The account holds rights outside the caller's own subtree. */
    static AccountRejection beyondOwnRight(String unitId) {
        return new AccountRejection(403, "beyond-own-right", unitId);
    }

    /** It would be theirs for ever, whoever uses their token now. */
    static AccountRejection ownAccount() {
        return new AccountRejection(409, "own-account");
    }

    /** Of one from whom the caller's own right comes. */
    static AccountRejection aboveOwnRight() {
        return new AccountRejection(403, "above-own-right");
    }

    /** The account holds a right for longer than the caller does. */
    static AccountRejection outlastsOwnRight(String unitId) {
        return new AccountRejection(403, "outlasts-own-right", unitId);
    }

    static AccountRejection lastAdministrator() {
        return new AccountRejection(409, "last-administrator");
    }

    static AccountRejection alreadyLocked() {
        return new AccountRejection(409, "already-locked");
    }

    static AccountRejection notLocked() {
        return new AccountRejection(409, "not-locked");
    }

    static AccountRejection closed(Instant closedAt) {
        return new AccountRejection(409, "account-closed", closedAt);
    }

    static AccountRejection wrongKind(Kind kind) {
        return new AccountRejection(409, "wrong-kind-of-account", kind);
    }

    static AccountRejection passwordTooShort(int least) {
        return new AccountRejection(422, "password-too-short", least);
    }

    static AccountRejection passwordTooLong(int most) {
        return new AccountRejection(422, "password-too-long", most);
    }

    static AccountRejection passwordIsUsername() {
        return new AccountRejection(422, "password-is-username");
    }

    static AccountRejection passwordTooCommon() {
        return new AccountRejection(422, "password-too-common");
    }

    static AccountRejection passwordUnchanged() {
        return new AccountRejection(422, "password-unchanged");
    }

    /** Of the old one, when a new one is chosen; says no more than a sign-in does. */
    static AccountRejection wrongPassword() {
        return new AccountRejection(403, "wrong-password");
    }
}
