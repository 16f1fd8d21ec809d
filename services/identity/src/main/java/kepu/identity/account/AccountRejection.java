package kepu.identity.account;

import java.time.Instant;
import kepu.contracts.identity.AccountEvent.Kind;
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
