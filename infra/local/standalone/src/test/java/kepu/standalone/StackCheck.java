package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.sample.SampleVillage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The stack in containers, from its front door and the broker's, after the sample was loaded into it; run by infra/bin/stack-test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackCheck {
    private static final Duration WAIT = Duration.ofMinutes(2);
    private static final String PASSWORD = System.getenv("KEPU_STACK_ANALYTICS");

    private static SampleYear year;
    private static URI gateway;
    private static Path accounts;

    @BeforeAll
    static void signIn() {
        gateway = URI.create(System.getenv("KEPU_STACK"));
        accounts = Path.of(System.getenv("KEPU_STACK_ACCOUNTS"));
        year = new SampleYear(Api.asSample(gateway, accounts, "recorder"));
    }

    @Test
    @Order(1)
    void the_cards_and_the_ranking_equal_the_naive_calculation_to_the_last_digit() {
        SampleYear.assertCardsAreNaive(year.cards());
        SampleYear.assertRankingIsNaive(year.ranking());
    }

    @Test
    @Order(1)
    void the_canonical_cards_equal_those_of_an_undisturbed_year_to_the_byte() {
        SampleYear.assertCanonicalCardsAreThoseOfAnUndisturbedYear(year.canonical());
    }

    @Test
    @Order(2)
    void one_board_update_raises_P08_and_the_score_and_is_named_by_the_explanation() {
        assertThat(year.seeBoardUpdateRaiseP08(SampleVillage.LIHUA.unitId())).isNotBlank();
    }

    @Test
    void a_secretary_reaches_the_own_village_alone() {
        Api secretary = Api.asSample(gateway, accounts, "secretary");
        String card = "/api/v1/assessment/scorecards/%s/2025";

        assertThat(secretary.get(card.formatted(SampleVillage.QINGHE.unitId())).statusCode())
                .isEqualTo(200);
        assertThat(secretary.get(card.formatted(SampleVillage.SHIQIAO.unitId())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void analytics_reads_the_cards_and_their_snapshot() {
        try (Consumer<String, String> analytics = consumer("analytics", PASSWORD)) {
            assertThat(first(analytics, "kepu.assessment.scorecard")).isNotNull();
            assertThat(first(analytics, "kepu.assessment.scorecard.snapshot")).isNotNull();
        }
    }

    @Test
    void the_broker_refuses_a_wrong_password_and_a_name_that_it_does_not_know() {
        for (Consumer<String, String> stranger :
                List.of(consumer("analytics", "wrong"), consumer("nobody", PASSWORD))) {
            try (stranger) {
                assertThatThrownBy(() -> stranger.listTopics(WAIT)).isInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void the_broker_refuses_analytics_to_write_and_to_read_dead_letters_and_what_is_told_of_one_person() {
        Map<String, Object> plain = new HashMap<>(sasl("analytics", PASSWORD));
        plain.put("enable.idempotence", false); // asks for the topic alone
        try (Producer<String, String> writer =
                new KafkaProducer<>(plain, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> writer.send(new ProducerRecord<>("kepu.assessment.scorecard", "{}"))
                            .get())
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
        try (Consumer<String, String> analytics = consumer("analytics", PASSWORD)) {
            for (String closed : List.of(
                    "kepu.organization.units.assessment.dlt",
                    "kepu.volunteers.people",
                    "kepu.reading-rooms.readers.snapshot",
                    "kepu.identity.accounts")) {
                assertThatThrownBy(() -> first(analytics, closed))
                        .as(closed)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private static ConsumerRecord<String, String> first(Consumer<String, String> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(part -> new TopicPartition(topic, part.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return await().atMost(WAIT)
                .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
                .iterator()
                .next();
    }

    private static Consumer<String, String> consumer(String user, String password) {
        return new KafkaConsumer<>(sasl(user, password), new StringDeserializer(), new StringDeserializer());
    }

    private static Map<String, Object> sasl(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                System.getenv("KEPU_STACK_KAFKA"),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
    }
}
