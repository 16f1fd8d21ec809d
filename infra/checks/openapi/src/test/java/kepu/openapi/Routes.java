package kepu.openapi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import kepu.access.RouteRule;
import kepu.contracts.identity.AccountEvent.Role;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What running applications answer, as their handler mappings know it. */
final class Routes {
    private static final Pattern CONSTRAINT = Pattern.compile("\\{([A-Za-z]+):(?:[^{}]|\\{[^{}]*})*}");

    /** The gateway hands the token on, and the services whose answers it composes judge it. */
    private static final RouteRule COMPOSED = new RouteRule(RouteRule.Kind.ROLE, EnumSet.allOf(Role.class), "unitId");

    /** Whoever is signed in; each command is judged by its own service. */
    private static final RouteRule HANDED_ON = new RouteRule(RouteRule.Kind.SIGNED, Set.of(), "");

    private static final String API = "/api/";

    private Routes() {}

    /** Where people sign in: pages for a browser, no part of the API. */
    static List<Route> pages(Map<String, ConfigurableApplicationContext> services) {
        Set<Route> pages = new TreeSet<>();
        services.forEach((service, context) -> ofService(service, context).stream()
                .filter(route -> !route.template().startsWith(API))
                .forEach(pages::add));
        return List.copyOf(pages);
    }

    static List<Route> of(
            Map<String, ConfigurableApplicationContext> services, ConfigurableApplicationContext gateway) {
        Set<Route> routes = new TreeSet<>();
        services.forEach((service, context) -> ofService(service, context).stream()
                .filter(route -> route.template().startsWith(API))
                .forEach(routes::add));
        gatewayRoutes(gateway).stream()
                .map(route -> route.split(" ", 2))
                .filter(route -> !route[0].equals("*") && route[1].startsWith(API))
                .forEach(route -> routes.add(
                        new Route("gateway", route[0], route[1], route[0].equals("GET") ? COMPOSED : HANDED_ON, null)));
        return List.copyOf(routes);
    }

    static List<Route> ofService(String service, ConfigurableApplicationContext context) {
        List<Route> routes = new ArrayList<>();
        context.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(route -> route.getValue().getBeanType().getName().startsWith("kepu."))
                .forEach(route -> add(service, route.getKey(), route.getValue(), routes));
        return routes;
    }

    private static void add(String service, RequestMappingInfo info, HandlerMethod handler, List<Route> routes) {
        RouteRule rule = RouteRule.of(handler.getMethod())
                .orElseThrow(() -> new IllegalStateException("no rule says who may use " + handler));
        for (String pattern : info.getPatternValues()) {
            if (info.getMethodsCondition().getMethods().isEmpty()) {
                throw new IllegalStateException(pattern + " is for every method");
            }
            info.getMethodsCondition()
                    .getMethods()
                    .forEach(method ->
                            routes.add(new Route(service, method.name(), plain(pattern), rule, handler.getMethod())));
        }
    }

    private static String plain(String pattern) {
        return CONSTRAINT.matcher(pattern).replaceAll("{$1}");
    }

    /** {@code METHOD path} of each route of the gateway's router functions; {@code *} is any method. */
    static Set<String> gatewayRoutes(ConfigurableApplicationContext gateway) {
        Set<String> found = new TreeSet<>();
        gateway.getBeansOfType(RouterFunction.class).values().forEach(function -> function.accept(new Visitor(found)));
        return found;
    }

    private static final class Visitor implements RouterFunctions.Visitor {
        private final Set<String> found;

        Visitor(Set<String> found) {
            this.found = found;
        }

        @Override
        public void startNested(RequestPredicate predicate) {
            // the routes inside name their paths in full
        }

        @Override
        public void endNested(RequestPredicate predicate) {
            // see startNested
        }

        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            Described described = new Described();
            predicate.accept(described);
            for (String method : described.methods.isEmpty() ? List.of("*") : described.methods) {
                described.paths.forEach(path -> found.add(method + " " + plain(path)));
            }
        }

        @Override
        public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
            found.add("GET resources");
        }

        @Override
        public void attributes(Map<String, Object> attributes) {
            // say nothing about paths
        }

        @Override
        public void unknown(RouterFunction<?> function) {
            throw new IllegalStateException("nobody knows what it routes: " + function);
        }
    }

    /** Collects methods and paths of a predicate, whatever else it asks for. */
    private static final class Described implements RequestPredicates.Visitor {
        private final List<String> methods = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();

        @Override
        public void method(Set<HttpMethod> allowed) {
            allowed.stream().map(HttpMethod::name).sorted().forEach(methods::add);
        }

        @Override
        public void path(String pattern) {
            paths.add(pattern);
        }

        @Override
        @SuppressWarnings("removal")
        public void pathExtension(String extension) {}

        @Override
        public void header(String name, String value) {}

        @Override
        public void param(String name, String value) {}

        @Override
        public void version(String version) {}

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void startOr() {}

        @Override
        public void or() {}

        @Override
        public void endOr() {}

        @Override
        public void startNegate() {}

        @Override
        public void endNegate() {}

        @Override
        public void unknown(RequestPredicate predicate) {}
    }
}
