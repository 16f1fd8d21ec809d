package kepu.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The stack of containers as its files say it is, for what no run of it shows. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Set<String> JOBS = Set.of("topology", "mongo-users");
    private static final Pattern SECRET =
            Pattern.compile("(?i)password|secret|\\$\\{?KEPU_(?:KAFKA|MONGO|GRAFANA)_(?!IMAGE|PORT)");

    private final Map<?, ?> stack = new Yaml().load(text("docker-compose.yml"));

    @Test
    void whatever_stays_up_tells_whether_it_is_well() {
        services().forEach((name, service) -> {
            if (!JOBS.contains(name)) {
                assertThat(service.get("healthcheck")).as(name).isNotNull();
            }
        });
    }

    @Test
    void no_secret_stands_in_a_command_line_which_everybody_can_see() {
        services().forEach((name, service) -> {
            for (String command : List.of("command", "entrypoint", "healthcheck")) {
                assertThat(String.valueOf(service.get(command)))
                        .as(name + "'s " + command)
                        .doesNotContainPattern(SECRET);
            }
        });
        for (String script : List.of(
                "infra/deploy/kafka/start.sh",
                "infra/deploy/mongo/start.sh",
                "infra/bin/stack",
                "infra/bin/stack-test")) {
            assertThat(programsWithSecrets(text(script))).as(script).isEmpty();
        }
    }

    /** Lines that hand a secret to a program; the shell's own printf, echo and tests are no programs, nor are settings before one. */
    private static List<String> programsWithSecrets(String script) {
        List<String> found = new ArrayList<>();
        String joined = script.replace("\\\n", " ").replaceAll("(?s)<<(\\w+).*?\\n\\1\\n", "\n");
        for (String line : joined.split("\n")) {
            String command =
                    line.strip().replaceAll("^(?:export )?(?:\\w+=(?:\\$\\([^)]*\\)|\"[^\"]*\"|\\S)*\\s*)+", "");
            boolean isOwn =
                    command.isEmpty() || command.matches("(?:#|printf|echo|\\[|local|case|fail|for|step|\\)).*");
            if (!isOwn
                    && Pattern.compile("\\$\\{?\\w*(?:PASSWORD|SECRET|analytics|secret|token|pair)")
                            .matcher(command)
                            .find()) {
                found.add(command);
            }
        }
        return found;
    }

    @Test
    void the_gateway_believes_the_one_address_that_the_port_of_this_host_has_and_the_port_is_on_loopback() {
        Map<?, ?> front = (Map<?, ?>) ((Map<?, ?>) stack.get("networks")).get("front");
        Map<?, ?> range = (Map<?, ?>) ((List<?>) ((Map<?, ?>) front.get("ipam")).get("config")).getFirst();
        Map<?, ?> gateway = Objects.requireNonNull(services().get("gateway"));

        assertThat(((Map<?, ?>) gateway.get("environment")).get("KEPU_GATEWAY_TRUSTEDPROXIES"))
                .isEqualTo(range.get("gateway"));
        assertThat((List<?>) gateway.get("networks")).isEqualTo(List.of("inside", "front"));
        services().forEach((name, service) -> {
            if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports)
                        .as(name)
                        .allSatisfy(port -> assertThat(port).asString().startsWith("127.0.0.1:"));
            }
        });
    }

    @Test
    void the_job_gets_a_password_for_everybody_it_makes_known_to_the_broker() {
        Map<?, ?> environment =
                (Map<?, ?>) Objects.requireNonNull(services().get("topology")).get("environment");
        for (Principal principal : Topology.principals()) {
            assertThat(environment.containsKey(principal.passwordVariable()))
                    .as(principal.name())
                    .isTrue();
        }
        assertThat(environment.get("SUBSCRIBERS")).isEqualTo("${KEPU_KAFKA_SUBSCRIBERS:-}");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<?, ?>> services() {
        return (Map<String, Map<?, ?>>) stack.get("services");
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
