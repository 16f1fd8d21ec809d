package kepu.bench;

import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.defaults.Command;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Board updates as load: small events of many aggregates in some villages. */
final class Updates {
    static final int VILLAGES = 172;
    private static final Instant FIRST = Instant.parse("2025-01-01T02:00:00Z");

    private Updates() {}

    static String village(int number) {
        return "9901012%05d".formatted(number % VILLAGES);
    }

    static Instant when(int number) {
        return FIRST.plusSeconds(3600L * 24 * (number / VILLAGES % 365));
    }

    /** The villages, their township and county. */
    static Stream<ProducerRecord<String, byte[]>> units() {
        return Stream.concat(
                        Stream.of(
                                new UnitEstablished("990101", Kind.COUNTY, "县", null),
                                new UnitEstablished("9901012", Kind.TOWNSHIP, "乡", "990101")),
                        IntStream.range(0, VILLAGES)
                                .mapToObj(i -> new UnitEstablished(village(i), Kind.VILLAGE, "村", "9901012")))
                .map(unit -> record(unit.unitId(), unit.unitId(), Instant.parse("2020-01-01T02:00:00Z"), unit));
    }

    /** The wire record of the number-th update. */
    static ProducerRecord<String, byte[]> record(int number) {
        String id = "update-" + number;
        return record(village(number), id, when(number), new BoardUpdated("board", id, "科普挂图"));
    }

    /** A fact of one of four families in turn. */
    static DomainEvent anyKind(int number) {
        String id = "fact-" + number;
        return switch (number % 4) {
            case 0 -> new BoardUpdated("board", id, "科普挂图");
            case 1 -> new ActivityHeld(id, null, "科普讲座", null, VenueKind.SCHOOL, 60, true, true, null);
            case 2 -> new TrainingHeld(id, "team", TrainingEvent.Kind.POLICY, "政策学习", 90, Set.of("m1", "m2"));
            default -> new VisitMade(id, "link", "m1", "");
        };
    }

    static ProducerRecord<String, byte[]> record(String unitId, String subject, Instant occurredAt, DomainEvent event) {
        return EventCodec.encode(new Envelope<>(
                        Command.newEventId(),
                        subject,
                        occurredAt,
                        Instant.ofEpochMilli(Clock.systemUTC().millis()),
                        1,
                        1,
                        unitId,
                        "bench",
                        "bench",
                        null,
                        null,
                        event))
                .toProducerRecord();
    }

    static KafkaProducer<String, byte[]> producer(String bootstrap) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // as in the services: of several on their way to a new partition a later one may be taken first, and the rest
        // not
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Sends them and returns once all are acknowledged; fails if one is not. */
    static void send(KafkaProducer<String, byte[]> producer, Stream<ProducerRecord<String, byte[]>> records) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        records.forEach(record -> producer.send(record, (_, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        }));
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka has not taken every record", failure.get());
        }
    }

    static String perSecond(int count, long nanos) {
        return "%,d/s".formatted(Math.round(count / (nanos / 1e9)));
    }
}
