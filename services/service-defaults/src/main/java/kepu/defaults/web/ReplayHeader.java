package kepu.defaults.web;

import kepu.defaults.Command;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Says with a receipt whether the command had been carried out before; the receipt itself stays the same, a refusal is none. */
@ControllerAdvice
final class ReplayHeader implements ResponseBodyAdvice<Object> {
    /** The request's attribute that holds its command. */
    static final String COMMAND = Command.class.getName();

    private static final String NAME = "Idempotency-Replayed";

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (response instanceof ServletServerHttpResponse answer
                && HttpStatusCode.valueOf(answer.getServletResponse().getStatus())
                        .is2xxSuccessful()
                && request instanceof ServletServerHttpRequest servlet
                && servlet.getServletRequest().getAttribute(COMMAND) instanceof Command command
                && command.isReplayed()) {
            response.getHeaders().set(NAME, "true");
        }
        return body;
    }
}
