package kepu.gateway;

import java.util.List;
import java.util.Set;

/** Which paths are whose, as far as the rules at the door differ. */
final class Paths {
    /** Where the identity service lets people and machines sign in. */
    static final List<String> OF_IDENTITY = List.of(
            "/oauth2/**",
            "/.well-known/**",
            "/login",
            "/logout",
            "/password",
            "/userinfo",
            "/connect/**",
            "/assets/**");

    private static final Set<String> PROBES = Set.of("/health", "/info");
    private static final Set<String> WHERE_SECRETS_ARE_TRIED = Set.of("/login", "/password", "/oauth2/token");

    private Paths() {}

    static boolean ofIdentity(String path) {
        return OF_IDENTITY.stream()
                .anyMatch(pattern -> pattern.endsWith("/**")
                        ? path.startsWith(pattern.substring(0, pattern.length() - 2))
                        : path.equals(pattern));
    }

    static boolean ofAProbe(String path) {
        return PROBES.contains(path);
    }

    static boolean needsAToken(String path) {
        return path.startsWith("/api/");
    }

    static boolean triesSecrets(String method, String path) {
        return method.equals("POST") && WHERE_SECRETS_ARE_TRIED.contains(path);
    }
}
