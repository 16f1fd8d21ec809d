package kepu.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes a request on with its whole body and an answer back with its whole body.
 *
 * <p>An answer that stalls or breaks half-way is therefore an outage with a status of its own, not a caller left with
 * half a document; and the small bodies of this API cost no thread of their own.
 */
@Component
final class WholeExchange implements ProxyExchange {
    /** What belongs to one connection and is the HTTP client's to write. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "upgrade");

    private final Wire wire;
    private final Delivery delivery;
    private final Settings settings;

    WholeExchange(Wire wire, Delivery delivery, Settings settings) {
        this.wire = wire;
        this.delivery = delivery;
        this.settings = settings;
    }

    @Override
    public ServerResponse exchange(Request request) {
        try {
            var answer = wire.send(asSentOn(request), settings.gateway().readTimeout());
            return asSentBack(request, answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static HttpRequest asSentOn(Request request) throws IOException {
        var body = request.getServerRequest().servletRequest().getInputStream().readAllBytes();
        var sent = HttpRequest.newBuilder(request.getUri())
                .method(
                        request.getMethod().name(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        request.getHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)) && !Passage.stopsHere(name)) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        Passage.of(request.getServerRequest().servletRequest()).headers().forEach(sent::setHeader);
        return sent.build();
    }

    private ServerResponse asSentBack(Request request, HttpResponse<byte[]> answer) {
        var headers = new HttpHeaders();
        var instead = new HttpHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (SecurityHeaders.yieldsToAService(name)) {
                instead.addAll(name, values);
            } else if (!SecurityHeaders.keepsFromAService(name)) {
                headers.addAll(name, values);
            }
        });
        var response = GatewayServerResponse.status(answer.statusCode()).build((_, servletResponse) -> {
            instead.forEach((name, values) -> servletResponse.setHeader(name, String.join(", ", values)));
            delivery.bring(answer.body(), servletResponse);
            return null;
        });
        var received = new Received(HttpStatusCode.valueOf(answer.statusCode()), headers);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(received, response));
        return response;
    }

    private record Received(HttpStatusCode status, HttpHeaders headers) implements Response {
        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
