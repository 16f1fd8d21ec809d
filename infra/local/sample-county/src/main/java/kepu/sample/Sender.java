package kepu.sample;

/** Which account sends a command of the sample: units are an administrator's, nobody verifies what they recorded. */
public enum Sender {
    ADMINISTRATOR,
    RECORDER,
    VERIFIER;

    static Sender of(String path) {
        if (path.equals("/api/v1/organization/units")) {
            return ADMINISTRATOR;
        }
        return path.endsWith("/verification") || path.endsWith("/rejection") ? VERIFIER : RECORDER;
    }
}
