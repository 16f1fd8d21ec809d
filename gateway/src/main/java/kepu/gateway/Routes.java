package kepu.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.net.URI;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Which path leads where: {@code /api/v1/<service>/**} to that service unchanged, the composed reads to the gateway. */
@Configuration(proxyBeanMethods = false)
class Routes {
    @Bean
    RouterFunction<ServerResponse> composedReads(VillageAtAGlance village) {
        return RouterFunctions.route()
                .GET("/api/v1/villages/{unitId}/{year:\\d{4}}", village::handle)
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> services(Settings settings, Breakers breakers, Problems problems) {
        return settings.services().entrySet().stream()
                .map(service -> toService(service, breakers, problems))
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> toService(
            Map.Entry<String, URI> service, Breakers breakers, Problems problems) {
        var name = service.getKey();
        var base = service.getValue();
        return route(name)
                .route(path("/api/v1/" + name + "/**"), http())
                .filter(throughBreaker(name, breakers, problems))
                .before(uri(base))
                .after((_, response) -> withLocationAtTheGateway(base, response))
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
