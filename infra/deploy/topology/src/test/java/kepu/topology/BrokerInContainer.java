package kepu.topology;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.embedded.PortTaken;
import org.apache.kafka.common.Uuid;
import org.springframework.util.unit.DataSize;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.yaml.snakeyaml.Yaml;

/** The first broker of docker-compose.yml with the listener for the host that subscribers.yml adds, as those files say. */
final class BrokerInContainer implements SecuredBroker {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final String SERVICE = "kafka";
    private static final int IMAGE_SECONDS = 180;
    private static final Duration HEALTHY = Duration.ofMinutes(6);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*)|:\\?[^}]*)?}");

    private final GenericContainer<?> container;
    private final int port;

    private BrokerInContainer(GenericContainer<?> container, int port) {
        this.container = container;
        this.port = port;
    }

    static BrokerInContainer start() throws IOException, InterruptedException {
        int port = PortTaken.claimForLater(SERVICE, 0);
        Map<String, String> variables = new HashMap<>(Map.of(
                "KEPU_KAFKA_CLUSTER_ID",
                Uuid.randomUuid().toString(),
                "KEPU_KAFKA_ADMIN",
                ADMIN_PASSWORD,
                "KEPU_KAFKA_PORT",
                Integer.toString(port)));
        String another = System.getenv("KEPU_KAFKA_IMAGE");
        if (another != null) {
            variables.put("KEPU_KAFKA_IMAGE", another);
        }
        Service inside = Service.in("docker-compose.yml", variables);
        Service outside = Service.in("infra/deploy/docker/subscribers.yml", variables);
        supply(inside.text("image"));
        Map<String, String> environment = new HashMap<>(inside.texts("environment"));
        environment.putAll(outside.texts("environment"));
        GenericContainer<?> container = new GenericContainer<>(inside.text("image"))
                .withEnv(environment)
                .withCreateContainerCmdModifier(command -> contain(command, inside, outside))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(HEALTHY));
        BrokerInContainer broker = new BrokerInContainer(container, port);
        try {
            container.start();
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    private static void supply(String image) throws InterruptedException {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
        assumeTrue(
                "unix"
                        .equals(DockerClientFactory.instance()
                                .getTransportConfig()
                                .getDockerHost()
                                .getScheme()),
                "the Docker engine is on another machine, which does not see this one's files");
        DockerClient engine = DockerClientFactory.instance().client();
        assumeTrue(has(engine, image) || pulls(engine, image), "the Docker engine cannot supply the image " + image);
        Map<String, String> labels = Objects.requireNonNull(
                        engine.inspectImageCmd(image).exec().getConfig())
                .getLabels();
        boolean isSubstitute = labels != null && "true".equals(labels.get("kepu.substitute"));
        System.out.printf(
                "The broker is of %s, %s.%n", image, isSubstitute ? "a substitute of that name" : "the image itself");
    }

    private static boolean has(DockerClient engine, String image) {
        try {
            engine.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private static boolean pulls(DockerClient engine, String image) throws InterruptedException {
        try {
            return engine.pullImageCmd(image).start().awaitCompletion(IMAGE_SECONDS, TimeUnit.SECONDS)
                    && has(engine, image);
        } catch (DockerException _) {
            return false;
        }
    }

    private static void contain(CreateContainerCmd command, Service inside, Service outside) {
        List<PortBinding> ports =
                outside.list("ports").stream().map(PortBinding::parse).toList();
        command.withHostName(SERVICE)
                .withUser(inside.text("user"))
                .withEntrypoint(inside.list("entrypoint"))
                .withExposedPorts(
                        ports.stream().map(PortBinding::getExposedPort).toArray(ExposedPort[]::new))
                .withHealthcheck(healthCheck(inside.part("healthcheck")));
        Objects.requireNonNull(command.getHostConfig())
                .withReadonlyRootfs(Boolean.valueOf(inside.text("read_only")))
                .withCapDrop(inside.list("cap_drop").stream()
                        .map(Capability::valueOf)
                        .toArray(Capability[]::new))
                .withSecurityOpts(inside.list("security_opt"))
                .withMemory(DataSize.parse(inside.text("mem_limit").toUpperCase(Locale.ROOT) + "B")
                        .toBytes())
                .withTmpFs(tmpfs(inside))
                .withMounts(inside.list("volumes").stream()
                        .map(BrokerInContainer::mount)
                        .toList())
                .withPortBindings(ports);
    }

    private static HealthCheck healthCheck(Service check) {
        return new HealthCheck()
                .withTest(check.list("test"))
                .withInterval(Duration.parse("PT" + check.text("interval")).toNanos())
                .withTimeout(Duration.parse("PT" + check.text("timeout")).toNanos())
                .withStartPeriod(
                        Duration.parse("PT" + check.text("start_period")).toNanos())
                .withRetries(Integer.valueOf(check.text("retries")));
    }

    private static Map<String, String> tmpfs(Service service) {
        Map<String, String> folders = new HashMap<>();
        for (String entry : service.list("tmpfs")) {
            String[] parts = entry.split(":", 2);
            folders.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return folders;
    }

    /** A named volume becomes one without a name, which goes with its container. */
    private static Mount mount(String entry) {
        String[] parts = entry.split(":");
        Mount mount = new Mount().withTarget(parts[1]).withReadOnly(parts.length > 2 && parts[2].equals("ro"));
        return parts[0].startsWith(".")
                ? mount.withType(MountType.BIND)
                        .withSource(ROOT.resolve(parts[0]).normalize().toString())
                : mount.withType(MountType.VOLUME);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        container.stop();
    }

    /** What a compose file says of the broker, its variables replaced. */
    private record Service(Map<?, ?> said, Map<String, String> variables) {
        static Service in(String file, Map<String, String> variables) throws IOException {
            try (Reader reader = Files.newBufferedReader(ROOT.resolve(file))) {
                return new Service(new Yaml().load(reader), variables)
                        .part("services")
                        .part(SERVICE);
            }
        }

        Service part(String name) {
            return new Service((Map<?, ?>) get(name), variables);
        }

        String text(String name) {
            return replaced(get(name));
        }

        List<String> list(String name) {
            return ((List<?>) get(name)).stream().map(this::replaced).toList();
        }

        Map<String, String> texts(String name) {
            Map<String, String> texts = new HashMap<>();
            ((Map<?, ?>) get(name)).forEach((key, value) -> texts.put(key.toString(), replaced(value)));
            return texts;
        }

        private Object get(String name) {
            return Objects.requireNonNull(said.get(name), name);
        }

        private String replaced(Object text) {
            return VARIABLE.matcher(text.toString()).replaceAll(found -> {
                String value = variables.getOrDefault(found.group(1), found.group(2));
                return Matcher.quoteReplacement(Objects.requireNonNull(value, found.group(1)));
            });
        }
    }
}
