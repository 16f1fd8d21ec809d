package kepu.gateway.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Limits the batches under way at one time, those of one caller and those of all, before their bodies are read.
 *
 * <p>So the memory for their bodies is bounded, and so is their part of the calls to a service.
 */
@Component
@Order(FilterOrder.BATCH_LIMIT)
final class BatchLimitFilter extends UnderWayFilter<String> {
    BatchLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        super(properties.batch().atOncePerCaller(), properties.batch().atOnce(), "too-many-batches", problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestPaths.isBatch(request.getMethod(), RequestPaths.of(request));
    }

    @Override
    String caller(HttpServletRequest request) {
        return Objects.requireNonNull(RequestContext.principalOf(request), "the token filter comes first");
    }
}
