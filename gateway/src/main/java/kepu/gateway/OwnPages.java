package kepu.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** What the gateway shows of itself: that it is there, which it is, and how to use what is behind it. */
@Configuration(proxyBeanMethods = false)
class OwnPages {
    private static final String PAGES = "kepu/gateway/docs/";
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String CSS = "text/css;charset=UTF-8";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";

    private final Delivery delivery;
    private final Problems problems;

    OwnPages(Delivery delivery, Problems problems) {
        this.delivery = delivery;
        this.problems = problems;
    }

    @Bean
    RouterFunction<ServerResponse> pages(ApplicationAvailability availability) {
        var version = properties("kepu/gateway/version.properties").getProperty("version");
        var document = Leaflet.of("kepu/gateway/openapi.json", MediaType.APPLICATION_JSON_VALUE);
        var page = file(PAGES + "index.html", HTML);
        var files = files();
        var data = RouterFunctions.route()
                .GET("/health", _ -> health(availability))
                .GET("/info", _ -> json(HttpStatus.OK, Map.of("name", "gateway", "version", version)))
                .GET("/openapi.json", _ -> answer(document))
                .filter(problems.nothingAsked())
                .build();
        // whoever signed in comes back to these with a code and a state behind the address
        var docs = RouterFunctions.route()
                .GET("/docs", _ -> page.answer(delivery))
                .GET("/docs/{file}", request -> answer(Optional.ofNullable(files.get(request.pathVariable("file")))))
                .build();
        return data.and(docs);
    }

    private static ServerResponse health(ApplicationAvailability availability) {
        boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ready
                ? json(HttpStatus.OK, Map.of("status", "UP"))
                : json(HttpStatus.SERVICE_UNAVAILABLE, Map.of("status", "OUT_OF_SERVICE"));
    }

    private static ServerResponse json(HttpStatus status, Map<String, String> body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private ServerResponse answer(Optional<Leaflet> found) {
        return found.map(leaflet -> leaflet.answer(delivery))
                .orElseGet(() -> problems.answer(problems.of(HttpStatus.NOT_FOUND)));
    }

    /** What the page needs, by the names it uses. */
    private static Map<String, Leaflet> files() {
        var webjar = "META-INF/resources/webjars/swagger-ui/"
                + properties("META-INF/maven/org.webjars/swagger-ui/pom.properties")
                        .getProperty("version")
                + '/';
        return Map.of(
                "docs.js", file(PAGES + "docs.js", SCRIPT),
                "docs.css", file(PAGES + "docs.css", CSS),
                "swagger-ui.css", file(webjar + "swagger-ui.css", CSS),
                "swagger-ui-bundle.js", file(webjar + "swagger-ui-bundle.js", SCRIPT),
                "oauth2-redirect.html", file(webjar + "oauth2-redirect.html", HTML),
                "oauth2-redirect.js", file(webjar + "oauth2-redirect.js", SCRIPT));
    }

    private static Leaflet file(String resource, String type) {
        return Leaflet.of(resource, type).orElseThrow(() -> missing(resource));
    }

    private static Properties properties(String resource) {
        var properties = new Properties();
        try (var in = OwnPages.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw missing(resource);
            }
            properties.load(in);
            return properties;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static IllegalStateException missing(String resource) {
        return new IllegalStateException("not on the class path: " + resource);
    }
}
