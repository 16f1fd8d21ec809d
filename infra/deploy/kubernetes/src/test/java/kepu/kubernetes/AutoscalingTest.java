package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.contracts.Contracts;
import kepu.topology.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** More instances come with the lag of assessment's group, up to one a partition. */
class AutoscalingTest {
    @SuppressWarnings("unused")
    private static final List<String> OVERLAYS = List.of(Manifests.OVERLAYS);

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void assessment_never_has_more_instances_than_a_topic_has_partitions(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        JsonNode spec = manifests.one("ScaledObject", "assessment").path("spec");
        int partitions = manifests.ofKind("KafkaTopic").stream()
                .filter(topic -> !Manifests.name(topic).endsWith(".dlt"))
                .mapToInt(topic -> topic.path("spec").path("partitions").asInt())
                .min()
                .orElseThrow();
        assertThat(spec.path("maxReplicaCount").asInt())
                .isBetween(spec.path("minReplicaCount").asInt(), partitions);
        assertThat(spec.path("minReplicaCount").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(spec.path("triggers")
                        .path(0)
                        .path("metadata")
                        .path("allowIdleConsumers")
                        .asText())
                .isEqualTo("false");
        assertThat(spec.path("fallback").path("replicas").asInt()).isPositive();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_lag_asked_for_is_that_of_the_group_that_scores(String overlay) {
        JsonNode trigger = Manifests.of(overlay)
                .one("ScaledObject", "assessment")
                .path("spec")
                .path("triggers")
                .path(0)
                .path("metadata");
        assertThat(Topology.SUBSCRIPTIONS)
                .filteredOn(subscription -> subscription
                        .group()
                        .equals(trigger.path("consumerGroup").asText()))
                .singleElement()
                .satisfies(subscription -> {
                    assertThat(subscription.service()).isEqualTo("assessment");
                    // all but cards, rules of conversion, numbers of notices, award lists, imported years, cases of the
                    // radar,
                    // accounts, the personal data of two services and two families of reminders
                    assertThat(subscription.topics()).hasSize(Contracts.FAMILIES.size() - 11);
                });
        // with a topic named, the lag of the others would go unseen
        assertThat(trigger.has("topic")).isFalse();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_autoscaler_signs_in_as_itself(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        JsonNode metadata = manifests
                .one("ScaledObject", "assessment")
                .path("spec")
                .path("triggers")
                .path(0)
                .path("metadata");
        assertThat(metadata.path("sasl").asText()).isEqualTo("scram_sha512");
        assertThat(metadata.path("tls").asText()).isEqualTo("enable");
        JsonNode spec = manifests.one("TriggerAuthentication", "autoscaler").path("spec");
        JsonNode named = spec.path("configMapTargetRef").path(0);
        String user = manifests
                .one("ConfigMap", named.path("name").asText())
                .path("data")
                .path(named.path("key").asText())
                .asText();
        assertThat(manifests.one("KafkaUser", user)).isNotNull();
        Map<String, String> secrets = Manifests.each(spec.path("secretTargetRef"))
                .collect(Collectors.toMap(
                        secret -> secret.path("parameter").asText(),
                        secret -> secret.path("name").asText()));
        assertThat(secrets).isEqualTo(Map.of("password", "kafka-" + user, "ca", "kepu-cluster-ca-cert"));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void what_an_autoscaler_counts_no_manifest_counts_as_well(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        List<String> scaled = manifests.objects().stream()
                .filter(object -> List.of("ScaledObject", "HorizontalPodAutoscaler")
                        .contains(object.path("kind").asText()))
                .map(object ->
                        object.path("spec").path("scaleTargetRef").path("name").asText())
                .toList();
        assertThat(scaled).doesNotHaveDuplicates().contains("assessment");
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            assertThat(deployment.path("spec").has("replicas"))
                    .as(Manifests.name(deployment))
                    .isEqualTo(!scaled.contains(Manifests.name(deployment)));
        }
    }
}
