package kepu.gateway.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Limits the requests under way at one time: those of one address, and those of all together. */
@Component
@Order(FilterOrder.CONCURRENCY_LIMIT)
final class ConcurrencyLimitFilter extends UnderWayFilter<InetAddress> {
    ConcurrencyLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        super(properties.limits().callsPerAddress(), properties.limits().callsAtOnce(), "too-many-at-once", problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RequestPaths.isProbe(RequestPaths.of(request));
    }

    @Override
    InetAddress caller(HttpServletRequest request) {
        return RequestContext.of(request).client().network();
    }
}
