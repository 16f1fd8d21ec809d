package kepu.defaults.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import kepu.defaults.Command;
import kepu.defaults.store.PersonalData;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives a request the correlation id that it brings along, or a new one; events, log lines and the answer name it. */
final class CorrelationFilter extends OncePerRequestFilter {
    private static final String HEADER = "Kepu-Correlation-Id";
    private static final String ATTRIBUTE = CorrelationFilter.class.getName();
    private static final String IN_LOGS = "correlationId";

    /** What the contracts allow of an id. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    static String idOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id
                ? id
                : Command.newEventId().toString();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HEADER);
        String id = header != null && ID.matcher(header).matches() && !PersonalData.isIn(header)
                ? header
                : Command.newEventId().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put(IN_LOGS, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(IN_LOGS);
        }
    }
}
