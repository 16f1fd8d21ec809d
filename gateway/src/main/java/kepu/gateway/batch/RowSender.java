package kepu.gateway.batch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import kepu.gateway.GatewayProperties;
import kepu.gateway.batch.RowAnswer.Outcome;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import kepu.gateway.upstream.ServiceAnswer;
import kepu.gateway.upstream.ServiceCalls;
import kepu.gateway.upstream.UpstreamException;
import kepu.gateway.upstream.UpstreamProperties;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sends one row of a batch to its service, with the caller's own token. */
@Component
final class RowSender {
    private static final Logger LOG = LoggerFactory.getLogger(RowSender.class);

    /** A service sets it on the receipt of a command that it had carried out before. */
    private static final String REPLAYED = "Idempotency-Replayed";

    /** Receipts are small; a thousand answers are in memory at once. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    /** Keeps every digit. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ServiceCalls services;
    private final ProblemWriter problems;
    private final Duration readTimeout;
    private final Duration openFor;
    private final Row.Limits limits;

    RowSender(
            ServiceCalls services, UpstreamProperties upstream, ProblemWriter problems, GatewayProperties properties) {
        this.services = services;
        this.problems = problems;
        this.readTimeout = properties.readTimeout();
        this.openFor = properties.breaker().openFor();
        this.limits = new Row.Limits(upstream.services().keySet(), properties.uriLimit(), properties.bodyLimit());
    }

    Optional<Problem> refusal(Row row) {
        return row.refusal(limits);
    }

    /** What the gateway itself says of a row. */
    RowAnswer own(Outcome outcome, Problem problem, Row row, ServerRequest request) {
        var messages = Messages.forLanguages(request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var path = Objects.requireNonNullElse(row.path(), "");
        return new RowAnswer(
                outcome,
                problem.status().value(),
                false,
                problems.document(problem, path, messages),
                problem.secondsToWait());
    }

    RowAnswer send(Row row, ServerRequest request) {
        try {
            return read(services.send(row.service(), outgoing(row, request), readTimeout), row, request);
        } catch (UpstreamException unanswered) {
            return own(Outcome.UNANSWERED, unanswered.problem(openFor), row, request);
        } catch (Exception failure) { // one row must not cost the caller the answers to the others
            LOG.error("a row of a batch failed", failure);
            return own(Outcome.UNANSWERED, problems.of(HttpStatus.INTERNAL_SERVER_ERROR), row, request);
        }
    }

    private ClassicHttpRequest outgoing(Row row, ServerRequest request) {
        var outgoing = services.request(
                Objects.requireNonNull(row.method()),
                row.service(),
                Objects.requireNonNull(row.path()),
                request,
                ServiceCalls.OF_CALLER);
        var body = row.body();
        if (body != null) {
            outgoing.setEntity(body.entity());
        }
        outgoing.addHeader("Idempotency-Key", Objects.requireNonNull(row.idempotencyKey()));
        if (body != null) {
            outgoing.addHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        if (row.ifMatch() != null) {
            outgoing.addHeader(HttpHeaders.IF_MATCH, "\"" + row.ifMatch() + '"');
        }
        return outgoing;
    }

    private RowAnswer read(ServiceAnswer<byte[]> answer, Row row, ServerRequest request) {
        int status = answer.status();
        if (status < FIRST_REFUSAL) {
            boolean isKnown = answer.header(REPLAYED).filter("true"::equals).isPresent();
            return new RowAnswer(Outcome.ACCEPTED, status, isKnown, content(answer), OptionalLong.empty());
        }
        var outcome = mayPass(status) ? Outcome.UNANSWERED : Outcome.REFUSED;
        var problem = content(answer);
        if (problem == null || !problem.path("code").isString()) {
            var meaning = HttpStatus.resolve(status);
            return own(outcome, problems.of(meaning == null ? HttpStatus.BAD_GATEWAY : meaning), row, request);
        }
        return new RowAnswer(outcome, status, false, problem, secondsToWait(answer));
    }

    /**
     * Whether the same command may be answered otherwise soon: the service failed, it turned the command away, or the token
     * ended while the batch was under way.
     */
    private static boolean mayPass(int status) {
        return status >= FIRST_FAILURE
                || status == HttpStatus.UNAUTHORIZED.value()
                || status == HttpStatus.TOO_MANY_REQUESTS.value()
                || status == HttpStatus.REQUEST_TIMEOUT.value();
    }

    private @Nullable JsonNode content(ServiceAnswer<byte[]> answer) {
        if (answer.body().length == 0 || answer.body().length > LONGEST_ANSWER) {
            return null;
        }
        try {
            return json.readTree(answer.body());
        } catch (JacksonException _) {
            return null;
        }
    }

    private static OptionalLong secondsToWait(ServiceAnswer<byte[]> answer) {
        try {
            return answer.header(HttpHeaders.RETRY_AFTER).stream()
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
