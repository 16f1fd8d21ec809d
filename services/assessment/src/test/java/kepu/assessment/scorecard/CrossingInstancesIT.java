package kepu.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kepu.assessment.Assessment;
import kepu.assessment.Story;
import kepu.assessment.edition.Edition;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.RunningScore;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two instances score the same village at the same time, each with a fact that the other may not know yet. */
class CrossingInstancesIT {
    private static final String TOWNSHIP = "990501201";

    private static ServiceUnderTest assessment;

    @BeforeAll
    static void start() {
        assessment =
                ServiceUnderTest.start("assessment", Assessment::start).calledBy("analyst-1", "COUNTY_ANALYST@all");
        assessment
                .topics()
                .publish(new Story(TOWNSHIP, TOWNSHIP)
                        .tell("2020-01-01", new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "试点乡", null))
                        .events());
    }

    @AfterAll
    static void stop() {
        assessment.close();
    }

    @Test
    void an_instance_that_knows_less_does_not_write_over_one_that_found_nothing_to_change() {
        String village = "990501201101";
        assessment.topics().publish(Story.ofVillage(village, TOWNSHIP).events());
        awaitAllScored();
        Story story = new Story(village, "crossing")
                .tell("2025-07-20", new BoardUpdated("b-" + village, "crossing", "防汛知识"))
                .tell("2025-07-21", new BoardUpdateWithdrawn("b-" + village, "crossing", "误录", Story.at("2025-07-20")));

        cross(village, story.events().getFirst(), story.events().getLast());

        assertThat(stored(village)).isEqualTo(computed(village));
    }

    @Test
    void an_instance_that_knows_less_does_not_bring_a_card_that_there_is_none_of() {
        String village = "990501201102";
        Story story = new Story(village, village)
                .tell("2021-01-01", new UnitEstablished(village, Kind.VILLAGE, "并入村", TOWNSHIP))
                .tell("2021-02-01", new UnitClosed(village, "并入邻村"));

        cross(village, story.events().getFirst(), story.events().getLast());

        assertThat(stored(village)).isEmpty();
        assertThat(computed(village)).isEmpty();
    }

    @Test
    void what_a_county_states_to_another_instance_counts_in_the_next_card() {
        String county = "990502";
        String township = "990502201";
        String village = "990502201101";
        assessment
                .topics()
                .publish(new Story(county, county)
                        .tell("2020-01-01", new UnitEstablished(county, Kind.COUNTY, "试点县", null))
                        .events());
        assessment
                .topics()
                .publish(new Story(township, township)
                        .tell("2020-01-01", new UnitEstablished(township, Kind.TOWNSHIP, "试点镇", county))
                        .events());
        assessment.topics().publish(Story.ofVillage(village, township).events());
        awaitAllScored();
        SharedFacts shared = new SharedFacts(
                assessment.bean(UnitDirectory.class), assessment.bean(FactStore.class), assessment.bean(Edition.class));
        Scorecards one = scorecards(
                new ScorecardCalculator(
                        assessment.bean(UnitDirectory.class),
                        assessment.bean(FactStore.class),
                        shared,
                        assessment.bean(Schemes.class),
                        assessment.bean(Clock.class),
                        assessment.bean(ZoneId.class)),
                shared);
        Story updates = new Story(village, "shared")
                .tell("2025-07-20", new BoardUpdated("b-" + village, "shared", "防汛知识"))
                .tell("2025-07-21", new BoardUpdated("b-" + village, "shared-2", "防汛知识"));
        one.refresh(learn(updates.events().getFirst()));
        String before = computed(village);

        learn(new Story(county, "month")
                .tell(
                        "2025-01-02",
                        new WindowSet(
                                "month",
                                Campaign.PUBLICITY_MONTH,
                                2025,
                                LocalDate.of(2025, 3, 1),
                                LocalDate.of(2025, 3, 31),
                                "科普惠民"))
                .events()
                .getFirst());
        assertThat(computed(village)).as("the window counts").isNotEqualTo(before);
        one.refresh(learn(updates.events().getLast()));

        assertThat(stored(village)).isEqualTo(computed(village));
    }

    /** One instance has read the first fact and computed; before it writes, the other takes the second fact. */
    private static void cross(String village, Envelope<?> first, Envelope<?> second) {
        Scorecards other = assessment.bean(Scorecards.class);
        Interrupted calculator = new Interrupted(() -> other.refresh(learn(second)));
        Scorecards one = scorecards(calculator, assessment.bean(SharedFacts.class));
        one.refresh(learn(first));
        assertThat(calculator.meanwhile).as("the other came in between").isNull();
    }

    private static Scorecards scorecards(ScorecardCalculator calculator, SharedFacts shared) {
        return new Scorecards(
                calculator,
                shared,
                assessment.bean(AggregateStore.class),
                assessment.bean(UnitDirectory.class),
                assessment.bean(HeldUpUnits.class),
                assessment.mongo(),
                assessment.bean(Clock.class),
                assessment.bean(JsonMapper.class),
                2,
                10_000);
    }

    private static Map<AffectedScores, List<Envelope<?>>> learn(Envelope<?> event) {
        Map<AffectedScores, List<Envelope<?>>> touched =
                assessment.bean(FactStore.class).add(List.of(new ReceivedEvent(event, EventCodec.encode(event), 0, 0)));
        if (event.data() instanceof UnitEvent) {
            assessment.bean(UnitDirectory.class).refresh(List.of(event.unitId()));
        }
        return touched;
    }

    private static final class Interrupted extends ScorecardCalculator {
        private @Nullable Runnable meanwhile;

        Interrupted(Runnable meanwhile) {
            super(
                    assessment.bean(UnitDirectory.class),
                    assessment.bean(FactStore.class),
                    assessment.bean(SharedFacts.class),
                    assessment.bean(Schemes.class),
                    assessment.bean(Clock.class),
                    assessment.bean(ZoneId.class));
            this.meanwhile = meanwhile;
        }

        @Override
        Map<VillageYear, Scorecard> running(
                LocalDate day, Collection<VillageYear> wanted, Function<VillageYear, RunningScore> score) {
            Map<VillageYear, Scorecard> cards = super.running(day, wanted, score);
            Runnable once = meanwhile;
            meanwhile = null;
            if (once != null) {
                once.run();
            }
            return cards;
        }
    }

    private static String stored(String village) {
        return assessment
                .mongo()
                .find(
                        org.springframework.data.mongodb.core.query.Query.query(
                                org.springframework.data.mongodb.core.query.Criteria.where("_id")
                                        .is(village + ":2025")),
                        org.bson.Document.class,
                        "scorecards")
                .stream()
                .map(card -> card.get("canonical", ""))
                .findFirst()
                .orElse("");
    }

    private static String computed(String village) {
        return assessment
                .bean(ScorecardCalculator.class)
                .live(new VillageYear(village, 2025))
                .map(card -> new String(CanonicalCard.of(card), java.nio.charset.StandardCharsets.UTF_8))
                .orElse("");
    }

    private static void awaitAllScored() {
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            Answer freshness = assessment.get("/freshness");
            return freshness.status() == 200 && freshness.body().at("/behind").longValue() == 0;
        });
    }
}
