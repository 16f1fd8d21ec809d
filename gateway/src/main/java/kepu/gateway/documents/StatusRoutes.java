package kepu.gateway.documents;

import java.util.Map;
import kepu.gateway.problem.NoInputFilter;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes {@code /health} and {@code /info} of the public port. */
@Configuration(proxyBeanMethods = false)
class StatusRoutes {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> status(ApplicationAvailability availability, NoInputFilter noInput) {
        var info = Map.of("name", "gateway", "version", Version.ofGateway());
        return RouterFunctions.route()
                .route(GetOrHead.path("/health"), _ -> health(availability))
                .route(GetOrHead.path("/info"), _ -> json(HttpStatus.OK, info))
                .filter(noInput)
                .build();
    }

    private static ServerResponse health(ApplicationAvailability availability) {
        boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ready
                ? json(HttpStatus.OK, Map.of("status", "UP"))
                : json(HttpStatus.SERVICE_UNAVAILABLE, Map.of("status", "OUT_OF_SERVICE"));
    }

    private static ServerResponse json(HttpStatus status, Map<String, String> body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
