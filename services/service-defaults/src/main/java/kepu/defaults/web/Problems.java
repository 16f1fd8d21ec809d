package kepu.defaults.web;

import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import kepu.defaults.store.PersonalData;
import kepu.defaults.text.PersonalDataInText;
import kepu.defaults.text.UnusableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
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
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every refusal as an RFC 9457 problem with a stable {@code code} and a sentence in the caller's language. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String WITHHELD = "***";
    private static final URI NO_TYPE = URI.create("about:blank");

    private static final Map<Integer, String> CODES = Map.of(
            404, "unknown-route",
            405, "method-not-allowed",
            406, "not-acceptable",
            415, "unsupported-media-type",
            413, "body-too-large",
            400, "invalid-request",
            500, "internal-error");

    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Rejection rejection, HttpServletRequest request, Locale locale) {
        return answer(rejection, new HttpHeaders(), locale);
    }

    /** Nobody can say whether it was stored; a retry under the same key can. */
    @ExceptionHandler({
        MongoTimeoutException.class,
        MongoSocketException.class,
        MongoNotPrimaryException.class,
        MongoWriteConcernException.class,
        DataAccessResourceFailureException.class
    })
    ResponseEntity<Object> onStoreAway(Exception away, HttpServletRequest request, Locale locale) {
        log.warn("{} {}: the store is away: {}", request.getMethod(), pathOf(request), away.toString());
        return answer(new Rejection(503, "store-unavailable"), new HttpHeaders(), locale);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Exception unforeseen, HttpServletRequest request, Locale locale) {
        log.error("{} {} failed", request.getMethod(), pathOf(request), unforeseen);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", List.of(), new HttpHeaders(), locale);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalidBody(e.getAllErrors().stream(), headers, status);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getBeanResults().isEmpty()) {
            return handleExceptionInternal(e, null, headers, status, request);
        }
        return invalidBody(
                e.getBeanResults().stream().map(ParameterErrors::getAllErrors).flatMap(List::stream), headers, status);
    }

    private ResponseEntity<Object> invalidBody(
            Stream<? extends ObjectError> errors, HttpHeaders headers, HttpStatusCode status) {
        String what = errors.map(error -> error instanceof FieldError field
                        ? field.getField() + ": " + field.getDefaultMessage()
                        : String.valueOf(error.getDefaultMessage()))
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(status, "invalid-body", List.of(what), headers, LocaleContextHolder.getLocale());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Locale locale = LocaleContextHolder.getLocale();
        Optional<Rejection> rejection = rejectionBehind(e);
        if (rejection.isPresent()) {
            return answer(rejection.get(), headers, locale);
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException unreadable && unreadable.getCause() instanceof UnusableText text) {
                List<Object> what = List.of(path(unreadable), text.character());
                return answer(status, "invalid-body", "invalid-body.character", what, headers, locale);
            }
            if (cause instanceof JacksonException unreadable && unreadable.getCause() instanceof PersonalDataInText) {
                return answer(new Rejection(422, "personal-data-in-text", path(unreadable)), headers, locale);
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return answer(status, "unknown-field", List.of(path(unknown)), headers, locale);
            }
            if (cause instanceof JacksonException unreadable
                    && !path(unreadable).isEmpty()) {
                return answer(status, "invalid-json", "invalid-json.field", List.of(path(unreadable)), headers, locale);
            }
        }
        return answer(status, e.getCause() == null ? "body-required" : "invalid-json", List.of(), headers, locale);
    }

    /** Why a parameter or a field was refused while it was read. */
    private static Optional<Rejection> rejectionBehind(Exception e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejection rejection) {
                return Optional.of(rejection);
            }
        }
        return Optional.empty();
    }

    /** Where in the body, such as {@code sessions[2].from}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Optional<Rejection> rejection = rejectionBehind(e);
        if (rejection.isPresent()) {
            return answer(rejection.get(), headers, LocaleContextHolder.getLocale());
        }
        if (status.is5xxServerError()) {
            log.error("{} failed", withoutPersonalData(request.getDescription(false)), e);
        }
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

    private ResponseEntity<Object> answer(Rejection rejection, HttpHeaders headers, Locale locale) {
        if (rejection.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        ResponseEntity<Object> answer = answer(
                HttpStatusCode.valueOf(rejection.status()), rejection.code(), rejection.arguments(), headers, locale);
        if (answer.getBody() instanceof ProblemDetail problem) {
            rejection.members().forEach(problem::setProperty);
        }
        return answer;
    }

    private ResponseEntity<Object> answer(
            HttpStatusCode status, String code, List<Object> arguments, HttpHeaders headers, Locale locale) {
        return answer(status, code, code, arguments, headers, locale);
    }

    private ResponseEntity<Object> answer(
            HttpStatusCode status,
            String code,
            String sentence,
            List<Object> arguments,
            HttpHeaders headers,
            Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(NO_TYPE);
        String reason = problem.getTitle();
        problem.setTitle(
                Objects.requireNonNullElse(messages.getMessage("title." + status.value(), null, reason, locale), code));
        problem.setDetail(messages.getMessage(
                sentence, arguments.stream().map(Problems::plain).toArray(), code, locale));
        problem.setProperty("code", code);
        instance(problem);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** A year is 2026, not 2,026; and what may be somebody's number is not said again. */
    private static Object plain(Object argument) {
        return switch (argument) {
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> withoutPersonalData(argument.toString());
        };
    }

    private static String withoutPersonalData(String said) {
        return PersonalData.isIn(said) ? WITHHELD : said;
    }

    private static String pathOf(HttpServletRequest request) {
        String sent = request.getRequestURI();
        return PersonalData.isIn(UriUtils.decode(sent, StandardCharsets.UTF_8)) ? WITHHELD : sent;
    }

    private static void instance(ProblemDetail problem) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            try {
                problem.setInstance(new URI(pathOf(attributes.getRequest())));
            } catch (URISyntaxException e) {
                log.debug("a path that is no URI", e);
            }
        }
    }
}
