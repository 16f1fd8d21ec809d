package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.Contracts;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.assessment.ScorecardEvent.ScorecardChanged;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSuspected;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.EffectEvent.EffectReported;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.defaults.MetricLabels;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.AtTheSameMoment;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.harness.Topics;
import kepu.defaults.observe.CachedGauges;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts on real topics become cards in a real store. */
class AssessmentIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OTHER_TOWNSHIP = "990201202";
    private static final String BOARDS = Contracts.topicOf(BoardEvent.class);

    private static ServiceUnderTest assessment;
    private static Topics topics;
    private static String analyst;

    @BeforeAll
    static void start() {
        assessment = ServiceUnderTest.start(
                "assessment", Assessment::start, "--kepu.assessment.integrity-cases=*/3 * * * * *");
        topics = assessment.topics();
        analyst = assessment.bearer("analyst-1", "COUNTY_ANALYST@all");
        send(new Story("990201", "990201")
                .tell("2020-01-01", new UnitEvent.UnitEstablished("990201", UnitEvent.Kind.COUNTY, "试点县", null))
                .windows(2025)
                .events());
        send(new Story("990201201", "990201201")
                .tell(
                        "2020-01-01",
                        new UnitEvent.UnitEstablished("990201201", UnitEvent.Kind.TOWNSHIP, "试点乡", "990201"))
                .events());
        send(new Story(OTHER_TOWNSHIP, OTHER_TOWNSHIP)
                .tell(
                        "2020-01-01",
                        new UnitEvent.UnitEstablished(OTHER_TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "邻乡", "990201"))
                .events());
    }

    @AfterAll
    static void stop() {
        assessment.close();
    }

    @Test
    void a_board_update_raises_P08_and_the_explanation_names_its_event() {
        String village = "990201201101";
        send(Story.ofVillage(village, "990201201").events());
        awaitCard(village, 2025);
        String before = points(village, "P08");

        Envelope<?> update = new Story(village, village)
                .tell("2025-05-06", new BoardUpdated("b-" + village, "extra-update", "防汛知识"))
                .events()
                .getFirst();
        send(List.of(update));

        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(points(village, "P08")).isNotEqualTo(before));
        JsonNode explanation = get("/scorecards/" + village + "/2025/explanation?indicator=P08");
        assertThat(explanation.at("/indicators/0/counted").toString())
                .contains(update.id().toString());
        assertThat(explanation.at("/indicators").size()).isEqualTo(1);

        send(new Story(village, "extra-again")
                .tell("2025-05-07", new BoardUpdated("b-" + village, "extra-again", "防汛知识"))
                .tell(
                        "2025-05-07",
                        new DuplicateSuspected("extra-again", Set.of("extra-update"), Story.at("2025-05-07")))
                .events());
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(
                                String.valueOf(get("/scorecards/" + village + "/2025/explanation?indicator=P08")
                                        .at("/indicators/0/counted")
                                        .findValue("probableDuplicate")))
                        .contains("\"of\":[\"" + update.id() + "\"]"));
        assertThat(get("/integrity-flags?year=2025&unitId=" + village).at("/items/0/flags"))
                .isEmpty();
        refused(
                403,
                "right-missing",
                exchangeAs(assessment.bearer("s-1", "VILLAGE_SECRETARY@" + village), "/integrity-flags"));
    }

    /** Who came back as a new member and was written down so in a training of the year before. */
    @Test
    void a_training_that_names_a_member_of_the_year_after_counts_on_the_card_as_in_its_explanation() {
        String village = "990201201111";
        Story story = Story.ofVillage(village, "990201201");
        List<Envelope<?>> known = List.copyOf(story.events());
        send(known);
        awaitCard(village, 2025);
        String before = points(village, "P06");

        String team = "t-" + village;
        story.about(team)
                .tell("2026-01-02", new VolunteerLeft(team, "m0-" + village, "外出务工"))
                .tell("2026-01-03", new VolunteerEnlisted(team, "back-" + village, "v0"));
        List<Envelope<?>> back = List.copyOf(story.events());
        send(back.subList(known.size(), back.size()));
        awaitAllScored(village);
        story.about("late-" + village)
                .tell(
                        "2025-12-10",
                        new TrainingHeld(
                                "late-" + village,
                                team,
                                TrainingEvent.Kind.POLICY,
                                "年终学习",
                                90,
                                Set.of("back-" + village, "m3-" + village)));
        send(story.events().subList(back.size(), story.events().size()));

        await().until(() -> !points(village, "P06").equals(before));
        assertThat(points(village, "P06"))
                .isEqualTo(get("/scorecards/" + village + "/2025/explanation?indicator=P06")
                        .at("/indicators/0/points")
                        .toString());
    }

    @Test
    void a_card_is_explained_in_plain_words_with_what_can_still_be_done() {
        String village = "990201201141";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);
        String secretary = assessment.bearer("e-1", "VILLAGE_SECRETARY@" + village);
        String stranger = assessment.bearer("e-2", "VILLAGE_SECRETARY@990201201999");
        String inspector = assessment.bearer("e-3", "INSPECTOR@" + village);
        String card = "/scorecards/" + village + "/";

        JsonNode explained = getAs(secretary, card + "2025/explanation?indicator=P08&flags=true");
        assertThat(explained.at("/indicators/0/sentence/zh").asString()).startsWith("宣传栏：已更新 ");
        assertThat(explained.has("flags")).as("nobody's who is looked at").isFalse();
        assertThat(getAs(inspector, card + "2025/explanation?indicator=P08&flags=true")
                        .at("/flags")
                        .isArray())
                .isTrue();

        int year = LocalDate.now(Story.ZONE).getYear();
        JsonNode advice = getAs(secretary, card + year + "/advice");
        JsonNode best = advice.at("/proposals/0");
        assertThat(best.at("/gainPerAction").decimalValue()).isPositive();
        assertThat(best.at("/actions").intValue()).isEqualTo(best.at("/steps").size());
        assertThat(best.at("/steps/0/on").asString())
                .isBetween(advice.at("/from").asString(), advice.at("/until").asString());
        refused(422, "advice-not-ahead", exchangeAs(secretary, card + year + "/advice?until=2025-01-01"));
        refused(404, "no-card", exchange("/scorecards/990201201777/2025/advice"));

        Answer sheet = assessment.get(card + "2025/sheet", "Authorization", secretary, "Accept", "text/html");
        assertThat(sheet.status()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(sheet.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(sheet.text()).contains("<h1>试点村 2025 年科普考核明白纸</h1>");
        assertThat(assessment
                        .get(card + "2025/sheet", "Authorization", secretary, "Accept-Language", "en")
                        .text())
                .contains("<html lang=\"en\">", "What can still be done");
        for (String path : List.of(card + "2025/advice", card + "2025/sheet")) {
            refused(404, "not-found", assessment.get(path, "Authorization", stranger, "Accept", "text/html, */*"));
        }
    }

    @Test
    void ranked_villages_come_in_pages_or_as_a_file_and_converted_points_beside_their_tracks() {
        String township = countyOfOneTownship("990207");
        String analystOfCounty = assessment.bearer("r-1", "COUNTY_ANALYST@990207");
        List<String> villages = List.of(township + "101", township + "102", township + "103");
        villages.forEach(village -> send(Story.ofVillage(village, township).events()));
        awaitAllScored(villages.toArray(String[]::new));
        villages.forEach(village -> awaitSeen(analystOfCounty, "/scorecards/" + village + "/2025"));

        JsonNode page = getAs(analystOfCounty, "/rankings?year=2025&limit=2");
        assertThat(page.at("/items").findValuesAsString("unitId")).isEqualTo(villages.subList(0, 2));
        assertThat(page.at("/items/0/placeId").asString()).isEqualTo("990207");
        JsonNode last = getAs(
                analystOfCounty,
                "/rankings?year=2025&limit=2&cursor=" + page.at("/next").asString());
        assertThat(last.at("/items").findValuesAsString("unitId")).isEqualTo(villages.subList(2, 3));
        assertThat(last.has("next")).isFalse();
        assertThat(getAs(analystOfCounty, "/rankings?year=2025&unitId=" + township + "&asOf=2025-06-30")
                        .at("/items")
                        .size())
                .isEqualTo(3);
        refused(404, "not-found", exchangeAs(analystOfCounty, "/rankings?year=2025&unitId=990201"));
        Answer file = assessment.get("/rankings?year=2025", "Authorization", analystOfCounty, "Accept", "text/csv");
        assertThat(file.text().lines())
                .hasSize(4)
                .first()
                .asString()
                .contains("placeId,year,asOf,unitId,name,townshipId");

        String rule = """
                {"unitId":"%s","year":2025,"track":"SCIENCE","assessment":"全民科学素质考核","factor":"%s"}""";
        refused(
                422,
                "conversion-not-of-county",
                assessment.post(
                        "/conversion-rules", rule.formatted(township, "0.05"), "Authorization", analystOfCounty));
        refused(
                422,
                "conversion-factor",
                assessment.post("/conversion-rules", rule.formatted("990207", "11"), "Authorization", analystOfCounty));
        Answer stated = assessment.post(
                "/conversion-rules", rule.formatted("990207", "0.05"), "Authorization", analystOfCounty);
        assertThat(stated.status()).as(stated.text()).isEqualTo(201);
        JsonNode converted =
                getAs(analystOfCounty, "/converted-points?year=2025").at("/items");
        assertThat(converted.findValuesAsString("unitId")).isEqualTo(villages);
        for (JsonNode line : converted) {
            assertThat(line.at("/party").decimalValue()).isPositive();
            assertThat(line.at("/converted").decimalValue())
                    .isEqualByComparingTo(line.at("/science")
                            .decimalValue()
                            .multiply(new BigDecimal("0.05"))
                            .setScale(2, RoundingMode.HALF_UP));
        }
        assertThat(getAs(analystOfCounty, "/conversion-rules?year=2025")
                        .at("/items/0/factor")
                        .decimalValue())
                .isEqualByComparingTo("0.05");
        assertThat(assessment
                        .get("/converted-points?year=2025", "Authorization", analystOfCounty, "Accept", "text/csv")
                        .text()
                        .lines())
                .hasSize(4);
    }

    @Test
    void what_the_radar_sees_is_told_once_and_closed_by_an_inspector_from_above_who_has_no_part_in_it() {
        String village = "990201201191";
        send(Story.ofVillage(village, "990201201").events());
        send(new Story(village, "twice-a")
                .tell("2025-04-05", service(village, "twice-a"))
                .about("twice-b")
                .tell("2025-04-05", service(village, "twice-b"))
                .events());
        String inspector = assessment.bearer("inspector-1", "INSPECTOR@990201201");
        awaitSeen(inspector, "/scorecards/" + village + "/2025");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(get("/integrity-cases?state=OPEN&unitId=" + village)
                                .at("/items"))
                        .hasSize(1));
        JsonNode opened = get("/integrity-cases?state=OPEN&unitId=" + village).at("/items/0");
        assertThat(opened.at("/kind").asString()).isEqualTo("OVERLAP");
        String closing = "/integrity-cases/" + opened.at("/id").asString() + "/closing";
        String body = "{\"finding\":\"INNOCENT\",\"comment\":\"两队合办一场\"}";

        refused(409, "own-record", postedAs(assessment.bearer("clerk-1", "INSPECTOR@990201201"), closing, body));
        String ofVillage = assessment.bearer("inspector-2", "INSPECTOR@" + village);
        refused(404, "not-found", postedAs(ofVillage, closing, body));
        String ofBoth = assessment.bearer("inspector-2", "INSPECTOR@990201201", "VILLAGE_SECRETARY@" + village);
        refused(409, "decision-on-own-unit", postedAs(ofBoth, closing, body));
        refused(403, "right-missing", postedAs(analyst, closing, body));
        assertThat(postedAs(inspector, closing, body).status()).isEqualTo(200);
        refused(409, "case-not-open", postedAs(inspector, closing, body));

        assertThat(get("/integrity-cases?state=CLOSED&unitId=" + village)
                        .at("/items/0/closedBy")
                        .asString())
                .isEqualTo("inspector-1");
        assertThat(get("/integrity-cases?state=OPEN&unitId=" + village).at("/items"))
                .isEmpty();
    }

    private static ServiceLogged service(String village, String id) {
        return new ServiceLogged(id, "t-" + village, "m0-" + village, 60, PlaceKind.VILLAGE, "宣讲", false);
    }

    @Test
    void facts_and_units_that_are_gone_and_a_card_that_is_wrong_come_back_from_the_journal_to_the_byte() {
        String village = "990201201131";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);
        String canonical = stored(village);
        MongoOperations mongo = assessment.mongo();
        assertThat(mongo.getCollection("facts")
                        .deleteMany(Filters.eq("unitId", village))
                        .getDeletedCount())
                .isGreaterThan(100);
        mongo.getCollection("units").deleteOne(Filters.eq("_id", village));
        mongo.getCollection("scorecards")
                .updateOne(Filters.eq("_id", village + ":2025"), Updates.set("canonical", "wrong"));

        try (ServiceUnderTest rebuilt = assessment.another("--kepu.assessment.rebuild=true")) {
            assertThat(stored(village)).isEqualTo(canonical);
            assertThat(rebuilt.get("/scorecards/" + village + "/2025/canonical", "Authorization", analyst)
                            .text())
                    .isEqualTo(canonical);
        }
    }

    @Test
    void a_county_writes_a_scheme_of_its_own_by_which_its_cards_of_the_year_are_computed_until_it_is_retired() {
        String county = "990391";
        String village = "990391201101";
        String department = "990391201901";
        send(new Story(county, county)
                .tell("2020-01-01", new UnitEstablished(county, Kind.COUNTY, "云汀县", null))
                .events());
        send(new Story("990391201", "990391201")
                .tell("2020-01-01", new UnitEstablished("990391201", Kind.TOWNSHIP, "松涛乡", county))
                .events());
        send(new Story(department, department)
                .tell("2020-01-01", new UnitEstablished(department, Kind.DEPARTMENT, "文化站", "990391201"))
                .events());
        send(new Story("990391901", "990391901")
                .tell("2020-01-01", new UnitEstablished("990391901", Kind.DEPARTMENT, "县科协", county))
                .events());
        send(Story.ofVillage(village, "990391201").events());
        awaitAllScored(village, department, "990391901");
        int year = LocalDate.now(Story.ZONE).getYear();
        String card = "/scorecards/" + village + "/" + year;
        String before = Instant.now().toString();

        assertThat(get("/scorecards/" + department + "/2025").at("/scheme").asString())
                .isEqualTo("DEPARTMENT-DEFAULT");
        assertThat(get("/scorecards/" + department + "/2025").at("/indicators").size())
                .isEqualTo(9);
        assertThat(get("/rankings/990391/2025").at("/entries").findValuesAsString("unitId"))
                .containsExactly(village);
        JsonNode departments = get("/rankings/990391/2025?appliesTo=DEPARTMENT");
        assertThat(departments.at("/entries").findValuesAsString("unitId"))
                .containsExactlyInAnyOrder(department, "990391901");
        assertThat(entry(departments, department).path("townshipRank").intValue())
                .isEqualTo(1);
        JsonNode ofCounty = entry(departments, "990391901");
        assertThat(ofCounty.path("rank").isNumber()).isTrue();
        assertThat(ofCounty.path("townshipId").asString()).isEqualTo(county);
        assertThat(ofCounty.path("townshipRank").isNumber()).isFalse();

        Answer wrong = written("POST", "/authored-schemes", analyst, draft(county, "weight: 60"));
        refused(422, "scheme-invalid", wrong);
        assertThat(wrong.body().at("/problems/0/line").intValue()).isEqualTo(6);
        refused(
                422,
                "scheme-not-of-a-county",
                written("POST", "/authored-schemes", analyst, draft("990391201", "weight: 100")));
        Answer drafted = written("POST", "/authored-schemes", analyst, draft(county, "weight: 100"));
        assertThat(drafted.status()).as(drafted.text()).isEqualTo(201);
        String scheme = "/authored-schemes/YUNTING:1";
        assertThat(drafted.header("Location")).endsWith(scheme);
        assertThat(drafted.body().at("/warnings/0/code").asString()).isEqualTo("check-in");
        String approval = "{\"opinion\": \"APPROVED\", \"comment\": \"同意\"}";
        refused(409, "own-record", written("POST", scheme + "/review", analyst, approval));
        String other = assessment.bearer("analyst-2", "COUNTY_ANALYST@" + county);
        assertThat(written("POST", scheme + "/review", other, approval).status())
                .isEqualTo(200);
        refused(
                404,
                "unknown-scheme",
                exchangeAs(assessment.bearer("s-2", "VILLAGE_SECRETARY@" + village), card + "?scheme=YUNTING:1"));
        refused(404, "scheme-without-version", exchangeAs(other, card + "?scheme=YUNTING"));
        assertThat(getAs(other, card + "?scheme=YUNTING:1").at("/indicators").size())
                .isEqualTo(2);
        refused(
                422,
                "scheme-against-warnings",
                written("POST", scheme + "/publication", analyst, "{\"fromYear\": " + year + "}"));
        Answer published = written(
                "POST",
                scheme + "/publication",
                analyst,
                "{\"fromYear\": %d, \"reasonAgainstWarnings\": \"应急值守\"}".formatted(year));
        String event = published.body().at("/events/0").asString();

        JsonNode scored = getLater(card, event);
        assertThat(scored.at("/scheme").asString()).isEqualTo("YUNTING");
        assertThat(scored.at("/indicators").size()).isEqualTo(2);
        assertThat(get(card + "?knownBy=" + before).at("/scheme").asString()).isEqualTo("TOWNSHIP-DEFAULT");
        assertThat(get(card + "?scheme=TOWNSHIP-DEFAULT:1").at("/scheme").asString())
                .isEqualTo("TOWNSHIP-DEFAULT");
        refused(422, "scheme-of-others", exchange(card + "?scheme=DEPARTMENT-DEFAULT:1"));
        assertThat(get("/scorecards/" + village + "/2025").at("/scheme").asString())
                .isEqualTo("TOWNSHIP-DEFAULT");
        assertThat(get("/rankings/990391/" + year).at("/scheme").asString()).isEqualTo("YUNTING");
        assertThat(get("/rankings/990391/" + year + "?scheme=TOWNSHIP-DEFAULT:1")
                        .at("/entries")
                        .findValuesAsString("unitId"))
                .containsExactly(village);
        assertThat(get("/schemes/YUNTING/1/differences?from=TOWNSHIP-DEFAULT:1")
                        .at("/differences/0/zh")
                        .asString())
                .contains("云汀县方案");
        JsonNode bill = get("/schemes/TOWNSHIP-DEFAULT/1/burden?unitId=" + county + "&year=2025");
        assertThat(bill.at("/units").intValue()).isEqualTo(1);
        assertThat(bill.at("/entries").decimalValue())
                .isGreaterThan(get("/schemes/YUNTING/1/burden?unitId=" + county + "&year=2025")
                        .at("/entries")
                        .decimalValue());
        assertThat(get("/authored-schemes?state=PUBLISHED&unitId=" + county)
                        .at("/items/0/reasonAgainstWarnings")
                        .asString())
                .isEqualTo("应急值守");

        Answer retired = written(
                "POST", scheme + "/retirement", analyst, "{\"fromYear\": %d, \"reason\": \"换新\"}".formatted(year));
        assertThat(getLater(card, retired.body().at("/events/0").asString())
                        .at("/scheme")
                        .asString())
                .isEqualTo("TOWNSHIP-DEFAULT");
    }

    private static String draft(String unitId, String weight) {
        String text = """
                id: YUNTING
                version: 1
                name: {zh: 云汀县方案, en: scheme of Yunting}
                bands: {excellent: 90, good: 80, pass: 60}
                ranks: {excellentShare: 0.3, youngMonths: 6}
                indicators:
                  - {code: P08, track: P, WEIGHT, name: {zh: 宣传栏, en: board}, measure: {zh: 每日打卡, en: daily},
                     policy: board-updates, parameters: {updates: 6, points: 6, gapDays: 90, pointsPerGap: 1}}
                  - {code: S07, track: S, weight: 100, name: {zh: 五进, en: venues}, measure: {zh: 覆盖, en: covered},
                     policy: venue-coverage, parameters: {empty: NOT_APPLICABLE}}
                """.replace("WEIGHT", weight);
        return JSON.writeValueAsString(Map.of("unitId", unitId, "text", text));
    }

    private static Answer written(String method, String path, String bearer, String body) {
        return assessment.send(method, path, body, "Authorization", bearer);
    }

    private static JsonNode getLater(String path, String event) {
        Answer answer = Answer.onceIn(
                () -> assessment.get(path + "?after=" + event, "Authorization", analyst, "Prefer", "wait=4"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static String stored(String village) {
        Document card = assessment
                .mongo()
                .getCollection("scorecards")
                .find(Filters.eq("_id", village + ":2025"))
                .first();
        return String.valueOf(card == null ? null : card.getString("canonical"));
    }

    private static Timer freshness() {
        return assessment.bean(MeterRegistry.class).get("kepu.score.freshness").timer();
    }

    @Test
    void a_fact_is_fresh_once_however_often_it_comes() {
        String village = "990201201109";
        send(Story.ofVillage(village, "990201201").events());
        awaitCard(village, 2025);
        long before = freshness().count();
        Envelope<?> update = board(village, "2025-05-06", "fresh");

        send(List.of(update, update));
        awaitAllScored(village);
        send(List.of(update, board(village, "2025-05-07", "fresher")));
        awaitAllScored(village);

        assertThat(freshness().count() - before).isEqualTo(2);
        String scrape = assessment.bean(PrometheusMeterRegistry.class).scrape();
        assertThat(scrape)
                .contains("kepu_score_freshness_seconds_bucket{le=\"0.25\"}")
                .contains("kepu_score_freshness_seconds_bucket{le=\"2.0\"}")
                .contains("kepu_projection_watermark_age_seconds{group=\"assessment\"}");
        MetricLabels.tellNobodyApart(scrape);
    }

    @Test
    void the_same_facts_shuffled_and_a_tenth_of_them_twice_give_the_byte_identical_card() {
        String ordered = "990201201102";
        String shuffled = "990201201103";
        send(Story.ofVillage(ordered, "990201201").events());

        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Envelope<?>> facts =
                new ArrayList<>(Story.ofVillage(shuffled, "990201201").events());
        List<Envelope<?>> twice =
                facts.stream().filter(_ -> random.nextInt(10) == 0).toList();
        facts.addAll(twice);
        Collections.shuffle(facts, random);
        send(facts);

        awaitAllScored(ordered, shuffled);
        String expected = text("/scorecards/" + ordered + "/2025/canonical?asOf=2026-06-30")
                .replace(ordered, shuffled);
        assertThat(text("/scorecards/" + shuffled + "/2025/canonical?asOf=2026-06-30"))
                .as("seed %d", seed)
                .isEqualTo(expected);
        assertThat(expected).contains("\"code\":\"P08\",\"status\":\"SCORED\"");
        assertThat(get("/scorecards/" + shuffled + "/2025").at("/partyExact").decimalValue())
                .isPositive();
    }

    @Test
    void what_cannot_be_read_is_parked_at_once_what_is_unknown_is_skipped_and_their_neighbours_count() {
        String village = "990201201104";
        send(Story.ofVillage(village, "990201201").events());
        awaitCard(village, 2025);
        Envelope<?> first = board(village, "2025-03-10", "neighbour-1");
        Envelope<?> last = board(village, "2025-04-10", "neighbour-2");
        Envelope<?> poisoned = board(village, "2025-03-20", "poison");
        double skipped = outcome("skipped");

        long sent = System.currentTimeMillis();
        topics.publish(first);
        poison(poisoned, village, "{not json".getBytes(StandardCharsets.UTF_8));
        poison(poisoned, village, "{\"boardId\":1}".getBytes(StandardCharsets.UTF_8));
        poison(poisoned, village, new byte[1_000_000]);
        poison(poisoned, village, null);
        poison(poisoned, "990201201999", EventCodec.encode(poisoned).value().getBytes(StandardCharsets.UTF_8));
        ProducerRecord<String, byte[]> unknown = EventCodec.encode(poisoned).toProducerRecord();
        unknown.headers().remove("ce_type").add("ce_type", "kepu.organization.board-repainted.v1".getBytes());
        topics.publish(unknown);
        topics.publish(last);

        List<ConsumerRecord<String, byte[]>> dead = read(Contracts.deadLetterTopic(BOARDS, "assessment"), 5);
        System.out.printf(
                "parked within %d ms%n",
                dead.stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow() - sent);
        assertThat(dead)
                .extracting(record -> header(record, "kepu_reason"))
                .containsExactlyInAnyOrder("bad-json", "schema-refused", "too-large", "no-value", "wrong-key");
        await().untilAsserted(() -> assertThat(get("/scorecards/" + village + "/2025/explanation?indicator=P08")
                        .at("/indicators/0/counted")
                        .toString())
                .contains(first.id().toString())
                .contains(last.id().toString())
                .doesNotContain(poisoned.id().toString()));
        await().untilAsserted(() -> assertThat(outcome("skipped")).isEqualTo(skipped + 1));
    }

    @Test
    void a_changed_card_is_told_on_the_scorecard_topic() {
        String village = "990201201105";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);

        List<ConsumerRecord<String, byte[]>> cards = new ArrayList<>();
        await().untilAsserted(() -> {
            cards.addAll(read("kepu.assessment.scorecard", 1));
            ScorecardChanged newest = cards.stream()
                    .filter(record -> record.key().equals(village))
                    .map(record -> (ScorecardChanged)
                            EventCodec.decode(record).orElseThrow().data())
                    .filter(card -> card.year() == 2025)
                    .reduce((_, later) -> later)
                    .orElseThrow(() -> new AssertionError("no card of it yet"));
            assertThat(newest.party())
                    .isEqualByComparingTo(get("/scorecards/" + village + "/2025")
                            .at("/partyExact")
                            .decimalValue());
        });
        // a card is computed: nobody's act, and nothing for the audit log
        assertThat(getAs(assessment.bearer("auditor-1", "AUDITOR@all"), "/audit/" + village)
                        .toString())
                .contains("\"entries\":[]");
        refused(403, "right-missing", exchange("/audit/" + village));
    }

    @Test
    void a_card_can_be_seen_as_of_a_day_and_a_ranking_lists_the_villages_with_their_township() {
        String village = "990201201106";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);

        assertThat(get("/scorecards/" + village + "/2025?asOf=2025-06-30")
                        .at("/elapsedDays")
                        .intValue())
                .isEqualTo(181);
        assertThat(status("/scorecards/" + village + "/2025?asOf=2999-01-01")).isEqualTo(422);
        assertThat(status("/scorecards/" + village + "/2019")).isEqualTo(404);
        JsonNode ranking = get("/rankings/990201201/2025");
        assertThat(ranking.at("/entries").findValuesAsString("unitId")).contains(village);
        assertThat(ranking.at("/townships/0/unitId").asString()).isEqualTo("990201201");
    }

    @Test
    void a_kept_card_that_is_not_of_today_is_not_read_but_computed() {
        String village = "990201201107";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);
        String composite =
                get("/scorecards/" + village + "/2025").at("/composite").asString();

        assessment
                .bean(MongoOperations.class)
                .getCollection("scorecards")
                .updateOne(
                        Filters.eq("_id", village + ":2025"),
                        Updates.combine(
                                Updates.set("asOf", "2025-12-31"),
                                Updates.set("composite", "1.00"),
                                Updates.set("json", "{\"composite\":1.00}")));

        assertThat(get("/scorecards/" + village + "/2025").at("/composite").asString())
                .isEqualTo(composite);
        for (JsonNode entry : get("/rankings/990201201/2025").at("/entries")) {
            if (entry.at("/unitId").asString().equals(village)) {
                assertThat(entry.at("/composite").asString()).isEqualTo(composite);
            }
        }
    }

    // who may see it

    @Test
    void a_card_is_seen_by_its_village_its_township_and_its_county_and_by_nobody_else() {
        String village = "990201201108";
        send(Story.ofVillage(village, "990201201").events());
        send(Story.ofVillage("990201201109", "990201201").events());
        awaitAllScored(village, "990201201109");
        List<String> insiders = List.of(
                assessment.bearer("a-1", "VILLAGE_SECRETARY@" + village),
                assessment.bearer("a-2", "TOWNSHIP_CLERK@990201201"),
                assessment.bearer("a-3", "COUNTY_ANALYST@990201"));
        List<String> strangers = List.of(
                assessment.bearer("a-4", "VILLAGE_SECRETARY@990201201109"),
                assessment.bearer("a-5", "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP),
                assessment.bearer("a-6", "COUNTY_ANALYST@990202"));
        String card = "/scorecards/" + village + "/2025";

        awaitSeen(insiders.get(1), card);
        awaitSeen(insiders.get(2), card);
        for (String path : List.of(card, card + "?asOf=2025-06-30", card + "/explanation", card + "/canonical")) {
            for (String insider : insiders) {
                assertThat(exchangeAs(insider, path).text()).isEqualTo(text(path));
            }
            for (String stranger : strangers) {
                refused(404, "not-found", exchangeAs(stranger, path));
            }
            refused(403, "right-missing", exchangeAs(assessment.bearer("a-7"), path));
            refused(401, "token-required", exchangeAs("", path));
        }
        assertThat(exchangeAs(strangers.getFirst(), card).text().replace(village, "…"))
                .as("foreign is like unknown")
                .isEqualTo(exchangeAs(strangers.getFirst(), card.replace(village, "990201201777"))
                        .text()
                        .replace("990201201777", "…"));
        refused(404, "no-card", exchange("/scorecards/990201201777/2025"));
    }

    @Test
    void a_ranking_names_no_unit_that_is_not_within_reach_now() {
        String stays = "990201203101";
        String moves = "990201203102";
        String oldTownship = "990201203";
        String newTownship = "990201204";
        send(new Story(newTownship, newTownship)
                .tell("2020-01-01", new UnitEvent.UnitEstablished(newTownship, UnitEvent.Kind.TOWNSHIP, "新乡", "990201"))
                .events());
        send(new Story(oldTownship, oldTownship)
                .tell("2020-01-01", new UnitEvent.UnitEstablished(oldTownship, UnitEvent.Kind.TOWNSHIP, "旧乡", "990201"))
                .events());
        send(Story.ofVillage(stays, oldTownship).events());
        Story story = Story.ofVillage(moves, oldTownship);
        send(story.events());
        awaitAllScored(stays, moves);
        String clerk = assessment.bearer("b-1", "TOWNSHIP_CLERK@" + oldTownship);
        String newClerk = assessment.bearer("b-2", "TOWNSHIP_CLERK@" + newTownship);
        String ofTownship = "/rankings/" + oldTownship + "/2025";
        awaitSeen(clerk, "/scorecards/" + moves + "/2025");
        awaitSeen(clerk, "/scorecards/" + stays + "/2025");

        assertThat(ranked(clerk, ofTownship)).containsExactlyInAnyOrder(stays, moves);
        JsonNode before = getAs(clerk, ofTownship).at("/townships");
        assertThat(before).hasSize(1);
        refused(404, "not-found", exchangeAs(clerk, "/rankings/990201/2025"));
        refused(404, "not-found", exchangeAs(clerk, "/rankings/" + newTownship + "/2025"));
        refused(
                404,
                "not-found",
                exchangeAs(
                        assessment.bearer("b-3", "VILLAGE_SECRETARY@" + stays), "/rankings/" + oldTownship + "/2025"));

        int told = story.events().size();
        send(story.about(moves)
                .tell("2026-02-01", new UnitEvent.UnitMoved(moves, newTownship))
                .events()
                .subList(told, told + 1));
        awaitAllScored(moves);
        awaitSeen(newClerk, "/scorecards/" + moves + "/2025");

        refused(404, "not-found", exchangeAs(clerk, "/scorecards/" + moves + "/2025"));
        assertThat(ranked(clerk, ofTownship)).containsExactly(stays);
        assertThat(getAs(clerk, ofTownship).at("/townships"))
                .as("the township's own result stays what it was")
                .isEqualTo(before);
        assertThat(ranked(analyst, ofTownship)).containsExactlyInAnyOrder(stays, moves);
        assertThat(ranked(assessment.bearer("b-4", "INSPECTOR@990201"), "/rankings/990201/2025"))
                .contains(stays, moves);
        assertThat(ranked(newClerk, "/rankings/" + newTownship + "/2025")).isEmpty();
        assertThat(ranked(newClerk, "/rankings/" + newTownship + "/2026")).containsExactly(moves);

        String countyAnalyst = assessment.bearer("b-5", "COUNTY_ANALYST@990201");
        assertThat(townships(countyAnalyst)).contains(oldTownship);
        Story away = new Story(oldTownship, oldTownship)
                .tell("2020-01-01", new UnitEvent.UnitEstablished(oldTownship, UnitEvent.Kind.TOWNSHIP, "旧乡", "990201"))
                .tell("2026-03-01", new UnitEvent.UnitMoved(oldTownship, "990202"));
        send(away.events().subList(1, 2));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> exchangeAs(countyAnalyst, ofTownship).status() == 404);
        awaitAllScored(stays);

        assertThat(ranked(countyAnalyst, "/rankings/990201/2025"))
                .contains(moves)
                .doesNotContain(stays);
        assertThat(townships(countyAnalyst)).doesNotContain(oldTownship);
        assertThat(ranked(analyst, "/rankings/990201/2025")).contains(moves, stays);
        assertThat(townships(analyst)).contains(oldTownship);
    }

    private static List<String> townships(String bearer) {
        return getAs(bearer, "/rankings/990201/2025").at("/townships").findValuesAsString("unitId");
    }

    private static List<String> ranked(String bearer, String path) {
        return getAs(bearer, path).at("/entries").findValuesAsString("unitId");
    }

    @Test
    void in_the_journal_an_event_of_a_foreign_unit_is_as_if_it_had_not_arrived() {
        List<Envelope<?>> own = Story.ofVillage("990201201110", "990201201").events();
        List<Envelope<?>> foreign =
                Story.ofVillage("990201202110", OTHER_TOWNSHIP).events();
        send(own);
        send(foreign);
        awaitAllScored("990201201110", "990201202110");
        String inspector = assessment.bearer("c-1", "INSPECTOR@990201201", "VILLAGE_SECRETARY@all");
        awaitSeen(inspector, "/journal/" + own.getFirst().id());
        String seen = own.getFirst().id().toString();
        String hidden = foreign.getFirst().id().toString();
        String unknown = UUID.randomUUID().toString();

        refused(404, "not-found", exchangeAs(inspector, "/journal/" + hidden));
        assertThat(exchangeAs(inspector, "/journal/" + hidden).text().replace(hidden, "…"))
                .isEqualTo(exchangeAs(inspector, "/journal/" + unknown).text().replace(unknown, "…"));
        assertThat(get("/journal/" + hidden).at("/key").asString()).isEqualTo("990201202110");
        assertThat(missing(inspector, seen, hidden, unknown)).containsExactlyInAnyOrder(hidden, unknown);
        assertThat(missing(assessment.bearer("c-2", "MACHINE_CLIENT@all"), seen, hidden, unknown))
                .containsExactly(unknown);

        String marked = "{\"recordEventId\":\"…\",\"reason\":\"查无此事\"}";
        Answer ofHidden = postedAs(inspector, "/false-records", marked.replace("…", hidden));
        refused(404, "not-found", ofHidden);
        assertThat(ofHidden.text().replace(hidden, "…"))
                .isEqualTo(postedAs(inspector, "/false-records", marked.replace("…", unknown))
                        .text()
                        .replace(unknown, "…"));

        String secretary = assessment.bearer("c-3", "VILLAGE_SECRETARY@990201201110");
        refused(403, "right-missing", exchangeAs(secretary, "/journal/" + seen));
        refused(403, "right-missing", lookup(secretary, seen));
    }

    private static List<String> missing(String bearer, String... ids) {
        List<String> missing = new ArrayList<>();
        for (JsonNode id : JSON.readTree(lookup(bearer, ids).text()).at("/missing")) {
            missing.add(id.asString());
        }
        return missing;
    }

    private static Answer lookup(String bearer, String... ids) {
        return assessment.post("/journal/lookup", JSON.writeValueAsString(Map.of("ids", ids)), "Authorization", bearer);
    }

    @Test
    void schemes_and_freshness_are_for_whoever_holds_any_role_anywhere() {
        for (String path : List.of("/schemes", "/schemes/TOWNSHIP-DEFAULT/1", "/freshness")) {
            // a broker that still starts, on a busy machine, is away for a while: 503, try again
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(exchangeAs(assessment.bearer("d-1", "ROOM_KEEPER@990299"), path)
                                    .status())
                            .isEqualTo(200));
            refused(403, "right-missing", exchangeAs(assessment.bearer("d-2"), path));
            refused(401, "token-required", exchangeAs("", path));
        }
    }

    // cards that end

    @Test
    void a_card_that_can_no_longer_be_computed_is_retracted_at_once_and_comes_back_with_its_unit() {
        String township = countyOfOneTownship("990301");
        List<String> stay = List.of("990301201101", "990301201102", "990301201103");
        stay.forEach(village -> send(Story.ofVillage(village, township).events()));
        String village = "990301201104";
        Story story = new Story(village, village)
                .tell("2025-08-01", new UnitEstablished(village, Kind.VILLAGE, "并入村", township));
        send(story.events());
        awaitTaken();
        String path = "/scorecards/" + village + "/2026";
        assertThat(status(path)).isEqualTo(200);
        assertThat(get("/rankings/990301/2026").at("/excellentPlaces").intValue())
                .isEqualTo(1);
        awaitSnapshot(village + ":2026", true);

        story.tell("2026-01-01", new UnitClosed(village, "并入邻村"));
        send(List.of(story.events().getLast()));
        awaitTaken();

        refused(404, "no-card", exchange(path));
        refused(404, "no-card", exchange(path + "?asOf=" + LocalDate.now(Story.ZONE)));
        assertThat(status("/scorecards/" + village + "/2025")).isEqualTo(200);
        JsonNode ranking = get("/rankings/990301/2026");
        assertThat(ranking.at("/entries").findValuesAsString("unitId")).containsExactlyInAnyOrderElementsOf(stay);
        assertThat(ranking.at("/excellentPlaces").intValue()).isZero();
        assertThat(ranking.at("/townships/0/villages").intValue()).isEqualTo(3);
        assertThat(ranking.at("/townships/0/party"))
                .isEqualTo(get("/scorecards/" + stay.getFirst() + "/2026").at("/party"));
        assertThat(awaitToldLast(village, 2026, "kepu.assessment.scorecard-retracted.v1"))
                .isGreaterThan(1);
        awaitSnapshot(village + ":2026", false);

        story.tell("2026-07-01", new UnitClosureCorrected(village, "并入邻村", Story.at("2026-01-01")));
        send(List.of(story.events().getLast()));
        awaitTaken();

        assertThat(get(path).at("/ownDays").intValue()).isEqualTo(181);
        assertThat(awaitToldLast(village, 2026, "kepu.assessment.scorecard-changed.v1"))
                .isGreaterThan(2);
        awaitSnapshot(village + ":2026", true);

        story.tell("2025-09-01", new UnitClosureCorrected(village, "并入邻村", Story.at("2026-07-01")));
        send(List.of(story.events().getLast()));
        awaitTaken();
        refused(404, "no-card", exchange(path));

        story.tell("2025-09-01", new UnitClosureWithdrawn(village, "误录", Story.at("2025-09-01")));
        send(List.of(story.events().getLast()));
        awaitTaken();
        assertThat(get(path).at("/ownDays").intValue()).isEqualTo(365);
        assertThat(get("/rankings/990301/2026").at("/excellentPlaces").intValue())
                .isEqualTo(1);

        story.tell(
                "2026-03-01",
                new UnitEstablishmentCorrected(village, Kind.VILLAGE, "并入村", township, Story.at("2025-08-01")));
        send(List.of(story.events().getLast()));
        awaitTaken();
        refused(404, "no-card", exchange("/scorecards/" + village + "/2025"));
        assertThat(get(path).at("/ownDays").intValue()).isEqualTo(306);

        String card = text(path);
        JsonNode rehearsal = get(path + "/rehearsal?with=" + stay.getFirst());
        assertThat(rehearsal.at("/merged").toString()).isEqualTo("[\"" + village + "\",\"" + stay.getFirst() + "\"]");
        assertThat(rehearsal.at("/card/ownDays").intValue()).isEqualTo(365);
        // the new village has neither a team nor a room; the other one brings its own
        assertThat(rehearsal.at("/holdings/teams").findValuesAsString("teamId"))
                .containsExactly("t-" + stay.getFirst());
        assertThat(rehearsal.at("/holdings/rooms").findValuesAsString("roomId"))
                .containsExactly("r-" + stay.getFirst());
        assertThat(rehearsal.at("/holdings/officers")).isEmpty();
        assertThat(text(path)).as("nothing is stored").isEqualTo(card);
        refused(422, "rehearsal-of-one", exchange(path + "/rehearsal?with=" + village));
        refused(404, "no-card", exchange(path + "/rehearsal?with=" + stay.getFirst() + "," + township));
        refused(
                404,
                "not-found",
                exchangeAs(
                        assessment.bearer("b-6", "VILLAGE_SECRETARY@" + village),
                        path + "/rehearsal?with=" + stay.getFirst()));
    }

    @Test
    void a_unit_that_is_no_village_any_more_has_no_card_any_more() {
        String township = countyOfOneTownship("990302");
        String village = "990302201101";
        Story story = Story.ofVillage(village, township);
        send(story.events());
        awaitAllScored(village);

        MongoCollection<Document> cards = assessment.bean(MongoOperations.class).getCollection("scorecards");
        Document kept = cards.find(Filters.eq("_id", village + ":2025")).first();
        int longAgo = LocalDate.now(Story.ZONE).getYear() - 4; // told when it was kept, and kept no more
        cards.insertOne(copy(kept, village, longAgo));

        story.about(village).tell("2021-01-01", new UnitEstablished(village, Kind.BRANCH, "支部", township));
        send(List.of(story.events().getLast()));
        awaitTaken();

        refused(404, "no-card", exchange("/scorecards/" + village + "/2025"));
        awaitToldLast(village, longAgo, "kepu.assessment.scorecard-retracted.v1");
        for (int year = 2024; year <= LocalDate.now(Story.ZONE).getYear(); year++) {
            awaitToldLast(village, year, "kepu.assessment.scorecard-retracted.v1");
        }
        assertThat(get("/rankings/990302/2025").at("/entries")).isEmpty();
    }

    @Test
    void the_daily_roll_retracts_cards_that_nothing_can_be_computed_for() {
        String township = countyOfOneTownship("990303");
        String village = "990303201101";
        send(Story.ofVillage(village, township).events());
        awaitAllScored(village);
        int year = LocalDate.now(Story.ZONE).getYear();
        MongoCollection<Document> cards = assessment.bean(MongoOperations.class).getCollection("scorecards");
        Document left = cards.find(Filters.eq("_id", village + ":" + year)).first();
        String county = "990303";
        cards.insertOne(copy(left, county, year).append("asOf", "2026-01-01"));

        ReflectionTestUtils.invokeMethod(assessment.bean(Scorecards.class), "refreshForToday");

        awaitToldLast(county, year, "kepu.assessment.scorecard-retracted.v1");
        refused(404, "no-card", exchange("/scorecards/" + county + "/" + year));
        assertThat(status("/scorecards/" + village + "/" + year)).isEqualTo(200);
    }

    // belonging, by both clocks

    @Test
    void a_move_that_was_not_known_by_then_changes_neither_card_nor_ranking_as_known_by_then() {
        String township = countyOfOneTownship("990304");
        String elsewhere = countyOfOneTownship("990305");
        String village = "990304201101";
        send(new Story("990304", "990304").windows(2025).events());
        send(Story.ofVillage("990304201102", township).events());
        Story story = Story.ofVillage(village, township);
        send(story.events());
        awaitAllScored(village);
        Instant before = story.events().getLast().recordedAt();
        String view = "?asOf=2026-03-01&knownBy=" + before;
        String card = text("/scorecards/" + village + "/2025/canonical" + view);
        String ranking = text("/rankings/990304/2025" + view);
        assertThat(card).contains("\"code\":\"S06\",\"status\":\"SCORED\",\"effectiveWeight\"");
        assertThat(ranking).contains(village);

        await().until(() -> Instant.now().isAfter(before.plusMillis(1)));
        story.about(village).tell("2025-11-01", new UnitEvent.UnitMoved(village, elsewhere));
        send(List.of(story.events().getLast()));
        awaitTaken();

        assertThat(text("/scorecards/" + village + "/2025/canonical" + view)).isEqualTo(card);
        assertThat(text("/rankings/990304/2025" + view)).isEqualTo(ranking);
        assertThat(text("/rankings/990304/2025")).doesNotContain(village);
        assertThat(text("/rankings/990305/2025")).contains(village);
        assertThat(text("/rankings/990305/2025" + view)).doesNotContain(village);
        // known by now, but as of a day before the move
        assertThat(text("/rankings/990304/2025?asOf=2025-10-31")).contains(village);
        assertThat(text("/rankings/990305/2025?asOf=2025-10-31")).doesNotContain(village);
        assertThat(text("/scorecards/" + village + "/2025/canonical?asOf=2025-10-31"))
                .isEqualTo(text("/scorecards/" + village + "/2025/canonical?asOf=2025-10-31&knownBy=" + before));

        // undone and redone by corrections
        List<String> paths =
                List.of("/rankings/990304/2025", "/rankings/990305/2025", "/scorecards/" + village + "/2025/canonical");
        List<String> moved = paths.stream().map(AssessmentIT::text).toList();
        for (String[] dates : new String[][] {{"2025-06-01", "2025-11-01"}, {"2025-11-01", "2025-06-01"}}) {
            story.about(village).tell(dates[0], new UnitMoveCorrected(village, elsewhere, Story.at(dates[1])));
            send(List.of(story.events().getLast()));
            awaitTaken();
            boolean isLater = dates[0].equals("2025-11-01");
            assertThat(text("/rankings/990304/2025?asOf=2025-10-31").contains(village))
                    .isEqualTo(isLater);
            assertThat(paths.stream().map(AssessmentIT::text).toList().equals(moved))
                    .isEqualTo(isLater);
        }
        refused(422, "as-of-in-future", exchange("/rankings/990304/2025?asOf=2999-01-01"));
        refused(400, "invalid-request", exchange("/rankings/990304/2025?asOf=soon"));
        refused(400, "invalid-request", exchange("/rankings/990304/2025?knownBy=soon"));
    }

    // what a township comes to

    @Test
    void a_township_has_a_card_of_its_own_facts_and_is_ranked_among_the_townships_of_its_county() {
        String county = "990393";
        String first = countyOfOneTownship(county);
        String second = county + "202";
        String village = first + "101";
        send(new Story(second, second)
                .tell("2020-01-01", new UnitEstablished(second, Kind.TOWNSHIP, "次乡", county))
                .events());
        Story story = new Story(first, "g-" + first)
                .tell("2024-05-01", new LeadingGroupFormed("g-" + first, "领导小组", null, null))
                .tell("2024-05-01", new GroupMemberAssigned("g-" + first, "a1", "p1", Role.LEADER, "总负责"))
                .tell("2024-05-01", new GroupMemberAssigned("g-" + first, "a2", "p2", Role.STAFF, "联络"))
                .about("plan-" + first)
                .tell("2025-03-31", new DocumentFiled("plan-" + first, DocumentEvent.Kind.PLAN, 2025, "计划", null));
        send(story.events());
        awaitAllScored(first, second);
        String alone = stored(first);
        send(Story.ofVillage(village, first).events());
        awaitAllScored(first, second, village);

        assertThat(stored(first)).as("its villages' facts are theirs").isEqualTo(alone);
        JsonNode card = get("/scorecards/" + first + "/2025");
        assertThat(card.at("/scheme").asString()).isEqualTo("TOWNSHIP-OWN-DEFAULT");
        assertThat(card.at("/indicators").size()).isEqualTo(14);
        // P12 is left out without a programme: 6, 4 ÷ 2 and 6 of 30
        assertThat(List.of(points(first, "P01"), points(first, "P02"), points(first, "P15"), points(first, "P12")))
                .containsExactly("20.0", "6.6667", "20.0", "null");
        assertThat(get("/scorecards/" + first + "/2025/explanation?indicator=P01")
                        .at("/indicators/0/sentence/zh")
                        .asString())
                .startsWith("领导机构：已过 365 天中");
        refused(422, "scheme-of-others", exchange("/scorecards/" + first + "/2025?scheme=TOWNSHIP-DEFAULT:1"));
        awaitSnapshot(first + ":2025", true);
        int year = LocalDate.now(Story.ZONE).getYear();
        assertThat(get("/scorecards/" + first + "/" + year + "/advice").findValuesAsString("indicator"))
                .contains("P02");
        assertThat(text("/scorecards/" + first + "/2025/sheet")).contains("乡" + first);

        // by both clocks
        Instant before = story.events().getLast().recordedAt();
        await().until(() -> Instant.now().isAfter(before.plusMillis(1)));
        story.about("summary-" + first)
                .tell(
                        "2025-12-30",
                        new DocumentFiled("summary-" + first, DocumentEvent.Kind.SUMMARY, 2025, "总结", null));
        send(List.of(story.events().getLast()));
        awaitTaken();
        assertThat(points(first, "P02")).isEqualTo("13.3333");
        assertThat(text("/scorecards/" + first + "/2025/canonical?knownBy=" + before))
                .isEqualTo(alone);
        assertThat(get("/scorecards/" + first + "/2025/explanation?indicator=P02&asOf=2025-12-29")
                        .at("/indicators/0/ratio")
                        .asString())
                .isEqualTo("1/2");

        // among themselves
        String ofCounty = "/rankings/" + county + "/2025";
        JsonNode townships = get(ofCounty + "?appliesTo=TOWNSHIP");
        assertThat(townships.at("/scheme").asString()).isEqualTo("TOWNSHIP-OWN-DEFAULT");
        assertThat(townships.at("/entries").findValuesAsString("unitId")).containsExactly(first, second);
        assertThat(List.of(
                        townships.at("/entries/0/rank").intValue(),
                        townships.at("/entries/1/rank").intValue()))
                .containsExactly(1, 2);
        assertThat(townships.at("/entries/0").path("townshipRank").isNumber()).isFalse();
        assertThat(townships.at("/townships")).as("means are of villages").isEmpty();
        assertThat(get("/rankings/" + second + "/2025?appliesTo=TOWNSHIP")
                        .at("/entries")
                        .findValuesAsString("unitId"))
                .containsExactly(second);
        assertThat(get(ofCounty + "?appliesTo=TOWNSHIP&asOf=2025-01-31&knownBy=" + before)
                        .at("/entries")
                        .size())
                .isEqualTo(2);
        assertThat(get(ofCounty).at("/entries").findValuesAsString("unitId")).containsExactly(village);
        assertThat(get(ofCounty).at("/townships").findValuesAsString("unitId")).containsExactly(first);
        assertThat(get("/scorecards?unitId=" + county + "&year=2025&scheme=TOWNSHIP-OWN-DEFAULT")
                        .at("/items")
                        .findValuesAsString("unitId"))
                .containsExactlyInAnyOrder(first, second);
        String clerk = assessment.bearer("t-1", "TOWNSHIP_CLERK@" + second);
        awaitSeen(clerk, "/scorecards/" + second + "/2025");
        refused(404, "not-found", exchangeAs(clerk, "/scorecards/" + first + "/2025"));
        refused(404, "not-found", exchangeAs(clerk, ofCounty + "?appliesTo=TOWNSHIP"));
    }

    @Test
    void a_townships_mean_counts_a_village_that_has_gone_to_another_county_for_its_days_and_no_closed_one() {
        String township = countyOfOneTownship("990306");
        String elsewhere = countyOfOneTownship("990307");
        send(new Story("990306", "990306").windows(2025).events());
        String stays = "990306201101";
        String goes = "990306201102";
        String closes = "990306201103";
        send(Story.ofVillage(stays, township).events());
        send(new Story(goes, goes)
                .tell("2021-01-01", new UnitEstablished(goes, Kind.VILLAGE, "划出村", township))
                .tell("2025-03-15", new UnitEvent.UnitMoved(goes, elsewhere))
                .events());
        send(new Story(closes, closes)
                .tell("2021-01-01", new UnitEstablished(closes, Kind.VILLAGE, "撤销村", township))
                .tell("2025-12-31", new UnitClosed(closes, "撤销"))
                .events());
        awaitTaken();

        JsonNode ranking = get("/rankings/990306/2025");
        JsonNode closed = entry(ranking, closes);
        assertThat(closed.path("rank").isNumber()).isFalse();
        assertThat(closed.path("unrankedReason").asString()).contains("撤销");
        assertThat(entry(ranking, stays).path("rank").intValue()).isEqualTo(1);
        assertThat(ranking.at("/excellentPlaces").intValue()).isZero();
        JsonNode mean = ranking.at("/townships/0");
        assertThat(mean.at("/villages").intValue()).isEqualTo(2);
        for (String track : List.of("party", "science")) {
            BigDecimal whole = exact(stays, track).multiply(BigDecimal.valueOf(365));
            BigDecimal part = exact(goes, track).multiply(BigDecimal.valueOf(31 + 28 + 14));
            assertThat(mean.path(track).decimalValue())
                    .as(track)
                    .isEqualByComparingTo(
                            whole.add(part).divide(BigDecimal.valueOf(365 + 73), 2, RoundingMode.HALF_UP));
        }
        assertThat(get("/rankings/990307/2025").at("/townships/0/villages").intValue())
                .isEqualTo(1);
    }

    @Test
    void a_townships_mean_counts_a_young_village_that_the_county_to_which_it_went_ranks() {
        String township = countyOfOneTownship("990331");
        String elsewhere = countyOfOneTownship("990332");
        String content = Scheme.townshipDefault()
                .text()
                .replace("\"TOWNSHIP-DEFAULT\"", "\"RANKS-THE-YOUNG\"")
                .replace("\"youngMonths\":6", "\"youngMonths\":2");
        send(new Story("990332", "RANKS-THE-YOUNG:1")
                .tell(
                        "2025-01-02",
                        new SchemePublished("RANKS-THE-YOUNG", 1, Subject.VILLAGE, 2025, content, Set.of(), null))
                .events());
        send(Story.ofVillage("990331201101", township).events());
        Map.of("990331201102", "2025-11-01", "990331201103", "2025-11-02")
                .forEach((village, first) -> send(new Story(village, village)
                        .tell(first, new UnitEstablished(village, Kind.VILLAGE, "新村", township))
                        .tell("2025-12-01", new UnitEvent.UnitMoved(village, elsewhere))
                        .events()));
        awaitTaken();

        JsonNode there = get("/rankings/990332/2025");
        assertThat(entry(there, "990331201102").path("rank").intValue()).isEqualTo(1);
        assertThat(entry(there, "990331201103").path("rank").isNumber()).isFalse();
        assertThat(there.at("/townships/0/villages").intValue()).isEqualTo(1);
        JsonNode here = get("/rankings/990331/2025").at("/townships/0");
        assertThat(here.at("/villages").intValue()).isEqualTo(2);
        JsonNode review =
                get("/reviews/" + township + "/years?fromYear=2025&toYear=2025").at("/items/0");
        assertThat(review.at("/composite").decimalValue())
                .isEqualByComparingTo(here.at("/composite").decimalValue());
    }

    @Test
    void villages_that_change_townships_in_june_count_in_both_for_their_days_and_undone_and_redone_no_byte_differs() {
        String here = countyOfOneTownship("990316");
        String there = "990316202";
        send(new Story(there, there)
                .tell("2020-01-01", new UnitEstablished(there, Kind.TOWNSHIP, "东乡", "990316"))
                .events());
        send(new Story("990316", "990316").windows(2025).events());
        String stays = "990316201101";
        String goes = "990316201102";
        String comes = "990316202101";
        send(Story.ofVillage(stays, here).events());
        Story going = Story.ofVillage(goes, here);
        Story coming =
                new Story(comes, comes).tell("2021-01-01", new UnitEstablished(comes, Kind.VILLAGE, "划入村", there));
        send(going.events());
        send(coming.events());
        awaitTaken();
        List<String> paths = List.of(
                "/rankings/990316/2025",
                "/scorecards/" + goes + "/2025/canonical",
                "/scorecards/" + comes + "/2025/canonical");
        List<String> before = paths.stream().map(AssessmentIT::text).toList();

        going.about(goes).tell("2025-06-15", new UnitEvent.UnitMoved(goes, there));
        coming.tell("2025-06-20", new UnitEvent.UnitMoved(comes, here));
        send(List.of(going.events().getLast(), coming.events().getLast()));
        awaitTaken();

        int untilJune14 = 31 + 28 + 31 + 30 + 31 + 14;
        int untilJune19 = untilJune14 + 5;
        await().untilAsserted(
                        () -> { // the units are learned beside the facts
                            JsonNode ranking = get("/rankings/990316/2025");
                            assertMeanIs(
                                    ranking, here, Map.of(stays, 365, goes, untilJune14, comes, 365 - untilJune19));
                            assertMeanIs(ranking, there, Map.of(goes, 365 - untilJune14, comes, untilJune19));
                        });
        List<String> moved = paths.stream().map(AssessmentIT::text).toList();

        going.tell("2025-06-15", new UnitMoveWithdrawn(goes, here, "误录", Story.at("2025-06-15")));
        coming.tell("2025-06-20", new UnitMoveWithdrawn(comes, there, "误录", Story.at("2025-06-20")));
        send(List.of(going.events().getLast(), coming.events().getLast()));
        awaitTaken();
        await().untilAsserted(() ->
                assertThat(paths.stream().map(AssessmentIT::text).toList()).isEqualTo(before));

        going.tell("2025-06-01", new UnitEvent.UnitMoved(goes, there));
        going.tell("2025-06-15", new UnitMoveCorrected(goes, there, Story.at("2025-06-01")));
        coming.tell("2025-06-20", new UnitEvent.UnitMoved(comes, here));
        send(Stream.concat(
                        going.events().stream().skip(going.events().size() - 2),
                        Stream.of(coming.events().getLast()))
                .toList());
        awaitTaken();
        await().untilAsserted(() ->
                assertThat(paths.stream().map(AssessmentIT::text).toList()).isEqualTo(moved));
    }

    /** @param days that each village belonged to the township */
    private static void assertMeanIs(JsonNode ranking, String township, Map<String, Integer> days) {
        JsonNode mean = ranking.at("/townships")
                .valueStream()
                .filter(one -> one.at("/unitId").asString().equals(township))
                .findFirst()
                .orElseThrow();
        assertThat(mean.at("/villages").intValue()).isEqualTo(days.size());
        int sum = days.values().stream().mapToInt(Integer::intValue).sum();
        for (String track : List.of("party", "science")) {
            BigDecimal weighted = days.entrySet().stream()
                    .map(one -> exact(one.getKey(), track).multiply(BigDecimal.valueOf(one.getValue())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(mean.path(track).decimalValue())
                    .as("%s of %s", track, township)
                    .isEqualByComparingTo(weighted.divide(BigDecimal.valueOf(sum), 2, RoundingMode.HALF_UP));
        }
    }

    @Test
    void a_township_that_moves_takes_its_villages_and_their_days_with_it() {
        String moving = countyOfOneTownship("990308");
        countyOfOneTownship("990309");
        send(new Story("990309", "990309").windows(2025).events());
        String village = "990308201101";
        send(Story.ofVillage(village, moving).events());
        awaitTaken();
        assertThat(exact(village, "science")).isLessThan(new BigDecimal("100"));
        assertThat(points(village, "S06")).isEqualTo("null"); // the county has set no window

        Story township = new Story(moving, moving)
                .tell("2020-01-01", new UnitEstablished(moving, Kind.TOWNSHIP, "乡", "990308"))
                .tell("2025-07-01", new UnitEvent.UnitMoved(moving, "990309"));
        send(List.of(township.events().getLast()));
        awaitTaken();

        assertThat(points(village, "S06")).isNotEqualTo("null");
        JsonNode ranking = get("/rankings/990309/2025");
        assertThat(entry(ranking, village).path("rank").intValue()).isEqualTo(1);
        assertThat(ranking.at("/townships").findValuesAsString("unitId")).containsExactly(moving);
        assertThat(ranking.at("/townships/0/villages").intValue()).isEqualTo(1);
        assertThat(get("/rankings/990308/2025").at("/entries")).isEmpty();
        assertThat(get("/rankings/990308/2025").at("/townships")).isEmpty();
        assertThat(text("/rankings/990308/2025?asOf=2025-06-30")).contains(village);
        assertThat(text("/rankings/" + moving + "/2025")).contains(village);
    }

    @Test
    void a_year_that_the_system_does_not_know_is_refused() {
        for (String year : List.of("0", "-1", "1948", "3000", "99999", "2147483647", "2147483648")) {
            for (String path : List.of(
                    "/rankings/990201/%s",
                    "/scorecards/v/%s", "/scorecards/v/%s/canonical", "/scorecards/v/%s/explanation")) {
                refused(400, "year-out-of-range", exchange(path.formatted(year)));
            }
        }
        Map<String, String> views = Map.of(
                "asOf=1948-12-31", "year-out-of-range",
                "asOf=3000-01-01", "year-out-of-range",
                "knownBy=1948-12-31T23:59:59Z", "year-out-of-range",
                "asOf=%2B999999999-12-31", "invalid-request", // no date in the form that dates have
                "asOf=-999999999-01-01", "invalid-request",
                "knownBy=%2B1000000000-12-31T23:59:59.999999999Z", "invalid-request");
        views.forEach((view, code) -> {
            for (String path :
                    List.of("/rankings/990201/2025?", "/scorecards/v/2025?", "/scorecards/v/2025/canonical?")) {
                refused(400, code, exchange(path + view));
            }
        });
    }

    @Test
    void a_programme_of_a_county_holds_for_the_villages_below_it_and_for_those_alone() {
        String township = countyOfOneTownship("990310");
        String elsewhere = countyOfOneTownship("990311");
        String village = "990310201101";
        Story story = Story.ofVillage(village, township);
        send(story.events());
        Story title = new Story(village, "title-" + village)
                .tell(
                        "2025-02-01",
                        new DemonstrationAwarded(
                                "title-" + village,
                                DemonstrationEvent.Level.VILLAGE,
                                null,
                                "18号",
                                LocalDate.of(2025, 12, 31)));
        send(title.events());
        awaitAllScored(village);
        assertThat(points(village, "P12")).as("no programme").isEqualTo("null");

        LocalDate from = LocalDate.of(2024, 1, 1);
        Story programme = new Story("990310", "programme-990310")
                .tell(
                        "2024-01-05",
                        new ProgrammeRegistered(
                                "programme-990310",
                                "示范创建",
                                ProgrammeEvent.Level.COUNTY,
                                "县科协",
                                "3号",
                                from,
                                LocalDate.of(2027, 12, 31)));
        send(programme.events());
        awaitAllScored(village);
        assertThat(points(village, "P12"))
                .as("stored with the county's programme")
                .isNotEqualTo("null");
        JsonNode explanation = get("/scorecards/" + village + "/2025/explanation?indicator=P12");
        assertThat(explanation.at("/indicators/0/counted").toString())
                .contains(
                        programme.events().getFirst().id().toString(),
                        title.events().getFirst().id().toString());

        story.about(village).tell("2025-11-01", new UnitEvent.UnitMoved(village, elsewhere));
        send(List.of(story.events().getLast()));
        awaitAllScored(village);
        assertThat(points(village, "P12")).as("the other county has none").isEqualTo("null");

        Instant approved = programme.events().getFirst().occurredAt();
        programme.tell("2025-11-05", new ProgrammeWithdrawn("programme-990310", "未获批准", from, approved));
        send(List.of(programme.events().getLast()));
        awaitTaken();
        assertThat(text("/scorecards/" + village + "/2025/canonical?asOf=2025-10-31"))
                .as("a programme withdrawn later never was, also while the village belonged to it")
                .contains("\"code\":\"P12\",\"status\":\"NOT_APPLICABLE\"");
    }

    @Test
    void an_award_list_is_proposed_from_the_facts_decided_by_one_and_signed_by_another() {
        String township = countyOfOneTownship("990320");
        String village = "990320201101";
        send(Story.ofVillage(village, township).events());
        LocalDate day = LocalDate.of(2025, 3, 3);
        send(new Story(village, "r-" + village + ":" + day + ":ROOM")
                .tell("2025-03-03", new UsageRecorded("r-" + village, day, Source.ROOM, 30, 4, 6, Set.of()))
                .about("e-" + village)
                .tell("2025-04-01", new EffectReported("e-" + village, "r-" + village, EffectEvent.Kind.INCOME, 12))
                .tell("2026-01-05", new EffectVerified("e-" + village, "inspector-1", "现场查看"))
                .events());
        String anna = assessment.bearer("anna", "TOWNSHIP_CLERK@990320");
        String bo = assessment.bearer("bo", "TOWNSHIP_CLERK@990320");
        String list = "/award-lists/990320/2025";
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(exchangeAs(anna, list + "/proposal")
                                .body()
                                .at("/items/0/proposed")
                                .asBoolean())
                        .isTrue());

        JsonNode proposed = getAs(anna, list + "/proposal").at("/items/0");
        assertThat(proposed.at("/volume").asInt()).isEqualTo(40);
        assertThat(proposed.at("/beneficiaries").asInt()).isEqualTo(12);
        String knownBy = "?knownBy=" + proposed.at("/knownBy").asString();
        JsonNode facts = getAs(anna, list + "/rooms/r-" + village + "/facts" + knownBy);
        assertThat(facts.at("/volume").size()).isOne();
        assertThat(facts.at("/effects").size()).isEqualTo(2);

        String decision = """
                {"lines":[{"roomId":"r-%s","reward":"图书 100 册"}]}""".formatted(village);
        assertThat(assessment.put(list, decision, "Authorization", anna).status())
                .isEqualTo(200);
        refused(428, "if-match-required", assessment.put(list, decision, "Authorization", bo));
        String document = "{\"documentNumber\":\"3号\"}";
        refused(
                409,
                "own-record",
                assessment.post(list + "/signature", document, "Authorization", anna, "If-Match", "\"1\""));
        assertThat(assessment
                        .post(list + "/signature", document, "Authorization", bo, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(getAs(anna, "/award-lists?unitId=990320&year=2025&state=SIGNED")
                        .at("/items/0/signedBy")
                        .asString())
                .isEqualTo("bo");
        refused(409, "own-record", withdraw(anna, list, "\"2\""));
        assertThat(assessment
                        .get(list + "/lines", "Authorization", anna, "Accept", "text/csv")
                        .text())
                .contains("r-" + village, "图书 100 册");
        assertThat(getAs(anna, "/reviews/" + village + "?fromYear=2025&toYear=2025")
                        .at("/years/0/honours/0/title")
                        .asString())
                .contains("3号");
        assertThat(read("kepu.assessment.award", 3).stream().map(record -> header(record, "ce_type")))
                .contains(
                        "kepu.assessment.award-list-decided.v1",
                        "kepu.assessment.room-awarded.v1",
                        "kepu.assessment.award-list-signed.v1");
        refused(
                404,
                "not-found",
                assessment.put(
                        list, decision, "Authorization", assessment.bearer("carl", "TOWNSHIP_CLERK@" + township)));
    }

    @Test
    void an_imported_year_is_shown_as_imported_and_never_beside_facts_of_the_system_nor_in_a_ranking() {
        String township = countyOfOneTownship("990321");
        String village = "990321201101";
        send(Story.ofVillage(village, township).events());
        awaitCard(village, 2025);
        String clerk = assessment.bearer("anna", "TOWNSHIP_CLERK@990321");
        awaitSeen(clerk, "/scorecards/" + village + "/2025");
        String ranking = text("/rankings/990321/2022");
        String year = """
                {"unitId":"%s","year":%d,"result":{"source":"通报5号","composite":"99.5","band":"EXCELLENT","people":12}}""";

        refused(
                409,
                "year-has-own-facts",
                assessment.post("/imported-years", year.formatted(village, 2025), "Authorization", clerk));
        AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(
                        8,
                        () -> assessment.post(
                                "/imported-years", year.formatted(village, 2022), "Authorization", clerk)),
                "year-imported-already");
        refused(
                409,
                "year-imported-already",
                assessment.post("/imported-years", year.formatted(village, 2022), "Authorization", clerk));
        refused(
                404,
                "not-found",
                assessment.post("/imported-years", year.formatted("990201", 2019), "Authorization", clerk));

        JsonNode years = getAs(clerk, "/reviews/" + village + "?fromYear=2022&toYear=2025")
                .at("/years");
        assertThat(years.at("/0/imported").asBoolean()).isTrue();
        assertThat(years.at("/0/source").asString()).isEqualTo("通报5号");
        assertThat(years.at("/0/composite").decimalValue()).isEqualByComparingTo("99.5");
        assertThat(years.at("/1/origin").asString()).isEqualTo("UNKNOWN");
        assertThat(years.at("/3/imported").asBoolean()).isFalse();
        assertThat(years.at("/3/composite"))
                .isEqualTo(get("/scorecards/" + village + "/2025").at("/composite"));
        assertThat(text("/rankings/990321/2022")).isEqualTo(ranking);

        JsonNode county =
                getAs(clerk, "/reviews/990321/years?fromYear=2025&toYear=2025").at("/items/0");
        assertThat(county.at("/villages").asInt()).isOne();
        assertThat(county.at("/composite")).isEqualTo(years.at("/3/composite"));
        assertThat(assessment
                        .get(
                                "/reviews/990321/indicators?fromYear=2025&toYear=2025",
                                "Authorization",
                                clerk,
                                "Accept",
                                "text/csv")
                        .text())
                .contains("P01", "TOWNSHIP-DEFAULT");
        refused(422, "review-span", exchangeAs(clerk, "/reviews/" + village + "?fromYear=2015&toYear=2025"));
    }

    @Test
    void a_calendar_of_a_county_scores_the_deadlines_below_it_anew_also_those_of_the_year_before() {
        String township = countyOfOneTownship("990312");
        String village = "990312201101";
        String id = "ticket-" + village;
        Instant raised = Instant.parse("2025-12-31T02:00:00Z");
        Story ticket = new Story(village, id)
                .tell("2025-12-31", new TicketRaised(id, TicketEvent.Kind.POLICY))
                .tell("2026-01-22", new TicketResolved(id, "p-zhao", raised));
        send(Stream.concat(Story.ofVillage(village, township).events().stream(), ticket.events().stream())
                .toList());
        awaitAllScored(village);
        assertThat(new BigDecimal(points(village, "S11")))
                .as("Wednesday the 21st from Monday to Friday")
                .isZero();

        Story calendar = new Story("990312", "calendar-990312")
                .tell(
                        "2025-11-04",
                        new WorkingCalendarAnnounced(
                                "calendar-990312",
                                2026,
                                Layer.NATION,
                                Set.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 3)),
                                Set.of(LocalDate.of(2026, 1, 4)),
                                "国务院办公厅",
                                "1号"));
        send(calendar.events());
        awaitAllScored(village);
        assertThat(new BigDecimal(points(village, "S11")))
                .as("Thursday the 22nd by the calendar")
                .isPositive();
        assertThat(get("/scorecards/" + village + "/2025/explanation?indicator=S11")
                        .at("/indicators/0/counted")
                        .toString())
                .contains(calendar.events().getFirst().id().toString());
    }

    @Test
    void a_drawn_room_is_inspected_under_its_plan_within_the_cap_by_nobody_of_the_village_and_S04_is_its_mean() {
        String village = "990201201191";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);
        assertThat(points(village, "S04")).isEqualTo("null");
        String inspector = assessment.bearer("inspector-1", "INSPECTOR@990201201");
        String clerk = assessment.bearer("clerk-1", "TOWNSHIP_CLERK@990201201");
        String ofVillage = assessment.bearer("inspector-2", "INSPECTOR@990201201", "TEAM_LEADER@" + village);
        awaitSeen(inspector, "/inspections?unitId=" + village);

        Map<String, Object> entry = Map.of(
                "number",
                1,
                "kind",
                "IRREGULAR",
                "subject",
                "书屋",
                "from",
                "2025-01-01",
                "to",
                "2025-12-30",
                "mergedWith",
                List.of("县文旅局"));
        Map<String, Object> plan = Map.of(
                "unitId",
                "990201201",
                "year",
                2025,
                "title",
                "督查计划",
                "filingNumber",
                "督备7号",
                "filedWith",
                "县委督查室",
                "capPerUnit",
                2,
                "entries",
                List.of(entry));
        refused(403, "right-missing", post(clerk, "/inspection-plans", plan));
        String planId = post(inspector, "/inspection-plans", plan).id();
        Map<String, Object> checklist = Map.of(
                "unitId",
                "990201201",
                "code",
                "ROOM",
                "edition",
                1,
                "title",
                "书屋督查清单",
                "items",
                List.of(
                        Map.of("code", "OPEN", "text", "按时开放", "maxPoints", 60),
                        Map.of("code", "STOCK", "text", "图书更新", "maxPoints", 40)));
        String checklistId =
                post(inspector, "/inspection-checklists", checklist).id();
        assertThat(checklistId).isEqualTo("990201201:ROOM:1");
        refused(409, "not-next-edition", post(inspector, "/inspection-checklists", checklist));

        Map<String, Object> draw =
                Map.of("planId", planId, "entryNumber", 1, "number", 1, "candidates", List.of(village));
        refused(422, "too-few-draw-candidates", post(inspector, "/inspection-draws", with(draw, "number", 2)));
        refused(
                422,
                "not-a-draw-candidate",
                post(inspector, "/inspection-draws", with(draw, "candidates", List.of("990201202191"))));
        refused(409, "inspection-of-own-unit", post(ofVillage, "/inspection-draws", draw));
        String drawId = post(inspector, "/inspection-draws", draw).id();
        assertThat(getAs(clerk, "/inspection-draws/" + drawId).has("seed")).isFalse();
        refused(
                409,
                "inspection-of-own-unit",
                post(ofVillage, "/inspection-draws/" + drawId + "/cancellation", Map.of("reason", "本村未抽中才算")));

        Map<String, Object> inspection = Map.of(
                "unitId",
                village,
                "planId",
                planId,
                "entryNumber",
                1,
                "checklistId",
                checklistId,
                "roomId",
                "r-" + village,
                "evidence",
                "现场查看",
                "occurredAt",
                "2025-06-01T10:00:00+08:00",
                "items",
                List.of(Map.of("code", "OPEN", "points", 56), Map.of("code", "STOCK", "points", 30)),
                "findings",
                List.of(Map.of("number", 1, "text", "有一次借阅未登记")));
        Map<String, Object> drawn = with(inspection, "drawId", drawId);
        refused(422, "not-drawn", post(inspector, "/inspections", drawn));
        assertThat(assessment
                        .post("/inspection-draws/" + drawId + "/revelation", "", "Authorization", inspector)
                        .status())
                .isEqualTo(200);
        refused(409, "inspection-of-own-unit", post(ofVillage, "/inspections", drawn));
        refused(422, "unknown-inspected-room", post(inspector, "/inspections", with(drawn, "roomId", "r-elsewhere")));
        refused(
                422,
                "outside-plan-entry",
                post(inspector, "/inspections", with(drawn, "occurredAt", "2025-12-31T10:00:00+08:00")));
        refused(422, "inspected-before-draw", post(inspector, "/inspections", drawn));
        asIfRevealed(drawId, "2025-06-01T10:00:00.001+08:00");
        refused(422, "inspected-before-draw", post(inspector, "/inspections", drawn));
        asIfRevealed(drawId, "2025-06-01T10:00:00+08:00");
        Answer first = AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(4, () -> post(inspector, "/inspections", drawn)), "already-inspected-under-draw");
        await().untilAsserted(() -> assertThat(points(village, "S04")).isNotEqualTo("null"));
        assertThat(get("/scorecards/" + village + "/2025/explanation?indicator=S04")
                        .at("/indicators/0/numbers/sum")
                        .intValue())
                .isEqualTo(86);
        Map<String, Object> order = Map.of(
                "unitId",
                village,
                "matter",
                "补登借阅",
                "deadline",
                "2990-01-31",
                "inspectionId",
                first.id(),
                "findingNumber",
                1);
        refused(422, "order-of-unknown-finding", post(inspector, "/orders", with(order, "findingNumber", 9)));
        Map<String, Object> ofNoInspection = new HashMap<>(order);
        ofNoInspection.remove("inspectionId");
        refused(422, "finding-without-inspection", post(inspector, "/orders", ofNoInspection));
        refused(422, "order-of-unknown-inspection", post(inspector, "/orders", with(order, "inspectionId", "no-such")));
        Answer ordered = post(inspector, "/orders", order);
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
        assertThat(getAs(inspector, "/orders/" + ordered.id()).at("/finding").asString())
                .isEqualTo("有一次借阅未登记");

        String secretary = assessment.bearer("s-2", "VILLAGE_SECRETARY@" + village);
        assertThat(getAs(secretary, "/inspection-plans-applying?unitId=" + village)
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(planId);
        assertThat(getAs(secretary, "/inspection-checklists-applying?unitId=" + village)
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(checklistId);
        assertThat(getAs(secretary, "/inspection-draws-concerning?unitId=" + village)
                        .at("/items/0/drawn/0")
                        .asString())
                .isEqualTo(village);
        refused(404, "not-found", exchangeAs(secretary, "/inspection-draws/" + drawId));

        // One place is left: of four at the same moment one is recorded at most.
        refused(409, "already-inspected-under-draw", post(inspector, "/inspections", drawn));
        List<CompletableFuture<Answer>> atOnce = Stream.of(1, 2, 3, 4)
                .map(key -> CompletableFuture.supplyAsync(() -> postWithKey("i-" + key, inspector, inspection)))
                .toList();
        atOnce.forEach(CompletableFuture::join);
        assertThat(getAs(clerk, "/inspections?state=VALID&planId=" + planId)
                        .path("items")
                        .size())
                .isBetween(1, 2);
        // A retry says what holds, also to who stepped back.
        Set<String> kept = Stream.of(1, 2, 3, 4)
                .map(key -> postWithKey("i-" + key, inspector, inspection))
                .filter(answer -> answer.status() == 201)
                .map(Answer::id)
                .collect(Collectors.toSet());
        assertThat(getAs(clerk, "/inspections?state=VALID&planId=" + planId)
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(kept.stream(), Stream.of(first.id())).toList());
        if (getAs(clerk, "/inspections?state=VALID&planId=" + planId)
                        .path("items")
                        .size()
                == 1) {
            assertThat(postWithKey("i-5", inspector, inspection).status()).isEqualTo(201);
        }
        refused(409, "inspection-cap-reached", post(inspector, "/inspections", inspection));
        refused(422, "too-few-draw-candidates", post(inspector, "/inspection-draws", draw));

        Map<String, Object> better = Map.of(
                "items",
                List.of(Map.of("code", "OPEN", "points", 60), Map.of("code", "STOCK", "points", 30)),
                "evidence",
                "复核登记簿",
                "findings",
                List.of());
        refused(
                422,
                "inspection-of-another-year",
                correct(inspector, first, with(better, "occurredAt", "2024-12-31T10:00:00+08:00")));
        refused(409, "inspection-of-own-unit", correct(ofVillage, first, better));
        refused(
                422,
                "inspected-before-draw",
                correct(inspector, first, with(better, "occurredAt", "2025-06-01T09:59:59+08:00")));
        Answer corrected = correct(inspector, first, better);
        assertThat(getAs(clerk, "/inspections/" + first.id()).path("score").intValue())
                .isEqualTo(90);
        assertThat(getAs(clerk, "/inspections/" + first.id()).path("occurredAt").asString())
                .isEqualTo("2025-06-01T02:00:00Z");
        refused(409, "inspection-of-own-unit", withdraw(ofVillage, "/inspections/" + first.id(), corrected.etag()));
        assertThat(withdraw(inspector, "/inspections/" + first.id(), corrected.etag())
                        .status())
                .isEqualTo(200);
        for (String key : List.of("i-1", "i-2", "i-3", "i-4", "i-5")) {
            Answer retried = postWithKey(key, inspector, inspection);
            if (retried.status() == 201) { // as if it had been one too many
                steppedBack(retried.id(), true);
                refused(409, "inspection-cap-reached", postWithKey(key, inspector, inspection));
                steppedBack(retried.id(), false);
            }
        }
        // The place is the draw's again.
        refused(409, "inspection-cap-reached", post(inspector, "/inspections", inspection));
        assertThat(post(inspector, "/inspections", drawn).status()).isEqualTo(201);
        refused(
                404,
                "not-found",
                exchangeAs(assessment.bearer("s-1", "VILLAGE_SECRETARY@990201201101"), "/inspections/" + first.id()));

        Map<String, Object> otherEntry = new HashMap<>(plan);
        otherEntry.remove("unitId");
        otherEntry.put("entries", List.of(with(entry, "number", 2)));
        refused(409, "plan-entry-in-use", planned(inspector, planId, otherEntry));
        otherEntry.put("entries", List.of(entry, with(entry, "number", 2)));
        assertThat(planned(inspector, planId, otherEntry).status()).isEqualTo(200);
        assertThat(withdraw(inspector, "/inspection-plans/" + planId, "\"2\"").status())
                .isEqualTo(200);
        refused(409, "inspection-plan-withdrawn", post(inspector, "/inspections", inspection));
    }

    /** A draw is revealed now, and what is inspected under it lies after that. */
    private static void asIfRevealed(String drawId, String at) {
        assessment
                .mongo()
                .getCollection("inspection-draws")
                .updateOne(
                        Filters.eq("_id", drawId),
                        Updates.set("endedAt", OffsetDateTime.parse(at).toInstant()));
    }

    private static void steppedBack(String inspectionId, boolean isSo) {
        assessment
                .mongo()
                .getCollection("inspections")
                .updateOne(
                        Filters.eq("_id", inspectionId),
                        Updates.combine(
                                Updates.set("withdrawn", isSo),
                                isSo ? Updates.set("steppedBackFrom", 2) : Updates.unset("steppedBackFrom")));
    }

    private static Answer postWithKey(String key, String bearer, Map<String, Object> body) {
        return assessment.post(
                "/inspections", JSON.writeValueAsString(body), "Authorization", bearer, "Idempotency-Key", key);
    }

    private static Answer correct(String bearer, Answer recorded, Map<String, Object> body) {
        return assessment.put(
                "/inspections/" + recorded.id(),
                JSON.writeValueAsString(body),
                "Authorization",
                bearer,
                "If-Match",
                recorded.etag());
    }

    private static Answer planned(String bearer, String planId, Map<String, Object> body) {
        return assessment.put(
                "/inspection-plans/" + planId,
                JSON.writeValueAsString(body),
                "Authorization",
                bearer,
                "If-Match",
                "\"1\"");
    }

    private static Answer withdraw(String bearer, String path, String version) {
        String reason = "{\"reason\":\"误录\"}";
        return assessment.post(path + "/withdrawal", reason, "Authorization", bearer, "If-Match", version);
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> other = new HashMap<>(body);
        other.put(field, value);
        return other;
    }

    private static Answer post(String bearer, String path, Map<String, Object> body) {
        return assessment.post(path, JSON.writeValueAsString(body), "Authorization", bearer);
    }

    @Test
    void an_order_is_overdue_told_by_each_slip_once_put_right_and_deducted() {
        String village = "990201201151";
        send(Story.ofVillage(village, "990201201").events());
        awaitAllScored(village);
        String inspector = assessment.bearer("inspector-1", "INSPECTOR@990201");
        String clerk = assessment.bearer("clerk-9", "TOWNSHIP_CLERK@990201201");
        String secretary = assessment.bearer("secretary-9", "VILLAGE_SECRETARY@" + village);
        awaitSeen(secretary, "/scorecards/" + village + "/2025");
        awaitSeen(inspector, "/scorecards/" + village + "/2025");
        String issue = """
            {"unitId": "%s", "matter": "书屋未按时开放", "deadline": "2025-03-20", "indicator": "%s",
             "occurredAt": "2025-03-03T10:00:00+08:00"}""";
        refused(403, "right-missing", post(secretary, "/orders", issue.formatted(village, "S01")));
        refused(404, "not-found", post(clerk, "/orders", issue.formatted("990201203101", "S01")));
        await().untilAsserted(() -> refused(
                422, "order-of-unknown-indicator", post(inspector, "/orders", issue.formatted(village, "S99"))));
        Answer issued = post(inspector, "/orders", issue.formatted(village, "S01"));
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        String order = "/orders/" + issued.body().at("/id").asString();
        String ofUnit = assessment.bearer("secretary-8", "INSPECTOR@" + village);
        refused(404, "not-found", post(ofUnit, order + "/cancellation", "{\"reason\": \"下达有误\"}"));
        String ofBoth = assessment.bearer("secretary-8", "INSPECTOR@990201", "VILLAGE_SECRETARY@" + village);
        refused(409, "decision-on-own-unit", post(ofBoth, order + "/cancellation", "{\"reason\": \"下达有误\"}"));

        assessment.runScheduled("TellSlips.tell");
        assessment.runScheduled("TellSlips.tell");
        JsonNode seen = getAs(secretary, order);
        assertThat(seen.at("/slips").findValuesAsString("colour")).containsExactly("BLUE", "YELLOW", "RED");
        assertThat(seen.at("/slips").findValuesAsString("at"))
                .containsExactly("2025-03-16T16:00:00Z", "2025-03-20T16:00:00Z", "2025-03-26T16:00:00Z");
        assertThat(seen.at("/acknowledgementLate").booleanValue()).isTrue();
        String overdue = "/orders?state=OVERDUE&indicator=S01&unitId=" + village;
        assertThat(getAs(clerk, overdue).at("/items")).hasSize(1);
        assertThat(((CachedGauges) assessment.bean("countedOrders"))
                        .count()
                        .get()
                        .get("kepu.orders.overdue"))
                .isPositive();

        String at = "\"occurredAt\": \"2025-03-22T10:00:00+08:00\"}";
        done(post(clerk, order + "/acknowledgement", "{" + at));
        done(post(secretary, order + "/plan", "{\"plan\": \"专人值守\", " + at));
        done(post(clerk, order + "/evidence", "{\"evidence\": \"登记\", " + at));
        refused(409, "own-record", post(clerk, order + "/acceptance", "{" + at));
        refused(403, "right-missing", post(secretary, order + "/acceptance", "{" + at));
        done(post(inspector, order + "/acceptance", "{" + at));
        Answer end = done(post(inspector, order + "/reinspection", "{\"passed\": true, \"comment\": \"合格\", " + at));

        assertThat(getAs(clerk, order).at("/steps/1/at").asString()).isEqualTo("2025-03-22T02:00:00Z");
        assertThat(Instant.parse(getAs(clerk, order).at("/steps/1/recordedAt").asString()))
                .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(getAs(clerk, overdue).at("/items")).isEmpty();
        String after = "?after=" + end.body().at("/events/0").asString();
        Answer card = Answer.onceIn(() -> assessment.get(
                "/scorecards/" + village + "/2025" + after, "Authorization", analyst, "Prefer", "wait=4"));
        assertThat(card.status()).as(card.text()).isEqualTo(200);
        assertThat(card.body().at("/adjustments").toString()).contains("OVERDUE_ORDER", "书屋未按时开放", "2");
        assertThat(new BigDecimal(points(village, "P15"))).isZero();
        assertThat(read("kepu.assessment.order", 1).stream()
                        .filter(record -> header(record, "ce_type").equals("kepu.assessment.order-slip-issued.v1"))
                        .filter(record -> record.key().equals(village)))
                .hasSize(3);
    }

    private static Answer post(String bearer, String path, String body) {
        return assessment.post(path, body, "Authorization", bearer);
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static JsonNode entry(JsonNode ranking, String village) {
        for (JsonNode entry : ranking.at("/entries")) {
            if (entry.at("/unitId").asString().equals(village)) {
                return entry;
            }
        }
        throw new AssertionError(village + " is not in " + ranking);
    }

    private static BigDecimal exact(String village, String track) {
        return get("/scorecards/" + village + "/2025").at("/" + track + "Exact").decimalValue();
    }

    /** Gives back its township. */
    private static String countyOfOneTownship(String county) {
        String township = county + "201";
        send(new Story(county, county)
                .tell("2020-01-01", new UnitEstablished(county, Kind.COUNTY, "县" + county, null))
                .events());
        send(new Story(township, township)
                .tell("2020-01-01", new UnitEstablished(township, Kind.TOWNSHIP, "乡" + township, county))
                .events());
        return township;
    }

    // notices, vetoes, false records

    @Test
    void fifty_notices_at_once_and_one_that_stopped_half_way_are_numbered_without_gap_or_double() throws Exception {
        String county = "990501";
        String township = countyOfOneTownship(county);
        String village = township + "101";
        send(Story.ofVillage(village, township).events());
        String clerk = assessment.bearer("n-clerk", "TOWNSHIP_CLERK@" + township);
        awaitSeen(clerk, "/scorecards/" + village + "/2025");
        awaitDrafted(clerk, notice(township, village, "COMMENDATION", ""));
        List<String> drafts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            drafts.add(posted(clerk, "/notices", notice(township, village, "COMMENDATION", "")));
        }
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = all.invokeAll(drafts.stream()
                    .map(id -> (Callable<Integer>)
                            () -> issue(clerk, id, "\"officeCode\":\"试科\"").status())
                    .toList());
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        // As if the process had stopped after the number was kept and before the notice was written, long ago.
        String stopped = drafts.getLast();
        MongoCollection<Document> notices = assessment.mongo().getCollection("notices");
        String number = exchangeAs(clerk, "/notices/" + stopped).text("documentNumber");
        notices.updateOne(
                Filters.eq("_id", stopped),
                Updates.combine(Updates.set("state", "DRAFT"), Updates.unset("documentNumber")));
        assessment
                .mongo()
                .getCollection("notice-numbers")
                .updateOne(
                        Filters.eq("_id", township),
                        Updates.push(
                                "kept",
                                new Document("number", number)
                                        .append("noticeId", stopped)
                                        .append("at", Instant.now().minus(Duration.ofMinutes(11)))
                                        .append("givenByOffice", false)));
        assessment.runScheduled("Numbers.sweep");
        assertThat(issue(clerk, stopped, "\"officeCode\":\"试科\"").status()).isEqualTo(200);

        JsonNode register = getAs(clerk, "/notice-numbers/" + township);
        assertThat(register.at("/kept").size()).isZero();
        assertThat(register.at("/voided").size()).isEqualTo(1);
        assertThat(register.at("/voided/0/number").asString()).isEqualTo(number);
        Set<String> numbers = new HashSet<>();
        numbers.add(number);
        for (String draft : drafts) {
            String its = exchangeAs(clerk, "/notices/" + draft).text("documentNumber");
            assertThat(numbers.add(its)).as("used once: %s", its).isTrue();
        }
        int year = LocalDate.now(Story.ZONE).getYear();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 51)
                        .mapToObj(n -> "试科〔" + year + "〕" + n + "号")
                        .collect(Collectors.toSet()));
        assertThat(exchangeAs(clerk, "/notices/" + stopped + "/document").text("date"))
                .startsWith(year + "年");
        refused(
                409,
                "document-number-taken",
                issue(
                        clerk,
                        posted(clerk, "/notices", notice(township, village, "COMMENDATION", "")),
                        "\"documentNumber\":\"" + number + "\""));
    }

    @Test
    void a_criticism_a_false_record_and_a_veto_move_the_card_and_are_taken_back() {
        String county = "990502";
        String township = countyOfOneTownship(county);
        String village = township + "101";
        send(Story.ofVillage(village, township).events());
        Envelope<?> update = board(village, "2025-05-06", "made-up");
        send(List.of(update));
        String clerk = assessment.bearer("c-clerk", "TOWNSHIP_CLERK@" + township);
        String secretary = assessment.bearer("c-secretary", "VILLAGE_SECRETARY@" + village);
        String inspector = assessment.bearer("c-inspector", "INSPECTOR@" + county);
        String other = assessment.bearer("c-other", "INSPECTOR@" + county);
        String third = assessment.bearer("c-third", "INSPECTOR@" + county);
        awaitSeen(clerk, "/scorecards/" + village + "/2025");
        awaitSeen(inspector, "/scorecards/" + village + "/2025");
        awaitDrafted(clerk, notice(township, village, "CRITICISM", ""));
        String card = "/scorecards/" + village + "/" + LocalDate.now(Story.ZONE).getYear();

        String criticism = posted(clerk, "/notices", notice(township, village, "CRITICISM", ",\"personId\":null"));
        String ofBoth = assessment.bearer("c-five", "TOWNSHIP_CLERK@" + township, "VILLAGE_SECRETARY@" + village);
        refused(
                409,
                "decision-on-own-unit",
                assessment.send(
                        "POST",
                        "/notices/" + criticism + "/discard",
                        "{\"reason\":\"查无实据\"}",
                        "Authorization",
                        ofBoth,
                        "If-Match",
                        "\"1\""));
        refused(404, "not-found", exchangeAs(secretary, "/notices/" + criticism));
        refused(409, "subject-not-heard", issue(clerk, criticism, "\"officeCode\":\"试科\""));
        done(clerk, "/notices/" + criticism + "/hearing", "{}");
        refused(409, "hearing-not-over", issue(clerk, criticism, "\"officeCode\":\"试科\""));
        String answer = "{\"statement\":\"当日停电\",\"objects\":true}";
        refused(
                409,
                "answer-of-the-subject-only",
                assessment.post("/notices/" + criticism + "/answer", answer, "Authorization", clerk));
        done(secretary, "/notices/" + criticism + "/answer", answer);
        JsonNode heard = getAs(clerk, "/notices/" + criticism).at("/hearing");
        assertThat(heard.at("/answeredBy").asString()).isEqualTo("c-secretary");
        assertThat(Instant.parse(heard.at("/answeredAt").asString()))
                .isAfter(Instant.parse(heard.at("/openedAt").asString()));
        refused(422, "office-code-with-number", issue(clerk, criticism, "\"officeCode\":\"试科〔2026〕5号\""));
        refused(422, "objection-not-answered", issue(clerk, criticism, "\"officeCode\":\"试科\""));
        String reply = ",\"replyToObjection\":\"停电时段已扣除\"";
        assertThat(issue(clerk, criticism, "\"officeCode\":\"试科\"" + reply).status())
                .isEqualTo(200);
        awaitAdjustments(card, "CRITICISM");
        refused(
                422,
                "subject-not-below-issuer",
                assessment.post("/notices", notice(township, township, "CRITICISM", ""), "Authorization", clerk));

        assertNoticesAreSeenAsTheyMay(township, village, clerk, secretary, inspector);
        assertAnOrderThatIsNamedIsThere(township, village, clerk, inspector);

        String tooEarly = notice(township, village, "WITHDRAWAL", ",\"withdrawsNoticeId\":\"" + criticism + "\"");
        refused(
                422,
                "notice-step-before-previous",
                issue(
                        clerk,
                        posted(clerk, "/notices", tooEarly),
                        "\"documentNumber\":\"试办发0号\",\"occurredAt\":\"2025-01-05T09:00:00+08:00\""));
        assertThat(getAs(clerk, "/notice-numbers/" + township).at("/kept").size())
                .as("no number is kept for it")
                .isZero();

        List<Callable<Answer>> withdrawals = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> Map.entry(
                        number,
                        posted(
                                clerk,
                                "/notices",
                                notice(
                                        township,
                                        village,
                                        "WITHDRAWAL",
                                        ",\"withdrawsNoticeId\":\"" + criticism + "\""))))
                .<Callable<Answer>>map(draft ->
                        () -> issue(clerk, draft.getValue(), "\"documentNumber\":\"试办发" + draft.getKey() + "号\""))
                .toList();
        String withdrawal = AtTheSameMoment.onlyOneOf(AtTheSameMoment.all(withdrawals), "notice-already-withdrawn")
                .id();
        awaitAdjustments(card);
        String its = exchangeAs(clerk, "/notices/" + withdrawal).text("documentNumber");
        assertThat(exchangeAs(secretary, "/notices/" + criticism).text()).contains("\"withdrawnBy\":\"" + its + "\"");

        String marked = "{\"recordEventId\":\"" + update.id() + "\",\"reason\":\"当日未更新\"}";
        String finding = AtTheSameMoment.onlyOneOf(
                        AtTheSameMoment.times(
                                8, () -> assessment.post("/false-records", marked, "Authorization", inspector)),
                        "false-record-already-marked")
                .id();
        refused(409, "false-record-already-marked", assessment.post("/false-records", marked, "Authorization", other));
        refused(
                409,
                "own-record",
                assessment.send(
                        "POST", "/false-records/" + finding + "/confirmation", null, "Authorization", inspector));
        String points = points(village, "P08");
        done(other, "/false-records/" + finding + "/confirmation", null);
        awaitAdjustments("/scorecards/" + village + "/2025", "FALSE_RECORD");
        assertThat(points(village, "P08")).isNotEqualTo(points);

        for (int year : List.of(1949, 2014)) {
            refused(
                    422,
                    "veto-without-card",
                    assessment.post(
                            "/vetoes",
                            "{\"unitId\":\"" + village + "\",\"year\":" + year
                                    + ",\"legalBasis\":\"《条例》第十二条\",\"reason\":\"责任事故\"}",
                            "Authorization",
                            inspector));
        }
        String veto = posted(
                inspector,
                "/vetoes",
                "{\"unitId\":\"" + village + "\",\"year\":2025,\"legalBasis\":\"《条例》第十二条\",\"reason\":\"责任事故\"}");
        done(other, "/vetoes/" + veto + "/approval", null);
        String ofVillage = assessment.bearer("c-four", "INSPECTOR@" + county, "VILLAGE_SECRETARY@" + village);
        refused(
                409,
                "decision-on-own-unit",
                assessment.send("POST", "/vetoes/" + veto + "/approval", null, "Authorization", ofVillage));
        tellAccount("c-third", new AccountTied("c-third", "c-person"));
        tellAccount("c-keeper", new AccountTied("c-keeper", "c-person"));
        tellAccount(
                "c-keeper",
                new RoleGranted(
                        "c-keeper", "g-keeper", AccountEvent.Role.ROOM_KEEPER, village, Story.at("2025-01-01"), null));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> assessment
                        .bean(KnownAccounts.class)
                        .unitsOfOthers("c-third", Instant.now())
                        .contains(village));
        refused(
                409,
                "decision-on-own-unit",
                assessment.send("POST", "/vetoes/" + veto + "/approval", null, "Authorization", third));
        tellAccount("c-keeper", new RoleRevoked("c-keeper", "g-keeper", "换岗"));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> assessment
                        .bean(KnownAccounts.class)
                        .unitsOfOthers("c-third", Instant.now())
                        .isEmpty());
        assertThat(get("/scorecards/" + village + "/2025").has("veto")).isFalse();
        done(third, "/vetoes/" + veto + "/approval", null);
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            JsonNode vetoed = get("/scorecards/" + village + "/2025");
            assertThat(vetoed.at("/veto/zh").asString()).contains("《条例》第十二条");
            assertThat(vetoed.at("/band").asString()).isEqualTo("FAIL");
        });
        assertThat(get("/rankings/" + county + "/2025").toString()).contains("一票否决，只列分不排名");
        refused(
                409,
                "decision-on-own-unit",
                assessment.send(
                        "POST",
                        "/vetoes/" + veto + "/withdrawal",
                        "{\"reason\":\"责任认定变更\"}",
                        "Authorization",
                        ofVillage,
                        "If-Match",
                        "\"3\""));
        done(other, "/vetoes/" + veto + "/withdrawal", "{\"reason\":\"责任认定变更\"}", "If-Match", "\"3\"");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(
                        () -> assertThat(get("/scorecards/" + village + "/2025").has("veto"))
                                .isFalse());
    }

    @Test
    void whoever_recorded_any_version_of_a_record_neither_finds_it_false_nor_clears_it() {
        String county = "990509";
        String village = countyOfOneTownship(county) + "101";
        send(Story.ofVillage(village, county + "201").events());
        Envelope<?> first = board(village, "2025-05-06", "twice");
        List<Envelope<?>> versions = new Story(village, "b-twice")
                .tell("2025-05-06", first.data())
                .tell("2025-05-07", new BoardUpdateCorrected("b-" + village, "twice", "科普橱窗", first.occurredAt()))
                .events();
        Envelope<?> recorded = by("f-recorder", versions.getFirst());
        Envelope<?> corrected = by("f-corrector", versions.getLast());
        send(List.of(recorded, corrected));
        awaitCard(village, 2025);
        String recorder = assessment.bearer("f-recorder", "INSPECTOR@" + county);
        String corrector = assessment.bearer("f-corrector", "INSPECTOR@" + county);
        String other = assessment.bearer("f-other", "INSPECTOR@" + county);
        String another = assessment.bearer("f-another", "INSPECTOR@" + county);
        awaitSeen(other, "/scorecards/" + village + "/2025");
        String byCorrection = "{\"recordEventId\":\"" + corrected.id() + "\",\"reason\":\"当日未更新\"}";
        String byFirst =
                byCorrection.replace(corrected.id().toString(), recorded.id().toString());

        refused(409, "own-record", postedAs(recorder, "/false-records", byCorrection));
        refused(409, "own-record", postedAs(corrector, "/false-records", byFirst));
        String finding = "/false-records/" + posted(other, "/false-records", byCorrection);
        refused(409, "own-record", assessment.send("POST", finding + "/confirmation", null, "Authorization", recorder));
        done(another, finding + "/confirmation", null);
        refused(409, "own-record", withdrawnBy(recorder, finding));
        done(another, finding + "/withdrawal", "{\"reason\":\"复核属实\"}", "If-Match", "\"2\"");
    }

    @Test
    void whoever_a_record_is_about_or_vouched_for_it_neither_confirms_that_it_is_false_nor_clears_it() {
        String county = "990513";
        String village = countyOfOneTownship(county) + "101";
        send(Story.ofVillage(village, county + "201").events());
        List<Envelope<?>> told = new Story(village, "made-up-service")
                .tell("2025-04-05", service(village, "made-up-service"))
                .tell(
                        "2025-04-06",
                        new ServiceVerified("made-up-service", "g-verifier", "签到表", true, Story.at("2025-04-05")))
                .events();
        send(told);
        awaitCard(village, 2025);
        tellAccount("g-volunteer", new AccountTied("g-volunteer", "v0"));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> assessment
                        .bean(KnownAccounts.class)
                        .othersOfPerson("g-volunteer")
                        .contains("v0"));
        String volunteer = assessment.bearer("g-volunteer", "INSPECTOR@" + county);
        String verifier = assessment.bearer("g-verifier", "TOWNSHIP_CLERK@" + county, "INSPECTOR@" + county);
        String other = assessment.bearer("g-other", "INSPECTOR@" + county);
        String another = assessment.bearer("g-another", "INSPECTOR@" + county);
        awaitSeen(other, "/scorecards/" + village + "/2025");
        String marked = "{\"recordEventId\":\"" + told.getFirst().id() + "\",\"reason\":\"当日无服务\"}";

        String finding = "/false-records/" + posted(other, "/false-records", marked);
        for (String concerned : List.of(volunteer, verifier)) {
            refused(
                    409,
                    "own-record",
                    assessment.send("POST", finding + "/confirmation", null, "Authorization", concerned));
        }
        done(another, finding + "/confirmation", null);
        for (String concerned : List.of(volunteer, verifier)) {
            refused(409, "own-record", withdrawnBy(concerned, finding));
        }
        done(another, finding + "/withdrawal", "{\"reason\":\"复核属实\"}", "If-Match", "\"2\"");
    }

    /** A finding that was confirmed, and so has its second version. */
    private static Answer withdrawnBy(String bearer, String finding) {
        return assessment.send(
                "POST", finding + "/withdrawal", "{\"reason\":\"属实\"}", "Authorization", bearer, "If-Match", "\"2\"");
    }

    private static Envelope<?> by(String actor, Envelope<?> told) {
        return new Envelope<>(
                told.id(),
                told.subject(),
                told.occurredAt(),
                told.recordedAt(),
                told.epoch(),
                told.sequence(),
                told.unitId(),
                actor,
                told.correlationId(),
                told.causationId(),
                told.traceparent(),
                told.data());
    }

    /** What is being heard or is internal is for the issuer's office, the subject and inspectors; a draft for the office. */
    private static void assertNoticesAreSeenAsTheyMay(
            String township, String village, String clerk, String secretary, String inspector) {
        String leader = assessment.bearer("c-leader", "TEAM_LEADER@" + village);
        String keeper = assessment.bearer("c-keeper", "ROOM_KEEPER@" + township);
        String ofAnother = assessment.bearer("c-another", "VILLAGE_SECRETARY@" + township + "109");
        List<String> inside = List.of(clerk, secretary, inspector);
        List<String> others = List.of(leader, keeper);
        String internal = notice(township, village, "CRITICISM", "").replace("PUBLIC", "INTERNAL");
        String id = posted(clerk, "/notices", internal);
        assertSeen(id, village, List.of(clerk, inspector), List.of(secretary, leader, keeper, ofAnother));
        done(clerk, "/notices/" + id + "/hearing", "{}");
        assertSeen(id, village, inside, others);
        done(secretary, "/notices/" + id + "/answer", "{\"statement\":\"属实\",\"objects\":false}");
        assertSeen(id, village, inside, others);
        assertThat(issue(clerk, id, "\"officeCode\":\"内科\"").status()).isEqualTo(200);
        assertSeen(id, village, inside, others);
        String takenBack = posted(
                clerk, "/notices", notice(township, village, "WITHDRAWAL", ",\"withdrawsNoticeId\":\"" + id + "\""));
        assertThat(issue(clerk, takenBack, "\"officeCode\":\"内科\"").status()).isEqualTo(200);
        assertSeen(
                takenBack,
                village,
                Stream.concat(inside.stream(), others.stream()).toList(),
                List.of(ofAnother));
    }

    @Test
    void nothing_is_issued_about_a_unit_after_its_end_and_what_was_said_before_can_be_taken_back() {
        String township = countyOfOneTownship("990515");
        String village = township + "101";
        Story story = Story.ofVillage(village, township);
        send(story.events());
        String clerk = assessment.bearer("e-clerk", "TOWNSHIP_CLERK@" + township);
        String commendation = notice(township, village, "COMMENDATION", "");
        awaitDrafted(clerk, commendation);
        String issued = posted(clerk, "/notices", commendation);
        String late = posted(clerk, "/notices", commendation);

        story.about(village).tell("2026-03-01", new UnitClosed(village, "并入邻村"));
        Envelope<?> closed = story.events().getLast();
        send(List.of(closed));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> postedAs(clerk, "/notices", commendation).status() == 409);
        refused(409, "unit-closed", postedAs(clerk, "/notices", commendation));

        String number = "\"officeCode\":\"终科\",\"occurredAt\":\"%s\"";
        refused(409, "unit-closed", issue(clerk, late, "\"officeCode\":\"终科\""));
        refused(409, "unit-closed", issue(clerk, late, number.formatted(closed.occurredAt())));
        String before = number.formatted(closed.occurredAt().minusMillis(1));
        assertThat(issue(clerk, issued, before).status()).isEqualTo(200);
        String withdrawal = posted(
                clerk,
                "/notices",
                notice(township, village, "WITHDRAWAL", ",\"withdrawsNoticeId\":\"" + issued + "\""));
        assertThat(issue(clerk, withdrawal, "\"officeCode\":\"终科\"").status()).isEqualTo(200);
        assertThat(exchangeAs(clerk, "/notices/" + withdrawal).text("documentNumber"))
                .endsWith("号");
    }

    @Test
    void a_draft_of_another_office_is_for_everybody_else_as_if_there_were_none() {
        String county = "990516";
        String township = countyOfOneTownship(county);
        String village = township + "101";
        send(Story.ofVillage(village, township).events());
        String ofCounty = assessment.bearer("i-county", "TOWNSHIP_CLERK@" + county);
        String clerk = assessment.bearer("i-clerk", "TOWNSHIP_CLERK@" + township);
        awaitDrafted(ofCounty, notice(county, village, "CRITICISM", ""));
        String draft = posted(ofCounty, "/notices", notice(county, village, "CRITICISM", ""));
        awaitSeen(clerk, "/notices?unitId=" + village);

        Map<String, String> steps = Map.of(
                "hearing",
                "{}",
                "answer",
                "{\"statement\":\"当日停电\",\"objects\":true}",
                "issue",
                "{\"officeCode\":\"试科\"}",
                "discard",
                "{\"reason\":\"查无实据\"}");
        steps.forEach((step, body) -> {
            Answer answer = stepOf(clerk, draft, step, body);
            refused(404, "not-found", answer);
            assertThat(answer.text().replace(draft, "…"))
                    .isEqualTo(stepOf(clerk, "no-such", step, body).text().replace("no-such", "…"));
        });
    }

    private static Answer stepOf(String bearer, String notice, String step, String body) {
        return assessment.send(
                "POST", "/notices/" + notice + "/" + step, body, "Authorization", bearer, "If-Match", "\"1\"");
    }

    @Test
    void a_person_who_is_criticised_sees_and_answers_their_own_hearing_and_nobody_elses() {
        String township = countyOfOneTownship("990504");
        String village = township + "101";
        String otherVillage = township + "102";
        send(Story.ofVillage(village, township).events());
        send(Story.ofVillage(otherVillage, township).events());
        String clerk = assessment.bearer("d-clerk", "TOWNSHIP_CLERK@" + township);
        awaitDrafted(clerk, notice(township, village, "COMMENDATION", ""));
        awaitDrafted(clerk, notice(township, otherVillage, "COMMENDATION", ""));
        String me = person("d-me", village, "p-17");
        String namesake = person("d-namesake", otherVillage, "p-17");
        String neighbour = person("d-neighbour", village, "p-18");
        String internal =
                notice(township, village, "CRITICISM", ",\"personId\":\"p-17\"").replace("PUBLIC", "INTERNAL");
        String id = posted(clerk, "/notices", internal);
        String ofUnit = posted(clerk, "/notices", notice(township, village, "CRITICISM", ""));
        done(clerk, "/notices/" + ofUnit + "/hearing", "{}");
        refused(403, "account-not-tied", exchangeAs(assessment.bearer("d-nobody"), "/me/notices"));
        assertOwn(List.of(), List.of(me, namesake, neighbour), id);

        done(clerk, "/notices/" + id + "/hearing", "{}");

        assertOwn(List.of(me), List.of(namesake, neighbour), id);
        assertOwn(List.of(), List.of(me), ofUnit);
        refused(403, "right-missing", exchangeAs(me, "/notices/" + id));
        String answer = "{\"statement\":\"时长系误填\",\"objects\":true}";
        String path = "/me/notices/" + id + "/answer";
        refused(404, "not-found", assessment.post(path, answer, "Authorization", neighbour));
        done(me, path, answer, "Idempotency-Key", "own-answer");
        refused(
                404,
                "not-found",
                assessment.post(path, answer, "Authorization", neighbour, "Idempotency-Key", "own-answer"));
        refused(409, "notice-not-being-heard", assessment.post(path, answer, "Authorization", me));
        String reply = "\"officeCode\":\"人科\",\"replyToObjection\":\"已核减\"";
        assertThat(issue(clerk, id, reply).status()).isEqualTo(200);
        assertOwn(List.of(me), List.of(namesake, neighbour), id);
        assertThat(exchangeAs(me, "/me/notices/" + id).text()).contains("时长系误填", "已核减");
        assertThat(getAs(clerk, "/notices/" + id).at("/hearing/answeredBy").asString())
                .isEqualTo("p-***");

        String dropped = posted(clerk, "/notices", internal);
        done(clerk, "/notices/" + dropped + "/hearing", "{}");
        done(clerk, "/notices/" + dropped + "/discard", "{\"reason\":\"查无实据\"}", "If-Match", "\"2\"");
        assertOwn(List.of(), List.of(me), dropped);
    }

    /** Whose account is a person's, and has no role. */
    private static String person(String account, String unitId, String person) {
        topics.publish(account, unitId, Story.at("2025-01-01"), new AccountTied(account, person));
        await().atMost(Duration.ofMinutes(3))
                .until(() ->
                        assessment.bean(KnownAccounts.class).personOf(account).isPresent());
        return assessment.bearer(account);
    }

    private static void assertOwn(List<String> by, List<String> notBy, String notice) {
        for (String bearer : by) {
            assertThat(exchangeAs(bearer, "/me/notices/" + notice).status()).isEqualTo(200);
            assertThat(exchangeAs(bearer, "/me/notices/" + notice + "/document").status())
                    .isEqualTo(200);
            assertThat(exchangeAs(bearer, "/me/notices").text()).contains(notice);
            assertThat(asCsv(bearer, "/me/notices")).contains(notice);
        }
        for (String bearer : notBy) {
            refused(404, "not-found", exchangeAs(bearer, "/me/notices/" + notice));
            refused(404, "not-found", exchangeAs(bearer, "/me/notices/" + notice + "/document"));
            assertThat(exchangeAs(bearer, "/me/notices").text()).doesNotContain(notice);
            assertThat(asCsv(bearer, "/me/notices")).doesNotContain(notice);
        }
    }

    private static void assertSeen(String notice, String unit, List<String> by, List<String> notBy) {
        for (String bearer : by) {
            assertThat(exchangeAs(bearer, "/notices/" + notice).status()).isEqualTo(200);
            assertThat(exchangeAs(bearer, "/notices/" + notice + "/document").status())
                    .isEqualTo(200);
            assertThat(exchangeAs(bearer, "/notices?unitId=" + unit).text()).contains(notice);
            assertThat(asCsv(bearer, "/notices?unitId=" + unit)).contains(notice);
        }
        for (String bearer : notBy) {
            refused(404, "not-found", exchangeAs(bearer, "/notices/" + notice));
            refused(404, "not-found", exchangeAs(bearer, "/notices/" + notice + "/document"));
            assertThat(exchangeAs(bearer, "/notices").text()).doesNotContain(notice);
            assertThat(asCsv(bearer, "/notices")).doesNotContain(notice);
        }
    }

    private static String asCsv(String bearer, String path) {
        return assessment
                .get(path, "Authorization", bearer, "Accept", "text/csv")
                .text();
    }

    private static void assertAnOrderThatIsNamedIsThere(
            String township, String village, String clerk, String inspector) {
        String ofNone = notice(township, village, "CRITICISM", ",\"orderId\":\"no-such\"");
        refused(422, "notice-of-unknown-order", assessment.post("/notices", ofNone, "Authorization", clerk));
        String order = posted(
                inspector, "/orders", "{\"unitId\":\"" + village + "\",\"matter\":\"书屋\",\"deadline\":\"2990-01-31\"}");
        String ofOrder = notice(township, village, "CRITICISM", ",\"orderId\":\"" + order + "\"");
        String id = posted(clerk, "/notices", ofOrder);
        done(inspector, "/orders/" + order + "/cancellation", "{\"reason\":\"下达有误\"}");
        refused(422, "notice-of-unknown-order", assessment.post("/notices", ofOrder, "Authorization", clerk));
        done(clerk, "/notices/" + id + "/discard", "{\"reason\":\"整改单已撤销\"}", "If-Match", "\"1\"");
    }

    private static String notice(String issuer, String unit, String kind, String more) {
        return "{\"unitId\":\"" + unit + "\",\"issuerId\":\"" + issuer + "\",\"kind\":\"" + kind
                + "\",\"title\":\"关于科普工作的通报\",\"addressees\":[\"各村\"],\"paragraphs\":[\"现通报如下。\"],"
                + "\"copies\":[],\"signature\":\"试点乡\",\"circulation\":\"PUBLIC\"" + more + "}";
    }

    /** The units are learned beside the facts. */
    private static void awaitDrafted(String bearer, String body) {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> assessment
                                .post("/notices", body, "Authorization", bearer)
                                .status()
                        == 201);
    }

    /** As the identity service would. */
    private static void tellAccount(String accountId, AccountEvent event) {
        topics.publish(accountId, "all", Story.at("2025-01-01"), event);
    }

    private static Answer issue(String bearer, String id, String number) {
        return assessment.post("/notices/" + id + "/issue", "{" + number + "}", "Authorization", bearer);
    }

    /** Id of what was made. */
    private static String posted(String bearer, String path, String body) {
        Answer answer = assessment.post(path, body, "Authorization", bearer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.id();
    }

    private static void done(String bearer, String path, @Nullable String body, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", bearer), Stream.of(headers))
                .toArray(String[]::new);
        Answer answer = assessment.send("POST", path, body, all);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void awaitAdjustments(String card, String... kinds) {
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            List<String> shown = new ArrayList<>();
            get(card)
                    .at("/adjustments")
                    .forEach(one -> shown.add(one.at("/kind").asString()));
            assertThat(shown).containsExactly(kinds);
        });
    }

    private static void awaitTaken() {
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            Answer freshness = exchange("/freshness"); // 503 while the broker is slow to answer
            return freshness.status() == 200 && freshness.body().at("/behind").longValue() == 0;
        });
    }

    /** A stored card as that of another unit's year. What the first one may still have to tell is not told twice. */
    private static Document copy(Document card, String unitId, int year) {
        return new Document(card)
                .append("_id", unitId + ":" + year)
                .append("unitId", unitId)
                .append("year", year)
                .append("outbox", List.of());
    }

    /** Sequence of the last event told of a card, once that is of the type. */
    private static long awaitToldLast(String village, int year, String type) {
        List<ConsumerRecord<String, byte[]>> last = new ArrayList<>();
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> told = read("kepu.assessment.scorecard", 1).stream()
                    .filter(record -> header(record, "ce_subject").equals(village + ":" + year))
                    .toList();
            assertThat(told).isNotEmpty();
            assertThat(header(told.getLast(), "ce_type")).isEqualTo(type);
            last.add(told.getLast());
        });
        return Long.parseLong(header(last.getLast(), "ce_sequence"));
    }

    /** Whether the snapshot holds the card under its key, as who joins late finds it. */
    private static void awaitSnapshot(String card, boolean held) {
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> written = read("kepu.assessment.scorecard.snapshot", 1).stream()
                    .filter(record -> record.key().equals(card))
                    .toList();
            assertThat(written).isNotEmpty();
            assertThat(written.getLast().value() != null).isEqualTo(held);
        });
    }

    /** The parents of units are learned beside the facts. */
    private static void awaitSeen(String bearer, String path) {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> exchangeAs(bearer, path).status() == 200);
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static Envelope<?> board(String village, String date, String updateId) {
        return new Story(village, village)
                .tell(date, new BoardUpdated("b-" + village, updateId, "科普挂图"))
                .events()
                .getFirst();
    }

    private static void poison(Envelope<?> like, String key, byte @Nullable [] value) {
        ProducerRecord<String, byte[]> good = EventCodec.encode(like).toProducerRecord();
        topics.publish(new ProducerRecord<>(good.topic(), null, key, value, good.headers()));
    }

    private static void send(List<Envelope<?>> events) {
        topics.publish(events);
    }

    private static void awaitCard(String village, int year) {
        await().atMost(Duration.ofMinutes(3)).until(() -> status("/scorecards/" + village + "/" + year) == 200);
        awaitAllScored(village);
    }

    private static void awaitAllScored(String... villages) {
        awaitTaken();
        for (String village : villages) {
            assertThat(status("/scorecards/" + village + "/2025")).isEqualTo(200);
        }
    }

    private static String points(String village, String code) {
        for (JsonNode indicator : get("/scorecards/" + village + "/2025").at("/indicators")) {
            if (indicator.at("/code").asString().equals(code)) {
                return indicator.has("points") ? indicator.at("/points").toString() : "null";
            }
        }
        throw new AssertionError("no " + code);
    }

    private static double outcome(String outcome) {
        return assessment
                .bean(io.micrometer.core.instrument.MeterRegistry.class)
                .get("kepu.consumer.records")
                .tag("group", "assessment")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static JsonNode get(String path) {
        return getAs(analyst, path);
    }

    private static JsonNode getAs(String bearer, String path) {
        Answer response = exchangeAs(bearer, path);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response.body();
    }

    private static String text(String path) {
        return exchange(path).text();
    }

    private static int status(String path) {
        return exchange(path).status();
    }

    private static Answer exchange(String path) {
        return exchangeAs(analyst, path);
    }

    private static Answer exchangeAs(String bearer, String path) {
        return assessment.get(path, "Authorization", bearer);
    }

    private static Answer postedAs(String bearer, String path, String body) {
        return assessment.post(path, body, "Authorization", bearer);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic, int atLeast) {
        return topics.read(topic, atLeast);
    }
}
