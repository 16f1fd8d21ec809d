package kepu.gateway.observability;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.ForwardedHeaderResolver;
import kepu.gateway.http.RequestContext;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its {@link RequestContext}, and its correlation id to the response and to the log. */
@Component
@Order(FilterOrder.CORRELATION)
final class CorrelationFilter extends OncePerRequestFilter {
    private static final String MDC_KEY = "correlationId";

    private final ForwardedHeaderResolver clients;
    private final UpstreamTracing tracing;

    CorrelationFilter(ForwardedHeaderResolver clients, UpstreamTracing tracing) {
        this.clients = clients;
        this.tracing = tracing;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var context = RequestContext.create(request, clients.resolve(request), tracing.currentTraceparent());
        context.attachTo(request);
        response.setHeader(RequestContext.CORRELATION_ID, context.correlationId());
        response.setHeader(RequestContext.TRACEPARENT, context.traceparent());
        MDC.put(MDC_KEY, context.correlationId());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }
}
