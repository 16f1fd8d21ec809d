package kepu.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.Contracts;

/** The topics of a cluster and who may do what with them; follows from the contracts and the services' subscriptions. */
final class Topology {
    /** In the order of their topics in the contracts. */
    static final List<String> SERVICES = Contracts.FAMILIES.stream()
            .map(family -> Contracts.topicOf(family).split("\\.")[1])
            .distinct()
            .toList();

    private Topology() {}

    record Topic(String name, boolean deadLetters) {}

    /** @param prefix whether {@code name} is only the beginning of the names meant */
    record Grant(String type, String name, boolean prefix, String operation) {
        static Grant topic(String name, String operation) {
            return new Grant("topic", name, false, operation);
        }

        static Grant group(String name, String operation) {
            return new Grant("group", name, false, operation);
        }
    }

    record User(String name, String purpose, List<Grant> grants) {}

    static List<Topic> topics() {
        return Stream.concat(
                        owned().map(name -> new Topic(name, false)),
                        Subscription.all().stream()
                                .flatMap(Topology::deadLetters)
                                .map(name -> new Topic(name, true)))
                .toList();
    }

    /** All topics with facts. */
    static Stream<String> owned() {
        return Contracts.FAMILIES.stream().map(Contracts::topicOf);
    }

    static Stream<String> deadLetters(Subscription subscription) {
        return subscription.topics().stream().map(topic -> Contracts.deadLetterTopic(topic, subscription.group()));
    }

    static List<User> users() {
        List<Subscription> subscriptions = Subscription.all();
        List<User> users = new ArrayList<>();
        for (String service : SERVICES) {
            List<Subscription> own = subscriptions.stream()
                    .filter(subscription -> subscription.service().equals(service))
                    .toList();
            List<Grant> grants = new ArrayList<>();
            Contracts.topicsOwnedBy(service).forEach(topic -> grants.add(Grant.topic(topic, "Write")));
            own.stream()
                    .flatMap(subscription -> subscription.topics().stream())
                    .distinct()
                    .forEach(topic -> grants.add(Grant.topic(topic, "Read")));
            own.forEach(subscription -> grants.add(Grant.group(subscription.group(), "Read")));
            own.stream().flatMap(Topology::deadLetters).forEach(topic -> grants.add(Grant.topic(topic, "Write")));
            users.add(new User(service, "The service " + service + ".", grants));
        }
        users.add(new User(
                "analytics",
                "Subscribers outside: they read every fact, as groups of their own.",
                Stream.concat(
                                owned().map(topic -> Grant.topic(topic, "Read")),
                                Stream.of(new Grant("group", "analytics.", true, "Read")))
                        .toList()));
        Subscription scored = subscriptions.stream()
                .filter(subscription -> subscription.group().equals("assessment"))
                .findFirst()
                .orElseThrow();
        users.add(new User(
                "autoscaler",
                "KEDA: sees how far behind assessment is, and no record.",
                Stream.concat(
                                scored.topics().stream().map(topic -> Grant.topic(topic, "Describe")),
                                Stream.of(Grant.group(scored.group(), "Describe")))
                        .toList()));
        users.add(
                new User("admin", "Super user, for operators; dead letters are read and replayed with it.", List.of()));
        return users;
    }
}
