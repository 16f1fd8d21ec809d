package kepu.defaults.store;

import static kepu.defaults.board.Kafka.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.ProducerFactory;

/** A producer that answers what the test wants, and stays open as the real, shared one does. */
final class PretendedKafka extends MockProducer<String, byte[]> implements ProducerFactory<String, byte[]> {
    final AtomicInteger resets = new AtomicInteger();
    private final Map<String, RuntimeException> refusals = new HashMap<>();

    /** @param answersAtOnce whether each record is acknowledged when it is sent */
    PretendedKafka(boolean answersAtOnce) {
        super(answersAtOnce, null, new StringSerializer(), new ByteArraySerializer());
    }

    /** From now on nothing of this aggregate is taken. */
    synchronized void refuse(String subject, RuntimeException why) {
        refusals.put(subject, why);
    }

    synchronized void takeAll() {
        refusals.clear();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> sent, Callback callback) {
        RuntimeException refusal = refusals.get(text(sent.headers(), "ce_subject"));
        if (refusal != null) {
            throw refusal;
        }
        return super.send(sent, callback);
    }

    /** Sequences of an aggregate in the order in which they were sent. */
    List<Long> sequences(String subject) {
        return history().stream()
                .filter(sent -> text(sent.headers(), "ce_subject").equals(subject))
                .map(sent -> Long.valueOf(text(sent.headers(), "ce_sequence")))
                .toList();
    }

    @Override
    public Producer<String, byte[]> createProducer() {
        return this;
    }

    @Override
    public void reset() {
        resets.incrementAndGet();
        while (errorNext(new KafkaException("closed before it was answered"))) {
            // what was under way is given up
        }
    }

    @Override
    public void close(Duration timeout) {
        // The template closes what it borrowed; a shared producer ignores that.
    }
}
