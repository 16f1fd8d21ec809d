package kepu.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every pair of pods and every port, judged by the network policies as the cluster would judge them. */
class WhoTalksToWhomTest {
    @SuppressWarnings("unused")
    private static final List<String> OVERLAYS = List.of(Manifests.OVERLAYS);

    private static final List<String> SERVICES =
            List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity");

    private static final String HOME = "kepu";

    /** @param ports those that it listens on, by their names */
    private record Pod(
            String name,
            String namespace,
            Map<String, String> namespaceLabels,
            Map<String, String> labels,
            Map<String, Integer> ports) {
        static Pod of(String name, String namespace, Map<String, String> labels, int... ports) {
            Map<String, Integer> named = new TreeMap<>();
            for (int port : ports) {
                named.put("p" + port, port);
            }
            return new Pod(name, namespace, Map.of("kubernetes.io/metadata.name", namespace), labels, named);
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void only_they_talk_to_each_other(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        Set<String> expected = new TreeSet<>();
        expected.add("ingress → gateway:8080");
        int last = 1;
        for (String service : SERVICES) {
            int port = 8080 + last++;
            expected.add("gateway → " + service + ":" + port);
            expected.add("prometheus → " + service + ":" + (port + 1000));
            expected.add(service + " → zipkin:9411");
            expected.add(service + " → kafka:9093");
            expected.add(service + " → mongodb:27017");
            if (!service.equals("identity")) {
                expected.add(service + " → identity:8086");
            }
        }
        expected.add("prometheus → gateway:9080");
        expected.add("gateway → zipkin:9411");
        expected.add("keda → kafka:9093");
        expected.add("subscriber → kafka:9093");
        expected.add("kafka → kafka:9090");
        expected.add("kafka → kafka:9091");
        expected.add("entity-operator → kafka:9091");
        expected.add("entity-operator → kubernetes-api:6443");
        if (overlay.equals("province")) {
            expected.add("kafka → kubernetes-api:6443");
        }
        assertThat(allowed(manifests)).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everybody_may_ask_for_names_and_nobody_else_for_anything(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        Pod names = Pod.of("names", "kube-system", Map.of("k8s-app", "kube-dns"), 53);
        for (Pod pod : pods(manifests)) {
            if (pod.namespace().equals(HOME)) {
                assertThat(mayTalk(manifests, pod, names, 53)).as(pod.name()).isTrue();
                assertThat(mayTalk(manifests, names, pod, 53)).as(pod.name()).isFalse();
            }
        }
    }

    private static Set<String> allowed(Manifests manifests) {
        Set<String> found = new TreeSet<>();
        List<Pod> pods = pods(manifests);
        for (Pod from : pods) {
            for (Pod to : pods) {
                boolean concernsUs =
                        from.namespace().equals(HOME) || to.namespace().equals(HOME);
                for (int port : to.ports().values()) {
                    if (concernsUs && mayTalk(manifests, from, to, port)) {
                        found.add(from.name() + " → " + to.name() + ":" + port);
                    }
                }
            }
        }
        return found;
    }

    private static List<Pod> pods(Manifests manifests) {
        List<Pod> pods = new ArrayList<>();
        Map<String, String> home = Map.of("kubernetes.io/metadata.name", HOME);
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            pods.add(new Pod(
                    Manifests.name(deployment),
                    HOME,
                    home,
                    labels(deployment
                            .path("spec")
                            .path("template")
                            .path("metadata")
                            .path("labels")),
                    Manifests.each(Manifests.container(deployment).path("ports"))
                            .collect(Collectors.toMap(
                                    port -> port.path("name").asText(),
                                    port -> port.path("containerPort").asInt()))));
        }
        pods.add(Pod.of("kafka", HOME, Map.of("strimzi.io/name", "kepu-kafka"), 9090, 9091, 9093));
        pods.add(Pod.of("entity-operator", HOME, Map.of("strimzi.io/name", "kepu-entity-operator"), 8081));
        pods.add(Pod.of("stray", HOME, Map.of("app.kubernetes.io/part-of", "kepu"), 8080));
        pods.add(Pod.of("ingress", "ingress-nginx", Map.of("app.kubernetes.io/component", "controller"), 8443));
        pods.add(Pod.of("beside-ingress", "ingress-nginx", Map.of(), 8443));
        pods.add(Pod.of("prometheus", "monitoring", Map.of("app.kubernetes.io/name", "prometheus"), 9090));
        pods.add(Pod.of("zipkin", "monitoring", Map.of("app.kubernetes.io/name", "zipkin"), 9410, 9411));
        pods.add(Pod.of("grafana", "monitoring", Map.of("app.kubernetes.io/name", "grafana"), 3000));
        pods.add(Pod.of("keda", "keda", Map.of("app", "keda-operator"), 9666));
        pods.add(Pod.of("mongodb", "mongodb", Map.of(), 27017, 27018));
        pods.add(Pod.of("kubernetes-api", "", Map.of(), 6443));
        pods.add(Pod.of("stranger", "default", Map.of("app.kubernetes.io/name", "gateway"), 80));
        pods.add(new Pod("subscriber", "reports", Map.of("kepu.kafka", "subscribers"), Map.of(), Map.of("http", 80)));
        return pods;
    }

    private static boolean mayTalk(Manifests manifests, Pod from, Pod to, int port) {
        return passes(manifests, "Egress", "egress", "to", from, to, to, port)
                && (passes(manifests, "Ingress", "ingress", "from", to, from, to, port)
                        || strimziLetsIn(manifests, from, to, port));
    }

    /** What Strimzi's own policies let in: its own pods, and whom the listener names. */
    private static boolean strimziLetsIn(Manifests manifests, Pod from, Pod to, int port) {
        if (!to.name().equals("kafka")) {
            return false;
        }
        JsonNode listener = manifests
                .one("Kafka", "kepu")
                .path("spec")
                .path("kafka")
                .path("listeners")
                .path(0);
        return port == listener.path("port").asInt()
                ? Manifests.each(listener.path("networkPolicyPeers")).anyMatch(peer -> isMeant(peer, from))
                : from.name().equals("kafka") || from.name().equals("entity-operator") && port == 9091;
    }

    private static boolean passes(
            Manifests manifests, String type, String rules, String peers, Pod subject, Pod other, Pod to, int port) {
        if (!subject.namespace().equals(HOME)) {
            return true;
        }
        List<JsonNode> policies = manifests.ofKind("NetworkPolicy").stream()
                .map(policy -> policy.path("spec"))
                .filter(spec -> Manifests.texts(spec.path("policyTypes")).contains(type))
                .filter(spec -> selects(spec.path("podSelector"), subject.labels()))
                .toList();
        assertThat(policies).as("policies for " + subject.name()).isNotEmpty();
        return policies.stream()
                .flatMap(spec -> Manifests.each(spec.path(rules)))
                .anyMatch(rule -> meansPort(rule.path("ports"), to, port)
                        && (rule.path(peers).isMissingNode()
                                || Manifests.each(rule.path(peers)).anyMatch(peer -> isMeant(peer, other))));
    }

    private static boolean meansPort(JsonNode ports, Pod to, int port) {
        assertThat(ports.isEmpty()).as("a rule for all ports").isFalse();
        return Manifests.each(ports)
                .map(each -> each.path("port"))
                .anyMatch(each -> each.isInt()
                        ? each.asInt() == port
                        : Integer.valueOf(port).equals(to.ports().get(each.asText())));
    }

    private static boolean isMeant(JsonNode peer, Pod pod) {
        assertThat(peer.properties().stream().map(Map.Entry::getKey))
                .isNotEmpty()
                .isSubsetOf("podSelector", "namespaceSelector");
        boolean place = peer.has("namespaceSelector")
                ? selects(peer.path("namespaceSelector"), pod.namespaceLabels())
                : pod.namespace().equals(HOME);
        return place && selects(peer.path("podSelector"), pod.labels());
    }

    /** An absent or empty selector means all. */
    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        Stream<JsonNode> expressions = Manifests.each(selector.path("matchExpressions"));
        return labels.entrySet()
                        .containsAll(labels(selector.path("matchLabels")).entrySet())
                && expressions.allMatch(expression -> {
                    assertThat(expression.path("operator").asText()).isEqualTo("In");
                    return Manifests.texts(expression.path("values"))
                            .contains(labels.getOrDefault(expression.path("key").asText(), ""));
                });
    }

    private static Map<String, String> labels(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }
}
