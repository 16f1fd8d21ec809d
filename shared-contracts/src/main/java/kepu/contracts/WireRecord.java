package kepu.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it travels: CloudEvents 1.0 in Kafka's binary mode.
 *
 * @param key the unit id
 * @param headers {@code ce_…} attributes, {@code content-type}, {@code traceparent}; UTF-8
 * @param value JSON
 */
public record WireRecord(String topic, String key, Map<String, String> headers, String value) {
    /** The record to send. */
    public ProducerRecord<String, byte[]> toProducerRecord() {
        var sent = new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, text) -> sent.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }

    /**
     * The wire form of a received record; says nothing yet about whether it is an event.
     *
     * @throws UnreadableEvent if key, value or a header is missing, too large or not UTF-8
     */
    public static WireRecord of(ConsumerRecord<String, byte[]> received) {
        if (received.value() == null) {
            throw new UnreadableEvent("no-value", "the record has no value");
        }
        if (received.value().length > EventCodec.MAX_VALUE_BYTES) {
            throw new UnreadableEvent(
                    "too-large",
                    "the value has " + received.value().length + " bytes, more than " + EventCodec.MAX_VALUE_BYTES);
        }
        if (received.key() == null) {
            throw new UnreadableEvent("wrong-key", "the record has no key");
        }
        Map<String, String> headers = headers(received);
        String value = new String(received.value(), StandardCharsets.UTF_8);
        if (!isExact(value, received.value())) {
            throw new UnreadableEvent("bad-json", "the value is not UTF-8");
        }
        return new WireRecord(received.topic(), received.key(), headers, value);
    }

    /** @throws UnreadableEvent if a header that matters is not UTF-8 */
    static Map<String, String> headers(ConsumerRecord<String, byte[]> received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : received.headers()) {
            if (header.value() != null) {
                String text = new String(header.value(), StandardCharsets.UTF_8);
                if (header.key().startsWith("ce_") && !isExact(text, header.value())) {
                    throw new UnreadableEvent("bad-header", header.key() + " is not UTF-8");
                }
                headers.put(header.key(), text);
            }
        }
        return headers;
    }

    private static boolean isExact(String text, byte[] bytes) {
        return text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
