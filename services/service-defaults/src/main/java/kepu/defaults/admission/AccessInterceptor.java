package kepu.defaults.admission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import kepu.access.Caller;
import kepu.access.KeysUnavailable;
import kepu.access.RouteRule;
import kepu.access.RouteRule.Kind;
import kepu.access.TokenRefused;
import kepu.access.Tokens;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.access.UnitParents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a request reach its route only with a token and a role that the route's rule asks for; a write also asks whether they
 * were revoked since, and so does a read that opens what is sealed or takes whole lists away as a file.
 */
final class AccessInterceptor implements HandlerInterceptor {
    private static final Logger log = LoggerFactory.getLogger(AccessInterceptor.class);
    private static final String CALLER = Caller.class.getName();
    private static final String TEXT = "text/";
    private static final String PERSON = OwnPerson.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;
    private final KnownAccounts accounts;
    private final UnitParents parents;
    private final Clock clock;

    AccessInterceptor(Tokens tokens, KnownAccounts accounts, UnitParents parents, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.parents = parents;
        this.clock = clock;
    }

    /** Whose request it is, if the route asked for a token. */
    static @Nullable Caller caller(RequestAttributes request) {
        return (Caller) request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
    }

    /** Whose account it is, if the route is about what is their own. */
    static @Nullable OwnPerson person(RequestAttributes request) {
        return (OwnPerson) request.getAttribute(PERSON, RequestAttributes.SCOPE_REQUEST);
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
        boolean writes = !READING.contains(request.getMethod());
        boolean asks = writes || rule.asksAnew() || isForAFile(request);
        Caller stated = caller(request, response);
        Caller caller = asks ? accounts.asOfNow(stated).orElseThrow(() -> invalid(response, "it was revoked")) : stated;
        attributes.setAttribute(CALLER, caller, RequestAttributes.SCOPE_REQUEST);
        Instant now = clock.instant();
        Set<String> roots =
                rule.kind() == Kind.OWN ? Set.of(own(caller, attributes).unitId()) : caller.unitsOf(rule.roles(), now);
        if (rule.kind() == Kind.ROLE && roots.isEmpty()) {
            throw SharedRefusal.RIGHT_MISSING.with();
        }
        Set<String> others = writes ? accounts.othersOfPerson(caller.subject()) : Set.of();
        Set<String> unitsOfOthers = others.isEmpty() ? Set.of() : accounts.unitsOfOthers(caller.subject(), now);
        Access access = new Access(roots, parents, clock, others, unitsOfOthers);
        (asks ? access : access.notAskedAnew()).bind(attributes);
        return true;
    }

    /** A list as CSV, the one text that there is of it; a caller that takes anything gets JSON. */
    private static boolean isForAFile(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains(TEXT));
    }

    private OwnPerson own(Caller caller, RequestAttributes request) {
        OwnPerson person = accounts.personOf(caller.subject()).orElseThrow(() -> SharedRefusal.ACCOUNT_NOT_TIED.with());
        request.setAttribute(PERSON, person, RequestAttributes.SCOPE_REQUEST);
        return person;
    }

    private static Rejection invalid(HttpServletResponse response, @Nullable String why) {
        log.debug("a token was refused: {}", why);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return SharedRefusal.TOKEN_INVALID.with();
    }

    private Caller caller(HttpServletRequest request, HttpServletResponse response) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw SharedRefusal.TOKEN_REQUIRED.with();
        }
        try {
            return tokens.ofHeader(header);
        } catch (TokenRefused e) {
            throw invalid(response, e.getMessage());
        } catch (KeysUnavailable e) {
            log.warn("no token can be checked: {}", e.toString());
            throw SharedRefusal.KEYS_UNAVAILABLE.with();
        }
    }
}
