package kepu.defaults.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.defaults.Rejection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every refusal as an RFC 9457 problem with a stable {@code code} and a sentence in the caller's language. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private static final Map<Integer, String> CODES = Map.of(
            404, "unknown-route",
            405, "method-not-allowed",
            406, "not-acceptable",
            415, "unsupported-media-type",
            413, "body-too-large",
            400, "invalid-request");

    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Rejection rejection, HttpServletRequest request, Locale locale) {
        HttpHeaders headers = new HttpHeaders();
        if (rejection.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer(
                HttpStatusCode.valueOf(rejection.status()),
                rejection.code(),
                rejection.arguments(),
                headers,
                locale);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Exception unforeseen, HttpServletRequest request, Locale locale) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), unforeseen);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", List.of(), new HttpHeaders(), locale);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String fields = String.join(
                "; ",
                e.getFieldErrors().stream()
                        .map(field -> field.getField() + ": " + field.getDefaultMessage())
                        .sorted()
                        .toList());
        return answer(status, "invalid-body", List.of(fields), headers, LocaleContextHolder.getLocale());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Locale locale = LocaleContextHolder.getLocale();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejection rejection) {
                return answer(
                        HttpStatusCode.valueOf(rejection.status()),
                        rejection.code(),
                        rejection.arguments(),
                        headers,
                        locale);
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return answer(status, "unknown-field", List.of(unknown.getPropertyName()), headers, locale);
            }
            if (cause instanceof JacksonException malformed) {
                String where = malformed.getPath().isEmpty()
                        ? ""
                        : malformed.getPath().getLast().getPropertyName();
                return answer(status, "invalid-json", List.of(where == null ? "" : where), headers, locale);
            }
        }
        return answer(status, "invalid-json", List.of(""), headers, locale);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Object> arguments = List.of(
                switch (e) {
                    case MethodArgumentTypeMismatchException mismatch -> mismatch.getName();
                    case MissingServletRequestParameterException missing -> missing.getParameterName();
                    case HandlerMethodValidationException invalid -> parameters(invalid);
                    default -> Integer.toString(status.value());
                });
        return answer(
                status,
                CODES.getOrDefault(status.value(), "request-refused"),
                arguments,
                headers,
                LocaleContextHolder.getLocale());
    }

    private static String parameters(HandlerMethodValidationException invalid) {
        return invalid.getParameterValidationResults().stream()
                .map(result -> String.valueOf(result.getMethodParameter().getParameterName()))
                .collect(Collectors.joining(", "));
    }

    private ResponseEntity<Object> answer(
            HttpStatusCode status, String code, List<Object> arguments, HttpHeaders headers, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(code);
        problem.setDetail(messages.getMessage(code, arguments.toArray(), code, locale));
        problem.setProperty("code", code);
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            problem.setInstance(URI.create(attributes.getRequest().getRequestURI()));
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
