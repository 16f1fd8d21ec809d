package kepu.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import kepu.contracts.Contracts.Contract;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns envelopes into wire records and back; what it writes and what it accepts satisfies the JSON Schema of its type.
 *
 * <p>Thread-safe. Unknown fields of a value are ignored; the same event always gives the same bytes.
 */
public final class EventCodec {
    /** Largest accepted value. */
    public static final int MAX_VALUE_BYTES = 256 * 1024;

    private static final int LONGEST_REFUSAL = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** A text that is to grow lists its values by a keyword that refuses nothing. */
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword("x-extensible-enum"))
                    .build(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().failFast(true).build()));

    private static final Map<String, Schema> SCHEMA_BY_TYPE = new ConcurrentHashMap<>();

    private EventCodec() {}

    /** @throws IllegalArgumentException if the event breaks its own schema */
    public static WireRecord encode(Envelope<?> envelope) {
        Contract contract = Contracts.of(envelope.data().getClass());
        JsonNode value = JSON.valueToTree(envelope.data());
        refusal(contract, value).ifPresent(why -> {
            throw new IllegalArgumentException(contract.type() + ": " + why);
        });
        String text = JSON.writeValueAsString(value);
        if (!hasUtf8(text)) {
            throw new IllegalArgumentException(contract.type() + ": a text holds half a character");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", envelope.id().toString());
        headers.put("ce_type", contract.type());
        headers.put("ce_source", "/" + contract.topic().split("\\.")[1]);
        headers.put("ce_subject", envelope.subject());
        headers.put("ce_time", envelope.occurredAt().toString());
        headers.put("ce_dataschema", contract.schemaId());
        headers.put("ce_recordedat", envelope.recordedAt().toString());
        headers.put("ce_sequence", Long.toString(envelope.sequence()));
        headers.put("ce_epoch", Long.toString(envelope.epoch()));
        headers.put("ce_unit", envelope.unitId());
        headers.put("ce_actor", envelope.actor());
        headers.put("ce_correlationid", envelope.correlationId());
        putIfPresent(headers, "ce_causationid", envelope.causationId());
        putIfPresent(headers, "traceparent", envelope.traceparent());
        headers.put("content-type", "application/json");
        return new WireRecord(contract.topic(), envelope.unitId(), headers, text);
    }

    /**
     * Reads a received record.
     *
     * @return empty if the type is unknown here, to be skipped
     * @throws UnreadableEvent if it can never be read
     */
    public static Optional<Envelope<?>> decode(ConsumerRecord<String, byte[]> received) {
        return decode(WireRecord.of(received));
    }

    /** Like {@link #decode(ConsumerRecord)}. */
    public static Optional<Envelope<?>> decode(WireRecord wire) {
        Map<String, String> headers = wire.headers();
        Optional<Contract> known = Contracts.ofType(header(headers, "ce_type"));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Contract contract = known.get();
        if (!contract.topic().equals(wire.topic())) {
            throw new UnreadableEvent("wrong-topic", contract.type() + " belongs on " + contract.topic());
        }
        String unitId = header(headers, "ce_unit");
        if (!unitId.equals(wire.key())) {
            throw new UnreadableEvent("wrong-key", "key " + wire.key() + " is not the unit " + unitId);
        }
        if (!header(headers, "ce_specversion").equals("1.0")) {
            throw new UnreadableEvent("bad-header", "ce_specversion is not 1.0");
        }
        if (!headers.getOrDefault("content-type", "application/json").startsWith("application/json")) {
            throw new UnreadableEvent("bad-header", "content-type is not application/json");
        }
        UUID id = uuid(headers, "ce_id");
        String subject = header(headers, "ce_subject");
        Instant occurredAt = instant(headers, "ce_time");
        Instant recordedAt = instant(headers, "ce_recordedat");
        long epoch = number(headers, "ce_epoch");
        long sequence = number(headers, "ce_sequence");
        String actor = header(headers, "ce_actor");
        String correlationId = header(headers, "ce_correlationid");
        DomainEvent data = data(contract, wire.value());
        try {
            return Optional.of(new Envelope<>(
                    id,
                    subject,
                    occurredAt,
                    recordedAt,
                    epoch,
                    sequence,
                    unitId,
                    actor,
                    correlationId,
                    headers.get("ce_causationid"),
                    headers.get("traceparent"),
                    data));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("bad-header", String.valueOf(e.getMessage()));
        }
    }

    /**
     * The event of a value that {@link #decode} accepted before and a service kept; its schema is not asked again.
     *
     * @throws IllegalArgumentException if the type is unknown
     */
    public static DomainEvent event(String type, String value) {
        Contract contract =
                Contracts.ofType(type).orElseThrow(() -> new IllegalArgumentException("unknown wire type " + type));
        return JSON.readValue(value, contract.event());
    }

    /** Why a value does not satisfy its schema, if it does not. */
    static Optional<String> refusal(Contract contract, JsonNode value) {
        Schema schema = SCHEMA_BY_TYPE.computeIfAbsent(contract.type(), _ -> load(contract));
        List<Error> errors;
        try {
            errors = schema.validate(value);
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            // A number beyond every type makes the validator fail instead of answer.
            return Optional.of("a number is out of bounds: " + e.getMessage());
        }
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        String why = errors.toString();
        return Optional.of(why.length() <= LONGEST_REFUSAL ? why : why.substring(0, LONGEST_REFUSAL) + "…");
    }

    private static DomainEvent data(Contract contract, String text) {
        JsonNode value;
        try {
            value = JSON.readTree(text);
        } catch (JacksonException | NumberFormatException e) {
            throw new UnreadableEvent("bad-json", String.valueOf(e.getMessage()));
        }
        if (value.isMissingNode()) {
            throw new UnreadableEvent("bad-json", "the value is empty");
        }
        if (text.contains("\\u") && !hasUtf8(value.toString())) {
            throw new UnreadableEvent("bad-json", "a text holds half a character");
        }
        refusal(contract, value).ifPresent(why -> {
            throw new UnreadableEvent("schema-refused", contract.type() + ": " + why);
        });
        try {
            return JSON.treeToValue(value, contract.event());
        } catch (JacksonException e) {
            throw new UnreadableEvent("schema-refused", contract.type() + ": " + e.getOriginalMessage());
        }
    }

    private static Schema load(Contract contract) {
        try (InputStream schema = EventCodec.class.getResourceAsStream(contract.schema())) {
            if (schema == null) {
                throw new IllegalStateException("no schema for " + contract.type());
            }
            return SCHEMAS.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all surrogates of a text are in pairs; if not it cannot be stored or sent on unchanged. */
    private static boolean hasUtf8(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String text) {
        if (text != null) {
            headers.put(name, text);
        }
    }

    static String header(Map<String, String> headers, String name) {
        String text = headers.get(name);
        if (text == null || text.isEmpty()) {
            throw new UnreadableEvent("bad-header", "header " + name + " is missing");
        }
        return text;
    }

    private static UUID uuid(Map<String, String> headers, String name) {
        try {
            return UUID.fromString(header(headers, name));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("bad-header", name + ": " + e.getMessage());
        }
    }

    private static Instant instant(Map<String, String> headers, String name) {
        try {
            return WireInstant.parse(header(headers, name));
        } catch (DateTimeParseException e) {
            throw new UnreadableEvent("bad-header", name + ": " + e.getMessage());
        }
    }

    static long number(Map<String, String> headers, String name) {
        try {
            return Long.parseLong(header(headers, name));
        } catch (NumberFormatException e) {
            throw new UnreadableEvent("bad-header", name + ": " + e.getMessage());
        }
    }
}
