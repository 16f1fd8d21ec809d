package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.contracts.Envelope;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.embedded.TestStore.NeedsMongoDb;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What the store refuses for ever stops the scores of one unit only, and is said; on a real MongoDB, which can refuse. */
@Timeout(600)
@ExtendWith(NeedsMongoDb.class)
class HeldUpIT {
    private static final String COUNTY = "990401";
    private static final String TOWNSHIP = "990401201";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static ServiceUnderTest assessment;
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(HeldUpUnits.class);
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

    @BeforeAll
    static void start() {
        assessment = ServiceUnderTest.startOnMongoDb(
                        "assessment",
                        Assessment::start,
                        "--kepu.assessment.held-up.every=500ms",
                        "--kepu.assessment.held-up.first-pause=1s")
                .calledBy("analyst-1", "COUNTY_ANALYST@all");
        LOGGED.list = new CopyOnWriteArrayList<>();
        LOGGED.start();
        LOGGER.addAppender(LOGGED);
        send(new Story(COUNTY, COUNTY)
                .tell("2020-01-01", new UnitEstablished(COUNTY, Kind.COUNTY, "试点县", null))
                .windows(2025)
                .events());
        send(new Story(TOWNSHIP, TOWNSHIP)
                .tell("2020-01-01", new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "试点乡", COUNTY))
                .events());
        awaitAllScored();
    }

    @AfterAll
    static void stop() {
        LOGGER.detachAppender(LOGGED);
        if (assessment != null) {
            assessment.close();
        }
    }

    @Test
    void a_fact_that_the_journal_refuses_holds_up_its_own_unit_until_it_is_accepted() {
        String refused = "990401201101";
        String neighbour = "990401201102";
        refuse("journal", new Document("unitId", new Document("$ne", refused)));

        holdsUpOnly(refused, neighbour);
    }

    @Test
    void a_card_that_the_store_refuses_holds_up_its_own_unit_until_it_is_accepted() {
        String refused = "990401201103";
        String neighbour = "990401201104";
        send(Story.ofVillage(refused, TOWNSHIP).events().subList(0, 1));
        awaitAllScored();
        refuse("scorecards", new Document("unitId", new Document("$ne", refused)));

        holdsUpOnly(refused, neighbour);
    }

    @Test
    void a_card_that_is_refused_when_its_county_tells_something_holds_up_neither_county_nor_neighbours() {
        String refused = "990401201107";
        String neighbour = "990401201108";
        send(Story.ofVillage(refused, TOWNSHIP).events());
        send(Story.ofVillage(neighbour, TOWNSHIP).events());
        awaitAllScored();
        refuse("scorecards", new Document("unitId", new Document("$ne", refused)));

        Envelope<?> moved = new Story("990401202", "990401202")
                .tell("2020-01-01", new UnitEstablished("990401202", Kind.TOWNSHIP, "邻乡", COUNTY))
                .events()
                .getFirst();
        send(List.of(moved));
        Envelope<?> township = later(TOWNSHIP, new UnitMoved(TOWNSHIP, "990499"));
        send(List.of(township));

        await().atMost(A_MINUTE).until(() -> heldUp() == 1);
        assertThat(cardOnceIn(neighbour, township).status()).isEqualTo(200);
        assertThat(card(refused, "").headers().firstValue("Kepu-Held-Up-Since")).isPresent();
        refuse("scorecards", new Document());
        send(List.of(later(TOWNSHIP, new UnitMoved(TOWNSHIP, COUNTY), 3)));
        await().atMost(A_MINUTE).until(() -> heldUp() == 0);
        awaitAllScored();
        assertThat(storedCanonical(refused)).isEqualTo(canonical(refused));
    }

    @Test
    void a_village_year_beyond_the_largest_document_holds_up_nobody() {
        String large = "990401201105";
        String neighbour = "990401201106";
        Story story = Story.ofVillage(large, TOWNSHIP);
        int few = story.events().size();
        for (int i = 0; i < 420; i++) { // 43 KB each
            story.about("large-" + i).tell("2025-05-06", training("large-" + i, large));
        }
        List<Envelope<?>> many = story.events();
        send(many.subList(0, few));
        send(Story.ofVillage(neighbour, TOWNSHIP).events());
        awaitAllScored();

        send(many.subList(few, many.size()));
        Envelope<?> update = later(neighbour, new BoardUpdated("b-" + neighbour, "late", "防汛知识"));
        send(List.of(update));

        for (Envelope<?> last : List.of(update, many.getLast())) {
            await().atMost(A_MINUTE)
                    .until(() -> card(neighbour, "?after=" + last.id()).status() == 200);
        }
        assertThat(heldUp()).isZero();
        assertThat(storedCanonical(large)).isEqualTo(canonical(large));
    }

    private static TrainingHeld training(String id, String village) {
        TreeSet<String> attendees = new TreeSet<>();
        IntStream.range(0, 1_000).forEach(i -> attendees.add("m%036d-%d".formatted(i, 1)));
        return new TrainingHeld(id, "t-" + village, TrainingEvent.Kind.POLICY, "政策学习", 90, attendees);
    }

    private static void holdsUpOnly(String refused, String neighbour) {
        List<Envelope<?>> facts = Story.ofVillage(refused, TOWNSHIP).events();
        List<Envelope<?>> others = Story.ofVillage(neighbour, TOWNSHIP).events();
        send(facts);
        send(others);

        assertThat(await().atMost(A_MINUTE)
                        .until(
                                () -> card(
                                        neighbour, "?after=" + others.getLast().id()),
                                answer -> answer.status() == 200)
                        .headers()
                        .firstValue("Kepu-Held-Up-Since"))
                .isEmpty();
        await().atMost(A_MINUTE).until(() -> heldUp() == 1);
        assertThat(errors()).anySatisfy(line -> assertThat(line).contains(refused, "Document failed validation"));
        Envelope<?> late = later(refused, new ResidentsCounted(refused, 1300, null), 4);
        send(List.of(late));
        Envelope<?> update = later(neighbour, new BoardUpdated("b-" + neighbour, "late", "防汛知识"));
        send(List.of(update));
        assertThat(cardOnceIn(neighbour, update).status())
                .as("whoever is not held up still goes on")
                .isEqualTo(200);
        for (Envelope<?> lacking : List.of(facts.getLast(), late)) {
            Answer behind = card(refused, "?after=" + lacking.id());
            assertThat(behind.code()).as(behind.text()).isEqualTo("event-not-in");
        }
        await().atMost(A_MINUTE).until(() -> behind() > 0);
        assertThat(heldUpSince("/rankings/" + TOWNSHIP + "/2025")).isNotEmpty();

        refuse("journal", new Document());
        refuse("scorecards", new Document());
        await().atMost(A_MINUTE).until(() -> heldUp() == 0);

        Answer card = cardOnceIn(refused, late);
        assertThat(card.status()).as(card.text()).isEqualTo(200);
        assertThat(card.headers().firstValue("Kepu-Held-Up-Since")).isEmpty();
        awaitAllScored();
        assertThat(card(refused, "/explanation?indicator=S09").text()).contains("\"residents\":1300");
        assertThat(storedCanonical(refused)).isEqualTo(canonical(refused));
        String twin = refused.substring(0, 10) + "9" + refused.substring(11);
        send(Story.ofVillage(twin, TOWNSHIP).events());
        send(List.of(later(twin, new ResidentsCounted(twin, 1300, null), 4)));
        awaitAllScored();
        assertThat(canonical(refused)).isEqualTo(canonical(twin).replace(twin, refused));
    }

    private static Envelope<?> later(String unitId, kepu.contracts.DomainEvent event, long... sequence) {
        Envelope<?> one =
                new Story(unitId, unitId).tell("2025-08-06", event).events().getFirst();
        return new Envelope<>(
                one.id(),
                one.subject(),
                one.occurredAt(),
                one.recordedAt(),
                2,
                sequence.length == 0 ? 1 : sequence[0],
                unitId,
                one.actor(),
                one.correlationId(),
                null,
                null,
                event);
    }

    /** From now on the store takes what fits alone. */
    private static void refuse(String collection, Document fitting) {
        assessment.mongo().executeCommand(new Document("collMod", collection).append("validator", fitting));
    }

    private static double heldUp() {
        return assessment
                .bean(MeterRegistry.class)
                .get("kepu.assessment.units.held.up")
                .gauge()
                .value();
    }

    private static List<String> errors() {
        return LOGGED.list.stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String storedCanonical(String village) {
        Document card = assessment
                .mongo()
                .getCollection("scorecards")
                .find(new Document("_id", village + ":2025"))
                .first();
        return String.valueOf(card == null ? null : card.getString("canonical"));
    }

    private static String canonical(String village) {
        return card(village, "/canonical").text();
    }

    private static Answer card(String village, String more, String... headers) {
        return assessment.get("/scorecards/" + village + "/2025" + more, headers);
    }

    private static Answer cardOnceIn(String village, Envelope<?> event) {
        return Answer.onceIn(() -> card(village, "?after=" + event.id(), "Prefer", "wait=4"));
    }

    private static String heldUpSince(String path) {
        return assessment.get(path).headers().firstValue("Kepu-Held-Up-Since").orElse("");
    }

    /** -1 while Kafka does not say. */
    private static long behind() {
        Answer freshness = assessment.get("/freshness");
        return freshness.status() == 200 ? freshness.body().at("/behind").longValue() : -1;
    }

    private static void awaitAllScored() {
        await().atMost(A_MINUTE).until(() -> behind() == 0);
    }

    private static void send(List<Envelope<?>> events) {
        assessment.topics().publish(events);
    }
}
