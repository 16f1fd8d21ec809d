package kepu.gateway.documents;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.NoInputFilter;
import kepu.gateway.upstream.ServiceAnswer;
import kepu.gateway.upstream.UpstreamClient;
import kepu.gateway.upstream.UpstreamException;
import kepu.gateway.upstream.UpstreamProperties;
import kepu.gateway.upstream.UpstreamResilience;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
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
 * Routes {@code /certificates}: a page on which everybody checks a certificate of service (志愿服务证明) by its code, and prints
 * it. It shows what the public check of the volunteers service says, and nothing else.
 */
@Configuration(proxyBeanMethods = false)
class CertificateRoutes {
    private static final String PATH = RequestPaths.CERTIFICATES;
    private static final String SERVICE = "volunteers";

    /** The one parameter, as a form sends it. */
    private static final Pattern QUERY = Pattern.compile("code=([^&]{0,200})");

    private static final Pattern CODE = Pattern.compile("[2-9A-Z]{12}");

    private final JsonMapper json = new JsonMapper();
    private final UpstreamClient client;
    private final UpstreamResilience resilience;
    private final UpstreamProperties upstream;
    private final ResponseBodyWriter bodyWriter;
    private final NoInputFilter noInput;
    private final Duration deadline;
    private final URI publicUrl;

    CertificateRoutes(
            UpstreamClient client,
            UpstreamResilience resilience,
            UpstreamProperties upstream,
            ResponseBodyWriter bodyWriter,
            NoInputFilter noInput,
            GatewayProperties properties) {
        this.client = client;
        this.resilience = resilience;
        this.upstream = upstream;
        this.bodyWriter = bodyWriter;
        this.noInput = noInput;
        this.deadline = properties.readTimeout();
        this.publicUrl = properties.publicUrl();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> certificates() {
        var style = StaticDocument.ofRequiredResource("kepu/gateway/certificates/certificates.css", StaticDocument.CSS);
        return RouterFunctions.route()
                .route(GetOrHead.path(PATH), this::page)
                .route(
                        GetOrHead.path(PATH + ".css"),
                        request -> noInput.filter(request, _ -> style.response(bodyWriter)))
                .build();
    }

    private ServerResponse page(ServerRequest request) throws Exception {
        var messages = Messages.forLanguages(request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var page = new CertificatePage(messages, publicUrl + PATH);
        var query = request.servletRequest().getQueryString();
        if (query == null || query.isEmpty()) {
            return answer(HttpStatus.OK, page.form(), messages);
        }
        var asked = QUERY.matcher(query);
        if (!asked.matches()) {
            return noInput.filter(request, _ -> answer(HttpStatus.OK, page.form(), messages));
        }
        var code = code(asked.group(1));
        return CODE.matcher(code).matches()
                ? checked(request, code, page, messages)
                : answer(HttpStatus.NOT_FOUND, page.unknown(), messages);
    }

    /** As people type it: in lower case, in groups. */
    private static String code(String typed) {
        try {
            return URLDecoder.decode(typed, StandardCharsets.UTF_8)
                    .replaceAll("[\\s-]", "")
                    .toUpperCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private ServerResponse checked(ServerRequest request, String code, CertificatePage page, Messages messages)
            throws Exception {
        try {
            var answer = resilience.execute(SERVICE, () -> ask(request, code));
            if (answer.status() == HttpStatus.NOT_FOUND.value()) {
                return answer(HttpStatus.NOT_FOUND, page.unknown(), messages);
            }
            if (answer.status() == HttpStatus.OK.value()) {
                return answer(HttpStatus.OK, page.of(json.readTree(answer.body())), messages);
            }
        } catch (UpstreamException | JacksonException _) {
            // said below
        }
        return answer(HttpStatus.SERVICE_UNAVAILABLE, page.unavailable(), messages);
    }

    private ServiceAnswer<byte[]> ask(ServerRequest request, String code) throws IOException {
        var outgoing = new BasicClassicHttpRequest(
                Method.GET,
                URI.create(upstream.baseUri(SERVICE) + "/api/v1/" + SERVICE + "/public/certificates/" + code));
        RequestContext.of(request.servletRequest()).headers().forEach(outgoing::setHeader);
        outgoing.setHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        return client.send(outgoing, deadline);
    }

    private ServerResponse answer(HttpStatus status, String html, Messages messages) {
        return PublicPage.answer(status, html, messages, bodyWriter);
    }
}
