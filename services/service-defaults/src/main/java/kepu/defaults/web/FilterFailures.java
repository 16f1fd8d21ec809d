package kepu.defaults.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** What fails in a filter is answered as what fails in a controller is: the sign-in of OAuth happens in filters alone. */
final class FilterFailures extends OncePerRequestFilter {
    private final ObjectProvider<HandlerExceptionResolver> problems;

    /** @param problems asked for late, as it needs what is made after the filters */
    FilterFailures(ObjectProvider<HandlerExceptionResolver> problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            if (response.isCommitted() || problems.getObject().resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }
}
