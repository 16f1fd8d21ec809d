package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.embedded.TestStore.NeedsMongoDb;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** A review of ten years of a county of 172 villages, all of them computed: page by page, and how often it asks the store. */
@ExtendWith(NeedsMongoDb.class)
class ReviewQueriesIT {
    private static final Logger log = LoggerFactory.getLogger(ReviewQueriesIT.class);

    private static final String COUNTY = "990701";
    private static final String TOWNSHIP = "990701201";
    private static final int VILLAGES = 172;
    private static final int YEARS = 10;
    private static final int YEARS_OF_A_PAGE = 2;
    private static final int UPDATES = 20;

    private static ServiceUnderTest assessment;
    private static int lastYear;

    @BeforeAll
    static void a_county_with_ten_years_of_facts() {
        assessment = ServiceUnderTest.startOnMongoDb(
                "assessment",
                Assessment::start,
                "--kepu.assessment.cards-computed-for-review=" + YEARS_OF_A_PAGE * VILLAGES);
        lastYear = LocalDate.now(Story.ZONE).getYear() - 1;
        List<Envelope<?>> facts = new ArrayList<>();
        facts.addAll(new Story(COUNTY, COUNTY)
                .tell("2000-01-01", new UnitEstablished(COUNTY, UnitEvent.Kind.COUNTY, "大县", null))
                .events());
        facts.addAll(new Story(TOWNSHIP, TOWNSHIP)
                .tell("2000-01-01", new UnitEstablished(TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "大乡", COUNTY))
                .events());
        List<String> units = new ArrayList<>(List.of(COUNTY, TOWNSHIP));
        for (int number = 1; number <= VILLAGES; number++) {
            String village = TOWNSHIP + number;
            units.add(village);
            facts.addAll(tenYears(village));
        }
        FactStore store = assessment.bean(FactStore.class);
        facts.stream()
                .map(fact -> new ReceivedEvent(fact, EventCodec.encode(fact), 0, 0))
                .gather(Gatherers.windowFixed(1_000))
                .forEach(store::add);
        assessment.bean(UnitDirectory.class).refresh(units);
    }

    @AfterAll
    static void stop() {
        assessment.close();
    }

    private static List<Envelope<?>> tenYears(String village) {
        Story story = new Story(village, village)
                .tell("2000-01-01", new UnitEstablished(village, UnitEvent.Kind.VILLAGE, "某村", TOWNSHIP));
        for (int year = lastYear - YEARS + 1; year <= lastYear; year++) {
            String id = village + "-" + year;
            story.about("o-" + id)
                    .tell(
                            year + "-03-01",
                            new OrderIssued("o-" + id, "书屋", LocalDate.of(year, 4, 1), null, null, null));
            story.about("t-" + id)
                    .tell(
                            year + "-06-01",
                            new TitleGranted("t-" + id, "先进", Level.COUNTY, "县", "1号", null, null, null));
            story.about("n-" + id)
                    .tell(
                            year + "-07-01",
                            new NoticeIssued(
                                    "n-" + id,
                                    NoticeEvent.Kind.COMMENDATION,
                                    COUNTY,
                                    id,
                                    Level.COUNTY,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null));
            for (int update = 0; update < UPDATES; update++) {
                story.about("b-" + id + update)
                        .tell(year + "-02-%02d".formatted(update + 1), new BoardUpdated("b", id + "-" + update, "科普"));
            }
        }
        return story.events();
    }

    private static Answer review(String what, String... headers) {
        String span = "?fromYear=" + (lastYear - YEARS + 1) + "&toYear=" + lastYear;
        String[] all = Stream.concat(
                        Stream.of("Authorization", assessment.bearer("analyst", "COUNTY_ANALYST@all")),
                        Stream.of(headers))
                .toArray(String[]::new);
        return assessment.get("/reviews/" + COUNTY + what.replace("?", span), all);
    }

    @Test
    void as_a_whole_it_is_refused_for_the_cards_that_it_would_compute() {
        Answer whole = review("?");
        assertThat(whole.code()).as(whole.text()).isEqualTo("review-too-large");
        assertThat(whole.text()).contains(String.valueOf((YEARS - 2) * VILLAGES));
    }

    @Test
    void its_years_come_page_by_page_as_many_as_may_be_computed_at_once_and_ask_a_bounded_number_of_times() {
        MongoOperations mongo = assessment.mongo();
        mongo.executeCommand(
                new Document("create", "system.profile").append("capped", true).append("size", 512L * 1024 * 1024));
        mongo.executeCommand(new Document("profile", 2));
        List<JsonNode> years = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Instant begun = Instant.now();
            Answer page = review("/years?" + cursor);
            took.add(Duration.between(begun, Instant.now()));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.body().get("items").forEach(years::add);
            pages.add(page.body().get("items").size());
            cursor = page.body().has("next")
                    ? "&cursor=" + page.body().get("next").asString()
                    : null;
        }
        mongo.executeCommand(new Document("profile", 0));

        assertThat(pages)
                .as("the cards of the last two years are kept and not counted")
                .containsExactly(YEARS_OF_A_PAGE, YEARS_OF_A_PAGE, YEARS_OF_A_PAGE, YEARS_OF_A_PAGE + 2);
        assertThat(years)
                .extracting(year -> year.get("year").intValue())
                .containsExactlyElementsOf(IntStream.rangeClosed(lastYear - YEARS + 1, lastYear)
                        .boxed()
                        .toList());
        assertThat(years).allSatisfy(year -> {
            assertThat(year.get("origin").asString()).isEqualTo("COMPUTED");
            assertThat(year.get("villages").intValue()).isEqualTo(VILLAGES);
            assertThat(year.get("orders").intValue()).isEqualTo(VILLAGES);
            assertThat(year.get("honours").intValue()).isEqualTo(2 * VILLAGES);
        });
        Map<String, Integer> asked = new TreeMap<>();
        for (Document command : mongo.getCollection("system.profile")
                .find(new Document("op", new Document("$in", List.of("query", "getmore", "command"))))) {
            asked.merge(command.getString("ns").replaceFirst("^[^.]*\\.", ""), 1, Integer::sum);
        }
        log.info("a review of {} villages and {} years asked {} and took {}", VILLAGES, YEARS, asked, took);
        int ofFacts = asked.getOrDefault("facts", 0);
        assertThat(ofFacts).as("%s in %s", asked, took).isBetween(1, 360);
        assertThat(asked.values().stream().mapToInt(Integer::intValue).sum())
                .as("%s in %s", asked, took)
                .isLessThan(700);
    }

    @Test
    void as_a_file_it_has_all_years() {
        Answer years = review("/years?", "Accept", "text/csv");
        assertThat(years.status()).isEqualTo(200);
        assertThat(years.text().lines().filter(line -> line.startsWith(COUNTY))).hasSize(YEARS);
        Answer indicators = review("/indicators?", "Accept", "text/csv");
        for (int year = lastYear - YEARS + 1; year <= lastYear; year++) {
            assertThat(indicators.text()).contains("\n" + COUNTY + "," + year + ",");
        }
    }

    @Test
    void no_page_begins_with_a_year_that_is_not_asked_for() {
        for (String cursor : List.of("x", String.valueOf(lastYear - YEARS), String.valueOf(lastYear + 1))) {
            assertThat(review("/years?&cursor=" + cursor).code()).isEqualTo("invalid-cursor");
        }
        assertThat(review("/years?&cursor=" + lastYear).body().get("items")).hasSize(1);
    }
}
