package kepu.defaults.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kepu.access.Caller;
import kepu.defaults.Command;
import kepu.defaults.Rejection;
import kepu.defaults.Sha256;
import kepu.defaults.access.Access;
import kepu.defaults.admission.AdmissionConfiguration;
import kepu.defaults.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * Gives a controller method its {@link Command} from the request's headers. That of a public route is anybody's, and the
 * route alone says what it touches.
 */
final class CommandResolver implements HandlerMethodArgumentResolver {
    /** Weak ones too: an intermediary that compresses an answer weakens its tag. */
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 128;

    private final Clock clock;
    private final Traces traces;

    CommandResolver(Clock clock, Traces traces) {
        this.clock = clock;
        this.traces = traces;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Command.class;
    }

    @Override
    public Command resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("a command comes with an HTTP request");
        }
        Caller caller = AdmissionConfiguration.caller(webRequest);
        var command = new Command(
                clock,
                caller == null ? Command.ANYBODY : caller.subject(),
                caller == null ? Access.ofSystem() : Access.current(),
                CorrelationFilter.idOf(request),
                traceparent(request),
                key(request),
                () -> fingerprint(request),
                version(only(request, "If-Match")));
        request.setAttribute(ReplayHeader.COMMAND, command);
        return command;
    }

    /** The span of this request; while tracing is off the caller's, handed on. */
    private @Nullable String traceparent(HttpServletRequest request) {
        String own = traces.traceparent();
        if (own != null) {
            return own;
        }
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    private static @Nullable String key(HttpServletRequest request) {
        String header = only(request, KEY);
        if (header == null) {
            return null;
        }
        if (header.isBlank() || header.length() > LONGEST_KEY) {
            throw new Rejection(400, "invalid-header", KEY);
        }
        return routeKey(request.getMethod(), UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8), header);
    }

    /** However a client writes the path: {@code :} and {@code %3A} are the same. */
    private static String routeKey(String method, String path, String key) {
        return Sha256.of(method + ' ' + path + ' ' + key);
    }

    /** Which of two would count is anybody's guess. */
    private static @Nullable String only(HttpServletRequest request, String name) {
        Enumeration<String> headers = request.getHeaders(name);
        String first = headers.hasMoreElements() ? headers.nextElement() : null;
        if (headers.hasMoreElements()) {
            throw new Rejection(400, "invalid-header", name);
        }
        return first;
    }

    private static @Nullable Long version(@Nullable String header) {
        if (header == null || header.equals("*")) {
            return null;
        }
        Matcher etag = ETAG.matcher(header.strip());
        if (!etag.matches()) {
            throw new Rejection(400, "invalid-header", "If-Match");
        }
        return Long.valueOf(etag.group(1));
    }

    /**
     * By now the body has been read, so that its bytes are at hand. Of what it says, not of how it is written: a client
     * that writes it anew for its retry may order it otherwise. Keyed with the caller's own key, of which only a hash is
     * stored: nobody can guess a short body from it.
     */
    private static String fingerprint(HttpServletRequest request) {
        byte[] body = Optional.ofNullable(WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class))
                .map(ContentCachingRequestWrapper::getContentAsByteArray)
                .orElseThrow(() -> new IllegalStateException("the body was not kept"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(request.getHeader(KEY).getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(CanonicalJson.of(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
