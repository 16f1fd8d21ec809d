package kepu.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of a request and its client, as the gateway tells them to services and writes them to its log.
 *
 * @param correlationId shared by everything that one request causes
 * @param traceparent W3C trace context
 */
public record RequestContext(String correlationId, String traceparent, ClientConnection client) {
    public static final String CORRELATION_ID = "Kepu-Correlation-Id";
    public static final String TRACEPARENT = "traceparent";

    private static final String ATTRIBUTE = RequestContext.class.getName();
    private static final String PRINCIPAL = ATTRIBUTE + ".principal";
    private static final Pattern CORRELATION_ID_SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");
    private static final Pattern TRACEPARENT_SYNTAX =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Headers that only the gateway or a service may set. */
    private static final Set<String> INTERNAL_HEADERS = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "x-original-url",
            "x-original-host",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            TRACEPARENT);

    /**
     * Takes the caller's identifiers if they are well formed, and makes new ones otherwise.
     *
     * @param span {@code traceparent} of the request's own span, if tracing is on
     */
    public static RequestContext create(HttpServletRequest request, ClientConnection client, Optional<String> span) {
        var correlationId = request.getHeader(CORRELATION_ID);
        var traceparent = request.getHeader(TRACEPARENT);
        return new RequestContext(
                correlationId != null
                                && CORRELATION_ID_SYNTAX.matcher(correlationId).matches()
                        ? correlationId
                        : newId(),
                span.orElseGet(() -> traceparent != null
                                && TRACEPARENT_SYNTAX.matcher(traceparent).matches()
                        ? traceparent
                        : newTraceparent()),
                client);
    }

    public static RequestContext of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestContext context) {
            return context;
        }
        throw new IllegalStateException("the request has not passed the correlation filter");
    }

    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The subject of the request's verified token, if it carries one. */
    public static @Nullable String principalOf(HttpServletRequest request) {
        return request.getAttribute(PRINCIPAL) instanceof String principal ? principal : null;
    }

    public static void setPrincipal(HttpServletRequest request, String principal) {
        request.setAttribute(PRINCIPAL, principal);
    }

    /** Whether the gateway drops this header of a caller instead of passing it on. */
    public static boolean isInternal(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("kepu-") || name.startsWith("x-forwarded-") || INTERNAL_HEADERS.contains(name);
    }

    /** The headers that the gateway itself sends to services. */
    public Map<String, String> headers() {
        var host = client.host().orElseThrow(() -> new IllegalStateException("the request names an unknown host"));
        return Map.of(
                CORRELATION_ID,
                correlationId,
                TRACEPARENT,
                traceparent,
                "X-Forwarded-For",
                client.address().getHostAddress(),
                "X-Forwarded-Host",
                host.toString(),
                "X-Forwarded-Proto",
                client.scheme(),
                "X-Forwarded-Port",
                Integer.toString(host.portOrDefault(client.scheme())));
    }

    /** Its flags say "not sampled": nobody upstream decided to record this trace. */
    private static String newTraceparent() {
        return "00-" + randomHex(16) + "-" + randomHex(8) + "-00";
    }

    /** A random UUID (version 4) that need not be unguessable. */
    private static String newId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~0L >>> 2 | 1L << 63).toString();
    }

    private static String randomHex(int length) {
        var bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
