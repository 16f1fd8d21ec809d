package kepu.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The groups of paths that filters and routes treat differently; each rule is asked about the one path that {@link #of} says. */
public final class RequestPaths {
    /** Paths of the identity service where people and programs sign in. */
    public static final List<String> SIGN_IN = List.of(
            "/oauth2/**",
            "/.well-known/**",
            "/login",
            "/logout",
            "/password",
            "/userinfo",
            "/connect/**",
            "/assets/**");

    /** The page on which everybody asks a reading room. */
    public static final String CONSULTATIONS = "/consultations";

    /** The page on which everybody checks a certificate of service. */
    public static final String CERTIFICATES = "/certificates";

    /** Takes many commands at once. */
    public static final String BATCHES = "/api/v1/batches";

    /** Takes a file as it is. */
    public static final String UPLOADS = "/api/v1/campaigns/files";

    /** Letters, digits, {@code -._~} written as {@code %..}: needed nowhere, and read by some before, by others after decoding. */
    private static final Pattern ENCODED_UNRESERVED =
            Pattern.compile("%(?:2[DEde]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])");

    private static final Pattern PUBLIC = Pattern.compile("/api/v1/[a-z-]+/public/.+");
    private static final Set<String> PROBES = Set.of("/health", "/info");
    private static final Set<String> TAKE_CREDENTIALS = Set.of("/login", "/password", "/oauth2/token");

    private RequestPaths() {}

    /** The path of a request, decoded: of what the firewall lets in, no reader sees another one. */
    public static String of(HttpServletRequest request) {
        var further = request.getPathInfo();
        return further == null ? request.getServletPath() : request.getServletPath() + further;
    }

    static boolean isSignIn(String path) {
        return SIGN_IN.stream()
                .anyMatch(pattern -> pattern.endsWith("/**")
                        ? path.startsWith(pattern.substring(0, pattern.length() - 2))
                        : path.equals(pattern));
    }

    /** Probes are not counted by any limit. */
    public static boolean isProbe(String path) {
        return PROBES.contains(path);
    }

    /** Whether a path, as it was sent, hides something that needs no encoding (RFC 3986, 2.3), so that two readers may see two paths. */
    public static boolean hidesItself(String path) {
        return ENCODED_UNRESERVED.matcher(path).find();
    }

    /** What lies below {@code public} of a service is for everybody, such as the check of a certificate. */
    public static boolean needsToken(String path) {
        return path.startsWith("/api/") && !PUBLIC.matcher(path).matches();
    }

    /** Whether the request changes something without a token, such as a question to a reading room. */
    public static boolean isPublicWrite(String method, String path) {
        return !method.equals("GET")
                && !method.equals("HEAD")
                && (path.equals(CONSULTATIONS) || PUBLIC.matcher(path).matches());
    }

    /**
     * Whether an answer may hold a secret, beside what somebody else can make its caller send: its length would tell of the
     * secret if it were compressed.
     */
    static boolean mayHoldSecrets(String path) {
        return path.startsWith("/api/v1/identity/")
                || isSignIn(path) && !path.startsWith("/assets/")
                || path.equals(CONSULTATIONS)
                || path.equals(CERTIFICATES)
                || PUBLIC.matcher(path).matches();
    }

    public static boolean isBatch(String method, String path) {
        return method.equals("POST") && path.equals(BATCHES);
    }

    public static boolean isUpload(String method, String path) {
        return method.equals("POST") && path.equals(UPLOADS);
    }

    /** Whether the request submits a password or a client secret. */
    public static boolean takesCredentials(String method, String path) {
        return method.equals("POST") && TAKE_CREDENTIALS.contains(path);
    }
}
