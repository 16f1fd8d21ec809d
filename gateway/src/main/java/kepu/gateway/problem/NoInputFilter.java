package kepu.gateway.problem;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Refuses query parameters and bodies on routes that take neither, so that nobody believes they have an effect. */
@Component
public final class NoInputFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {
    private static final int LONGEST_NAME = 64;

    private final ProblemWriter problems;

    NoInputFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        return refuseParameters(request, bare -> {
            if (bare.servletRequest().getContentLengthLong() > 0) {
                return problems.response(new Problem(HttpStatus.BAD_REQUEST, "body-not-expected"));
            }
            return next.handle(bare);
        });
    }

    /** For a route that takes a body, but no query parameters. */
    public ServerResponse refuseParameters(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        var query = request.servletRequest().getQueryString();
        if (query != null && !query.isEmpty()) {
            return problems.response(new Problem(HttpStatus.BAD_REQUEST, "unknown-parameter", firstName(query)));
        }
        return next.handle(request);
    }

    private static String firstName(String query) {
        var name = query.split("[=&]", 2)[0];
        try {
            name = URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            // The problem then names it as it was sent.
        }
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
