package kepu.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Which path leads where: {@code /api/v1/<service>/**} to that service unchanged, where people sign in to the identity
 * service, the composed reads to the gateway.
 */
@Configuration(proxyBeanMethods = false)
class Routes {
    private static final String IDENTITY = "identity";

    @Bean
    RouterFunction<ServerResponse> composedReads(VillageAtAGlance village, Problems problems) {
        return RouterFunctions.route()
                .GET("/api/v1/villages/{unitId}/{year:[+-]?\\d{1,20}}", village::handle)
                .filter(problems.nothingAsked())
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> services(Settings settings, Breakers breakers, Problems problems) {
        var apis = settings.services().keySet().stream()
                .map(name -> toService(
                        name,
                        name,
                        path("/api/v1/" + name + "/**"),
                        Routes::withoutCookies,
                        settings.base(name),
                        breakers,
                        problems));
        var signIn = Stream.of(IDENTITY)
                .filter(settings.services()::containsKey)
                .flatMap(name -> Paths.OF_IDENTITY.stream()
                        .map(pattern -> toService(
                                "sign-in:" + pattern,
                                name,
                                path(pattern),
                                Function.identity(),
                                settings.base(name),
                                breakers,
                                problems)));
        return Stream.concat(apis, signIn).reduce(RouterFunction::and).orElseThrow();
    }

    /** Answered here, for the dispatcher would write the path into the log as it came. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> nowhere(Problems problems) {
        return RouterFunctions.route(
                request -> request.servletRequest().getDispatcherType() == DispatcherType.REQUEST,
                _ -> problems.answer(problems.of(HttpStatus.NOT_FOUND)));
    }

    private static RouterFunction<ServerResponse> toService(
            String route,
            String service,
            RequestPredicate which,
            Function<ServerRequest, ServerRequest> change,
            URI base,
            Breakers breakers,
            Problems problems) {
        return route(route)
                .route(which, http())
                .filter(throughBreaker(service, breakers, problems))
                .before(uri(base))
                .before(change)
                .after((_, response) -> withLocationAtTheGateway(base, response))
                .build();
    }

    /** The API knows tokens only; who is signed in at the identity service's pages is none of its business. */
    private static ServerRequest withoutCookies(ServerRequest request) {
        return ServerRequest.from(request)
                .headers(headers -> headers.remove(HttpHeaders.COOKIE))
                .build();
    }

    private static HandlerFilterFunction<ServerResponse, ServerResponse> throughBreaker(
            String service, Breakers breakers, Problems problems) {
        return (request, next) -> {
            try {
                return breakers.call(service, () -> next.handle(request));
            } catch (PartMissing missing) {
                return problems.answer(problems.of(missing));
            }
        };
    }

    /** A service that names itself in full would send the caller past the gateway. */
    private static ServerResponse withLocationAtTheGateway(URI base, ServerResponse response) {
        var location = response.headers().getLocation();
        if (location != null && base.getRawAuthority().equals(location.getRawAuthority())) {
            response.headers()
                    .setLocation(URI.create(location.toString()
                            .substring(location.getScheme().length()
                                    + "://".length()
                                    + base.getRawAuthority().length())));
        }
        return response;
    }
}
