package kepu.sample.command;

import java.util.Set;

/**
 * Which account sends a command of the sample: units are an administrator's, and so are titles that are awarded and renewed, for
 * the recorder applied for them; nobody verifies what they recorded, and the verifier inspects.
 */
public enum Sender {
    ADMINISTRATOR,
    RECORDER,
    VERIFIER;

    private static final Set<String> JUDGING = Set.of(
            "verification", "rejection", "review", "rechecks", "confirmation", "reopening", "rating", "publication");

    private static final Set<String> OF_THE_AUTHORITY = Set.of("award", "renewal");

    /** What a unit does about an order; all else is the inspectors'. */
    private static final Set<String> FOR_UNIT = Set.of("acknowledgement", "plan", "evidence", "extension-request");

    static Sender of(String path) {
        if (path.equals("/api/v1/organization/units")) {
            return ADMINISTRATOR;
        }
        if (path.startsWith("/api/v1/assessment/inspection")) {
            return VERIFIER;
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.startsWith("/api/v1/organization/demonstrations") && OF_THE_AUTHORITY.contains(last)) {
            return ADMINISTRATOR;
        }
        boolean isJudging =
                path.startsWith("/api/v1/assessment/orders") ? !FOR_UNIT.contains(last) : JUDGING.contains(last);
        return isJudging ? VERIFIER : RECORDER;
    }
}
