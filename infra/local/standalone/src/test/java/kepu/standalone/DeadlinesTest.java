package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import kepu.access.Tokens;
import kepu.defaults.Patience;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** What the gateway lets through and waits for, beside what the services take and wait for: the settings of both. */
class DeadlinesTest {
    private static final DataSize OWN_HEADERS = DataSize.ofKilobytes(2);

    private final StandardEnvironment gateway = settings("gateway.yml");
    private final StandardEnvironment services = settings("kepu-defaults.yml");

    @Test
    void whatever_a_request_waits_for_inside_ends_before_the_gateway_takes_it_for_an_outage() {
        Duration patience = duration("kepu.gateway.read-timeout");

        assertThat(Patience.OF_A_REQUEST).isLessThan(patience);
        assertThat(Patience.OF_A_STEP.multipliedBy(2)).isLessThanOrEqualTo(Patience.OF_A_REQUEST);
        assertThat(Patience.OF_A_STEP).isLessThan(duration("kepu.gateway.glance-deadline"));
        assertThat(Tokens.LONGEST_CHECK).isLessThan(patience);
        assertThat(Patience.OF_A_REQUEST).isLessThan(duration("kepu.gateway.upload.deadline"));
    }

    @Test
    void a_service_takes_every_header_that_the_gateway_lets_in_and_the_gateway_refuses_first() {
        long letIn = size(gateway, "kepu.gateway.header-limit")
                + size(gateway, "kepu.gateway.uri-limit")
                + OWN_HEADERS.toBytes();

        assertThat(letIn).isLessThan(size(gateway, "server.max-http-request-header-size"));
        for (String service :
                List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity")) {
            StandardEnvironment own = settings(service + ".yml", "kepu-defaults.yml");
            assertThat(size(own, "server.max-http-request-header-size"))
                    .as(service)
                    .isGreaterThan(letIn);
        }
    }

    @Test
    void a_service_keeps_a_connection_longer_than_the_gateway_does() {
        assertThat(services.getRequiredProperty("server.tomcat.keep-alive-timeout", Duration.class))
                .isGreaterThan(Duration.ofSeconds(10));
    }

    private Duration duration(String name) {
        return gateway.getRequiredProperty(name, Duration.class);
    }

    private static long size(StandardEnvironment settings, String name) {
        return settings.getRequiredProperty(name, DataSize.class).toBytes();
    }

    private static StandardEnvironment settings(String... files) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.setConversionService(new ApplicationConversionService());
        for (String file : files) {
            try {
                new YamlPropertySourceLoader()
                        .load(file, new ClassPathResource(file))
                        .forEach(environment.getPropertySources()::addLast);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return environment;
    }
}
