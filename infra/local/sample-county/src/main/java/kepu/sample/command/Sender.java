package kepu.sample.command;

import java.util.Set;

/**
 * Which account sends a command of the sample: units are an administrator's, nobody verifies what they recorded, and the verifier
 * inspects.
 */
public enum Sender {
    ADMINISTRATOR,
    RECORDER,
    VERIFIER;

    private static final Set<String> JUDGING = Set.of(
            "verification", "rejection", "review", "rechecks", "confirmation", "reopening", "rating", "publication");

    static Sender of(String path) {
        if (path.equals("/api/v1/organization/units")) {
            return ADMINISTRATOR;
        }
        if (path.startsWith("/api/v1/assessment/inspection")) {
            return VERIFIER;
        }
        return JUDGING.contains(path.substring(path.lastIndexOf('/') + 1)) ? VERIFIER : RECORDER;
    }
}
