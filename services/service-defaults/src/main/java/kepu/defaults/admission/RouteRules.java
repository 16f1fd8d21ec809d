package kepu.defaults.admission;

import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kepu.access.RouteRule;
import kepu.defaults.access.OwnPerson;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Refuses to start with a route of ours that does not say who may use it. */
final class RouteRules implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping mapping;

    RouteRules(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> wrong = mapping.getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().getBeanType().getName().startsWith("kepu."))
                .flatMap(route -> wrong(route.getValue()).map(why -> route.getKey() + ": " + why).stream())
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("who may use these routes is not declared rightly: " + wrong);
        }
    }

    private static Optional<String> wrong(HandlerMethod method) {
        Optional<RouteRule> rule = RouteRule.of(method.getMethod());
        if (rule.isEmpty()) {
            return Optional.of("no @Allow, @AllowAnyRole, @Own, @Signed or @Public");
        }
        boolean asks = Arrays.stream(method.getMethod().getParameterTypes()).anyMatch(OwnPerson.class::equals);
        if (asks != (rule.get().kind() == RouteRule.Kind.OWN)) {
            return Optional.of("an @Own route asks for the OwnPerson, and no other does");
        }
        String unit = rule.get().unit();
        return unit.isEmpty()
                        || Arrays.stream(method.getMethod().getParameters()).anyMatch(it -> isNamed(it, unit))
                ? Optional.empty()
                : Optional.of("no parameter is called " + unit);
    }

    private static boolean isNamed(Parameter parameter, String name) {
        return parameter.getName().equals(name)
                && (parameter.isAnnotationPresent(PathVariable.class)
                        || parameter.isAnnotationPresent(RequestParam.class));
    }
}
