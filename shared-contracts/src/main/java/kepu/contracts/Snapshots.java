package kepu.contracts;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of snapshot topics, which hold the newest event of each {@link Fact} for who joins late.
 *
 * <p>Such a record is the one of the stream, in the partition of the same number, but for its key, the fact, and one
 * header more, {@link #POSITION}. Of an event that {@linkplain EndsFact ends its fact} it has no value, so that compaction
 * removes the key. Thread-safe.
 */
public final class Snapshots {
    /** Header: the offset in the stream's partition of the same number, as decimal text. */
    public static final String POSITION = "kepu_position";

    private static final String SUFFIX = ".snapshot";
    private static final Map<Class<?>, FactKey> KEYS = new LinkedHashMap<>();

    static {
        for (Contract contract : Contracts.all()) {
            KEYS.put(contract.event(), FactKey.of(contract.event()));
        }
    }

    private Snapshots() {}

    /**
     * A record of a snapshot topic.
     *
     * @param position offset on the event's own topic, in the partition of the same number
     * @param fact key of the fact whose newest event this is
     * @param epoch of the newest event
     * @param sequence of the newest event
     * @param event the newest event; null if it ended the fact, so that nothing holds of it
     */
    public record Snapshot(
            long position,
            String fact,
            long epoch,
            long sequence,
            @Nullable Envelope<?> event) {
        /** What is held of a fact that has not ended. */
        public Snapshot(long position, String fact, Envelope<?> event) {
            this(position, fact, event.epoch(), event.sequence(), event);
        }
    }

    /** Snapshot topic of a family. */
    public static String topicOf(Class<? extends DomainEvent> family) {
        return topicOf(Contracts.topicOf(family));
    }

    /** The snapshot topic beside a family's topic. */
    public static String topicOf(String topic) {
        return topic + SUFFIX;
    }

    /** Key of the fact that an event is about: {@code subject}, {@code subject#fact} or {@code subject#fact:value}. */
    public static String factOf(Envelope<?> event) {
        return event.subject() + keyOf(event.data().getClass()).suffix(event.data());
    }

    private static FactKey keyOf(Class<? extends DomainEvent> event) {
        FactKey key = KEYS.get(event);
        if (key == null) {
            throw new IllegalArgumentException("no contract for " + event.getName());
        }
        return key;
    }

    /** The key of {@link #factOf} with names for its variable parts, such as {@code <subject>#enlisted:<membershipId>}. */
    static String formOf(Contract contract) {
        Fact fact = contract.event().getAnnotation(Fact.class);
        if (fact == null) {
            return "<subject>";
        }
        return "<subject>#" + fact.value() + (fact.per().isEmpty() ? "" : ":<" + fact.per() + ">");
    }

    /** Whether nothing is held of a fact once this is its newest event. */
    static boolean endsFact(Class<? extends DomainEvent> event) {
        return event.isAnnotationPresent(EndsFact.class);
    }

    /** Whether a topic carries an event that {@linkplain EndsFact ends its fact}. */
    public static boolean mayEnd(String topic) {
        return Contracts.all().stream()
                .anyMatch(contract -> contract.topic().equals(topic) && endsFact(contract.event()));
    }

    /** What a snapshot topic holds of a record received from the stream, whose {@code event} it decoded to. */
    public static ProducerRecord<String, byte[]> encode(ConsumerRecord<String, byte[]> received, Envelope<?> event) {
        byte @Nullable [] value = endsFact(event.data().getClass()) ? null : received.value();
        ProducerRecord<String, byte[]> kept = new ProducerRecord<>(
                topicOf(received.topic()), received.partition(), factOf(event), value, received.headers());
        String position = Long.toString(received.offset());
        kept.headers().remove(POSITION).add(POSITION, position.getBytes(StandardCharsets.UTF_8));
        return kept;
    }

    /**
     * Reads a record received from a snapshot topic.
     *
     * @return empty if the type is unknown here, to be skipped
     * @throws UnreadableEvent if it can never be read
     */
    public static Optional<Snapshot> decode(ConsumerRecord<String, byte[]> received) {
        if (!received.topic().endsWith(SUFFIX)) {
            throw new UnreadableEvent("wrong-topic", received.topic() + " is not a snapshot topic");
        }
        String topic = received.topic().substring(0, received.topic().length() - SUFFIX.length());
        if (received.value() == null) {
            return ended(received, topic);
        }
        WireRecord wire = WireRecord.of(received);
        String unitId = wire.headers().getOrDefault("ce_unit", "");
        return EventCodec.decode(new WireRecord(topic, unitId, wire.headers(), wire.value()))
                .map(event -> snapshot(wire, event));
    }

    private static Snapshot snapshot(WireRecord wire, Envelope<?> event) {
        String fact = factOf(event);
        requireKey(fact, wire.key());
        return new Snapshot(position(wire.headers()), fact, event);
    }

    /** A tombstone: which fact it is about stands in the headers, which are those of the event that ended it. */
    private static Optional<Snapshot> ended(ConsumerRecord<String, byte[]> received, String topic) {
        Map<String, String> headers = WireRecord.headers(received);
        Optional<Contract> known = Contracts.ofType(EventCodec.header(headers, "ce_type"));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Class<? extends DomainEvent> event = known.get().event();
        if (!endsFact(event)) {
            throw new UnreadableEvent(
                    "no-value", "the record has no value, and " + known.get().type() + " ends no fact");
        }
        if (!known.get().topic().equals(topic)) {
            throw new UnreadableEvent(
                    "wrong-topic",
                    known.get().type() + " belongs on " + known.get().topic());
        }
        String fact = EventCodec.header(headers, "ce_subject") + keyOf(event).name();
        requireKey(fact, received.key());
        return Optional.of(new Snapshot(
                position(headers),
                fact,
                EventCodec.number(headers, "ce_epoch"),
                EventCodec.number(headers, "ce_sequence"),
                null));
    }

    private static void requireKey(String fact, @Nullable String key) {
        if (!fact.equals(key)) {
            throw new UnreadableEvent("wrong-key", "key " + key + " is not the fact " + fact);
        }
    }

    private static long position(Map<String, String> headers) {
        long position;
        try {
            position = Long.parseLong(headers.getOrDefault(POSITION, ""));
        } catch (NumberFormatException e) {
            throw new UnreadableEvent("bad-header", POSITION + ": " + e.getMessage());
        }
        if (position < 0) {
            throw new UnreadableEvent("bad-header", POSITION + " is negative: " + position);
        }
        return position;
    }

    /** What follows the subject in the key of an event's fact. */
    private record FactKey(String name, @Nullable Method field) {
        static FactKey of(Class<? extends DomainEvent> event) {
            Fact fact = event.getAnnotation(Fact.class);
            if (fact == null) {
                return new FactKey("", null);
            }
            if (fact.per().isEmpty()) {
                return new FactKey("#" + fact.value(), null);
            }
            if (endsFact(event)) {
                throw new IllegalStateException(event.getName() + " ends a fact that a field tells apart");
            }
            Method field = Stream.of(event.getRecordComponents())
                    .filter(component -> component.getName().equals(fact.per()))
                    .map(RecordComponent::getAccessor)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(event.getName() + " has no field " + fact.per()));
            return new FactKey("#" + fact.value() + ":", field);
        }

        String suffix(DomainEvent event) {
            if (field == null) {
                return name;
            }
            try {
                return name + field.invoke(event);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
