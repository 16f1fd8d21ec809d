package kepu.gateway.documents;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.NoInputFilter;
import kepu.gateway.upstream.ServiceCalls;
import kepu.gateway.upstream.UpstreamException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

    private final JsonMapper json = new JsonMapper();
    private final ServiceCalls services;
    private final ResponseBodyWriter bodyWriter;
    private final NoInputFilter noInput;
    private final Duration deadline;
    private final URI publicUrl;

    CertificateRoutes(
            ServiceCalls services, ResponseBodyWriter bodyWriter, NoInputFilter noInput, GatewayProperties properties) {
        this.services = services;
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
        var code = Typed.code(Typed.decoded(asked.group(1)));
        return code.isPresent()
                ? checked(request, code.get(), page, messages)
                : answer(HttpStatus.NOT_FOUND, page.unknown(), messages);
    }

    private ServerResponse checked(ServerRequest request, String code, CertificatePage page, Messages messages)
            throws Exception {
        try {
            var path = "/api/v1/" + SERVICE + "/public/certificates/" + code;
            var answer = services.send(SERVICE, services.request("GET", SERVICE, path, request, List.of()), deadline);
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

    private ServerResponse answer(HttpStatus status, String html, Messages messages) {
        return PublicPage.answer(status, html, messages, bodyWriter);
    }
}
