package kepu.gateway.batch;

import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.NoInputFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes {@code POST /api/v1/batches} to the batches. */
@Configuration(proxyBeanMethods = false)
class BatchRoute {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> commandsOfBatches(Batches batches, NoInputFilter noInput) {
        return RouterFunctions.route()
                .POST(RequestPaths.BATCHES, batches::handle)
                .filter(noInput::refuseParameters)
                .build();
    }
}
