package kepu.gateway.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.gateway.http.SecurityHeadersFilter;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers unknown paths, wrong methods and failures, without a detail of what failed inside. */
@Controller
class ProblemErrorController implements ErrorController {
    private final ProblemWriter problems;

    ProblemErrorController(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var instance = path == null ? request.getRequestURI() : path.toString();
        SecurityHeadersFilter.setDataHeaders(response); // what Tomcat refuses, such as TRACE, passes no filter
        problems.write(problem(request), instance, request, response);
    }

    private Problem problem(HttpServletRequest request) {
        // Without a status somebody asked for the path of the error page itself, which is no route.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return problems.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }
}
