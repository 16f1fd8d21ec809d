package kepu.assessment.intake;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kepu.access.AllowAnyRole;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.contracts.Contracts;
import kepu.defaults.Patience;
import kepu.defaults.Rejection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How many records on Kafka no score includes yet, those of units that are held up among them. Events that are still in an
 * outbox do not count: to wait for one's own write, use {@code ?after=<event id>}.
 */
@RestController
class FreshnessController implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(FreshnessController.class);

    private final Admin admin;
    private final HeldUpUnits heldUp;

    FreshnessController(KafkaAdmin kafkaAdmin, HeldUpUnits heldUp) {
        this.heldUp = heldUp;
        this.admin = Admin.create(kafkaAdmin.getConfigurationProperties());
    }

    /** @param behind records on the topics that no score includes yet; events still in an outbox do not count */
    record FreshnessView(long behind) {}

    @AllowAnyRole
    @GetMapping("/api/v1/assessment/freshness")
    FreshnessView freshness() {
        long deadline = System.nanoTime() + Patience.OF_A_REQUEST.toNanos();
        try {
            var topics =
                    FactSubscription.families().stream().map(Contracts::topicOf).toList();
            Map<TopicPartition, OffsetSpec> ends = admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> latest =
                    admin.listOffsets(ends).all().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(FactSubscription.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            long behind = heldUp.events();
            for (var end : latest.entrySet()) {
                OffsetAndMetadata done = committed.get(end.getKey());
                behind += end.getValue().offset() - (done == null ? 0 : done.offset());
            }
            return new FreshnessView(behind);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Kafka does not say how far scoring is behind: {}", e.toString());
            throw new Rejection(503, "kafka-unavailable");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection(503, "kafka-unavailable");
        }
    }

    @Override
    public void destroy() {
        admin.close();
    }
}
