package kepu.gateway.documents;

import java.util.Map;
import java.util.Optional;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.NoInputFilter;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes {@code /openapi.json} and {@code /docs}, the page to try the API. */
@Configuration(proxyBeanMethods = false)
class DocsRoutes {
    private static final String DOCS = "kepu/gateway/docs/";

    private final ResponseBodyWriter bodyWriter;
    private final ProblemWriter problems;

    DocsRoutes(ResponseBodyWriter bodyWriter, ProblemWriter problems) {
        this.bodyWriter = bodyWriter;
        this.problems = problems;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> openApi(NoInputFilter noInput) {
        var document = StaticDocument.ofResource("kepu/gateway/openapi.json", MediaType.APPLICATION_JSON_VALUE);
        return RouterFunctions.route()
                .route(GetOrHead.path("/openapi.json"), _ -> response(document))
                .filter(noInput)
                .build();
    }

    /** Without {@link NoInputFilter}: sign-in returns here with a code and a state in the query. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> docs() {
        var page = StaticDocument.ofRequiredResource(DOCS + "index.html", StaticDocument.HTML);
        var files = files();
        return RouterFunctions.route()
                .route(GetOrHead.path("/docs"), _ -> page.response(bodyWriter))
                .route(
                        GetOrHead.path("/docs/{file}"),
                        request -> response(Optional.ofNullable(files.get(request.pathVariable("file")))))
                .build();
    }

    private ServerResponse response(Optional<StaticDocument> document) {
        return document.map(found -> found.response(bodyWriter))
                .orElseGet(() -> problems.response(HttpStatus.NOT_FOUND));
    }

    /** The files of the page by the names that it uses. */
    private static Map<String, StaticDocument> files() {
        var swaggerUi = "META-INF/resources/webjars/swagger-ui/" + Version.ofSwaggerUi() + '/';
        return Map.of(
                "docs.js", StaticDocument.ofRequiredResource(DOCS + "docs.js", StaticDocument.SCRIPT),
                "docs.css", StaticDocument.ofRequiredResource(DOCS + "docs.css", StaticDocument.CSS),
                "swagger-ui.css", StaticDocument.ofRequiredResource(swaggerUi + "swagger-ui.css", StaticDocument.CSS),
                "swagger-ui-bundle.js",
                        StaticDocument.ofRequiredResource(swaggerUi + "swagger-ui-bundle.js", StaticDocument.SCRIPT),
                "oauth2-redirect.html",
                        StaticDocument.ofRequiredResource(swaggerUi + "oauth2-redirect.html", StaticDocument.HTML),
                "oauth2-redirect.js",
                        StaticDocument.ofRequiredResource(swaggerUi + "oauth2-redirect.js", StaticDocument.SCRIPT));
    }
}
