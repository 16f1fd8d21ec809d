package kepu.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import kepu.gateway.http.RequestContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;

/** What the gateway asks of a service itself, to answer a request out of what it says. */
@Component
public final class ServiceCalls {
    /** Headers of a caller in whose name a service is asked. */
    public static final List<String> OF_CALLER =
            List.of(HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.AUTHORIZATION, "tracestate", "baggage");

    private final UpstreamClient client;
    private final UpstreamResilience resilience;
    private final UpstreamProperties upstream;

    ServiceCalls(UpstreamClient client, UpstreamResilience resilience, UpstreamProperties upstream) {
        this.client = client;
        this.resilience = resilience;
        this.upstream = upstream;
    }

    /**
     * A request for JSON that belongs to the same trace as the one that is to be answered.
     *
     * @param path encoded, with its query
     * @param passedOn names of the headers that the service gets as they came
     */
    public BasicClassicHttpRequest request(
            String method, String service, String path, ServerRequest cause, List<String> passedOn) {
        var request = new BasicClassicHttpRequest(method, URI.create(upstream.baseUri(service) + path));
        for (var name : passedOn) {
            cause.headers().header(name).forEach(value -> request.addHeader(name, value));
        }
        RequestContext.of(cause.servletRequest()).headers().forEach(request::setHeader);
        request.setHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        return request;
    }

    /** @throws UpstreamException if there is no answer */
    public ServiceAnswer<byte[]> send(String service, ClassicHttpRequest request, Duration deadline) throws Exception {
        return resilience.execute(service, () -> client.send(request, deadline));
    }
}
