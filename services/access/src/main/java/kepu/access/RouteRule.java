package kepu.access;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.identity.AccountEvent.Role;

/**
 * What a route declares about its callers.
 *
 * @param roles one of which the caller must hold; empty if none is needed
 * @param unit path variable or request parameter that names the unit asked for; empty if there is none
 * @param asksAnew whether a read asks too what was revoked since the token was made
 */
public record RouteRule(Kind kind, Set<Role> roles, String unit, boolean asksAnew) {
    /** How much a route asks of its callers. */
    public enum Kind {
        PUBLIC,
        SIGNED,
        OWN,
        ROLE
    }

    public RouteRule(Kind kind, Set<Role> roles, String unit) {
        this(kind, roles, unit, false);
    }

    /**
     * @return empty if the method declares nothing
     * @throws IllegalStateException if it declares two things
     */
    public static Optional<RouteRule> of(AnnotatedElement method) {
        List<RouteRule> rules = new ArrayList<>();
        Allow allow = method.getAnnotation(Allow.class);
        if (allow != null) {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            roles.addAll(List.of(allow.value()));
            rules.add(new RouteRule(Kind.ROLE, roles, allow.unit()));
        }
        AllowAnyRole any = method.getAnnotation(AllowAnyRole.class);
        if (any != null) {
            rules.add(new RouteRule(Kind.ROLE, EnumSet.allOf(Role.class), any.unit()));
        }
        if (method.isAnnotationPresent(Signed.class)) {
            rules.add(new RouteRule(Kind.SIGNED, Set.of(), ""));
        }
        if (method.isAnnotationPresent(Own.class)) {
            rules.add(new RouteRule(Kind.OWN, Set.of(), ""));
        }
        if (method.isAnnotationPresent(Public.class)) {
            rules.add(new RouteRule(Kind.PUBLIC, Set.of(), ""));
        }
        if (rules.size() > 1) {
            throw new IllegalStateException("a route has one rule: " + method);
        }
        boolean asksAnew = method.isAnnotationPresent(AsksAnew.class);
        return rules.stream().findFirst().map(rule -> new RouteRule(rule.kind(), rule.roles(), rule.unit(), asksAnew));
    }
}
