package kepu.defaults.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log lines as JSON, as {@code logging.structured.format.console} makes them with the services' settings. */
class LogLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void a_line_is_one_object_that_names_request_and_trace(String format) throws IOException {
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), settings());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setFormat(format);
        encoder.setContext(context);
        encoder.start();
        LoggingEvent event = new LoggingEvent(
                "caller",
                context.getLogger("kepu.defaults.Somewhere"),
                Level.WARN,
                "{} waits\nfor Kafka",
                new IllegalStateException("away"),
                new Object[] {"it"});
        event.setMDCPropertyMap(Map.of(
                "correlationId", "c-1", "traceId", "0af7651916cd43dd8448eb211c80319c", "spanId", "b7ad6b7169203331"));

        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line.strip().lines()).hasSize(1);
        JsonNode json = new JsonMapper().readTree(line);
        assertThat(json.path("message").asString()).isEqualTo("it waits\nfor Kafka");
        assertThat(json.path("correlationId").asString()).isEqualTo("c-1");
        assertThat(json.path("trace.id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(json.path("span.id").asString()).isEqualTo("b7ad6b7169203331");
        assertThat(line).contains("@timestamp", "WARN", "kepu.defaults.Somewhere", "IllegalStateException: away");
    }

    private static StandardEnvironment settings() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("kepu-defaults.yml"))
                .forEach(environment.getPropertySources()::addLast);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("service", Map.of("spring.application.name", "organization")));
        return environment;
    }
}
