package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.Snapshots.Snapshot;
import kepu.contracts.assessment.ScorecardEvent.ScorecardRetracted;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which fact each event is about, and what a snapshot topic keeps of it. */
class SnapshotsTest {
    private static final Pattern PART = Pattern.compile("<(\\w+)>");
    private static final String TEAM = "01980f3a-5c00-7000-8000-000000000011";
    private static final String STREAM = "kepu.volunteers.teams";

    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    /** Keys are what subscribers compact by: none is ever changed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void the_key_is_the_fact_that_the_dictionary_names(Contract contract) {
        var sample = FrozenContractsTest.sample(contract);
        String fact = Dictionary.fact(contract);
        String expected = PART.matcher(fact.replace("<subject>", subjectOf(sample)))
                .replaceAll(part -> sample.path("value").path(part.group(1)).asString());

        assertThat(Snapshots.factOf(decoded(contract))).isEqualTo(expected).doesNotContain("<");
        assertThat(Snapshots.formOf(contract)).isEqualTo(fact);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void what_a_snapshot_keeps_is_the_record_of_the_stream_with_fact_and_position(Contract contract) {
        ConsumerRecord<String, byte[]> received =
                received(FrozenContractsTest.wire(FrozenContractsTest.sample(contract)), 3, 4711);
        Envelope<?> event = EventCodec.decode(received).orElseThrow();
        ProducerRecord<String, byte[]> kept = Snapshots.encode(received, event);

        assertThat(kept.topic()).isEqualTo(contract.topic() + ".snapshot");
        assertThat(kept.partition()).isEqualTo(3);
        assertThat(kept.key()).isEqualTo(Snapshots.factOf(event));
        boolean ends = contract.event().isAnnotationPresent(EndsFact.class);
        assertThat(kept.value()).isEqualTo(ends ? null : received.value());
        assertThat(texts(kept.headers().toArray()))
                .startsWith(texts(received.headers().toArray()).toArray(String[]::new))
                .endsWith("kepu_position=4711")
                .hasSize(received.headers().toArray().length + 1);
        assertThat(Snapshots.decode(received(kept)))
                .contains(new Snapshot(
                        4711, Snapshots.factOf(event), event.epoch(), event.sequence(), ends ? null : event));
    }

    @Test
    void a_card_that_is_retracted_ends_its_fact_and_so_does_nothing_else() {
        assertThat(contracts().filter(contract -> Snapshots.endsFact(contract.event())))
                .extracting(Contract::type)
                .containsExactly("kepu.assessment.scorecard-retracted.v1");
    }

    @Test
    void a_tombstone_is_of_the_fact_of_its_event_and_has_a_position_and_an_age() {
        assertThat(Snapshots.decode(tombstone("ce_sequence", "8")))
                .contains(new Snapshot(1, "510182101201:2025", 1, 8, null));
        assertThat(Snapshots.decode(tombstone("ce_type", "kepu.assessment.scorecard-praised.v1")))
                .isEmpty();
        assertThat(refusalOf(tombstone("ce_type", "kepu.volunteers.team-formed.v1")))
                .isEqualTo("no-value");
        assertThat(refusalOf(tombstone("ce_subject", "510182101202:2025"))).isEqualTo("wrong-key");
        assertThat(refusalOf(tombstone("kepu_position", "-1"))).isEqualTo("bad-header");
        assertThat(refusalOf(tombstone("ce_epoch", "first"))).isEqualTo("bad-header");
        ConsumerRecord<String, byte[]> retracted = tombstone("ce_sequence", "8");
        assertThat(refusalOf(copy(retracted, "kepu.volunteers.teams.snapshot", retracted.key())))
                .isEqualTo("wrong-topic");
    }

    private static ConsumerRecord<String, byte[]> tombstone(String header, String text) {
        Contract contract = Contracts.of(ScorecardRetracted.class);
        ConsumerRecord<String, byte[]> received =
                received(FrozenContractsTest.wire(FrozenContractsTest.sample(contract)), 0, 1);
        ConsumerRecord<String, byte[]> kept =
                received(Snapshots.encode(received, EventCodec.decode(received).orElseThrow()));
        kept.headers().remove(header).add(header, text.getBytes(StandardCharsets.UTF_8));
        return kept;
    }

    @Test
    void a_member_who_left_replaces_the_suspension_but_not_the_enlistment_and_no_other_member() {
        String left = Snapshots.factOf(told(new VolunteerLeft(TEAM, "m1", "moved away")));

        assertThat(left)
                .isEqualTo(TEAM + "#standing:m1")
                .isEqualTo(Snapshots.factOf(told(new VolunteerSuspended(TEAM, "m1", "ill"))))
                .isNotEqualTo(Snapshots.factOf(told(new VolunteerEnlisted(TEAM, "m1", "p-1"))))
                .isNotEqualTo(Snapshots.factOf(told(new VolunteerLeft(TEAM, "m2", "moved away"))));
    }

    @Test
    void a_corrected_visit_replaces_the_visit_and_a_rejection_the_verification() {
        assertThat(Snapshots.factOf(told(new VisitCorrected("v1", "l1", "m1", "看大棚", Instant.EPOCH))))
                .isEqualTo(Snapshots.factOf(told(new VisitMade("v1", "l1", "m1", "看果园"))))
                .isNotEqualTo(Snapshots.factOf(told(new VisitVerified("v1", "p-2", "签到", Instant.EPOCH))));
        assertThat(Snapshots.factOf(told(new VisitRejected("v1", "p-2", "不符", Instant.EPOCH))))
                .isEqualTo(Snapshots.factOf(told(new VisitVerified("v1", "p-2", "签到", Instant.EPOCH))));
    }

    @Test
    void a_count_of_residents_leaves_the_place_of_the_unit_alone() {
        assertThat(Snapshots.factOf(told(new ResidentsCounted("510182", 7, null))))
                .isNotEqualTo(Snapshots.factOf(told(new UnitMoved("510182", "5101"))));
    }

    @Test
    void a_snapshot_topic_is_named_after_the_stream() {
        assertThat(Snapshots.topicOf(TeamEvent.class))
                .isEqualTo(Snapshots.topicOf(STREAM))
                .isEqualTo("kepu.volunteers.teams.snapshot");
    }

    @Test
    void the_beginning_of_the_stream_is_a_position_and_one_before_it_is_none() {
        assertThat(Snapshots.decode(snapshot("kepu_position", "0"))
                        .orElseThrow()
                        .position())
                .isZero();
        assertThat(refusalOf(snapshot("kepu_position", "-1"))).isEqualTo("bad-header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1.5", "0x10", "last", "99999999999999999999"})
    void a_position_that_is_no_offset_is_bad_header(String position) {
        assertThat(refusalOf(snapshot("kepu_position", position))).isEqualTo("bad-header");
    }

    @Test
    void a_record_without_position_is_bad_header() {
        ConsumerRecord<String, byte[]> snapshot = snapshot("kepu_position", "1");
        snapshot.headers().remove("kepu_position");
        assertThat(refusalOf(snapshot)).isEqualTo("bad-header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"510182101201", TEAM, TEAM + "#strength", TEAM + "#enlisted:m2", ""})
    void a_key_that_is_not_the_fact_is_wrong_key(String key) {
        assertThat(refusalOf(copy(snapshot("kepu_position", "1"), "kepu.volunteers.teams.snapshot", key)))
                .isEqualTo("wrong-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, "kepu.volunteers.links.snapshot", "kepu.volunteers.teams.snapshot.snapshot"})
    void a_record_of_another_topic_is_wrong_topic(String topic) {
        ConsumerRecord<String, byte[]> snapshot = snapshot("kepu_position", "1");
        assertThat(refusalOf(copy(snapshot, topic, snapshot.key()))).isEqualTo("wrong-topic");
    }

    @Test
    void an_unknown_type_is_skipped_whatever_its_key() {
        ConsumerRecord<String, byte[]> snapshot = snapshot("ce_type", "kepu.volunteers.team-praised.v1");
        assertThat(Snapshots.decode(snapshot)).isEmpty();
        assertThat(Snapshots.decode(copy(snapshot, snapshot.topic(), "any"))).isEmpty();
    }

    @Test
    void what_the_stream_would_refuse_the_snapshot_refuses_too() {
        ConsumerRecord<String, byte[]> snapshot = snapshot("kepu_position", "1");
        var valueless = new ConsumerRecord<String, byte[]>(snapshot.topic(), 0, 0, snapshot.key(), null);
        snapshot.headers().forEach(valueless.headers()::add);
        snapshot.headers().remove("ce_unit");

        assertThat(refusalOf(valueless)).isEqualTo("no-value");
        assertThat(refusalOf(snapshot)).isEqualTo("bad-header");
    }

    private static ConsumerRecord<String, byte[]> snapshot(String header, String text) {
        ConsumerRecord<String, byte[]> received =
                received(EventCodec.encode(told(new VolunteerEnlisted(TEAM, "m1", "p-1"))), 0, 1);
        ConsumerRecord<String, byte[]> kept =
                received(Snapshots.encode(received, EventCodec.decode(received).orElseThrow()));
        kept.headers().remove(header).add(header, text.getBytes(StandardCharsets.UTF_8));
        return kept;
    }

    private static ConsumerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> snapshot, String topic, String key) {
        var copy = new ConsumerRecord<>(topic, 0, 0, key, snapshot.value());
        snapshot.headers().forEach(copy.headers()::add);
        return copy;
    }

    private static ConsumerRecord<String, byte[]> received(WireRecord wire, int partition, long offset) {
        var sent = wire.toProducerRecord();
        var received = new ConsumerRecord<>(sent.topic(), partition, offset, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> kept) {
        var received = new ConsumerRecord<>(kept.topic(), kept.partition(), 17, kept.key(), kept.value());
        kept.headers().forEach(received.headers()::add);
        return received;
    }

    private static Envelope<?> decoded(Contract contract) {
        return EventCodec.decode(FrozenContractsTest.wire(FrozenContractsTest.sample(contract)))
                .orElseThrow();
    }

    private static String subjectOf(JsonNode sample) {
        return sample.path("headers").path("ce_subject").asString();
    }

    private static List<String> texts(Header[] headers) {
        return Arrays.stream(headers)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String refusalOf(ConsumerRecord<String, byte[]> snapshot) {
        return catchThrowableOfType(UnreadableEvent.class, () -> Snapshots.decode(snapshot))
                .code();
    }

    private static <E extends DomainEvent> Envelope<E> told(E event) {
        return new Envelope<>(
                UUID.fromString("01980f3a-5c00-7000-8000-000000000001"),
                event instanceof TeamEvent team ? team.teamId() : "subject-1",
                Instant.parse("2026-03-12T01:30:00Z"),
                Instant.parse("2026-03-12T09:05:12.345Z"),
                0,
                7,
                "510182101201",
                "p-a7f3c2d19b04",
                "corr-1",
                null,
                null,
                event);
    }
}
