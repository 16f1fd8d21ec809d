package kepu.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A request's way through the gateway: the names it goes by everywhere, and what the gateway itself vouches for.
 *
 * @param correlationId of everything that comes of one request
 * @param traceparent W3C trace context
 */
record Passage(String correlationId, String traceparent, Origin origin) {
    static final String CORRELATION_ID = "Kepu-Correlation-Id";
    static final String TRACEPARENT = "traceparent";

    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");
    private static final Pattern TRACE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** What a caller may not say: only the gateway or a service does. */
    private static final Set<String> INTERNAL = Set.of(
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

    /** @param span W3C, of the request's own span, if there is one */
    static Passage begin(HttpServletRequest request, Origin origin, Optional<String> span) {
        var correlation = request.getHeader(CORRELATION_ID);
        var trace = request.getHeader(TRACEPARENT);
        return new Passage(
                correlation != null && CORRELATION.matcher(correlation).matches() ? correlation : newId(),
                span.orElseGet(() -> trace != null && TRACE.matcher(trace).matches() ? trace : newTrace()),
                origin);
    }

    static Passage of(HttpServletRequest request) {
        if (request.getAttribute(Passage.class.getName()) instanceof Passage passage) {
            return passage;
        }
        throw new IllegalStateException("the request did not come in by the door");
    }

    void mark(HttpServletRequest request) {
        request.setAttribute(Passage.class.getName(), this);
    }

    /** Whether a header of the caller's goes no further. */
    static boolean stopsHere(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("kepu-") || name.startsWith("x-forwarded-") || INTERNAL.contains(name);
    }

    /** What a service is told in the gateway's own words. */
    Map<String, String> headers() {
        var authority = origin.authority()
                .orElseThrow(() -> new IllegalStateException("a request by a foreign name goes no further"));
        return Map.of(
                CORRELATION_ID,
                correlationId,
                TRACEPARENT,
                traceparent,
                "X-Forwarded-For",
                origin.address().getHostAddress(),
                "X-Forwarded-Host",
                authority.toString(),
                "X-Forwarded-Proto",
                origin.scheme(),
                "X-Forwarded-Port",
                Integer.toString(authority.portOr(origin.scheme())));
    }

    /** Names, not secrets. Nobody upstream decided that this trace is recorded, so its flags say no. */
    private static String newTrace() {
        return "00-" + randomHex(16) + "-" + randomHex(8) + "-00";
    }

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
