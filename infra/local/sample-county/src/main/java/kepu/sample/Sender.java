package kepu.sample;

import java.util.List;

/** Which account sends a command of the sample: units are an administrator's, nobody verifies what they recorded. */
public enum Sender {
    ADMINISTRATOR,
    RECORDER,
    VERIFIER;

    private static final List<String> VERDICTS = List.of("/verification", "/rejection", "/confirmation", "/reopening");

    static Sender of(String path) {
        if (path.equals("/api/v1/organization/units")) {
            return ADMINISTRATOR;
        }
        return VERDICTS.stream().anyMatch(path::endsWith) ? VERIFIER : RECORDER;
    }
}
