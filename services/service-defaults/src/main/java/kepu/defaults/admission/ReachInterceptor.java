package kepu.defaults.admission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import kepu.access.RouteRule;
import kepu.defaults.access.Access;
import kepu.defaults.input.InputRejection;
import kepu.defaults.text.TextNormalizer;
import kepu.defaults.text.UnusableText;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets a request reach its route only if the unit that the route's rule names lies within the caller's reach. */
final class ReachInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("kepu.")) {
            RouteRule.of(method.getMethod())
                    .filter(rule -> rule.kind() != RouteRule.Kind.PUBLIC)
                    .map(RouteRule::unit)
                    .filter(name -> !name.isEmpty())
                    .map(name -> read(named(request, name), name))
                    .ifPresent(unitId -> Access.current().require(unitId));
        }
        return true;
    }

    /** In the form that the route itself gets. */
    private static @Nullable String read(@Nullable String sent, String name) {
        try {
            return sent == null ? null : TextNormalizer.line(sent);
        } catch (UnusableText e) {
            throw InputRejection.unusableText(name);
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
