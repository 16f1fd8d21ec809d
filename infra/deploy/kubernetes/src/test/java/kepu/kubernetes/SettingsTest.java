package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kepu.topology.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/** The variables of the manifests are the settings that the parts really read. */
class SettingsTest {
    @SuppressWarnings("unused")
    private static final List<String> OVERLAYS = List.of(Manifests.OVERLAYS);

    private static Stream<Arguments> services() {
        return OVERLAYS.stream()
                .flatMap(overlay -> Topology.SERVICES.stream().map(service -> Arguments.of(overlay, service)));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_part_listens_where_kubernetes_looks_for_it(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            String part = Manifests.name(deployment);
            ConfigurableEnvironment settings = Settings.of(manifests, part);
            JsonNode container = Manifests.container(deployment);
            assertThat(settings.getProperty("spring.application.name")).isEqualTo(part);
            assertThat(settings.getProperty("server.address")).isEqualTo("0.0.0.0");
            assertThat(settings.getProperty("management.server.address")).isEqualTo("0.0.0.0");
            assertThat(settings.getProperty("server.port", Integer.class)).isEqualTo(Settings.port(container, "http"));
            assertThat(settings.getProperty("management.server.port", Integer.class))
                    .isEqualTo(Settings.port(container, "management"));
            JsonNode port =
                    manifests.one("Service", part).path("spec").path("ports").path(0);
            assertThat(port.path("port").asInt()).isEqualTo(Settings.port(container, "http"));
            assertThat(port.path("targetPort").asText()).isEqualTo("http");
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_part_believes_the_issuer_at_the_public_address(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        String host = manifests
                .one("Ingress", "gateway")
                .path("spec")
                .path("rules")
                .path(0)
                .path("host")
                .asText();
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            ConfigurableEnvironment settings = Settings.of(manifests, Manifests.name(deployment));
            assertThat(settings.getProperty("kepu.tokens.issuer")).isEqualTo("https://" + host);
            assertThat(settings.getProperty("kepu.tokens.jwks")).isEqualTo("http://identity:8086/oauth2/jwks");
        }
        assertThat(manifests
                        .one("Ingress", "gateway")
                        .path("spec")
                        .path("tls")
                        .path(0)
                        .path("hosts")
                        .path(0)
                        .asText())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_part_writes_json_and_tells_the_trace_store_of_a_tenth_of_its_requests(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            ConfigurableEnvironment settings = Settings.of(manifests, Manifests.name(deployment));
            assertThat(settings.getProperty("logging.structured.format.console"))
                    .isEqualTo("ecs");
            assertThat(settings.getProperty("management.tracing.export.enabled", Boolean.class))
                    .isTrue();
            assertThat(settings.getProperty("management.tracing.export.zipkin.endpoint", URI.class))
                    .hasHost("zipkin.monitoring")
                    .hasPort(9411);
            assertThat(settings.getProperty("management.tracing.sampling.probability", Double.class))
                    .isEqualTo(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_signs_in_to_kafka_and_its_store_as_itself(String overlay, String service) {
        Manifests manifests = Manifests.of(overlay);
        ConfigurableEnvironment settings = Settings.of(manifests, service);
        KafkaProperties kafka =
                Binder.get(settings).bind("spring.kafka", KafkaProperties.class).get();
        for (Map<String, Object> client : List.of(
                kafka.buildProducerProperties(), kafka.buildConsumerProperties(), kafka.buildAdminProperties())) {
            assertThat(client)
                    .containsEntry("bootstrap.servers", List.of("kepu-kafka-bootstrap:9093"))
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                    .containsEntry("sasl.jaas.config", "kafka-" + service + "/sasl.jaas.config")
                    .containsEntry("ssl.truststore.type", "PEM")
                    .containsEntry("ssl.truststore.location", "/kafka-ca/ca.crt");
        }
        // what the outbox relies on is still there
        assertThat(kafka.buildProducerProperties())
                .containsEntry("delivery.timeout.ms", "2147483647")
                .containsEntry("max.in.flight.requests.per.connection", "1");
        assertThat(settings.getProperty("spring.mongodb.uri")).isEqualTo("mongodb-" + service + "/uri");
        assertThat(settings.getProperty("kepu.kafka.partitions", Integer.class)).isEqualTo(StrimziAuthoring.PARTITIONS);
        assertThat(settings.getProperty("kepu.kafka.replication", Integer.class))
                .isEqualTo(StrimziAuthoring.REPLICAS);
    }

    @ParameterizedTest
    @MethodSource("services")
    void the_files_that_a_service_is_told_of_lie_where_they_are_mounted(String overlay, String service) {
        Manifests manifests = Manifests.of(overlay);
        ConfigurableEnvironment settings = Settings.of(manifests, service);
        Stream.of(
                        "spring.kafka.properties.ssl.truststore.location",
                        "kepu.audit.signing-key",
                        "kepu.personal-data.master-key",
                        "kepu.identity.key-secret",
                        "kepu.identity.first-password-file")
                .filter(name -> name.startsWith("kepu.personal-data")
                        ? Set.of("volunteers", "reading-rooms").contains(service)
                        : true)
                .filter(name -> name.startsWith("kepu.identity") ? service.equals("identity") : true)
                .forEach(name -> {
                    String file = name.startsWith("spring.kafka")
                            ? Binder.get(settings)
                                    .bind("spring.kafka", KafkaProperties.class)
                                    .get()
                                    .getProperties()
                                    .get("ssl.truststore.location")
                            : Binder.get(settings)
                                    .bind(name, Bindable.listOf(String.class))
                                    .get()
                                    .getFirst();
                    assertThat(Path.of(file).getParent().toString())
                            .as(name)
                            .isIn(Manifests.each(Manifests.container(manifests.one("Deployment", service))
                                            .path("volumeMounts"))
                                    .map(mount -> mount.path("mountPath").asText())
                                    .toList());
                });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_gateway_knows_the_six_services_by_their_addresses(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        ConfigurableEnvironment settings = Settings.of(manifests, "gateway");
        Map<String, URI> routes = Binder.get(settings)
                .bind("kepu.services", Bindable.mapOf(String.class, URI.class))
                .get();
        assertThat(routes.keySet()).containsExactlyInAnyOrderElementsOf(Topology.SERVICES);
        routes.forEach((service, address) -> {
            assertThat(address.getScheme()).isEqualTo("http");
            assertThat(address.getHost()).isEqualTo(service);
            assertThat(address.getPort())
                    .isEqualTo(manifests
                            .one("Service", service)
                            .path("spec")
                            .path("ports")
                            .path(0)
                            .path("port")
                            .asInt());
        });
        assertThat(Binder.get(settings)
                        .bind("kepu.gateway.trusted-proxies", Bindable.listOf(String.class))
                        .get())
                .containsExactly("10.244.0.0/16");
        assertThat(Manifests.container(manifests.one("Deployment", "gateway"))
                        .path("env")
                        .toString())
                .doesNotContain("secretKeyRef");
    }
}
