package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kepu.contracts.Envelope;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many facts of one village's year. */
@Timeout(900)
class LargeVillageIT {
    private static final String TOWNSHIP = "990601201";
    private static final int TIMES = 15;

    private static ServiceUnderTest assessment;

    @BeforeAll
    static void start() {
        assessment =
                ServiceUnderTest.start("assessment", Assessment::start).calledBy("analyst-1", "COUNTY_ANALYST@all");
        send(new Story(TOWNSHIP, TOWNSHIP)
                .tell("2020-01-01", new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "试点乡", null))
                .events());
    }

    @AfterAll
    static void stop() {
        if (assessment != null) {
            assessment.close();
        }
    }

    @Test
    void a_village_with_40_000_facts_neither_stops_nor_slows_its_neighbours_scores() {
        String large = "990601201101";
        String neighbour = "990601201102";
        send(Story.ofVillage(large, TOWNSHIP).events());
        send(Story.ofVillage(neighbour, TOWNSHIP).events());
        awaitAllScored();
        scored(neighbour, "warm");
        Duration before = scored(neighbour, "before");

        send(updates(large, 0, 40_000));
        awaitAllScored();

        assertThat(computedCount(large)).isGreaterThan(40_000);
        assertThat(stored(large)).isEqualTo(canonical(large));
        Duration after = scored(neighbour, "after");
        assertThat(after)
                .as("a neighbour's fact was scored after %s, and after %s beside the large village", before, after)
                .isLessThan(before.multipliedBy(2).plusSeconds(1));
    }

    @Test
    void facts_that_an_earlier_version_laid_together_still_count() {
        String upgraded = "990601201103";
        String twin = "990601201104";
        for (String village : List.of(upgraded, twin)) {
            send(Story.ofVillage(village, TOWNSHIP).events());
        }
        awaitAllScored();
        layTogether(upgraded);
        try (ServiceUnderTest restarted = assessment.another()) {
            assertThat(restarted.get("/freshness").status()).isEqualTo(200);
        }

        for (String village : List.of(upgraded, twin)) {
            send(updates(village, 0, 1));
        }
        awaitAllScored();

        assertThat(canonical(upgraded)).isEqualTo(canonical(twin).replace(twin, upgraded));
        assertThat(stored(upgraded)).isEqualTo(canonical(upgraded));
    }

    /** As the facts of a unit, year and kind were stored before each had a document of its own. */
    private static void layTogether(String village) {
        MongoCollection<Document> facts = assessment.mongo().getCollection("facts");
        for (Document fact : facts.find(Filters.eq("unitId", village)).into(new ArrayList<>())) {
            String id = fact.getString("_id");
            int end = id.lastIndexOf('|');
            Document content = new Document(fact);
            content.remove("_id");
            content.remove("unitId");
            facts.updateOne(
                    Filters.eq("_id", id.substring(0, end)),
                    new Document(
                            "$set", new Document("facts." + id.substring(end + 1), content).append("unitId", village)),
                    new com.mongodb.client.model.UpdateOptions().upsert(true));
            facts.deleteOne(Filters.eq("_id", id));
        }
    }

    /** How long a fact takes from being sent until the card includes it; the median of some. */
    private static Duration scored(String village, String mark) {
        long[] took = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            Envelope<?> update = update(village, mark + i, LocalDate.of(2025, 1 + i % 12, 5));
            long begun = System.nanoTime();
            send(List.of(update));
            String card = "/scorecards/" + village + "/2025?after=" + update.id();
            Answer answer = Answer.onceIn(() -> assessment.get(card, "Prefer", "wait=4"));
            took[i] = System.nanoTime() - begun;
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        Arrays.sort(took);
        return Duration.ofNanos(took[TIMES / 2]);
    }

    private static List<Envelope<?>> updates(String village, int from, int until) {
        List<Envelope<?>> updates = new ArrayList<>();
        for (int i = from; i < until; i++) {
            updates.add(update(village, "many-" + i, LocalDate.of(2025, 1, 1).plusDays(i % 365)));
        }
        return updates;
    }

    private static Envelope<?> update(String village, String id, LocalDate day) {
        return new Story(village, id + "-" + village)
                .tell(day.toString(), new BoardUpdated("b-" + village, id + "-" + village, "科普挂图"))
                .events()
                .getFirst();
    }

    private static int computedCount(String village) {
        return assessment
                .get("/scorecards/" + village + "/2025/explanation?indicator=P08")
                .body()
                .at("/indicators/0/counted")
                .size();
    }

    private static String canonical(String village) {
        return assessment.get("/scorecards/" + village + "/2025/canonical").text();
    }

    private static String stored(String village) {
        Document card = assessment
                .mongo()
                .getCollection("scorecards")
                .find(Filters.eq("_id", village + ":2025"))
                .first();
        return String.valueOf(card == null ? null : card.getString("canonical"));
    }

    private static void awaitAllScored() {
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            Answer freshness = assessment.get("/freshness");
            return freshness.status() == 200 && freshness.body().at("/behind").longValue() == 0;
        });
    }

    private static void send(List<Envelope<?>> events) {
        assessment.topics().publish(events);
    }
}
