package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.assessment.ScorecardEvent.ScorecardChanged;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec writes, and what it refuses to read and why. */
class EventCodecTest {
    private static final String UNIT = "510182101201";
    private static final String TOPIC = "kepu.organization.units";
    private static final String COUNTED = "{\"unitId\":\"510182101201\",\"residents\":2315}";

    @Test
    void an_event_travels_with_these_headers_and_no_others() {
        WireRecord wire =
                EventCodec.encode(envelope(new ResidentsCounted(UNIT, 2315, null), "cause-1", "00-4bf9-00f0-01"));

        assertThat(wire.topic()).isEqualTo(TOPIC);
        assertThat(wire.key()).isEqualTo(UNIT);
        assertThat(wire.value()).isEqualTo("{\"unitId\":\"" + UNIT + "\",\"residents\":2315,\"source\":null}");
        assertThat(wire.headers())
                .containsExactly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "01980f3a-5c00-7000-8000-000000000001"),
                        entry("ce_type", "kepu.organization.residents-counted.v1"),
                        entry("ce_source", "/organization"),
                        entry("ce_subject", "subject-1"),
                        entry("ce_time", "2026-03-12T01:30:00Z"),
                        entry("ce_dataschema", "urn:kepu:schema:kepu.organization.residents-counted.v1"),
                        entry("ce_recordedat", "2026-03-12T09:05:12.345Z"),
                        entry("ce_sequence", "7"),
                        entry("ce_epoch", "2"),
                        entry("ce_unit", UNIT),
                        entry("ce_actor", "p-a7f3c2d19b04"),
                        entry("ce_correlationid", "corr-1"),
                        entry("ce_causationid", "cause-1"),
                        entry("traceparent", "00-4bf9-00f0-01"),
                        entry("content-type", "application/json"));
    }

    @Test
    void what_has_no_cause_and_no_trace_has_no_header_for_them() {
        assertThat(EventCodec.encode(envelope(new ResidentsCounted(UNIT, 2315, null), null, null))
                        .headers())
                .hasSize(14)
                .doesNotContainKeys("ce_causationid", "traceparent");
    }

    @Test
    void the_record_to_send_holds_utf8_text() {
        var sent = EventCodec.encode(envelope(new UnitClosed(UNIT, "并入青龙村𠮷"), null, null))
                .toProducerRecord();

        assertThat(sent.value()).asString(StandardCharsets.UTF_8).contains("并入青龙村𠮷");
        assertThat(sent.headers().lastHeader("ce_unit").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(UNIT);
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
    }

    @Test
    void decimals_keep_their_trailing_zeros() {
        var card = new ScorecardChanged(
                "TOWNSHIP-DEFAULT",
                1,
                2026,
                LocalDate.of(2026, 3, 12),
                new BigDecimal("90.0000"),
                new BigDecimal("0.0000"),
                new BigDecimal("90.00"),
                Band.EXCELLENT);
        Envelope<?> sent = envelope(card, null, null);
        WireRecord wire = EventCodec.encode(sent);

        assertThat(wire.value()).contains("\"party\":90.0000", "\"science\":0.0000", "\"composite\":90.00");
        assertThat(EventCodec.decode(wire)).contains(sent);
    }

    @Test
    void a_decimal_is_never_written_with_an_exponent() {
        var card = new ScorecardChanged(
                "TOWNSHIP-DEFAULT",
                1,
                2026,
                LocalDate.of(2026, 3, 12),
                new BigDecimal("1E+2"),
                new BigDecimal("0.0001"),
                BigDecimal.TEN,
                Band.FAIL);

        assertThat(EventCodec.encode(envelope(card, null, null)).value())
                .contains("\"party\":100", "\"science\":0.0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E-400000000", "0E-400000000", "1E+400000000", "0.00001"})
    @Timeout(60)
    void a_decimal_of_absurd_scale_is_refused_quickly(String number) {
        var sample = FrozenContractsTest.sample(Contracts.of(ScorecardChanged.class));
        WireRecord good = FrozenContractsTest.wire(sample);
        WireRecord bomb = new WireRecord(
                good.topic(), good.key(), good.headers(), good.value().replace("92.1250", number));

        assertThat(bomb.value()).contains(number);
        assertThat(refusalOf(bomb)).isEqualTo("schema-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+400000000", "1E-400000000", "1E+999999999999", "99999999999999999999"})
    @Timeout(60)
    void a_whole_number_of_absurd_size_is_refused_quickly(String number) {
        assertThat(refusalOf(wire(COUNTED.replace("2315", number)))).isIn("schema-refused", "bad-json");
    }

    @Test
    void the_same_set_is_the_same_text() {
        Set<String> numbers = IntStream.range(0, 50).mapToObj(i -> "m" + i).collect(Collectors.toSet());
        List<String> backwards =
                numbers.stream().sorted((a, b) -> b.compareTo(a)).toList();

        assertThat(EventCodec.encode(envelope(training(new LinkedHashSet<>(backwards)), null, null)))
                .isEqualTo(EventCodec.encode(envelope(training(numbers), null, null)));
    }

    @Test
    void a_set_in_an_event_cannot_be_changed() {
        Set<String> attendees = training(Set.of("m1")).attendees();
        assertThatCode(() -> attendees.add("m2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_event_that_breaks_its_schema_is_not_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCodec.encode(envelope(new ResidentsCounted(UNIT, -1, null), null, null)))
                .withMessageContaining("kepu.organization.residents-counted.v1")
                .withMessageContaining("residents");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCodec.encode(envelope(new DayOpened("r1", LocalDate.EPOCH, 1441), null, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EventCodec.encode(envelope(new DayOpened("r1", LocalDate.of(1948, 12, 31), 60), null, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCodec.encode(envelope(new UnitClosed(UNIT, "half \ud83d"), null, null)))
                .withMessageContaining("half a character");
    }

    @Test
    void an_unknown_type_is_skipped_on_any_topic() {
        assertThat(EventCodec.decode(wire(COUNTED, Map.of("ce_type", "kepu.organization.unit-painted.v1"))))
                .isEmpty();
        assertThat(EventCodec.decode(wire("not json", Map.of("ce_type", "kepu.organization.residents-counted.v2"))))
                .isEmpty();
    }

    @Test
    void unknown_fields_are_ignored() {
        String more = COUNTED.replace("}", ",\"households\":{\"a\":[1,2]},\"counter\":null}");
        assertThat(EventCodec.decode(wire(more)).orElseThrow().data())
                .isEqualTo(new ResidentsCounted(UNIT, 2315, null));
    }

    @Test
    void unknown_headers_are_ignored() {
        ConsumerRecord<String, byte[]> received = received(wire(COUNTED));
        received.headers().add("kafka_dlt-original-offset", new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        received.headers().add("empty", null);

        assertThat(EventCodec.decode(received)).isPresent();
    }

    @Test
    void an_absent_optional_field_is_null() {
        WireRecord wire = wire(
                "{\"unitId\":\"510182101201\",\"kind\":\"COUNTY\",\"name\":\"青山县\"}",
                Map.of("ce_type", "kepu.organization.unit-established.v1"));
        assertThat(EventCodec.decode(wire).orElseThrow().data())
                .isEqualTo(new UnitEstablished(UNIT, UnitEvent.Kind.COUNTY, "青山县", null));
    }

    @Test
    void a_record_without_value_is_no_value() {
        ConsumerRecord<String, byte[]> received = received(wire(COUNTED));
        assertThat(refusalOf(new ConsumerRecord<>(TOPIC, 0, 0, received.key(), null)))
                .isEqualTo("no-value");
    }

    @Test
    void a_value_is_too_large_from_one_byte_over_the_limit() {
        String padded = COUNTED.replace("}", ",\"pad\":\"\"}");
        int room = EventCodec.MAX_VALUE_BYTES - padded.length();
        String largest = padded.replace("\"\"", "\"" + "x".repeat(room) + "\"");
        String tooLarge = padded.replace("\"\"", "\"" + "x".repeat(room + 1) + "\"");

        assertThat(EventCodec.decode(received(wire(largest)))).isPresent();
        assertThat(refusalOf(received(wire(tooLarge)))).isEqualTo("too-large");
    }

    @Test
    void a_record_without_key_or_with_the_key_of_another_unit_is_wrong_key() {
        WireRecord wire = wire(COUNTED);
        ConsumerRecord<String, byte[]> keyless =
                new ConsumerRecord<>(TOPIC, 0, 0, null, COUNTED.getBytes(StandardCharsets.UTF_8));
        wire.toProducerRecord().headers().forEach(keyless.headers()::add);

        assertThat(refusalOf(keyless)).isEqualTo("wrong-key");
        assertThat(refusalOf(new WireRecord(TOPIC, "510182101202", wire.headers(), COUNTED)))
                .isEqualTo("wrong-key");
    }

    @Test
    void an_event_on_the_topic_of_another_family_is_wrong_topic() {
        WireRecord wire = wire(COUNTED);
        assertThat(refusalOf(new WireRecord("kepu.organization.stations", UNIT, wire.headers(), COUNTED)))
                .isEqualTo("wrong-topic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_specversion",
                "ce_id",
                "ce_type",
                "ce_subject",
                "ce_time",
                "ce_recordedat",
                "ce_sequence",
                "ce_epoch",
                "ce_unit",
                "ce_actor",
                "ce_correlationid"
            })
    void a_missing_or_empty_or_undecodable_header_is_bad_header(String name) {
        Map<String, String> headers = new LinkedHashMap<>(wire(COUNTED).headers());
        headers.remove(name);
        assertThat(refusalOf(new WireRecord(TOPIC, UNIT, headers, COUNTED))).isEqualTo("bad-header");

        headers.put(name, "");
        assertThat(refusalOf(new WireRecord(TOPIC, UNIT, headers, COUNTED))).isEqualTo("bad-header");

        ConsumerRecord<String, byte[]> received = received(wire(COUNTED));
        received.headers().remove(name).add(name, new byte[] {'a', (byte) 0xc3, 'b'});
        assertThat(refusalOf(received)).isEqualTo("bad-header");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        ce_specversion,   0.3
        ce_id,            not-a-uuid
        ce_time,          2026-03-12
        ce_time,          2026-02-30T00:00:00Z
        ce_time,          +999999999-01-01T00:00:00Z
        ce_recordedat,    yesterday
        ce_recordedat,    -0001-01-01T00:00:00Z
        ce_sequence,      first
        ce_sequence,      0
        ce_sequence,      99999999999999999999
        ce_epoch,         1.5
        ce_epoch,         -1
        ce_subject,       '   '
        ce_actor,         'a\tb'
        ce_causationid,   ''
        traceparent,      ''
        content-type,     text/xml
        """)
    void a_header_that_makes_no_sense_is_bad_header(String name, String text) {
        assertThat(refusalOf(wire(COUNTED, Map.of(name, text)))).isEqualTo("bad-header");
    }

    @Test
    void a_content_type_may_be_absent_or_have_parameters() {
        Map<String, String> headers = new LinkedHashMap<>(wire(COUNTED).headers());
        headers.remove("content-type");
        assertThat(EventCodec.decode(new WireRecord(TOPIC, UNIT, headers, COUNTED)))
                .isPresent();
        headers.put("content-type", "application/json; charset=utf-8");
        assertThat(EventCodec.decode(new WireRecord(TOPIC, UNIT, headers, COUNTED)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'unitId':1}",
                "{\"unitId\":\"510182101201\",\"residents\":NaN}",
                "{\"unitId\":\"510182101201\",\"residents\":1} trailing",
                "{\"unitId\":\"510182101201\",\"residents\":1,\"residents\":2}",
                "{\"unitId\":\"510182101201\",\"residents\":1,\"x\":\"\\ud800\"}",
                "\ufeff{\"unitId\":\"510182101201\",\"residents\":1}"
            })
    void a_value_that_is_not_json_is_bad_json(String value) {
        assertThat(refusalOf(wire(value))).isEqualTo("bad-json");
        assertThat(refusalOf(received(wire(value)))).isEqualTo("bad-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void a_nesting_bomb_is_bad_json(String opening) {
        assertThat(refusalOf(wire(opening.repeat(2_000)))).isEqualTo("bad-json");
        String inside = opening.repeat(2_000) + "1" + (opening.equals("[") ? "]" : "}").repeat(2_000);
        assertThat(refusalOf(wire(COUNTED.replace("}", ",\"x\":" + inside + "}"))))
                .isEqualTo("bad-json");
    }

    @Test
    void a_value_that_is_not_utf8_is_bad_json() {
        ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(
                TOPIC, 0, 0, UNIT, COUNTED.replace("2315", "1,\"x\":\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1));
        wire(COUNTED).toProducerRecord().headers().forEach(received.headers()::add);

        assertThat(refusalOf(received)).isEqualTo("bad-json");
    }

    @Test
    void a_replacement_character_that_was_really_sent_is_no_reason_to_refuse() {
        Envelope<?> sent = envelope(new UnitClosed(UNIT, "odd \ufffd but legal"), null, null);
        assertThat(EventCodec.decode(received(EventCodec.encode(sent)))).contains(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\"", "{}", "{\"unitId\":\"510182101201\"}"})
    void json_that_is_not_the_event_is_schema_refused(String value) {
        assertThat(refusalOf(wire(value))).isEqualTo("schema-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-13-01", "1948-12-31", "3000-01-01", "2026-3-12", "2026-03-12\\n", "今天"})
    void a_day_that_is_no_day_is_schema_refused(String date) {
        WireRecord wire = new WireRecord(
                "kepu.reading-rooms.openings",
                UNIT,
                EventCodec.encode(envelope(new DayOpened("r1", LocalDate.of(2026, 3, 12), 240), null, null))
                        .headers(),
                "{\"roomId\":\"r1\",\"date\":\"" + date + "\",\"minutes\":240}");
        assertThat(refusalOf(wire)).isEqualTo("schema-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\n", "-a", "村", "$where", "a/b"})
    void an_id_is_plain(String id) {
        assertThat(refusalOf(wire(COUNTED.replace(UNIT, id)))).isEqualTo("schema-refused");
    }

    @Test
    void a_refusal_is_short_however_long_the_value_was() {
        UnreadableEvent refusal = catchThrowableOfType(
                UnreadableEvent.class,
                () -> EventCodec.decode(wire("{\"unitId\":\"" + "村".repeat(50_000) + "\",\"residents\":1}")));
        assertThat(refusal.getMessage()).hasSizeLessThan(1_000);
    }

    private static TrainingHeld training(Set<String> attendees) {
        return new TrainingHeld("t1", "team1", Kind.POLICY, "政策", 90, attendees);
    }

    private static WireRecord wire(String value) {
        return wire(value, Map.of());
    }

    private static WireRecord wire(String value, Map<String, String> changed) {
        Map<String, String> headers =
                new LinkedHashMap<>(EventCodec.encode(envelope(new ResidentsCounted(UNIT, 2315, null), null, null))
                        .headers());
        headers.putAll(changed);
        return new WireRecord(TOPIC, UNIT, headers, value);
    }

    private static ConsumerRecord<String, byte[]> received(WireRecord wire) {
        var sent = wire.toProducerRecord();
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static String refusalOf(WireRecord wire) {
        return catchThrowableOfType(UnreadableEvent.class, () -> EventCodec.decode(wire))
                .code();
    }

    private static String refusalOf(ConsumerRecord<String, byte[]> received) {
        return catchThrowableOfType(UnreadableEvent.class, () -> EventCodec.decode(received))
                .code();
    }

    private static <E extends DomainEvent> Envelope<E> envelope(
            E event, @Nullable String causationId, @Nullable String traceparent) {
        return new Envelope<>(
                UUID.fromString("01980f3a-5c00-7000-8000-000000000001"),
                "subject-1",
                Instant.parse("2026-03-12T01:30:00Z"),
                Instant.parse("2026-03-12T09:05:12.345Z"),
                2,
                7,
                UNIT,
                "p-a7f3c2d19b04",
                "corr-1",
                causationId,
                traceparent,
                event);
    }
}
