package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strimzi knows every word of the cluster, and the cluster keeps what it acknowledges. */
class KafkaClusterTest {
    @SuppressWarnings("unused")
    private static final List<String> OVERLAYS = List.of(Manifests.OVERLAYS);

    @Test
    void strimzi_knows_every_word_of_the_committed_files() throws IOException {
        for (String file : List.of("cluster", "topics", "users")) {
            List<JsonNode> objects = Manifests.parsed(Path.of("base/kafka/" + file + ".yaml"));
            assertThat(objects)
                    .isNotEmpty()
                    .allSatisfy(object -> assertThat(
                                    StrimziModel.read(object).getMetadata().getName())
                            .isEqualTo(Manifests.name(object)));
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void strimzi_knows_every_word_of_an_overlay(String overlay) {
        List<JsonNode> ours = Manifests.of(overlay).objects().stream()
                .filter(object -> object.path("apiVersion").asText().contains("strimzi"))
                .toList();
        assertThat(ours)
                .hasSizeGreaterThan(50)
                .allSatisfy(object -> assertThat(StrimziModel.read(object)).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: KafkaTopic, metadata: {name: a}, spec: {partition: 24}}",
                "{kind: KafkaTopic, metadata: {name: a, label: {}}, spec: {partitions: 24}}",
                "{kind: KafkaUser, metadata: {name: a}, spec: {authentication: {type: scram-sha-1}}}",
                "{kind: KafkaUser, metadata: {name: a}, spec: {authorization: {type: simple, acls: [{operatons: [Read]}]}}}",
                "{kind: KafkaUser, metadata: {name: a}, spec: {authorization: {type: simple, acls: [{operations: [Reed]}]}}}",
                "{kind: KafkaNodePool, metadata: {name: a}, spec: {roles: [brokers]}}",
                "{kind: Kafka, metadata: {name: a}, spec: {kafka: {listeners: [{name: a, port: 9093, tls: yes-please}]}}}",
                "{kind: Kafka, metadata: {name: a}, spec: {kafka: {autorization: {type: simple}}}}",
                "{kind: KafkaRebalancer, metadata: {name: a}}",
            })
    void a_word_that_strimzi_does_not_know_is_refused(String text) throws IOException {
        ObjectNode object = (ObjectNode) Manifests.parsed(text).getFirst();
        object.put("apiVersion", StrimziModel.API);
        assertThatThrownBy(() -> StrimziModel.read(object)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void who_comes_says_a_password_over_tls_and_may_nothing_that_is_not_granted(String overlay) {
        var kafka = kafka(overlay).getSpec().getKafka();
        assertThat(kafka.getListeners()).singleElement().satisfies(listener -> {
            assertThat(listener.isTls()).isTrue();
            assertThat(listener.getAuth()).isInstanceOf(KafkaListenerAuthenticationScramSha512.class);
            assertThat(listener.getNetworkPolicyPeers()).isNotEmpty();
        });
        assertThat(kafka.getAuthorization())
                .isInstanceOfSatisfying(
                        KafkaAuthorizationSimple.class,
                        simple -> assertThat(simple.getSuperUsers()).containsExactly("admin"));
        assertThat(kafka.getConfig()).containsEntry("auto.create.topics.enable", false);
    }

    @ParameterizedTest
    @CsvSource({"county, 1", "province, 2"})
    void three_brokers_keep_everything_on_disks_that_outlive_them(String overlay, int pools) {
        List<KafkaNodePool> all = Manifests.of(overlay).ofKind("KafkaNodePool").stream()
                .map(object -> StrimziModel.read(object, KafkaNodePool.class))
                .toList();
        assertThat(all).hasSize(pools);
        for (ProcessRoles role : ProcessRoles.values()) {
            assertThat(all.stream()
                            .filter(pool -> pool.getSpec().getRoles().contains(role))
                            .mapToInt(pool -> pool.getSpec().getReplicas()))
                    .as(role.toString())
                    .containsExactly(3);
        }
        assertThat(Manifests.of(overlay).ofKind("KafkaNodePool")).allSatisfy(pool -> {
            JsonNode volume = pool.path("spec").path("storage").path("volumes").path(0);
            assertThat(volume.path("type").asText()).isEqualTo("persistent-claim");
            assertThat(volume.path("deleteClaim").asBoolean(true)).isFalse();
        });
        assertThat(kafka(overlay).getSpec().getKafka().getConfig())
                .containsAllEntriesOf(Map.of(
                        "default.replication.factor", 3,
                        "min.insync.replicas", 2,
                        "offsets.topic.replication.factor", 3,
                        "unclean.leader.election.enable", false));
    }

    private static Kafka kafka(String overlay) {
        return StrimziModel.read(Manifests.of(overlay).one("Kafka", "kepu"), Kafka.class);
    }
}
