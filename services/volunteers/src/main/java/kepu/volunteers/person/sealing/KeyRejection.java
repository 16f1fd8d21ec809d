package kepu.volunteers.person.sealing;

import kepu.defaults.Rejection;

/** Why a person's key cannot be used just now. */
public final class KeyRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private KeyRejection(int status, String code) {
        super(status, code);
    }

    static KeyRejection masterKeyMissing() {
        return new KeyRejection(503, "master-key-missing");
    }
}
