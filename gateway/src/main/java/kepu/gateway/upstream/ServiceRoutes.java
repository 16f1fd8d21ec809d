package kepu.gateway.upstream;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Routes {@code /api/v1/<service>/**} to that service, the sign-in paths to the identity service, and every other path to a
 * 404.
 */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {
    private static final String IDENTITY = "identity";

    private final UpstreamProperties upstream;
    private final UpstreamResilience resilience;
    private final ProblemWriter problems;
    private final Duration openFor;

    ServiceRoutes(
            UpstreamProperties upstream,
            UpstreamResilience resilience,
            ProblemWriter problems,
            GatewayProperties properties) {
        this.upstream = upstream;
        this.resilience = resilience;
        this.problems = problems;
        this.openFor = properties.breaker().openFor();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> services() {
        var apis = upstream.services().keySet().stream()
                .map(service ->
                        toService(service, service, "/api/v1/" + service + "/**", ServiceRoutes::withoutCookies));
        var signIn = Stream.of(IDENTITY)
                .filter(upstream.services()::containsKey)
                .flatMap(service -> RequestPaths.SIGN_IN.stream()
                        .map(pattern -> toService("sign-in:" + pattern, service, pattern, UnaryOperator.identity())));
        return Stream.concat(apis, signIn).reduce(RouterFunction::and).orElseThrow();
    }

    /** A route, because the dispatcher servlet would log an unknown path unredacted. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> notFound() {
        return RouterFunctions.route(
                request -> request.servletRequest().getDispatcherType() == DispatcherType.REQUEST,
                _ -> problems.response(HttpStatus.NOT_FOUND));
    }

    private RouterFunction<ServerResponse> toService(
            String id, String service, String pattern, UnaryOperator<ServerRequest> change) {
        var base = upstream.baseUri(service);
        return route(id)
                .route(path(pattern), http())
                .filter(withResilience(service))
                .before(uri(base))
                .before(change)
                .after((_, response) -> withRelativeLocation(base, response))
                .build();
    }

    /** The API accepts tokens only; the cookies belong to the sign-in pages. */
    private static ServerRequest withoutCookies(ServerRequest request) {
        return ServerRequest.from(request)
                .headers(headers -> headers.remove(HttpHeaders.COOKIE))
                .build();
    }

    private HandlerFilterFunction<ServerResponse, ServerResponse> withResilience(String service) {
        return (request, next) -> {
            try {
                return resilience.execute(service, () -> next.handle(request));
            } catch (UpstreamException exception) {
                return problems.response(exception.problem(openFor));
            }
        };
    }

    /** A service that names itself in a {@code Location} would send the caller past the gateway. */
    private static ServerResponse withRelativeLocation(URI base, ServerResponse response) {
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
