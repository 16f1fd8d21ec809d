package kepu.gateway.village;

import kepu.gateway.problem.NoInputFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes {@code GET /api/v1/villages/{unitId}/{year}} to the overview. */
@Configuration(proxyBeanMethods = false)
class VillageRoute {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> villages(VillageOverview overview, NoInputFilter noInput) {
        return RouterFunctions.route()
                .GET("/api/v1/villages/{unitId}/{year:[+-]?\\d{1,20}}", overview::handle)
                .filter(noInput)
                .build();
    }
}
