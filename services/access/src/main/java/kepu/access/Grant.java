package kepu.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;

/**
 * A role at a unit and at everything below it (授权), as a token carries it: {@code TOWNSHIP_CLERK@990101201} or
 * {@code TOWNSHIP_CLERK@990101201~2026-12-31T16:00:00Z}.
 *
 * @param unitId official code, or {@link #EVERYWHERE}
 * @param until first instant at which it no longer holds, if it ends
 */
public record Grant(Role role, String unitId, @Nullable Instant until) {
    /** In place of a unit: the whole installation. */
    public static final String EVERYWHERE = "all";

    /** @return empty if the text is no grant of ours: other systems' roles may stand in the same claim */
    public static Optional<Grant> parse(String text, Map<String, Role> roleNames) {
        int at = text.indexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        int end = text.indexOf('~', at);
        String unitId = text.substring(at + 1, end < 0 ? text.length() : end);
        Role role = role(text.substring(text.lastIndexOf('/', at) + 1, at), roleNames);
        if (role == null || unitId.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Grant(role, unitId, end < 0 ? null : Instant.parse(text.substring(end + 1))));
        } catch (DateTimeException e) {
            return Optional.empty(); // an end that nobody can read grants nothing
        }
    }

    private static @Nullable Role role(String name, Map<String, Role> roleNames) {
        Role mapped = roleNames.get(name);
        if (mapped != null) {
            return mapped;
        }
        for (Role role : Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        return null;
    }

    public boolean holdsAt(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** The form in a token. */
    public String text() {
        return role + "@" + unitId + (until == null ? "" : "~" + until);
    }
}
