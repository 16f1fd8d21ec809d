package kepu.defaults.consume;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import kepu.contracts.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How an unreadable record lies on a dead-letter topic: as it came, with why and whence in headers of its own. */
final class DeadLetter {
    /** Code of {@link UnreadableEvent}. */
    static final String REASON = "kepu_reason";

    /** What exactly was wrong, for people. */
    static final String DETAIL = "kepu_detail";

    /** {@code topic-partition@offset} of the original. */
    static final String ORIGIN = "kepu_origin";

    private static final Set<String> OWN = Set.of(REASON, DETAIL, ORIGIN);
    private static final int LONGEST_DETAIL = 500;

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            String topic, ConsumerRecord<byte[], byte[]> received, UnreadableEvent why) {
        var dead = new ProducerRecord<>(topic, received.partition(), received.key(), received.value());
        copy(received.headers(), dead.headers());
        String detail = String.valueOf(why.getMessage());
        dead.headers()
                .add(REASON, bytes(why.code()))
                .add(DETAIL, bytes(detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()))))
                .add(ORIGIN, bytes(received.topic() + "-" + received.partition() + "@" + received.offset()));
        return dead;
    }

    /** The record as it was before it became a dead letter, repaired, for its first topic and partition. */
    static ProducerRecord<byte[], byte[]> revived(ConsumerRecord<byte[], byte[]> dead, DeadLetters.Repair repair) {
        String origin = text(dead, ORIGIN);
        if (origin.lastIndexOf('-') < 0) {
            throw new IllegalArgumentException(dead.partition() + "@" + dead.offset() + " does not say whence it came");
        }
        var revived = new ProducerRecord<>(
                origin.substring(0, origin.lastIndexOf('-')),
                dead.partition(),
                repair.key() == null ? dead.key() : bytes(repair.key()),
                repair.value() == null ? dead.value() : repair.value());
        copy(dead.headers(), revived.headers());
        repair.headers().forEach((name, text) -> revived.headers().remove(name).add(name, bytes(text)));
        return revived;
    }

    static String text(ConsumerRecord<?, ?> dead, String header) {
        Header found = dead.headers().lastHeader(header);
        return found == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
    }

    private static void copy(Headers from, Headers to) {
        for (Header header : from) {
            if (!OWN.contains(header.key())) {
                to.add(header);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
