package kepu.defaults.web;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.failure.StoreOutage;
import kepu.defaults.input.InputRejection;
import kepu.defaults.store.PersonalData;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.i18n.LocaleContextHolder;
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
import org.springframework.validation.method.ParameterValidationResult;
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

/** Every refusal as an RFC 9457 problem with a stable {@code code} and a sentence in the caller's language. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String WITHHELD = "***";
    private static final int LONGEST_NUMBER = 100;
    private static final URI NO_TYPE = URI.create("about:blank");

    private static final Map<Integer, String> CODES = Map.of(
            404, "unknown-route",
            405, "method-not-allowed",
            406, "not-acceptable",
            415, "unsupported-media-type",
            413, "body-too-large",
            400, "invalid-request",
            500, "internal-error");

    /** The code of what is known by its status alone. */
    static String codeOf(HttpStatusCode status) {
        return CODES.getOrDefault(status.value(), "request-refused");
    }

    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Rejection rejection, HttpServletRequest request, Locale locale) {
        return answer(rejection, new HttpHeaders(), locale);
    }

    /** Of the first who asks Tomcat for a parameter, whatever its name, when one of them cannot be read. */
    @ExceptionHandler
    ResponseEntity<Object> on(InvalidParameterException unreadable, HttpServletRequest request, Locale locale) {
        return answer(InputRejection.unreadableAddress(), new HttpHeaders(), locale);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Exception unforeseen, HttpServletRequest request, Locale locale) {
        if (StoreOutage.isBehind(unforeseen)) {
            // Nobody can say whether it was stored; a retry under the same key can.
            log.warn("{} {}: the store is away: {}", request.getMethod(), pathOf(request), unforeseen.toString());
            return answer(SharedRefusal.STORE_UNAVAILABLE.with(), new HttpHeaders(), locale);
        }
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
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Rejection rejection) {
                return answer(rejection, headers, locale);
            }
        }
        return answer(status, e.getCause() == null ? "body-required" : "invalid-json", List.of(), headers, locale);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Locale locale = LocaleContextHolder.getLocale();
        if (status.is5xxServerError()) {
            log.error("{} failed", withoutPersonalData(request.getDescription(false)), e);
        }
        return switch (e) {
            case MissingServletRequestParameterException missing -> answer(InputRejection.of(missing), headers, locale);
            case MethodArgumentTypeMismatchException unusable -> answer(InputRejection.of(unusable), headers, locale);
            case HandlerMethodValidationException invalid
            when !status.is5xxServerError() -> answer(brokenRule(invalid), headers, locale);
            default -> answer(status, codeOf(status), List.of(Integer.toString(status.value())), headers, locale);
        };
    }

    private static InputRejection brokenRule(HandlerMethodValidationException invalid) {
        List<ParameterValidationResult> broken = invalid.getParameterValidationResults();
        return InputRejection.brokenRule(
                broken.stream()
                        .map(result ->
                                String.valueOf(result.getMethodParameter().getParameterName()))
                        .toList(),
                broken.stream()
                        .flatMap(result -> result.getResolvableErrors().stream())
                        .map(error -> String.valueOf(error.getDefaultMessage()))
                        .toList());
    }

    private ResponseEntity<Object> answer(Rejection rejection, HttpHeaders headers, Locale locale) {
        if (rejection.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        ResponseEntity<Object> answer = answer(
                HttpStatusCode.valueOf(rejection.status()),
                rejection.code(),
                rejection.sentence(),
                rejection.arguments(),
                headers,
                locale);
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

    /** A year is 2026, not 2,026, and 1e999999999 is not written out; and what may be somebody's number is not said again. */
    private static Object plain(Object argument) {
        return switch (argument) {
            case BigDecimal number when Math.abs(number.scale()) <= LONGEST_NUMBER -> number.toPlainString();
            case Number number -> number.toString();
            case MessageSourceResolvable words -> words;
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
