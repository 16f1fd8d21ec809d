package kepu.assessment.intake;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kepu.contracts.Contracts;
import kepu.defaults.Patience;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * How many records of facts lie on Kafka that the service has not taken yet. Where the topics end and how far they are taken is
 * asked at the same time; their partitions, of which there are always as many, are asked for once.
 */
@Component
class RecordsBehind implements DisposableBean {
    private final Admin admin;
    private final Collection<String> topics;
    private volatile Map<TopicPartition, OffsetSpec> ends = Map.of();

    @Autowired
    RecordsBehind(KafkaAdmin kafkaAdmin) {
        this(
                Admin.create(kafkaAdmin.getConfigurationProperties()),
                FactSubscription.families().stream().map(Contracts::topicOf).toList());
    }

    RecordsBehind(Admin admin, Collection<String> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * 0 only if everything is taken that was there when it was asked for.
     *
     * @throws ExecutionException if Kafka refuses
     * @throws TimeoutException if it does not answer in time
     */
    long count() throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + Patience.OF_A_REQUEST.toNanos();
        try {
            Map<TopicPartition, OffsetSpec> partitions = partitions(deadline);
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> asked =
                    admin.listOffsets(partitions).all();
            Map<TopicPartition, OffsetAndMetadata> committed = within(
                    deadline,
                    admin.listConsumerGroupOffsets(FactSubscription.GROUP).partitionsToOffsetAndMetadata());
            long behind = 0;
            for (var end : within(deadline, asked).entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                // what came in between is taken by now, and makes up for nothing elsewhere
                behind += Math.max(0, end.getValue().offset() - (done == null ? 0 : done.offset()));
            }
            return behind;
        } catch (ExecutionException | TimeoutException e) {
            ends = Map.of(); // a topic may have been made anew
            throw e;
        }
    }

    private Map<TopicPartition, OffsetSpec> partitions(long deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> known = ends;
        if (known.isEmpty()) {
            known = within(deadline, admin.describeTopics(topics).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            ends = known;
        }
        return known;
    }

    private static <T> T within(long deadline, KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void destroy() {
        admin.close();
    }
}
