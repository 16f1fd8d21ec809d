package kepu.assessment.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kepu.embedded.TestBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is not taken yet, and how often Kafka is asked for it. */
class RecordsBehindIT {
    private static final Logger log = LoggerFactory.getLogger(RecordsBehindIT.class);

    /** Where topics end, who answers for the group, how far it is. */
    private static final int ASKED = 3;

    private static final List<String> TOPICS = List.of("facts-1", "facts-2");
    private static final int PARTITIONS = 3;

    private TestBroker broker;
    private Admin admin;
    private RecordsBehind records;

    @BeforeEach
    void open() {
        broker = TestBroker.open();
        admin = Admin.create(settings());
        records = new RecordsBehind(admin, TOPICS);
    }

    @AfterEach
    void close() {
        records.destroy();
        broker.close();
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private void create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get();
        await().ignoreException(ExecutionException.class) // the broker hears a little later
                .until(() -> admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .size()
                        == 1);
    }

    private void send(String topic, int partition, int messages) {
        try (var producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < messages; i++) {
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[1]));
            }
            producer.flush();
        }
    }

    private void taken(String topic, int partition, long upTo) throws Exception {
        admin.alterConsumerGroupOffsets(
                        FactSubscription.GROUP,
                        Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(upTo)))
                .all()
                .get();
    }

    /** Requests that Kafka got of this client meanwhile. */
    private long requestsDuring(Callable<?> work) throws Exception {
        long before = requests();
        work.call();
        return requests() - before;
    }

    private long requests() {
        return admin.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("request-total")
                        && metric.metricName().group().equals("admin-client-metrics"))
                .mapToLong(metric -> Math.round((double) metric.metricValue()))
                .sum();
    }

    @Test
    void it_counts_what_lies_behind_the_committed_offsets_of_all_partitions() throws Exception {
        create("facts-1");
        create("facts-2");
        assertThat(records.count()).isZero();

        send("facts-1", 0, 5);
        send("facts-2", 2, 3);
        assertThat(records.count()).as("of a group that has not taken anything").isEqualTo(8);
        taken("facts-1", 0, 4);
        assertThat(records.count()).isEqualTo(4);
        taken("facts-1", 0, 5);
        taken("facts-2", 2, 3);
        assertThat(records.count()).isZero();
    }

    @Test
    void what_is_taken_of_one_partition_meanwhile_makes_up_for_nothing_of_another() throws Exception {
        create("facts-1");
        create("facts-2");
        send("facts-1", 0, 1);
        taken("facts-2", 1, 1); // as if its record had come after the end was asked for

        assertThat(records.count()).isEqualTo(1);
    }

    @Test
    void partitions_are_asked_for_once_and_then_as_little_as_can_be() throws Exception {
        create("facts-1");
        create("facts-2");
        long first = requestsDuring(records::count);
        long second = requestsDuring(records::count);
        long third = requestsDuring(records::count);

        log.info("of {} topics Kafka was asked {}, {} and {} times", TOPICS.size(), first, second, third);
        assertThat(first).isGreaterThan(ASKED);
        assertThat(second).isEqualTo(ASKED);
        assertThat(third).isEqualTo(ASKED);
    }

    @Test
    void a_topic_that_is_not_there_is_refused_and_found_once_it_is() throws Exception {
        create("facts-1");
        assertThatThrownBy(records::count)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);

        create("facts-2");
        assertThat(records.count()).isZero();
    }

    @Test
    void a_topic_that_was_made_anew_is_found_after_one_refusal() throws Exception {
        create("facts-1");
        create("facts-2");
        assertThat(records.count()).isZero();

        admin.deleteTopics(List.of("facts-2")).all().get();
        assertThatThrownBy(records::count).isInstanceOfAny(ExecutionException.class, TimeoutException.class);
        create("facts-2");
        send("facts-2", 0, 2);
        assertThat(records.count()).isEqualTo(2);
    }
}
