package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The seven parts run with as few rights as Kubernetes knows, are looked after, and carry no secret with them. */
class PartsTest {
    private static final Set<String> PARTS =
            Set.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity", "gateway");

    @SuppressWarnings("unused")
    private static final List<String> OVERLAYS = List.of(Manifests.OVERLAYS);

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void all_seven_are_there_and_nothing_else_runs(String overlay) {
        assertThat(names(Manifests.of(overlay).ofKind("Deployment"))).isEqualTo(PARTS);
        assertThat(names(Manifests.of(overlay).ofKind("Service"))).isEqualTo(PARTS);
        assertThat(Manifests.of(overlay).objects())
                .noneMatch(object -> Set.of("Pod", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet")
                        .contains(object.path("kind").asText()));
        assertThat(Manifests.of(overlay).objects())
                .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
                .allSatisfy(object -> assertThat(
                                object.path("metadata").path("namespace").asText())
                        .isEqualTo("kepu"));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_namespace_refuses_what_is_not_restricted(String overlay) {
        assertThat(Manifests.of(overlay)
                        .one("Namespace", "kepu")
                        .path("metadata")
                        .path("labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void a_part_has_as_few_rights_as_kubernetes_knows(String overlay) {
        assertThat(Manifests.of(overlay).ofKind("Deployment")).allSatisfy(deployment -> {
            JsonNode pod = Manifests.pod(deployment);
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("securityContext").path("runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asText())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("initContainers").isMissingNode()).isTrue();
            assertThat(pod.path("containers")).hasSize(1);
            JsonNode rights = Manifests.container(deployment).path("securityContext");
            assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(Manifests.texts(rights.path("capabilities").path("drop")))
                    .containsExactly("ALL");
            assertThat(rights.path("capabilities").has("add")).isFalse();
            assertThat(Manifests.each(pod.path("volumes")))
                    .allMatch(volume -> volume.has("emptyDir") || volume.has("secret") || volume.has("configMap"));
            for (JsonNode mount : Manifests.container(deployment).path("volumeMounts")) {
                assertThat(volume(pod, mount.path("name").asText()).has("emptyDir"))
                        .as("may be written: " + mount)
                        .isEqualTo(!mount.path("readOnly").asBoolean());
            }
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void a_part_is_asked_on_its_management_port_how_it_is(String overlay) {
        assertThat(Manifests.of(overlay).ofKind("Deployment")).allSatisfy(deployment -> {
            JsonNode container = Manifests.container(deployment);
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode asked = container.path(probe).path("httpGet");
                assertThat(asked.path("port").asText()).as(probe).isEqualTo("management");
                assertThat(asked.path("path").asText())
                        .as(probe)
                        .isEqualTo("/actuator/health/" + (probe.startsWith("readiness") ? "readiness" : "liveness"));
            }
            JsonNode annotations =
                    deployment.path("spec").path("template").path("metadata").path("annotations");
            assertThat(annotations.path("prometheus.io/scrape").asText()).isEqualTo("true");
            assertThat(annotations.path("prometheus.io/path").asText()).isEqualTo("/actuator/prometheus");
            assertThat(annotations.path("prometheus.io/port").asText())
                    .isEqualTo(Integer.toString(Settings.port(container, "management")));
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void a_part_is_given_what_it_asks_for_and_its_instances_stand_apart(String overlay) {
        assertThat(Manifests.of(overlay).ofKind("Deployment")).allSatisfy(deployment -> {
            JsonNode resources = Manifests.container(deployment).path("resources");
            for (String kind : List.of("cpu", "memory", "ephemeral-storage")) {
                assertThat(resources.path("requests").path(kind).asText()).isNotEmpty();
            }
            assertThat(resources.path("limits").path("memory"))
                    .isEqualTo(resources.path("requests").path("memory"));
            List<String> apart = Manifests.each(Manifests.pod(deployment).path("topologySpreadConstraints"))
                    .map(constraint -> constraint.path("topologyKey").asText())
                    .toList();
            assertThat(apart)
                    .isEqualTo(
                            overlay.equals("county")
                                    ? List.of("kubernetes.io/hostname")
                                    : List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"));
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void selectors_find_the_pods_of_one_part_and_one_at_a_time_may_be_drained(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        for (String part : PARTS) {
            Map<String, String> selector = Map.of("app.kubernetes.io/name", part);
            JsonNode deployment = manifests.one("Deployment", part).path("spec");
            JsonNode budget = manifests.one("PodDisruptionBudget", part).path("spec");
            assertThat(List.of(
                            deployment.path("selector").path("matchLabels"),
                            budget.path("selector").path("matchLabels"),
                            manifests.one("Service", part).path("spec").path("selector")))
                    .allSatisfy(found -> assertThat(texts(found)).isEqualTo(selector));
            assertThat(texts(deployment.path("template").path("metadata").path("labels")))
                    .containsAllEntriesOf(selector)
                    .containsEntry("app.kubernetes.io/part-of", "kepu");
            assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void no_secret_is_committed_and_each_one_needed_stands_in_the_readme(String overlay) throws IOException {
        Manifests manifests = Manifests.of(overlay);
        assertThat(manifests.ofKind("Secret")).isEmpty();
        Set<String> needed = new TreeSet<>();
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            Manifests.each(Manifests.container(deployment).path("env"))
                    .map(variable ->
                            variable.path("valueFrom").path("secretKeyRef").path("name"))
                    .filter(JsonNode::isTextual)
                    .forEach(name -> needed.add(name.asText()));
            Manifests.each(Manifests.pod(deployment).path("volumes"))
                    .map(volume -> volume.path("secret").path("secretName"))
                    .filter(JsonNode::isTextual)
                    .forEach(name -> needed.add(name.asText()));
        }
        manifests
                .ofKind("Ingress")
                .forEach(ingress -> Manifests.each(ingress.path("spec").path("tls"))
                        .forEach(tls -> needed.add(tls.path("secretName").asText())));
        Set<String> madeByStrimzi = Stream.concat(
                        Stream.of("kepu-cluster-ca-cert"),
                        manifests.ofKind("KafkaUser").stream().map(user -> "kafka-" + Manifests.name(user)))
                .collect(Collectors.toSet());
        assertThat(needed).anyMatch(name -> name.startsWith("kafka-"));
        assertThat(needed.stream().filter(name -> name.startsWith("kafka-"))).isSubsetOf(madeByStrimzi);
        needed.removeAll(madeByStrimzi);
        String readme = Files.readString(Path.of("README.md"));
        assertThat(needed)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(readme)
                        .contains("`" + name.replaceFirst("^(mongodb|audit)-.*", "$1-<service>") + "`"));
    }

    private static JsonNode volume(JsonNode pod, String name) {
        return Manifests.each(pod.path("volumes"))
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no volume " + name));
    }

    private static Set<String> names(List<JsonNode> objects) {
        return objects.stream().map(Manifests::name).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }
}
