package kepu.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What the gateway shows of itself: that it is there, which it is, and how to use what is behind it. */
@Configuration(proxyBeanMethods = false)
class OwnPages {
    private static final String OPENAPI = "kepu/gateway/openapi.json";
    private static final String PAGES = "kepu/gateway/docs/";
    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
    private static final String AN_HOUR = "public, max-age=3600";

    /** What the page needs, where it lies, and what it is. */
    private static final Map<String, File> FILES = Map.of(
            "docs.js", new File(PAGES + "docs.js", "text/javascript"),
            "docs.css", new File(PAGES + "docs.css", "text/css"),
            "swagger-ui.css", new File(WEBJAR + webjarVersion() + "/swagger-ui.css", "text/css"),
            "swagger-ui-bundle.js", new File(WEBJAR + webjarVersion() + "/swagger-ui-bundle.js", "text/javascript"),
            "oauth2-redirect.html", new File(WEBJAR + webjarVersion() + "/oauth2-redirect.html", "text/html"),
            "oauth2-redirect.js", new File(WEBJAR + webjarVersion() + "/oauth2-redirect.js", "text/javascript"));

    private final Delivery delivery;
    private final Problems problems;

    OwnPages(Delivery delivery, Problems problems) {
        this.delivery = delivery;
        this.problems = problems;
    }

    @Bean
    RouterFunction<ServerResponse> pages(ApplicationAvailability availability) {
        var version = properties("kepu/gateway/version.properties").getProperty("version");
        return RouterFunctions.route()
                .GET("/health", _ -> health(availability))
                .GET("/info", _ -> json(HttpStatus.OK, Map.of("name", "gateway", "version", version)))
                .GET("/openapi.json", _ -> file(new File(OPENAPI, MediaType.APPLICATION_JSON_VALUE)))
                .GET("/docs", _ -> file(new File(PAGES + "index.html", "text/html")))
                .GET("/docs/{file}", this::file)
                .build();
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

    private ServerResponse file(ServerRequest request) {
        return Optional.ofNullable(FILES.get(request.pathVariable("file")))
                .map(this::file)
                .orElseGet(() -> problems.answer(problems.of(HttpStatus.NOT_FOUND)));
    }

    private ServerResponse file(File file) {
        byte[] bytes = bytes(file.resource());
        if (bytes == null) {
            return problems.answer(problems.of(HttpStatus.NOT_FOUND));
        }
        return ServerResponse.ok().build((_, response) -> {
            response.setContentType(file.type());
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setContentLength(bytes.length);
            response.setHeader(SecurityHeaders.POLICY, SecurityHeaders.OF_A_PAGE);
            response.setHeader(SecurityHeaders.CACHE, AN_HOUR);
            delivery.bring(bytes, response);
            return null;
        });
    }

    private static String webjarVersion() {
        return properties("META-INF/maven/org.webjars/swagger-ui/pom.properties")
                .getProperty("version");
    }

    private static Properties properties(String resource) {
        var properties = new Properties();
        try (var in = open(resource)) {
            properties.load(in);
            return properties;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte @Nullable [] bytes(String resource) {
        try (var in = OwnPages.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String resource) throws IOException {
        var in = OwnPages.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("not on the class path: " + resource);
        }
        return in;
    }

    private record File(String resource, String type) {}
}
