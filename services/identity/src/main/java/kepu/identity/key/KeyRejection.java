package kepu.identity.key;

import kepu.defaults.Rejection;

/** Why keys are not rotated or withdrawn. */
final class KeyRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private KeyRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static KeyRejection underWay() {
        return new KeyRejection(409, "rotation-under-way");
    }

    static KeyRejection unknown(String keyId) {
        return new KeyRejection(404, "unknown-signing-key", keyId);
    }

    static KeyRejection notEverywhere() {
        return new KeyRejection(403, "whole-installation-only");
    }
}
