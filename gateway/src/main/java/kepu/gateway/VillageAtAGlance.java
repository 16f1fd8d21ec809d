package kepu.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kepu.contracts.Years;
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

/**
 * A village's whole year on one page (一村一览), asked of four services at once; a service that is out takes away its own
 * part and no other.
 */
@Component
final class VillageAtAGlance {
    private static final List<String> PASSED_ON =
            List.of(HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.AUTHORIZATION, "tracestate", "baggage");

    private static final List<Question> QUESTIONS = List.of(
            new Question("unit", "organization", "/units/{unitId}"),
            new Question("officer", "organization", "/officer-posts/{unitId}"),
            new Question("teams", "volunteers", "/teams?unitId={unitId}"),
            new Question("rooms", "reading-rooms", "/rooms?unitId={unitId}"),
            new Question("scorecard", "assessment", "/scorecards/{unitId}/{year}"));

    /** Scores pass through digit by digit: 12.50 stays 12.50. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Wire wire;
    private final Breakers breakers;
    private final Problems problems;
    private final Settings settings;

    VillageAtAGlance(Wire wire, Breakers breakers, Problems problems, Settings settings) {
        this.wire = wire;
        this.breakers = breakers;
        this.problems = problems;
        this.settings = settings;
    }

    ServerResponse handle(ServerRequest request) throws InterruptedException {
        var year = request.pathVariable("year");
        if (!isKnown(year)) {
            return problems.answer(new Problem(
                    HttpStatus.BAD_REQUEST,
                    "year-out-of-range",
                    "year",
                    year,
                    Integer.toString(Years.FIRST),
                    Integer.toString(Years.LAST)));
        }
        var answers = answers(request);
        var unitId = request.pathVariable("unitId");
        if (answers.getFirst() instanceof Part.None) {
            return problems.answer(new Problem(HttpStatus.NOT_FOUND, "unknown-unit", unitId));
        }
        if (answers.getFirst() instanceof Part.Forbidden) {
            return problems.answer(new Problem(HttpStatus.FORBIDDEN, "right-missing"));
        }
        var messages = Messages.in(request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var glance = json.createObjectNode();
        var missing = json.createArrayNode();
        for (int i = 0; i < QUESTIONS.size(); i++) {
            var question = QUESTIONS.get(i);
            switch (answers.get(i)) {
                case Part.Known(var value) -> glance.set(question.part(), value);
                // To those who may not see it there is no such part.
                case Part.None _, Part.Forbidden _ -> glance.putNull(question.part());
                case Part.Missing(var outage) -> {
                    glance.putNull(question.part());
                    missing.add(missing(question, outage, messages));
                }
            }
        }
        glance.set("missing", missing);
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(glance));
    }

    private static boolean isKnown(String year) {
        try {
            return Years.include(Integer.parseInt(year));
        } catch (NumberFormatException _) {
            return false; // beyond every year
        }
    }

    private List<Part> answers(ServerRequest request) throws InterruptedException {
        var calls = QUESTIONS.stream()
                .<Callable<Part>>map(question -> () -> ask(question, request))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private Part ask(Question question, ServerRequest request) throws Exception {
        try {
            return part(breakers.call(question.service(), () -> send(question, request)));
        } catch (PartMissing missing) {
            return new Part.Missing(missing.outage());
        }
    }

    private HttpResponse<byte[]> send(Question question, ServerRequest request) throws IOException {
        var asked = HttpRequest.newBuilder(uri(question, request.pathVariables()));
        for (var name : PASSED_ON) {
            request.headers().header(name).forEach(value -> asked.header(name, value));
        }
        Passage.of(request.servletRequest()).headers().forEach(asked::setHeader);
        asked.header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        return wire.send(asked.build(), settings.gateway().glanceDeadline());
    }

    private URI uri(Question question, Map<String, String> village) {
        var service = question.service();
        return UriComponentsBuilder.fromUriString(settings.base(service) + "/api/v1/" + service + question.path())
                .encode()
                .buildAndExpand(village)
                .toUri();
    }

    private Part part(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == HttpStatus.NOT_FOUND.value()) {
            return new Part.None();
        }
        if (answer.statusCode() == HttpStatus.FORBIDDEN.value()) {
            return new Part.Forbidden();
        }
        if (answer.statusCode() != HttpStatus.OK.value()) {
            return new Part.Missing(Outage.FAILED);
        }
        try {
            var value = json.readTree(answer.body());
            return new Part.Known(value.path("items").isArray() ? value.get("items") : value);
        } catch (JacksonException _) {
            return new Part.Missing(Outage.FAILED);
        }
    }

    private ObjectNode missing(Question question, Outage outage, Messages messages) {
        return json.createObjectNode()
                .put("part", question.part())
                .put("service", question.service())
                .put("why", outage.word())
                .put("detail", messages.text("missing." + outage.word(), messages.nameOf(question.service())));
    }

    /** One part of the page and who knows it. */
    private record Question(String part, String service, String path) {}

    /** What became of a question: a value, a "there is none", a "not for you", or no use. */
    private sealed interface Part {
        record Known(JsonNode value) implements Part {}

        record None() implements Part {}

        record Forbidden() implements Part {}

        record Missing(Outage outage) implements Part {}
    }
}
