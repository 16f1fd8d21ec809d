package kepu.defaults.sealing;

import kepu.defaults.Rejection;

/** Why personal data cannot be sealed or opened just now, or is not what it should be; never says the data. */
public final class KeyRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private KeyRejection(int status, String code) {
        super(status, code);
    }

    static KeyRejection masterKeyMissing() {
        return new KeyRejection(503, "master-key-missing");
    }

    static KeyRejection invalidPhone() {
        return new KeyRejection(422, "invalid-phone");
    }
}
