package kepu.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

/** What the job is told. */
class SettingsTest {
    private static final Map<String, String> COMPLETE = complete();

    private static Map<String, String> complete() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
        environment.put("KAFKA_ADMIN_PASSWORD", "secret of admin");
        Topology.principals()
                .forEach(principal -> environment.put(principal.passwordVariable(), "secret of " + principal.name()));
        return environment;
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put(name, value);
        return environment;
    }

    @Test
    void one_replica_six_partitions_and_a_minute_are_taken_for_granted() {
        Settings settings = Settings.from(COMPLETE);
        assertThat(settings.replication()).isEqualTo(1);
        assertThat(settings.partitions()).isEqualTo(6);
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(Topology.principals())
                .allSatisfy(principal ->
                        assertThat(settings.password(principal)).isEqualTo("secret of " + principal.name()));
    }

    @Test
    void other_numbers_are_taken_from_the_environment() {
        assertThat(Settings.from(with("PARTITIONS", "24")).partitions()).isEqualTo(24);
        assertThat(Settings.from(with("REPLICATION", "3")).replication()).isEqualTo(3);
        assertThat(Settings.from(with("WAIT_SECONDS", "1")).patience()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_number_below_one_or_no_number_is_refused() {
        assertThat(Settings.from(with("PARTITIONS", "1")).partitions()).isEqualTo(1);
        assertThatThrownBy(() -> Settings.from(with("PARTITIONS", "0"))).hasMessageContaining("PARTITIONS");
        assertThatThrownBy(() -> Settings.from(with("PARTITIONS", "six"))).hasMessageContaining("PARTITIONS");
        assertThat(Settings.from(with("REPLICATION", "32767")).replication()).isEqualTo(32767);
        assertThatThrownBy(() -> Settings.from(with("REPLICATION", "32768"))).hasMessageContaining("REPLICATION");
    }

    @Test
    void everything_that_is_missing_is_named_at_once_and_nothing_is_done() throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = ApplyTopology.run(
                with("PASSWORD_READING_ROOMS", " "),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly("PASSWORD_READING_ROOMS is not set");
        assertThat(out.size()).isZero();
        assertThatThrownBy(() -> Settings.from(Map.of()))
                .message()
                .hasLineCount(2 + 7)
                .contains("KAFKA_BOOTSTRAP_SERVERS", "KAFKA_ADMIN_PASSWORD", "PASSWORD_ANALYTICS");
    }

    @Test
    void further_subscribers_come_with_their_passwords() {
        Settings settings = Settings.from(with("SUBSCRIBERS", "province:a:b, university:c"));
        assertThat(settings.principals())
                .startsWith(Topology.principals().toArray(Principal[]::new))
                .endsWith(Topology.subscriber("province"), Topology.subscriber("university"));
        assertThat(settings.password(Topology.subscriber("province"))).isEqualTo("a:b");
        assertThat(settings.password(Topology.subscriber("university"))).isEqualTo("c");
    }

    @Test
    void a_subscriber_has_a_name_of_its_own_and_a_password() {
        for (String wrong :
                List.of("assessment:x", "analytics:x", "admin:x", "A:x", "a.b:x", "x", "x:", "a:x", ",", "b1:x,b1:y")) {
            assertThatThrownBy(() -> Settings.from(with("SUBSCRIBERS", wrong)))
                    .as(wrong)
                    .hasMessageContaining("SUBSCRIBERS");
        }
    }

    @Test
    void a_former_subscriber_is_nobody_whom_the_broker_is_to_know() {
        assertThat(Settings.from(COMPLETE).removed()).isEmpty();
        assertThat(Settings.from(with("REMOVED_SUBSCRIBERS", "province, university"))
                        .removed())
                .containsExactly(Topology.subscriber("province"), Topology.subscriber("university"));
        for (String wrong : List.of("assessment", "analytics", "admin", "A", "a.b", "a", ",", "province:x")) {
            assertThatThrownBy(() -> Settings.from(with("REMOVED_SUBSCRIBERS", wrong)))
                    .as(wrong)
                    .hasMessageContaining("REMOVED_SUBSCRIBERS");
        }
        Map<String, String> both = with("SUBSCRIBERS", "province:x");
        both.put("REMOVED_SUBSCRIBERS", "province");
        assertThatThrownBy(() -> Settings.from(both)).hasMessageContaining("REMOVED_SUBSCRIBERS");
    }

    @Test
    void a_password_may_hold_quotes_and_backslashes() {
        String password = "a \"quoted\" \\ one; and more";
        Map<String, Object> client =
                Settings.from(with("KAFKA_ADMIN_PASSWORD", password)).asAdmin();
        JaasContext read = JaasContext.loadClientContext(
                Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password((String) client.get(SaslConfigs.SASL_JAAS_CONFIG))));
        assertThat(read.configurationEntries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.getOptions()).isEqualTo(Map.of("username", "admin", "password", password)));
    }

    @Test
    void settings_that_are_printed_give_no_password_away() {
        assertThat(Settings.from(COMPLETE)).asString().contains("kafka:9092").doesNotContain("secret");
    }
}
