package kepu.gateway.village;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import kepu.contracts.Years;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import kepu.gateway.upstream.ServiceAnswer;
import kepu.gateway.upstream.ServiceCalls;
import kepu.gateway.upstream.UpstreamException;
import kepu.gateway.upstream.UpstreamFailure;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks four services at once for a village's year and joins their answers; a service that fails costs its own part only. */
@Component
final class VillageOverview {
    private static final List<PartRequest> PARTS = List.of(
            new PartRequest("unit", "organization", "/units/{unitId}"),
            new PartRequest("officer", "organization", "/officer-posts/{unitId}"),
            new PartRequest("teams", "volunteers", "/teams?unitId={unitId}"),
            new PartRequest("rooms", "reading-rooms", "/rooms?unitId={unitId}"),
            new PartRequest("scorecard", "assessment", "/scorecards/{unitId}/{year}"));

    private static final Pattern YEAR = Pattern.compile("[1-9][0-9]{3}");

    /** Keeps every digit of a score: 12.50 stays 12.50. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ServiceCalls services;
    private final ProblemWriter problems;
    private final ResponseBodyWriter bodyWriter;
    private final Duration deadline;

    VillageOverview(
            ServiceCalls services,
            ProblemWriter problems,
            ResponseBodyWriter bodyWriter,
            GatewayProperties properties) {
        this.services = services;
        this.problems = problems;
        this.bodyWriter = bodyWriter;
        this.deadline = properties.glanceDeadline();
    }

    ServerResponse handle(ServerRequest request) throws InterruptedException {
        var year = request.pathVariable("year");
        if (!isKnown(year)) {
            return problems.response(new Problem(
                    HttpStatus.BAD_REQUEST,
                    "year-out-of-range",
                    "year",
                    year,
                    Integer.toString(Years.FIRST),
                    Integer.toString(Years.LAST)));
        }
        var answers = answers(request);
        var unitId = request.pathVariable("unitId");
        if (answers.getFirst() instanceof Answer.None) {
            return problems.response(new Problem(HttpStatus.NOT_FOUND, "unknown-unit", unitId));
        }
        if (answers.getFirst() instanceof Answer.Forbidden) {
            return problems.response(new Problem(HttpStatus.FORBIDDEN, "right-missing"));
        }
        var messages = Messages.forLanguages(request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var overview = json.createObjectNode();
        var missing = json.createArrayNode();
        for (int i = 0; i < PARTS.size(); i++) {
            var part = PARTS.get(i);
            switch (answers.get(i)) {
                case Answer.Known(var value) -> overview.set(part.name(), value);
                // For a caller who may not see it, the part does not exist.
                case Answer.None _, Answer.Forbidden _ -> overview.putNull(part.name());
                case Answer.Missing(var failure) -> {
                    overview.putNull(part.name());
                    missing.add(missing(part, failure, messages));
                }
            }
        }
        overview.set("missing", missing);
        var bytes = json.writeValueAsBytes(overview);
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).build((asked, response) -> {
            bodyWriter.write(bytes, asked, response);
            return null;
        });
    }

    /** As the services read it: a sign or a zero before it makes it none. */
    private static boolean isKnown(String year) {
        return YEAR.matcher(year).matches() && Years.include(Integer.parseInt(year));
    }

    private List<Answer> answers(ServerRequest request) throws InterruptedException {
        var calls = PARTS.stream()
                .<Callable<Answer>>map(part -> () -> ask(part, request))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private Answer ask(PartRequest part, ServerRequest request) throws Exception {
        try {
            var service = part.service();
            var asked = services.request(
                    "GET", service, path(part, request.pathVariables()), request, ServiceCalls.OF_CALLER);
            return read(services.send(service, asked, deadline));
        } catch (UpstreamException exception) {
            return new Answer.Missing(exception.failure());
        }
    }

    private static String path(PartRequest part, Map<String, String> village) {
        return UriComponentsBuilder.fromUriString("/api/v1/" + part.service() + part.path())
                .encode()
                .buildAndExpand(village)
                .toUriString();
    }

    private Answer read(ServiceAnswer<byte[]> answer) {
        if (answer.status() == HttpStatus.NOT_FOUND.value()) {
            return new Answer.None();
        }
        if (answer.status() == HttpStatus.FORBIDDEN.value()) {
            return new Answer.Forbidden();
        }
        if (answer.status() != HttpStatus.OK.value()) {
            return new Answer.Missing(UpstreamFailure.FAILED);
        }
        try {
            var value = json.readTree(answer.body());
            return new Answer.Known(value.path("items").isArray() ? value.get("items") : value);
        } catch (JacksonException _) {
            return new Answer.Missing(UpstreamFailure.FAILED);
        }
    }

    private ObjectNode missing(PartRequest part, UpstreamFailure failure, Messages messages) {
        return json.createObjectNode()
                .put("part", part.name())
                .put("service", part.service())
                .put("why", failure.code())
                .put("detail", messages.text("missing." + failure.code(), messages.nameOf(part.service())));
    }

    /** A part of the overview and the request that answers it. */
    private record PartRequest(String name, String service, String path) {}

    /** What a service answered for a part. */
    private sealed interface Answer {
        record Known(JsonNode value) implements Answer {}

        record None() implements Answer {}

        record Forbidden() implements Answer {}

        record Missing(UpstreamFailure failure) implements Answer {}
    }
}
