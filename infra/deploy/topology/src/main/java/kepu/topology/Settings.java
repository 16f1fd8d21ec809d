package kepu.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * What the job is told by its environment; passwords nowhere else, for a command line can be seen by everybody.
 *
 * @param patience how long the broker, and whatever it was asked for, may take to be there
 * @param subscribers besides {@code analytics}
 * @param removed former ones, who are to be known to the broker no more
 * @param passwords by principal
 */
record Settings(
        String bootstrapServers,
        String adminPassword,
        int partitions,
        int replication,
        Duration patience,
        List<Principal> subscribers,
        List<Principal> removed,
        Map<String, String> passwords) {
    static final String ADMIN = "admin";

    /** Nobody else's, nor the beginning of somebody else's groups. */
    private static final Pattern SUBSCRIBER = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    private static final String SUBSCRIBERS = "SUBSCRIBERS";
    private static final String REMOVED = "REMOVED_SUBSCRIBERS";

    private static final int REQUEST_MILLIS = 5_000;

    /** @throws Refusal that names everything that is missing or no number */
    static Settings from(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> passwords = new HashMap<>();
        for (Principal principal : Topology.principals()) {
            passwords.put(principal.name(), text(environment, principal.passwordVariable(), wrong));
        }
        List<Principal> subscribers = subscribers(environment, passwords, wrong);
        List<Principal> removed = removed(environment, passwords, wrong);
        Settings settings = new Settings(
                text(environment, "KAFKA_BOOTSTRAP_SERVERS", wrong),
                text(environment, "KAFKA_ADMIN_PASSWORD", wrong),
                number(environment, "PARTITIONS", 6, Integer.MAX_VALUE, wrong),
                number(environment, "REPLICATION", 1, Short.MAX_VALUE, wrong),
                Duration.ofSeconds(number(environment, "WAIT_SECONDS", 60, 86_400, wrong)),
                subscribers,
                removed,
                passwords);
        if (!wrong.isEmpty()) {
            throw new Refusal(Refusal.SETTINGS, String.join("\n", wrong));
        }
        return settings;
    }

    /** From {@code name:password} of each, with a comma between two; their passwords join the others. */
    private static List<Principal> subscribers(
            Map<String, String> environment, Map<String, String> passwords, List<String> wrong) {
        List<Principal> subscribers = new ArrayList<>();
        for (String subscriber : parts(environment, SUBSCRIBERS)) {
            String[] parts = subscriber.split(":", 2);
            String name = parts[0];
            if (!SUBSCRIBER.matcher(name).matches() || name.equals(ADMIN) || passwords.containsKey(name)) {
                wrong.add(SUBSCRIBERS + ": no name for a further subscriber: " + name);
            } else if (parts.length < 2 || parts[1].isBlank()) {
                wrong.add(SUBSCRIBERS + ": no password of " + name);
            } else {
                passwords.put(name, parts[1]);
                subscribers.add(Topology.subscriber(name));
            }
        }
        return subscribers;
    }

    /** By their names, with a comma between two: nobody who has a password here. */
    private static List<Principal> removed(
            Map<String, String> environment, Map<String, String> passwords, List<String> wrong) {
        List<Principal> removed = new ArrayList<>();
        for (String name : parts(environment, REMOVED)) {
            if (!SUBSCRIBER.matcher(name).matches() || name.equals(ADMIN) || passwords.containsKey(name)) {
                wrong.add(REMOVED + ": no name of a former subscriber: " + name);
            } else {
                removed.add(Topology.subscriber(name));
            }
        }
        return removed;
    }

    private static List<String> parts(Map<String, String> environment, String name) {
        String text = environment.getOrDefault(name, "");
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    /** Everybody who is to be known to the broker. */
    List<Principal> principals() {
        return Stream.concat(Topology.principals().stream(), subscribers.stream())
                .toList();
    }

    private static String text(Map<String, String> environment, String name, List<String> wrong) {
        String text = environment.getOrDefault(name, "");
        if (text.isBlank()) {
            wrong.add(name + " is not set");
        }
        return text;
    }

    private static int number(
            Map<String, String> environment, String name, int otherwise, int largest, List<String> wrong) {
        String text = environment.getOrDefault(name, "");
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, as of a number out of range
        }
        wrong.add(name + " is not a number from 1 to " + largest + ": " + text);
        return otherwise;
    }

    /** How the administrator speaks to the broker. */
    Map<String, Object> asAdmin() {
        return as(ADMIN, adminPassword);
    }

    /** How a principal will speak to it. */
    Map<String, Object> as(Principal principal) {
        return as(principal.name(), password(principal));
    }

    String password(Principal principal) {
        return passwords.getOrDefault(principal.name(), "");
    }

    private Map<String, Object> as(String user, String password) {
        int millis = Math.toIntExact(patience.toMillis());
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "topology",
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                "SASL_PLAINTEXT",
                SaslConfigs.SASL_MECHANISM,
                "SCRAM-SHA-512",
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=" + quoted(user)
                        + " password=" + quoted(password) + ";",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(REQUEST_MILLIS, millis),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Without passwords, wherever it may be logged. */
    @Override
    public String toString() {
        return bootstrapServers + ", " + partitions + " partitions, replication " + replication;
    }
}
