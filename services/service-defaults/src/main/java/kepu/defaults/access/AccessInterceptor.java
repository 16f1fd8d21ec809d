package kepu.defaults.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import kepu.access.Caller;
import kepu.access.KeysUnavailable;
import kepu.access.RouteRule;
import kepu.access.RouteRule.Kind;
import kepu.access.TokenRefused;
import kepu.access.Tokens;
import kepu.defaults.Rejection;
import kepu.defaults.input.InputRejection;
import kepu.defaults.text.TextNormalizer;
import kepu.defaults.text.UnusableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets a request reach its route only with a token, a role and a unit that the route's rule asks for. */
final class AccessInterceptor implements HandlerInterceptor {
    private static final Logger log = LoggerFactory.getLogger(AccessInterceptor.class);
    private static final String CALLER = Caller.class.getName();

    private final Tokens tokens;
    private final UnitParents parents;
    private final Clock clock;

    AccessInterceptor(Tokens tokens, UnitParents parents, Clock clock) {
        this.tokens = tokens;
        this.parents = parents;
        this.clock = clock;
    }

    /** Whose request it is, if the route asked for a token. */
    static @Nullable Caller caller(RequestAttributes request) {
        return (Caller) request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith("kepu.")) {
            return true; // the framework's own: errors, static files
        }
        RouteRule rule = RouteRule.of(method.getMethod())
                .orElseThrow(() -> new IllegalStateException("no rule says who may use " + method));
        RequestAttributes attributes = new ServletWebRequest(request);
        if (rule.kind() == Kind.PUBLIC) {
            new Access(Set.of(), parents, clock).bind(attributes);
            return true;
        }
        Caller caller = caller(request, response);
        attributes.setAttribute(CALLER, caller, RequestAttributes.SCOPE_REQUEST);
        Set<String> roots = caller.unitsOf(rule.roles(), clock.instant());
        if (rule.kind() == Kind.ROLE && roots.isEmpty()) {
            throw new Rejection(403, "right-missing");
        }
        Access access = new Access(roots, parents, clock);
        access.bind(attributes);
        String unitId = rule.unit().isEmpty() ? null : read(named(request, rule.unit()), rule.unit());
        if (unitId != null) {
            access.require(unitId);
        }
        return true;
    }

    private Caller caller(HttpServletRequest request, HttpServletResponse response) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw new Rejection(401, "token-required");
        }
        try {
            return tokens.ofHeader(header);
        } catch (TokenRefused e) {
            log.debug("a token was refused: {}", e.getMessage());
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            throw new Rejection(401, "token-invalid");
        } catch (KeysUnavailable e) {
            log.warn("no token can be checked: {}", e.toString());
            throw new Rejection(503, "keys-unavailable");
        }
    }

    /** In the form that the route itself gets. */
    private static @Nullable String read(@Nullable String sent, String name) {
        try {
            return sent == null ? null : TextNormalizer.line(sent);
        } catch (UnusableText e) {
            throw new Rejection(400, "invalid-request", name);
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable String named(HttpServletRequest request, String name) {
        Map<String, String> path =
                (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        String value = path == null ? null : path.get(name);
        if (value != null) {
            return value;
        }
        String[] stated = request.getParameterValues(name);
        if (stated != null && stated.length > 1) { // or one would be checked and another one answered
            throw InputRejection.duplicateParameter(name);
        }
        if (stated != null && stated[0].isEmpty()) { // or a unit that is none would be missed first
            throw InputRejection.emptyParameter(name);
        }
        return stated == null ? null : stated[0];
    }
}
