package kepu.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.http.SecurityHeadersFilter;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes on complete bodies only, in both directions.
 *
 * <p>So an answer that stalls or breaks off becomes a 504 or 503 instead of half a document. A file alone goes on
 * as it comes: it has no largest size. Where one stalls or breaks off, so does the caller's connection.
 */
@Component
final class BufferingProxyExchange implements ProxyExchange {
    /** Headers of one connection; the client writes its own. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "upgrade");

    private final UpstreamClient client;
    private final ResponseBodyWriter bodyWriter;
    private final GatewayProperties properties;

    BufferingProxyExchange(UpstreamClient client, ResponseBodyWriter bodyWriter, GatewayProperties properties) {
        this.client = client;
        this.bodyWriter = bodyWriter;
        this.properties = properties;
    }

    @Override
    public ServerResponse exchange(Request request) {
        try {
            var deadline = isUpload(request) ? properties.upload().deadline() : properties.readTimeout();
            var answer = client.open(toService(request), deadline);
            return toCaller(request, answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ClassicHttpRequest toService(Request request) throws IOException {
        var sent = new BasicClassicHttpRequest(request.getMethod().name(), request.getUri());
        var asked = request.getServerRequest().servletRequest();
        if (isUpload(request)) {
            sent.setEntity(new InputStreamEntity(asked.getInputStream(), asked.getContentLengthLong(), null));
        } else {
            var body = asked.getInputStream().readAllBytes();
            if (body.length > 0) {
                sent.setEntity(new ByteArrayEntity(body, null));
            }
        }
        request.getHeaders().forEach((name, values) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !RequestContext.isInternal(name)) {
                values.forEach(value -> sent.addHeader(name, value));
            }
        });
        RequestContext.of(request.getServerRequest().servletRequest()).headers().forEach(sent::setHeader);
        return sent;
    }

    private static boolean isUpload(Request request) {
        var asked = request.getServerRequest().servletRequest();
        return RequestPaths.isUpload(asked.getMethod(), RequestPaths.of(asked));
    }

    private ServerResponse toCaller(Request request, ServiceAnswer<InputStream> answer) {
        var headers = new HttpHeaders();
        var overrides = new HttpHeaders();
        for (var header : answer.headers().getHeaders()) {
            if (SecurityHeadersFilter.isOverridable(header.getName())) {
                overrides.add(header.getName(), header.getValue());
            } else if (!SecurityHeadersFilter.isDropped(header.getName())) {
                headers.add(header.getName(), header.getValue());
            }
        }
        var response = GatewayServerResponse.status(answer.status()).build((asked, servletResponse) -> {
            overrides.forEach((name, values) -> servletResponse.setHeader(name, String.join(", ", values)));
            if (UpstreamClient.isFile(answer.headers())) {
                bodyWriter.stream(answer.body(), properties.readTimeout(), asked, servletResponse);
            } else {
                bodyWriter.write(answer.body().readAllBytes(), asked, servletResponse);
            }
            return null;
        });
        var received = new Received(HttpStatusCode.valueOf(answer.status()), headers);
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
