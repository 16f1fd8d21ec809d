package kepu.gateway.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.NoInputFilter;
import kepu.gateway.upstream.ServiceAnswer;
import kepu.gateway.upstream.ServiceCalls;
import kepu.gateway.upstream.UpstreamException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Routes {@code /consultations}: a page on which everybody asks a reading room ({@code ?room=}, as printed in the room), and
 * finds the answer by its code. It sends what the public routes of the reading-rooms service take, and shows what they say.
 */
@Configuration(proxyBeanMethods = false)
class ConsultationRoutes {
    private static final String SERVICE = "reading-rooms";
    private static final String TARGET = "/api/v1/" + SERVICE + "/public/consultations";

    /** The one parameter, as a form sends it. */
    private static final Pattern QUERY = Pattern.compile("(code|room)=([^&]{0,200})");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private final JsonMapper json = new JsonMapper();
    private final ServiceCalls services;
    private final ResponseBodyWriter bodyWriter;
    private final NoInputFilter noInput;
    private final Duration deadline;

    ConsultationRoutes(
            ServiceCalls services, ResponseBodyWriter bodyWriter, NoInputFilter noInput, GatewayProperties properties) {
        this.services = services;
        this.bodyWriter = bodyWriter;
        this.noInput = noInput;
        this.deadline = properties.readTimeout();
    }

    /** The page of a good answer. */
    private interface Shown {
        String of(ServiceAnswer<byte[]> answer);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> consultations() {
        return RouterFunctions.route()
                .route(GetOrHead.path(RequestPaths.CONSULTATIONS), this::page)
                .POST(RequestPaths.CONSULTATIONS, request -> noInput.refuseParameters(request, this::sent))
                .build();
    }

    private ServerResponse page(ServerRequest request) throws Exception {
        var messages = messages(request);
        var page = new ConsultationPage(messages);
        var query = request.servletRequest().getQueryString();
        if (query == null || query.isEmpty()) {
            return answer(HttpStatus.OK, page.start(null), messages);
        }
        var asked = QUERY.matcher(query);
        if (!asked.matches()) {
            return noInput.filter(request, _ -> answer(HttpStatus.OK, page.start(null), messages));
        }
        if (asked.group(1).equals("room")) {
            var room = Typed.decoded(asked.group(2));
            return ID.matcher(room).matches()
                    ? answer(HttpStatus.OK, page.start(room), messages)
                    : answer(HttpStatus.NOT_FOUND, page.start(null), messages);
        }
        var code = Typed.code(Typed.decoded(asked.group(2)));
        return code.isPresent()
                ? shown(outgoing(request, "GET", "/" + code.get()), page, messages, null, answered(code.get(), page))
                : answer(HttpStatus.NOT_FOUND, page.unknown(), messages);
    }

    /** A question, or what an answer was worth. */
    private ServerResponse sent(ServerRequest request) throws Exception {
        var messages = messages(request);
        var page = new ConsultationPage(messages);
        var form = form(request);
        var code = Typed.code(form.getOrDefault("code", ""));
        if (code.isPresent()) {
            var rating = outgoing(request, "POST", "/" + code.get() + "/rating");
            body(
                    rating,
                    Map.of("rating", form.getOrDefault("rating", "")),
                    UUID.randomUUID().toString());
            return shown(rating, page, messages, null, answered(code.get(), page));
        }
        var room = form.getOrDefault("room", "");
        var key = form.getOrDefault("key", "");
        if (!ID.matcher(room).matches() || !ID.matcher(key).matches()) {
            return answer(
                    HttpStatus.BAD_REQUEST, page.refused(messages.text("consultation.incomplete"), null), messages);
        }
        var question = outgoing(request, "POST", "");
        body(
                question,
                Map.of(
                        "roomId", room,
                        "kind", form.getOrDefault("kind", ""),
                        "question", form.getOrDefault("question", "")),
                key);
        return shown(question, page, messages, room, answer -> page.asked(json.readTree(answer.body())));
    }

    private static Map<String, String> form(ServerRequest request) throws IOException {
        Map<String, String> fields = new HashMap<>();
        if (request.headers()
                .contentType()
                .filter(MediaType.APPLICATION_FORM_URLENCODED::includes)
                .isPresent()) {
            var body = new String(request.servletRequest().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            for (var field : body.split("&")) {
                var parts = field.split("=", 2);
                if (parts.length == 2) {
                    fields.putIfAbsent(Typed.decoded(parts[0]), Typed.decoded(parts[1]));
                }
            }
        }
        return fields;
    }

    private Shown answered(String code, ConsultationPage page) {
        return answer -> page.of(code, json.readTree(answer.body()));
    }

    private BasicClassicHttpRequest outgoing(ServerRequest request, String method, String below) {
        return services.request(method, SERVICE, TARGET + below, request, List.of(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private void body(BasicClassicHttpRequest outgoing, Map<String, String> body, String key) {
        outgoing.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), null));
        // the connection sends the headers as they are: of an entity's own type it knows nothing
        outgoing.setHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        outgoing.setHeader("Idempotency-Key", key);
    }

    private ServerResponse shown(
            BasicClassicHttpRequest outgoing,
            ConsultationPage page,
            Messages messages,
            @Nullable String room,
            Shown shown)
            throws Exception {
        try {
            var answer = services.send(SERVICE, outgoing, deadline);
            var status = HttpStatus.valueOf(answer.status());
            if (status.is2xxSuccessful()) {
                return answer(HttpStatus.OK, shown.of(answer), messages);
            }
            if (status == HttpStatus.NOT_FOUND && room == null) {
                return answer(status, page.unknown(), messages);
            }
            if (status.is4xxClientError()) {
                var said = json.readTree(answer.body()).path("detail").asString("");
                return answer(status, page.refused(said, room), messages);
            }
        } catch (UpstreamException | JacksonException | IllegalArgumentException _) {
            // said below
        }
        return answer(HttpStatus.SERVICE_UNAVAILABLE, page.unavailable(), messages);
    }

    private static Messages messages(ServerRequest request) {
        return Messages.forLanguages(request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private ServerResponse answer(HttpStatus status, String html, Messages messages) {
        return PublicPage.answer(status, html, messages, bodyWriter);
    }
}
