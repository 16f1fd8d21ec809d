package kepu.gateway;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what nobody else did: unknown paths, wrong methods, failures; without a word of what went wrong inside. */
@Controller
class Errors implements ErrorController {
    private final Problems problems;

    Errors(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var instance = path == null ? request.getRequestURI() : path.toString();
        problems.write(problem(request), instance, request, response);
    }

    private Problem problem(HttpServletRequest request) {
        // Whoever asks for the error page itself asks for a path that is none.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return problems.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }
}
