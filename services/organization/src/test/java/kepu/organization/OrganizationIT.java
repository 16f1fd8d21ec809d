package kepu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationApplied;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationReviewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.FundingEvent;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.contracts.organization.OfficialCodeEvent;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeCorrected;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeGiven;
import kepu.contracts.organization.OfficialCodeEvent.OfficialCodeWithdrawn;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.StationEvent.StationClosed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.StationEvent.StationRegistered;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.UnitSucceeded;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.contracts.organization.UnitReminderEvent;
import kepu.contracts.organization.UnitReminderEvent.DocumentReminded;
import kepu.contracts.organization.UnitReminderEvent.OfficerVacancyReminded;
import kepu.contracts.organization.VillageClassEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.AtTheSameMoment;
import kepu.defaults.harness.ServiceUnderTest;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole service over HTTP, with a real broker and a store. */
class OrganizationIT {
    private static final AtomicInteger CODES = new AtomicInteger(800_000);
    private static final AtomicInteger VILLAGES = new AtomicInteger();
    private static ServiceUnderTest organization;

    private String village;

    @BeforeAll
    static void start() {
        organization = ServiceUnderTest.start("organization", Organization::start)
                .calledBy("admin-1", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@all");
        created("/units", "{'unitId':'9901','kind':'COUNTY','name':'某县','occurredAt':'2020-01-01T00:00:00Z'}");
        for (String township : List.of("990101", "990102")) {
            created(
                    "/units",
                    "{'unitId':'" + township + "','kind':'TOWNSHIP','name':'某乡','parentId':'9901',"
                            + "'occurredAt':'2020-01-01T00:00:00Z'}");
        }
    }

    @AfterAll
    static void stop() {
        organization.close();
    }

    @BeforeEach
    void a_village_of_its_own_for_each_test() {
        village = "990101-%03d".formatted(VILLAGES.incrementAndGet());
        created(
                "/units",
                "{'unitId':'" + village + "','kind':'VILLAGE','name':'某村','parentId':'990101',"
                        + "'occurredAt':'2024-01-01T00:00:00+08:00'}");
    }

    @Test
    void a_unit_lives_moves_is_described_and_closes_and_every_step_is_told_under_its_own_code() {
        amended("/units/" + village, "/moves", "{'parentId':'990102','occurredAt':'2025-03-01T00:00:00Z'}");
        done(
                "/units/" + village + "/resident-counts",
                "{'residents':2315,'source':'人口普查','occurredAt':'2025-03-02T00:00:00Z'}");
        done(
                "/units/" + village + "/venue-kinds",
                "{'venueKinds':['SCHOOL','VILLAGE'],'occurredAt':'2025-03-03T00:00:00Z'}");
        amended("/units/" + village, "/closure", "{'reason':'并入邻村','occurredAt':'2025-06-01T00:00:00Z'}");

        Answer unit = get("/units/" + village);
        assertThat(unit.etag()).isEqualTo("\"5\"");
        assertThat(unit.body().toString())
                .isEqualTo(json("{'unitId':'" + village
                        + "','kind':'VILLAGE','name':'某村','parentId':'990102','parents':["
                        + "{'parentId':'990101','from':'2023-12-31T16:00:00Z'},"
                        + "{'parentId':'990102','from':'2025-03-01T00:00:00Z'}],"
                        + "'establishedAt':'2023-12-31T16:00:00Z','closedAt':'2025-06-01T00:00:00Z',"
                        + "'closedBecause':'并入邻村','residents':2315,'residentsCountedAt':'2025-03-02T00:00:00Z',"
                        + "'residentsSource':'人口普查',"
                        + "'venueKinds':['VILLAGE','SCHOOL'],'version':5}"));
        List<Envelope<?>> told = told(5, UnitEvent.class, village);
        assertThat(told)
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new UnitEstablished(village, UnitEvent.Kind.VILLAGE, "某村", "990101"),
                        new UnitMoved(village, "990102"),
                        new ResidentsCounted(village, 2315, "人口普查"),
                        new VenueKindsDeclared(
                                village, Set.of(UnitEvent.VenueKind.SCHOOL, UnitEvent.VenueKind.VILLAGE)),
                        new UnitClosed(village, "并入邻村")));
        assertThat(told).extracting(Envelope::subject).containsOnly(village);
        assertThat(told).extracting(Envelope::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(told.getLast().occurredAt()).isEqualTo(Instant.parse("2025-06-01T00:00:00Z"));
    }

    @Test
    void units_are_listed_page_by_page_by_present_parent_and_kind() {
        created("/units", "{'unitId':'9902','kind':'COUNTY','name':'邻县'}");
        for (String code : List.of("990203", "990201", "990202")) {
            created("/units", "{'unitId':'" + code + "','kind':'TOWNSHIP','name':'x','parentId':'9902'}");
        }
        created("/units", "{'unitId':'9902-D','kind':'DEPARTMENT','name':'x','parentId':'9902'}");

        Answer first = get("/units?parentId=9902&kind=TOWNSHIP&limit=2");
        assertThat(first.body().path("items").findValuesAsString("unitId")).containsExactly("990201", "990202");
        Answer second = get("/units?parentId=9902&kind=TOWNSHIP&limit=2&cursor=" + first.text("next"));
        assertThat(second.body().path("items").findValuesAsString("unitId")).containsExactly("990203");
        assertThat(second.body().has("next")).isFalse();
        assertThat(get("/units?parentId=9902").body().path("items")).hasSize(4);
        assertThat(get("/units?limit=101").status()).isEqualTo(400);
        assertThat(get("/units?limit=0").status()).isEqualTo(400);
        assertThat(get("/units?kind=CASTLE").status()).isEqualTo(400);
    }

    @Test
    void a_name_is_stored_without_blanks_too_many() {
        String spaced = village + "-b";
        created("/units", unit(spaced, "BRANCH", "\\u3000 第一\\u3000\\u3000 党支部 \\u3000", village, "2025-01-01"));

        assertThat(get("/units/" + spaced).text("name")).isEqualTo("第一 党支部");
    }

    @Test
    void a_name_of_a_sibling_on_that_day_is_taken_with_a_warning_also_on_a_retry_and_on_a_move() {
        String name = "双河村" + village;
        String first = village + "-a";
        String second = village + "-b";
        String third = village + "-c";
        Answer alone = created("/units", unit(first, "BRANCH", name, village, "2025-01-01"));
        assertThat(alone.body().has("warnings")).isFalse();

        Map<String, String> key = Map.of("Idempotency-Key", "k-" + second);
        String body = unit(second, "BRANCH", " " + name + "\\u3000", village, "2025-03-01");
        Answer warned = send("POST", "/units", body, key);
        assertThat(warned.status()).isEqualTo(201);
        assertThat(warned.body().path("warnings")).hasSize(1);
        assertThat(warned.body().path("warnings").get(0).toString())
                .isEqualTo(json("{'code':'name-of-sibling','zh':'同一上级之下已有名为“" + name + "”的单位（" + first
                        + "）。已登记；如系重复，请撤销其中之一。','en':'The same parent has another unit called " + name + " (" + first
                        + "). It is recorded; if it is the same one, close one of the two.'}"));
        assertThat(send("POST", "/units", body, key).text()).isEqualTo(warned.text());

        assertThat(created("/units", unit(third, "BRANCH", name, "990101", "2025-03-01"))
                        .body()
                        .has("warnings"))
                .as("of another parent")
                .isFalse();
        Answer moved = send(
                "POST",
                "/units/" + third + "/moves",
                "{'parentId':'" + village + "','occurredAt':'2025-04-01T00:00:00Z'}",
                Map.of("If-Match", "\"1\""));
        assertThat(moved.body().path("warnings")).hasSize(2);

        amended("/units/" + third, "/closure", "{'reason':'x','occurredAt':'2025-05-01T00:00:00Z'}");
        amended("/units/" + second, "/closure", "{'reason':'x','occurredAt':'2025-05-01T00:00:00Z'}");
        amended("/units/" + first, "/closure", "{'reason':'x','occurredAt':'2025-06-01T00:00:00Z'}");
        assertThat(created("/units", unit(village + "-d", "BRANCH", name, village, "2025-05-31"))
                        .body()
                        .path("warnings"))
                .as("only the first one is left")
                .hasSize(1);
        assertThat(created("/units", unit(village + "-e", "BRANCH", name, village, "2024-12-31"))
                        .body()
                        .has("warnings"))
                .as("none was there yet")
                .isFalse();
    }

    @Test
    void an_establishment_is_corrected_unless_something_of_the_unit_would_lie_before_it() {
        String branch = village + "-b";
        String path = "/units/" + village + "/establishment";
        String body = "{'kind':'VILLAGE','name':'青禾村','occurredAt':'2024-03-01T00:00:00Z'}";
        refused(428, "if-match-required", send("PUT", path, body, Map.of()));
        refused(403, "right-over-parent-missing", restatedBy("SYSTEM_ADMINISTRATOR@" + village, village, body));
        assertThat(restatedBy("SYSTEM_ADMINISTRATOR@990101", village, body).status())
                .isEqualTo(200);
        assertThat(get("/units/" + village).text("establishedAt")).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(get("/units/" + village).body().at("/parents/0/from").asString())
                .isEqualTo("2024-03-01T00:00:00Z");

        created(
                "/boards",
                "{'unitId':'" + village + "','place':'x','combined':false,'occurredAt':'2024-05-01T00:00:00Z'}");
        String post = "/officer-posts/" + village + "/appointments";
        created(post, "{'personId':'p-1','occurredAt':'2024-05-02T00:00:00Z'}");
        created("/official-codes", given(village, code(), "2024-06-01"));
        created("/units", unit(branch, "BRANCH", "x", village, "2024-07-01"));
        Answer refusal = restated(village, "VILLAGE", "2024-07-01T00:00:00.001Z");
        refused(409, "facts-before-establishment", refusal);
        assertThat(refusal.body().path("facts").findValuesAsString("list"))
                .containsExactlyInAnyOrder("boards", "officer-posts", "official-codes", "units");
        refusal = restated(village, "VILLAGE", "2024-05-01T00:00:00.001Z");
        refused(409, "facts-before-establishment", refusal);
        assertThat(refusal.body().path("facts").findValuesAsString("list")).containsExactly("boards");
        refusal = restated(village, "DEPARTMENT", "2024-01-01T00:00:00Z");
        refused(409, "kind-in-use", refusal);
        assertThat(refusal.body().path("total").asInt()).as("all but the code").isEqualTo(3);
        refused(422, "wrong-parent", restated(branch, "VILLAGE", "2024-07-01T00:00:00Z"));

        assertThat(restated(village, "VILLAGE", "2024-05-01T00:00:00Z").status())
                .isEqualTo(200);
        assertThat(told(3, UnitEvent.class, village))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new UnitEstablished(village, UnitEvent.Kind.VILLAGE, "某村", "990101"),
                        new UnitEstablishmentCorrected(
                                village,
                                UnitEvent.Kind.VILLAGE,
                                "青禾村",
                                "990101",
                                Instant.parse("2023-12-31T16:00:00Z")),
                        new UnitEstablishmentCorrected(
                                village,
                                UnitEvent.Kind.VILLAGE,
                                "某村",
                                "990101",
                                Instant.parse("2024-03-01T00:00:00Z"))));
    }

    @Test
    void no_unit_is_corrected_to_have_had_a_code_when_another_one_had_it() {
        String one = code();
        String other = code();
        created("/units", unit(one, "TOWNSHIP", "某乡" + one, "9901", "2023-01-01"));
        created("/official-codes", given(one, other, "2023-03-01"));
        created("/official-codes", given(one, code(), "2024-01-01"));
        created("/units", unit(other, "TOWNSHIP", "某乡" + other, "9901", "2024-02-01"));

        refused(409, "official-code-taken", restated(other, "TOWNSHIP", "2023-12-31T02:00:00Z"));
        assertThat(restated(other, "TOWNSHIP", "2024-01-01T02:00:00Z").status()).isEqualTo(200);
    }

    private static Answer restated(String unit, String kind, String at) {
        return restatedBy(
                "SYSTEM_ADMINISTRATOR@all", unit, "{'kind':'" + kind + "','name':'某村','occurredAt':'" + at + "'}");
    }

    /** On the version that it has now. */
    private static Answer restatedBy(String grant, String unit, String body) {
        Map<String, String> headers = new HashMap<>(by(grant));
        headers.put("If-Match", get("/units/" + unit).etag());
        return send("PUT", "/units/" + unit + "/establishment", body, headers);
    }

    @Test
    void a_move_is_corrected_and_withdrawn_by_who_has_a_right_over_all_that_it_was_between() {
        String moves = "/units/" + village + "/moves";
        String june = "2025-06-01T00:00:00Z";
        String july = "2025-07-01T00:00:00Z";
        amended("/units/" + village, "/moves", "{'parentId':'990102','occurredAt':'" + june + "'}");
        String correction = "{'movedAt':'" + june + "','parentId':'990102','occurredAt':'" + july + "'}";
        refused(428, "if-match-required", send("PUT", moves, correction, Map.of()));
        Map<String, String> oneOfBoth = new HashMap<>(by("SYSTEM_ADMINISTRATOR@990102"));
        oneOfBoth.put("If-Match", "\"2\"");
        refused(403, "right-over-parent-missing", send("PUT", moves, correction, oneOfBoth));
        assertThat(send("PUT", moves, correction, Map.of("If-Match", "\"2\"")).status())
                .isEqualTo(200);
        assertThat(get("/units/" + village).body().at("/parents/1/from").asString())
                .isEqualTo(july);
        String withdrawal = "{'movedAt':'" + june + "','reason':'误录'}";
        refused(
                409,
                "no-move-at-that-time",
                send("POST", moves + "/withdrawal", withdrawal, Map.of("If-Match", "\"3\"")));
        amended("/units/" + village, "/moves/withdrawal", withdrawal.replace(june, july));

        assertThat(get("/units/" + village).text("parentId")).isEqualTo("990101");
        assertThat(told(4, UnitEvent.class, village).subList(1, 4))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new UnitMoved(village, "990102"),
                        new UnitMoveCorrected(village, "990102", Instant.parse(june)),
                        new UnitMoveWithdrawn(village, "990101", "误录", Instant.parse(july))));
    }

    @Test
    void villages_are_merged_and_split_and_each_knows_where_it_came_from_and_went() {
        String other = village + "-o";
        String union = village + "-u";
        String part = village + "-p";
        created("/units", unit(other, "VILLAGE", "o" + village, "990101", "2024-01-01"));
        created("/units", unit(union, "VILLAGE", "u" + village, "990101", "2025-06-01"));
        created("/units", unit(part, "VILLAGE", "p" + village, "990101", "2025-09-01"));
        String june = "2025-06-01T00:00:00Z";

        refused(422, "unknown-successor", merged(village, june, "nowhere"));
        refused(422, "wrong-successor", merged(village, june, village));
        refused(422, "wrong-successor", merged(village, june, "990102"));
        refused(409, "successor-not-there", merged(village, "2025-05-31T23:59:59.999Z", union));
        for (String predecessor : List.of(village, other)) {
            assertThat(merged(predecessor, june, union).status()).isEqualTo(200);
        }
        assertThat(get("/units/" + village).body().path("successors").toString())
                .isEqualTo(json("['" + union + "']"));
        assertThat(get("/units/" + union).body().path("predecessors").toString())
                .isEqualTo(json("[{'unitId':'" + village + "','endedAt':'" + june + "'},{'unitId':'" + other
                        + "','endedAt':'" + june + "'}]"));

        refused(409, "successor-not-there", merged(union, june, part));
        assertThat(merged(union, "2025-09-01T00:00:00Z", "990101-999", part).text("code"))
                .isEqualTo("unknown-successor");
        assertThat(merged(union, "2025-09-01T00:00:00Z", part).status()).isEqualTo(200);
        refused(409, "successor-not-there", restated(part, "VILLAGE", "2025-09-01T00:00:00.001Z"));

        amended("/units/" + other, "/closure/withdrawal", "{'reason':'误录'}");
        assertThat(get("/units/" + union).body().path("predecessors").findValuesAsString("unitId"))
                .containsExactly(village);
        assertThat(get("/units/" + other).body().has("successors")).isFalse();
        assertThat(told(5, UnitEvent.class, other))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new UnitEstablished(other, UnitEvent.Kind.VILLAGE, "o" + village, "990101"),
                        new UnitClosed(other, "撤并"),
                        new UnitSucceeded(other, Set.of(union)),
                        new UnitClosureWithdrawn(other, "误录", Instant.parse(june)),
                        new UnitSucceeded(other, Set.of())));
    }

    /** On the version that it has now. */
    private static Answer merged(String unit, String at, String... into) {
        return send(
                "POST",
                "/units/" + unit + "/closure",
                "{'reason':'撤并','successors':['" + String.join("','", into) + "'],'occurredAt':'" + at + "'}",
                Map.of("If-Match", get("/units/" + unit).etag()));
    }

    private static String unit(String id, String kind, String name, String parent, String day) {
        return "{'unitId':'" + id + "','kind':'" + kind + "','name':'" + name + "','parentId':'" + parent
                + "','occurredAt':'" + day + "T00:00:00Z'}";
    }

    @Test
    void a_township_that_becomes_a_town_is_found_by_both_its_codes_under_the_id_that_stays() {
        String town = code();
        created("/units", unit(town, "TOWNSHIP", "青禾乡" + town, "9901", "2024-01-01"));
        String later = code();
        String mistaken = code();
        String given =
                created("/official-codes", given(town, mistaken, "2025-03-01")).text("id");
        assertThat(found(mistaken)).containsExactly(town);

        Answer corrected = send(
                "PUT",
                "/official-codes/" + given,
                "{'officialCode':'" + later + "','validFrom':'2025-03-02'}",
                Map.of("If-Match", "\"1\""));
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(found(mistaken)).isEmpty();
        assertThat(found(town)).containsExactly(town);
        assertThat(found(later)).containsExactly(town);
        assertThat(get("/officer-posts-vacant?officialCode=" + later).body().path("items"))
                .hasSize(1);
        assertThat(walked("/official-codes?unitId=" + town)).containsExactly(given);
        assertThat(walked("/official-codes?officialCode=" + later)).containsExactly(given);
        assertThat(get("/official-codes/" + given).text("validFrom")).isEqualTo("2025-03-02");
        assertThat(send("GET", "/units?officialCode=" + later, null, by("AUDITOR@990102"))
                        .body()
                        .path("items"))
                .as("outside of the caller's reach")
                .isEmpty();

        amended("/official-codes/" + given, "/withdrawal", "{'reason':'误录'}");
        assertThat(found(later)).isEmpty();
        assertThat(told(3, OfficialCodeEvent.class, given))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new OfficialCodeGiven(given, mistaken, LocalDate.of(2025, 3, 1)),
                        new OfficialCodeCorrected(
                                given, later, LocalDate.of(2025, 3, 2), Instant.parse("2025-02-20T02:00:00Z")),
                        new OfficialCodeWithdrawn(given, "误录", Instant.parse("2025-02-20T02:00:00Z"))));
    }

    @Test
    void a_code_belongs_to_one_unit_at_a_time_and_not_to_one_that_is_not_there() {
        String one = code();
        String other = code();
        for (String town : List.of(one, other)) {
            created("/units", unit(town, "TOWNSHIP", "某乡" + town, "9901", "2024-01-01"));
        }
        String second = code();
        refused(409, "official-code-taken", "/official-codes", given(other, one, "2025-03-01"));
        String given =
                created("/official-codes", given(one, second, "2025-03-01")).text("id");
        refused(409, "official-code-taken", "/official-codes", given(other, one, "2025-02-28"));
        String moved =
                created("/official-codes", given(other, one, "2025-03-01")).text("id");
        refused(
                409,
                "official-code-taken",
                send(
                        "POST",
                        "/official-codes/" + given + "/withdrawal",
                        "{'reason':'x'}",
                        Map.of("If-Match", "\"1\"")));
        refused(
                409,
                "official-code-taken",
                send(
                        "PUT",
                        "/official-codes/" + given,
                        "{'officialCode':'" + second + "','validFrom':'2025-03-02'}",
                        Map.of("If-Match", "\"1\"")));
        assertThat(get("/official-codes/" + given).etag()).isEqualTo("\"1\"");
        assertThat(found(one)).containsExactlyInAnyOrder(one, other);

        refused(409, "second-official-code-of-that-day", "/official-codes", given(one, code(), "2025-03-01"));
        refused(422, "official-code-before-unit", "/official-codes", given(one, code(), "2023-12-31"));
        created("/official-codes", given(one, code(), "2024-01-01"));
        refused(422, "unknown-unit", "/official-codes", given("nowhere", code(), "2025-03-01"));
        refused(400, "invalid-body", "/official-codes", given(one, "99010", "2025-03-01"));
        refused(400, "invalid-body", "/official-codes", given(one, "9901011", "2025-03-01"));

        amended("/official-codes/" + moved, "/withdrawal", "{'reason':'误录'}");
        amended("/units/" + other, "/closure", "{'reason':'撤并','occurredAt':'2025-06-01T02:00:00Z'}");
        refused(409, "official-code-taken", "/official-codes", given(one, other, "2025-05-31"));
        created("/official-codes", given(one, other, "2025-06-01"));
        refused(409, "unit-closed", "/official-codes", given(other, code(), "2025-06-02"));
    }

    @Test
    void no_unit_is_established_under_a_code_that_another_one_has_on_one_of_its_days() {
        String one = code();
        String later = code();
        created("/units", unit(one, "TOWNSHIP", "某乡" + one, "9901", "2024-01-01"));
        created("/official-codes", given(one, later, "2025-03-01"));
        refused(409, "official-code-taken", "/units", unit(later, "TOWNSHIP", "x", "9901", "2025-04-01"));
        refused(409, "official-code-taken", "/units", unit(later, "TOWNSHIP", "x", "9901", "2025-02-28"));
        assertThat(get("/units/" + later).status()).isEqualTo(404);

        amended("/units/" + one, "/closure", "{'reason':'撤并','occurredAt':'2025-06-01T02:00:00Z'}");
        refused(409, "official-code-taken", "/units", unit(later, "TOWNSHIP", "x", "9901", "2025-05-31"));
        created("/units", unit(later, "TOWNSHIP", "x", "9901", "2025-06-01"));
        assertThat(found(later)).containsExactlyInAnyOrder(one, later);
    }

    @Test
    void a_closure_is_not_put_later_or_withdrawn_over_days_on_which_another_unit_has_the_code() {
        String one = code();
        String other = code();
        for (String town : List.of(one, other)) {
            created("/units", unit(town, "TOWNSHIP", "某乡" + town, "9901", "2024-01-01"));
        }
        amended("/units/" + one, "/closure", "{'reason':'撤并','occurredAt':'2025-06-01T02:00:00Z'}");
        String taken =
                created("/official-codes", given(other, one, "2025-08-01")).text("id");

        refused(409, "official-code-taken", closedAnew(one, "2025-08-02T02:00:00Z"));
        assertThat(closedAnew(one, "2025-08-01T02:00:00Z").status()).isEqualTo(200);
        Map<String, String> seen = Map.of("If-Match", get("/units/" + one).etag());
        refused(
                409,
                "official-code-taken",
                send("POST", "/units/" + one + "/closure/withdrawal", "{'reason':'x'}", seen));
        assertThat(get("/units/" + one).text("closedAt")).isEqualTo("2025-08-01T02:00:00Z");

        amended("/official-codes/" + taken, "/withdrawal", "{'reason':'误录'}");
        amended("/units/" + one, "/closure/withdrawal", "{'reason':'未获批准'}");
    }

    private static Answer closedAnew(String unit, String at) {
        return send(
                "PUT",
                "/units/" + unit + "/closure",
                "{'reason':'批复','occurredAt':'" + at + "'}",
                Map.of("If-Match", get("/units/" + unit).etag()));
    }

    @Test
    void who_governs_the_parent_alone_gives_codes_that_begin_with_the_parents() {
        String code = "990101" + village.substring(village.length() - 3);
        String parents = "SYSTEM_ADMINISTRATOR@990101";

        codeRefused(
                403,
                "right-over-parent-missing",
                given(village, code, "2025-03-01"),
                "SYSTEM_ADMINISTRATOR@" + village);
        codeRefused(404, "not-found", given(village, code, "2025-03-01"), "SYSTEM_ADMINISTRATOR@990102");
        codeRefused(422, "code-not-of-parent", given(village, "990102999", "2025-03-01"), parents);
        codeRefused(422, "code-not-of-parent", given(village, "990101", "2025-03-01"), parents);
        Answer given = send("POST", "/official-codes", given(village, code, "2025-03-01"), by(parents));
        assertThat(given.status()).isEqualTo(201);
        Map<String, String> own = new HashMap<>(by("SYSTEM_ADMINISTRATOR@" + village));
        own.put("If-Match", given.etag());
        refused(
                403,
                "right-over-parent-missing",
                send("POST", "/official-codes/" + given.text("id") + "/withdrawal", "{'reason':'x'}", own));
    }

    private static void codeRefused(int status, String code, String body, String grant) {
        refused(status, code, send("POST", "/official-codes", body, by(grant)));
    }

    @Test
    void a_village_has_its_classes_from_a_day_until_the_next_ones_and_only_a_village_has_any() {
        String first = created("/village-classifications", classes(village, "'HOLLOWED_OUT','MOUNTAIN'", "2025-03-01"))
                .text("id");
        String second = created("/village-classifications", classes(village, "", "2025-06-01"))
                .text("id");
        refused(
                409,
                "second-classification-of-that-day",
                "/village-classifications",
                classes(village, "'BORDER'", "2025-06-01"));
        refused(422, "class-before-unit", "/village-classifications", classes(village, "'BORDER'", "2023-12-31"));
        refused(422, "class-of-village-only", "/village-classifications", classes("990101", "'BORDER'", "2025-06-01"));
        assertThat(send("POST", "/village-classifications", classes(village, "'CASTLE'", "2025-06-02"), Map.of())
                        .status())
                .isEqualTo(400);

        assertThat(classesOn("2025-02-28")).isEmpty();
        assertThat(classesOn("2025-03-01")).containsExactly("HOLLOWED_OUT", "MOUNTAIN");
        assertThat(classesOn("2025-05-31")).containsExactly("HOLLOWED_OUT", "MOUNTAIN");
        assertThat(classesOn("2025-06-01")).isEmpty();
        assertThat(walked("/village-classifications?unitId=" + village + "&villageClass=MOUNTAIN"))
                .containsExactly(first);

        amended("/village-classifications/" + second, "/withdrawal", "{'reason':'误录'}");
        assertThat(classesOn("2025-06-01")).containsExactly("HOLLOWED_OUT", "MOUNTAIN");
        Answer corrected = send(
                "PUT",
                "/village-classifications/" + first,
                "{'villageClasses':['SUBURBAN'],'validFrom':'2025-06-01'}",
                Map.of("If-Match", "\"1\""));
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(classesOn("2025-05-31")).isEmpty();
        assertThat(classesOn("2025-06-01")).containsExactly("SUBURBAN");
        assertThat(told(2, VillageClassEvent.class, first)).hasSize(2);

        amended("/units/" + village, "/closure", "{'reason':'撤并','occurredAt':'2025-09-01T02:00:00Z'}");
        refused(409, "unit-closed", "/village-classifications", classes(village, "'BORDER'", "2025-09-02"));
        created("/village-classifications", classes(village, "'BORDER'", "2025-09-01"));
    }

    private static String classes(String unit, String classes, String day) {
        return "{'unitId':'" + unit + "','villageClasses':[" + classes + "],'validFrom':'" + day + "'}";
    }

    private List<String> classesOn(String day) {
        return get("/village-classes?unitId=" + village + "&day=" + day)
                .body()
                .path("villageClasses")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** One that nobody has yet. */
    private static String code() {
        return "990%06d".formatted(CODES.incrementAndGet());
    }

    private static String given(String unit, String code, String day) {
        return "{'unitId':'" + unit + "','officialCode':'" + code + "','validFrom':'" + day
                + "','occurredAt':'2025-02-20T02:00:00Z'}";
    }

    private static List<String> found(String code) {
        return get("/units?officialCode=" + code).body().path("items").findValuesAsString("unitId");
    }

    @Test
    void a_unit_is_refused_below_a_wrong_or_unknown_parent_under_an_odd_code_or_twice() {
        refused(422, "unknown-parent", "/units", "{'unitId':'x1','kind':'VILLAGE','name':'x','parentId':'nowhere'}");
        refused(422, "wrong-parent", "/units", "{'unitId':'x1','kind':'VILLAGE','name':'x','parentId':'9901'}");
        refused(400, "invalid-body", "/units", "{'unitId':'-1','kind':'COUNTY','name':'x'}");
        refused(400, "invalid-body", "/units", "{'unitId':'1','kind':'COUNTY','name':'x'}");
        refused(400, "invalid-body", "/units", "{'unitId':'" + "1".repeat(25) + "','kind':'COUNTY','name':'x'}");
        refused(400, "unknown-field", "/units", "{'unitId':'x1','kind':'COUNTY','name':'x','colour':'red'}");
        refused(400, "invalid-body", "/units", "{'unitId':'x1','kind':'COUNTY','name':'a\\u0001b'}");
        refused(
                422,
                "occurred-in-future",
                "/units",
                "{'unitId':'x1','kind':'COUNTY','name':'x','occurredAt':'2999-01-01T00:00:00Z'}");
        refused(409, "already-exists", "/units", "{'unitId':'9901','kind':'COUNTY','name':'x'}");
        refused(
                422,
                "unknown-parent",
                send("POST", "/units/" + village + "/moves", "{'parentId':'nowhere'}", Map.of("If-Match", "\"1\"")));
        refused(
                404,
                "not-found",
                send("POST", "/units/nowhere/moves", "{'parentId':'990102'}", Map.of("If-Match", "\"1\"")));
        refused(400, "invalid-body", "/units/" + village + "/resident-counts", "{'residents':-1}");
    }

    @Test
    void what_has_no_unit_is_refused_and_so_is_what_starts_in_a_closed_one_but_not_what_ends() {
        Answer target = created(
                "/link-targets",
                "{'unitId':'" + village + "','kind':'BASE','name':'基地','occurredAt':'2025-01-01T00:00:00Z'}");
        amended("/units/" + village, "/closure", "{'reason':'撤并','occurredAt':'2025-06-01T00:00:00Z'}");
        for (String unit : List.of("nowhere", village)) {
            int status = unit.equals(village) ? 409 : 422;
            String code = unit.equals(village) ? "unit-closed" : "unknown-unit";
            String of = "{'unitId':'" + unit + "',";
            refused(status, code, "/stations", of + "'venue':'x','inVillageOrganisationVenue':true}");
            refused(status, code, "/boards", of + "'place':'x','combined':true}");
            refused(status, code, "/officer-posts/" + unit + "/appointments", "{'personId':'p-1'}");
            refused(status, code, "/leading-groups", of + "'name':'x'}");
            refused(status, code, "/link-targets", of + "'kind':'BASE','name':'x'}");
        }
        refused(422, "unknown-unit", "/documents", "{'unitId':'nowhere','kind':'PLAN','year':2025,'title':'x'}");
        done("/link-targets/" + target.text("id") + "/retirement", "{'reason':'停产'}");
        created(
                "/boards",
                "{'unitId':'" + village + "','place':'x','combined':false,'occurredAt':'2025-05-31T23:59:59Z'}");
    }

    @Test
    void a_station_opens_and_closes() {
        String at = "/stations/"
                + created(
                                "/stations",
                                "{'unitId':'" + village + "','venue':'党群服务中心','inVillageOrganisationVenue':true,"
                                        + "'occurredAt':'2025-01-01T00:00:00Z'}")
                        .text("id");
        done(at + "/openings", "{'occurredAt':'2025-02-01T00:00:00Z'}");
        refused(409, "station-already-open", at + "/openings", "{'occurredAt':'2025-02-02T00:00:00Z'}");
        done(at + "/closures", "{'reason':'修缮','occurredAt':'2025-03-01T00:00:00Z'}");
        refused(
                422,
                "station-outside-village-venue",
                "/stations",
                "{'unitId':'" + village + "','venue':'x','inVillageOrganisationVenue':false}");
        refused(400, "invalid-json", "/stations", "{'unitId':'" + village + "','venue':'x'}");

        Answer station = get(at);
        assertThat(station.body().path("open").asBoolean()).isFalse();
        assertThat(station.body().path("changes")).hasSize(2);
        String id = station.text("id");
        assertThat(told(3, StationEvent.class, id))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new StationRegistered(id, "党群服务中心"), new StationOpened(id), new StationClosed(id, "修缮")));
    }

    @Test
    void an_update_entered_again_is_marked_until_somebody_keeps_it() {
        String board = created(
                        "/boards",
                        "{'unitId':'" + village + "','place':'村委会','combined':true,"
                                + "'occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");
        String update = "{'title':'春季防火','occurredAt':'2025-03-05T02:00:00Z'}";
        String first = created("/boards/" + board + "/updates", update).text("id");

        Answer again = created("/boards/" + board + "/updates", update);

        assertThat(again.body().at("/warnings/0/code").asString()).isEqualTo("probable-duplicate");
        String marked = "/board-updates?duplicate=PROBABLE&boardId=" + board;
        assertThat(walked(marked)).containsExactly(again.text("id"));
        String keeping = "/probable-duplicates/" + again.text("id") + "/keeping";
        assertThat(send("POST", keeping, "{'reason':'换了另一块版面'}", Map.of("If-Match", again.etag()))
                        .status())
                .isEqualTo(200);
        assertThat(walked(marked)).isEmpty();
        assertThat(get("/board-updates/" + again.text("id"))
                        .body()
                        .at("/duplicate/of/0")
                        .asString())
                .isEqualTo(first);
    }

    @Test
    void a_board_is_updated_and_an_update_corrected_and_withdrawn() {
        String board = created(
                        "/boards",
                        "{'unitId':'" + village + "','place':'村委会','combined':true,"
                                + "'occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");
        Instant fiveDaysAgo = Instant.now(Clock.systemUTC()).minus(Duration.ofDays(5));
        created("/boards/" + board + "/updates", "{'title':'防火','occurredAt':'" + fiveDaysAgo.toString() + "'}");
        Answer made = created("/boards/" + board + "/updates", "{'title':'用药'}");
        String update = made.text("id");
        assertThat(made.headers().firstValue("Location")).contains("/api/v1/organization/board-updates/" + update);
        assertThat(get("/boards/" + board).body().path("daysSinceLastUpdate").asInt(-1))
                .isZero();
        String at = get("/board-updates/" + update).text("occurredAt");

        Answer unseen = send("PUT", "/board-updates/" + update, "{'title':'春季用药'}", Map.of());
        assertThat(unseen.text("code")).isEqualTo("if-match-required");
        Answer stale = send("PUT", "/board-updates/" + update, "{'title':'春季用药'}", Map.of("If-Match", "\"7\""));
        assertThat(stale.text("code")).isEqualTo("version-mismatch");
        Answer corrected = send("PUT", "/board-updates/" + update, "{'title':'春季用药'}", Map.of("If-Match", made.etag()));
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(get("/board-updates/" + update).text("occurredAt")).isEqualTo(at);
        refused(428, "if-match-required", "/board-updates/" + update + "/withdrawal", "{'reason':'误记'}");
        refused(
                412,
                "version-mismatch",
                send(
                        "POST",
                        "/board-updates/" + update + "/withdrawal",
                        "{'reason':'误记'}",
                        Map.of("If-Match", "\"1\"")));
        amended("/board-updates/" + update, "/withdrawal", "{'reason':'误记'}");
        refused(
                409,
                "already-withdrawn",
                send(
                        "POST",
                        "/board-updates/" + update + "/withdrawal",
                        "{'reason':'误记'}",
                        Map.of("If-Match", get("/board-updates/" + update).etag())));

        Answer view = get("/boards/" + board);
        assertThat(view.body().path("daysSinceLastUpdate").asInt()).isEqualTo(5);
        assertThat(view.body().path("combined").asBoolean()).isTrue();
        assertThat(get("/board-updates/" + update).body().path("withdrawn").asBoolean())
                .isTrue();
        assertThat(told(1, BoardEvent.class, board))
                .extracting(Envelope::data)
                .isEqualTo(List.of(new BoardRegistered(board, "村委会", true)));
        Instant previous = Instant.parse(at);
        assertThat(told(3, BoardEvent.class, update))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new BoardUpdated(board, update, "用药"),
                        new BoardUpdateCorrected(board, update, "春季用药", previous),
                        new BoardUpdateWithdrawn(board, update, "误记", previous)));
    }

    @Test
    void an_appointment_that_was_made_under_a_key_is_answered_again_though_the_unit_was_closed() {
        String at = "/officer-posts/" + village + "/appointments";
        String body = "{'personId':'p-1'}"; // now, which is later at the retry
        Map<String, String> key = Map.of("Idempotency-Key", "appointment-1");
        Answer first = send("POST", at, body, key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        done(at + "/" + first.text("itemId") + "/departure", "{'reason':'考录'}");
        amended("/units/" + village, "/closure", "{'reason':'撤并'}");

        refused(409, "unit-closed", at, body);
        Answer again = send("POST", at, body, key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void a_post_is_filled_and_vacated_and_a_long_vacancy_alarms() {
        String at = "/officer-posts/" + village;
        Answer never = get(at);
        assertThat(never.text("vacantSince")).isEqualTo("2023-12-31T16:00:00Z");
        assertThat(never.body().path("vacancyAlert").asBoolean()).isTrue();
        assertThat(get("/officer-posts/nowhere").status()).isEqualTo(404);

        String appointment = created(
                        at + "/appointments",
                        "{'personId':'p-1','until':'2990-01-01T00:00:00Z','occurredAt':'2025-01-01T00:00:00Z'}")
                .text("itemId");
        Answer filled = get(at);
        assertThat(filled.body().path("current").path("personId").asString()).isEqualTo("p-1");
        assertThat(filled.body().path("vacancyAlert").asBoolean()).isFalse();
        assertThat(filled.body().has("vacantSince")).isFalse();
        refused(409, "post-occupied", at + "/appointments", "{'personId':'p-2'}");
        refused(400, "invalid-body", at + "/appointments", "{'personId':'张三'}");
        done(at + "/appointments/" + appointment + "/departure", "{'reason':'考录','occurredAt':'2025-02-01T00:00:00Z'}");

        Answer vacant = get(at);
        assertThat(vacant.text("vacantSince")).isEqualTo("2025-02-01T00:00:00Z");
        assertThat(vacant.body().path("vacancyAlert").asBoolean()).isTrue();
        assertThat(told(2, OfficerEvent.class, village))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new OfficerAppointed(appointment, "p-1", Instant.parse("2990-01-01T00:00:00Z")),
                        new OfficerLeft(appointment, "考录")));
    }

    @Test
    void a_leading_group_takes_members_and_is_dissolved() {
        String group = created(
                        "/leading-groups",
                        "{'unitId':'" + village
                                + "','name':'领导小组','carriedBy':'COMMITTEE','occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");
        String at = "/leading-groups/" + group;
        String leader = created(
                        at + "/members",
                        "{'personId':'p-1','role':'LEADER','duty':'统筹','occurredAt':'2025-01-02T00:00:00Z'}")
                .text("itemId");
        assertThat(get(at).body().path("complete").asBoolean()).isFalse();
        String staff = created(
                        at + "/members",
                        "{'personId':'p-2','role':'STAFF','duty':'联络','occurredAt':'2025-01-02T00:00:00Z'}")
                .text("itemId");
        assertThat(get(at).body().path("complete").asBoolean()).isTrue();
        done(at + "/members/" + staff + "/release", "{'occurredAt':'2025-02-01T00:00:00Z'}");
        done(at + "/dissolution", "{'reason':'换届','occurredAt':'2025-03-01T00:00:00Z'}");

        Answer view = get(at);
        assertThat(view.body().path("valid").asBoolean()).isFalse();
        assertThat(view.text("carriedBy")).isEqualTo("COMMITTEE");
        assertThat(view.body().path("members")).hasSize(2);
        assertThat(told(5, LeadingGroupEvent.class, group))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new LeadingGroupFormed(group, "领导小组", null, LeadingGroupEvent.Carrier.COMMITTEE),
                        new GroupMemberAssigned(group, leader, "p-1", LeadingGroupEvent.Role.LEADER, "统筹"),
                        new GroupMemberAssigned(group, staff, "p-2", LeadingGroupEvent.Role.STAFF, "联络"),
                        new GroupMemberReleased(group, staff),
                        new LeadingGroupDissolved(group, "换届")));
    }

    @Test
    void a_document_shows_how_late_it_came_and_is_corrected_and_withdrawn() {
        Answer filed = created(
                "/documents",
                "{'unitId':'" + village + "','kind':'PLAN','year':2025,'title':'计划','sha256':'" + "a".repeat(64)
                        + "','occurredAt':'2025-04-02T00:00:00Z'}");
        String document = filed.text("id");
        Answer view = get("/documents/" + document);
        assertThat(view.text("dueDate")).isEqualTo("2025-03-31");
        assertThat(view.body().path("daysLate").asInt()).isEqualTo(2);
        assertThat(view.text("sha256")).isEqualTo("a".repeat(64));
        refused(
                400,
                "invalid-body",
                "/documents",
                "{'unitId':'" + village + "','kind':'PLAN','year':2025,'title':'x','sha256':'ABC'}");
        refused(
                422,
                "summary-before-its-year",
                "/documents",
                "{'unitId':'" + village
                        + "','kind':'SUMMARY','year':2025,'title':'x','occurredAt':'2024-12-31T15:59:59Z'}");
        refused(
                422,
                "document-of-later-year",
                "/documents",
                "{'unitId':'" + village + "','kind':'PLAN','year':2949,'title':'x'}");
        refused(
                422,
                "summary-before-its-year",
                send(
                        "PUT",
                        "/documents/" + document,
                        "{'kind':'SUMMARY','year':2026,'title':'x'}",
                        Map.of("If-Match", filed.etag())));

        Answer corrected = send(
                "PUT",
                "/documents/" + document,
                "{'kind':'OTHER','year':2024,'title':'通知'}",
                Map.of("If-Match", filed.etag()));
        assertThat(corrected.status()).isEqualTo(200);
        Answer after = get("/documents/" + document);
        assertThat(after.body().has("dueDate")
                        || after.body().has("daysLate")
                        || after.body().has("sha256"))
                .isFalse();
        refused(428, "if-match-required", "/documents/" + document + "/withdrawal", "{'reason':'误传'}");
        amended("/documents/" + document, "/withdrawal", "{'reason':'误传'}");

        Instant filedAt = Instant.parse("2025-04-02T00:00:00Z");
        assertThat(told(3, DocumentEvent.class, document))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new DocumentFiled(document, DocumentEvent.Kind.PLAN, 2025, "计划", "a".repeat(64)),
                        new DocumentCorrected(document, DocumentEvent.Kind.OTHER, 2024, "通知", null, 2025, filedAt),
                        new DocumentWithdrawn(document, "误传", 2024, filedAt)));
    }

    @Test
    void the_ledger_is_kept_to_the_fen_corrected_withdrawn_and_added_up_by_year_and_purpose() {
        String of = "{'unitId':'" + village + "','source':'PUBLIC_BUDGET','title':'展板',";
        created(
                "/funding-entries",
                of + "'stage':'BUDGETED','purpose':'OTHER','amountFen':500000,'occurredAt':'2025-01-05T02:00:00Z'}");
        Answer made = created(
                "/funding-entries",
                of + "'stage':'SPENT','purpose':'ACTIVITIES','amountFen':186051,'voucherNumber':'记-1',"
                        + "'occurredAt':'2025-12-31T15:59:59Z'}");
        created(
                "/funding-entries",
                of + "'stage':'SPENT','purpose':'ACTIVITIES','amountFen':49,'voucherNumber':'记-2',"
                        + "'occurredAt':'2025-12-31T16:00:00Z'}");
        refused(422, "voucher-missing", "/funding-entries", of + "'stage':'RECEIVED','purpose':'OTHER','amountFen':1}");
        for (String amount : List.of("0", "-1", "1000000001", "0.5")) {
            refused(
                    400,
                    amount.equals("0.5") ? "invalid-json" : "invalid-body",
                    "/funding-entries",
                    of + "'stage':'BUDGETED','purpose':'OTHER','amountFen':" + amount + "}");
        }

        String sums = "/funding-sums?unitId=" + village;
        assertThat(get(sums + "&year=2025").body().toString())
                .isEqualTo(json("{'unitId':'" + village + "','sums':["
                        + "{'year':2025,'purpose':'ACTIVITIES','budgetedFen':0,'receivedFen':0,'spentFen':186051},"
                        + "{'year':2025,'purpose':'OTHER','budgetedFen':500000,'receivedFen':0,'spentFen':0}]}"));
        assertThat(get(sums).body().at("/sums/2").toString())
                .isEqualTo(json("{'year':2026,'purpose':'ACTIVITIES','budgetedFen':0,'receivedFen':0,'spentFen':49}"));
        assertThat(get("/funding-sums?unitId=990101&year=2025").body().path("sums"))
                .isNotEmpty();
        assertThat(seen(sums, "AUDITOR@990102")).isEqualTo(404);
        refused(422, "unknown-unit", get("/funding-sums?unitId=nowhere"));

        String entry = "/funding-entries/" + made.text("id");
        Answer corrected = send(
                "PUT",
                entry,
                "{'stage':'SPENT','purpose':'MATERIALS','source':'DONATION','title':'展板','amountFen':186000,"
                        + "'voucherNumber':'记-1'}",
                Map.of("If-Match", made.etag()));
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(get(entry).text("occurredAt")).isEqualTo("2025-12-31T15:59:59Z");
        amended(entry, "/withdrawal", "{'reason':'重复'}");
        assertThat(get(sums + "&year=2025").body().path("sums")).hasSize(1);
        assertThat(walked("/funding-entries?unitId=" + village + "&state=VALID&stage=SPENT"))
                .hasSize(1);
        String id = made.text("id");
        Instant previous = Instant.parse("2025-12-31T15:59:59Z");
        assertThat(told(3, FundingEvent.class, id))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new FundingRecorded(
                                id, Stage.SPENT, Purpose.ACTIVITIES, Source.PUBLIC_BUDGET, "展板", 186_051, "记-1"),
                        new FundingCorrected(
                                id, Stage.SPENT, Purpose.MATERIALS, Source.DONATION, "展板", 186_000, "记-1", previous),
                        new FundingWithdrawn(id, "重复", previous)));
    }

    private static String programme(String county, String from, String to) {
        return created(
                        "/programmes",
                        "{'unitId':'" + county + "','title':'示范创建','level':'COUNTY','authority':'县科协',"
                                + "'approvalNumber':'3号','from':'" + from + "','to':'" + to
                                + "','occurredAt':'2024-12-20T02:00:00Z'}")
                .text("id");
    }

    @Test
    void a_calendar_of_a_county_is_seen_from_below_by_layers_corrected_and_withdrawn() {
        String of = "{'unitId':'9901','year':2026,'layer':'NATION',";
        String days = "'holidays':['2026-10-01','2026-10-02'],'makeUpDays':['2026-10-10'],"
                + "'authority':'国务院办公厅','documentNumber':'1号'";
        String announced = ",'occurredAt':'2025-11-04T14:00:00Z'}";
        String calendars = "/working-calendars";
        refused(422, "calendar-not-of-county", calendars, of.replace("9901", "990101") + days + announced);
        refused(422, "calendar-day-of-other-year", calendars, of.replace("2026", "2027") + days + announced);
        refused(400, "invalid-json", calendars, of.replace("NATION", "VILLAGE") + days + announced);
        String nation = created(calendars, of + days + announced).text("id");
        refused(409, "second-calendar-of-that-layer", calendars, of + days + announced);
        String county = created(
                        calendars,
                        of.replace("NATION", "COUNTY")
                                + days.replace("'2026-10-01','2026-10-02'", "'2026-10-12'")
                                        .replace("2026-10-10", "2026-10-02")
                                + announced)
                .text("id");

        assertThat(seen(calendars + '/' + nation, "VILLAGE_SECRETARY@" + village))
                .isEqualTo(404);
        String year = "/working-days?year=2026&unitId=";
        assertThat(seen(year + village, "VILLAGE_SECRETARY@990102")).isEqualTo(404);
        JsonNode layered = send("GET", year + village, null, by("VILLAGE_SECRETARY@" + village))
                .body();
        // 261 from Monday to Friday
        assertThat(layered.path("workingDays").asInt()).isEqualTo(260);
        assertThat(layered.path("named").findValuesAsString("date"))
                .containsExactly("2026-10-01", "2026-10-02", "2026-10-10", "2026-10-12");
        assertThat(layered.path("named").findValuesAsString("layer"))
                .containsExactly("NATION", "COUNTY", "NATION", "COUNTY");

        amended(calendars + '/' + county, "/withdrawal", "{'reason':'误录'}");
        Answer corrected = send(
                "PUT",
                calendars + '/' + nation,
                "{" + days.replace("'2026-10-10'", "") + "}",
                Map.of("If-Match", get(calendars + '/' + nation).etag()));
        assertThat(corrected.status()).as(corrected.body().toString()).isEqualTo(200);
        assertThat(get(year + "9901").body().path("workingDays").asInt()).isEqualTo(259);
        assertThat(get(calendars + "?unitId=9901&year=2026&layer=NATION")
                        .body()
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(nation);
        assertThat(told(2, WorkingCalendarEvent.class, county).getLast().data())
                .isEqualTo(new WorkingCalendarWithdrawn(county, 2026, "误录", Instant.parse("2025-11-04T14:00:00Z")));
        assertThat(told(2, WorkingCalendarEvent.class, nation)).hasSize(2);
    }

    @Test
    void a_calendar_comes_as_a_table_too_and_a_wrong_line_is_named() {
        String head = "\uFEFF单位代码,年度,层级,发布机关,文号,日期,安排\n";
        String table = head + "9901,2031,国家,国务院办公厅,1号,2031-10-01,放假\n,,,,,2031-10-11,上班\n";

        Answer wrong = table("/working-calendars", table.replace("2031-10-11", "10月11日"));
        refused(400, "invalid-csv", wrong);
        assertThat(wrong.text("detail")).contains("3");
        refused(400, "invalid-csv", table("/working-calendars", table.replace("年度", "哪年")));
        refused(422, "personal-data-in-text", table("/working-calendars", table.replace("国务院办公厅", "电话19912344321")));
        refused(
                422,
                "calendar-day-of-other-year",
                table("/working-calendars", table.replace("2031-10-11", "2032-10-11")));
        refused(415, "unsupported-media-type", table("/units", table));
        Answer announced = table("/working-calendars", table);
        assertThat(announced.status()).as(announced.text()).isEqualTo(201);
        assertThat(get("/working-calendars/" + announced.id())
                        .body()
                        .path("makeUpDays")
                        .get(0)
                        .asString())
                .isEqualTo("2031-10-11");
        refused(409, "second-calendar-of-that-layer", table("/working-calendars", table));
    }

    // at the same moment

    @Test
    void of_those_who_announce_the_calendar_of_a_layer_at_the_same_moment_one_is_heard() {
        String calendar = "{'unitId':'9901','year':2041,'layer':'PROVINCE','holidays':['2041-10-01'],'makeUpDays':[],"
                + "'authority':'省政府办公厅','documentNumber':'1号'}";
        Answer announced = AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(16, () -> send("POST", "/working-calendars", calendar, Map.of())),
                "second-calendar-of-that-layer");
        assertThat(walked("/working-calendars?unitId=9901&year=2041")).containsExactly(announced.id());

        amended("/working-calendars/" + announced.id(), "/withdrawal", "{'reason':'误录'}");
        AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(16, () -> send("POST", "/working-calendars", calendar, Map.of())),
                "second-calendar-of-that-layer");
    }

    @Test
    void of_those_who_classify_a_village_from_the_same_day_at_the_same_moment_one_is_heard() {
        String path = "/village-classifications";
        String body = classes(village, "'BORDER'", "2025-03-01");
        String refusal = "second-classification-of-that-day";
        Answer classified =
                AtTheSameMoment.onlyOneOf(AtTheSameMoment.times(16, () -> send("POST", path, body, Map.of())), refusal);
        assertThat(walked(path + "?unitId=" + village)).containsExactly(classified.id());

        List<String> others = IntStream.rangeClosed(1, 4)
                .mapToObj(month -> created(path, classes(village, "'BORDER'", "2025-04-0" + month))
                        .id())
                .toList();
        List<Callable<Answer>> corrections = others.stream()
                .<Callable<Answer>>map(id -> () -> send(
                        "PUT",
                        path + '/' + id,
                        "{'villageClasses':['BORDER'],'validFrom':'2025-06-01'}",
                        Map.of("If-Match", "\"1\"")))
                .toList();
        AtTheSameMoment.onlyOneOf(AtTheSameMoment.all(corrections), refusal);
    }

    @Test
    void of_those_who_apply_for_a_household_at_the_same_moment_one_is_heard() {
        String programme = programme("9901", "2025-01-01", "2990-12-31");
        String application = "{'unitId':'" + village + "','programmeId':'" + programme
                + "','level':'HOUSEHOLD','householdNumber':'H-018','evidence':'申报表',"
                + "'occurredAt':'2025-02-01T02:00:00Z'}";
        List<String> applied = IntStream.range(0, 5)
                .mapToObj(round -> application.replace("H-018", "H-10" + round))
                .map(ofHousehold -> AtTheSameMoment.onlyOneOf(
                                AtTheSameMoment.times(16, () -> send("POST", "/demonstrations", ofHousehold, Map.of())),
                                "demonstration-already-applied")
                        .id())
                .toList();
        assertThat(walked("/demonstrations?unitId=" + village)).containsExactlyInAnyOrderElementsOf(applied);
    }

    @Test
    void of_units_that_are_given_one_code_at_the_same_moment_one_has_it() {
        List<String> towns = IntStream.range(0, 6).mapToObj(_ -> code()).toList();
        towns.forEach(town -> created("/units", unit(town, "TOWNSHIP", "某乡" + town, "9901", "2024-01-01")));
        String wanted = code();
        List<Callable<Answer>> gifts = towns.stream()
                .<Callable<Answer>>map(
                        town -> () -> send("POST", "/official-codes", given(town, wanted, "2025-03-01"), Map.of()))
                .toList();
        AtTheSameMoment.onlyOneOf(AtTheSameMoment.all(gifts), "official-code-taken");
        assertThat(found(wanted)).hasSize(1);

        String town = towns.getFirst();
        AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(
                        6, () -> send("POST", "/official-codes", given(town, code(), "2025-06-01"), Map.of())),
                "second-official-code-of-that-day");
    }

    private static Answer table(String path, String csv) {
        return organization.send("POST", path, csv, "Content-Type", "text/csv; charset=utf-8");
    }

    @Test
    void a_programme_is_of_a_county_seen_from_below_ended_and_withdrawn() {
        refused(
                422,
                "programme-not-of-county",
                "/programmes",
                "{'unitId':'990101','title':'x','level':'COUNTY','authority':'x','approvalNumber':'x',"
                        + "'from':'2025-01-01','to':'2025-12-31'}");
        refused(
                400,
                "invalid-json",
                "/programmes",
                "{'unitId':'9901','title':'x','level':'TOWNSHIP','authority':'x','approvalNumber':'x',"
                        + "'from':'2025-01-01','to':'2025-12-31'}");
        String id = programme("9901", "2025-01-01", "2990-12-31");
        String at = "/programmes/" + id;
        assertThat(seen(at, "VILLAGE_SECRETARY@" + village)).isEqualTo(404);
        String inForce = "/programmes-in-force?unitId=" + village;
        assertThat(send("GET", inForce, null, by("VILLAGE_SECRETARY@" + village))
                        .body()
                        .path("items")
                        .findValuesAsString("id"))
                .contains(id);
        assertThat(seen(inForce, "VILLAGE_SECRETARY@990102")).isEqualTo(404);
        assertThat(get("/programmes-in-force?unitId=9901").body().path("items").findValuesAsString("id"))
                .contains(id);

        amended(at, "/ending", "{'lastDay':'2025-12-31','reason':'周期调整'}");
        assertThat(get(at).text("endedBecause")).isEqualTo("周期调整");
        assertThat(get(inForce).body().path("items").findValuesAsString("id")).doesNotContain(id);
        refused(
                409,
                "programme-over-by-then",
                send(
                        "POST",
                        at + "/ending",
                        "{'lastDay':'2025-12-31','reason':'x'}",
                        Map.of("If-Match", get(at).etag())));
        amended(at, "/withdrawal", "{'reason':'误录'}");
        Instant approved = Instant.parse("2024-12-20T02:00:00Z");
        LocalDate from = LocalDate.of(2025, 1, 1);
        assertThat(told(3, ProgrammeEvent.class, id))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new ProgrammeRegistered(
                                id, "示范创建", ProgrammeEvent.Level.COUNTY, "县科协", "3号", from, LocalDate.of(2990, 12, 31)),
                        new ProgrammeCorrected(
                                id,
                                "示范创建",
                                ProgrammeEvent.Level.COUNTY,
                                "县科协",
                                "3号",
                                from,
                                LocalDate.of(2025, 12, 31),
                                "周期调整",
                                from,
                                approved),
                        new ProgrammeWithdrawn(id, "误录", from, approved)));
    }

    @Test
    void a_household_comes_to_its_title_by_review_and_award_and_loses_it() {
        String programme = programme("9901", "2025-01-01", "2990-12-31");
        String application = "{'unitId':'" + village + "','programmeId':'" + programme
                + "','level':'HOUSEHOLD','householdNumber':'H-017','evidence':'申报表',"
                + "'occurredAt':'2025-02-01T02:00:00Z'}";
        refused(422, "unknown-programme", "/demonstrations", application.replace(programme, "nowhere"));
        refused(409, "programme-not-in-force", "/demonstrations", application.replace("2025-02-01", "2024-12-31"));
        refused(422, "household-number-mismatch", "/demonstrations", application.replace("HOUSEHOLD", "VILLAGE"));
        refused(422, "demonstration-of-wrong-level", "/demonstrations", application.replace("HOUSEHOLD", "TOWNSHIP"));
        refused(400, "invalid-body", "/demonstrations", application.replace("H-017", "张三家"));
        String id = created("/demonstrations", application).text("id");
        refused(409, "demonstration-already-applied", "/demonstrations", application);
        String at = "/demonstrations/" + id;

        String review = "{'verdict':'RECOMMENDED','comment':'同意','occurredAt':'2025-02-10T02:00:00Z'}";
        refused(409, "own-record", at + "/review", review);
        Map<String, String> inspector = Map.of("Authorization", organization.bearer("inspector-1", "INSPECTOR@990101"));
        assertThat(send("POST", at + "/review", review, inspector).status()).isEqualTo(200);
        String award = "{'documentNumber':'18号','validUntil':'2990-12-31','occurredAt':'2025-03-01T02:00:00Z'}";
        refused(409, "own-record", at + "/award", award);
        refused(404, "not-found", send("POST", at + "/award", award, by("TOWNSHIP_CLERK@990101")));
        assertThat(send("POST", at + "/award", award, by("TOWNSHIP_CLERK@9901")).status())
                .isEqualTo(200);
        assertThat(get(at).text("state")).isEqualTo("HELD");
        String held = "/demonstrations?unitId=" + village + "&state=";
        assertThat(walked(held + "HELD&level=HOUSEHOLD")).containsExactly(id);
        assertThat(walked(held + "EXPIRED")).isEmpty();
        done(at + "/revocation", "{'reason':'不合格','occurredAt':'2025-05-01T02:00:00Z'}");
        assertThat(walked(held + "REVOKED")).containsExactly(id);
        assertThat(get(at).body().path("steps")).hasSize(4);
        refused(
                409,
                "demonstration-already-applied",
                "/demonstrations",
                application.replace("2025-02-01T02", "2025-04-30T15"));
        String again = created("/demonstrations", application.replace("2025-02-01T02", "2025-04-30T16"))
                .text("id");
        amended("/demonstrations/" + again, "/withdrawal", "{'reason':'误录'}");
        assertThat(walked(held + "WITHDRAWN")).containsExactly(again);
        Map<String, String> clerk = new HashMap<>(by("TOWNSHIP_CLERK@990101"));
        clerk.put("If-Match", get(at).etag());
        refused(404, "not-found", send("POST", at + "/withdrawal", "{'reason':'误录'}", clerk));

        assertThat(told(4, DemonstrationEvent.class, id))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new DemonstrationApplied(id, programme, DemonstrationEvent.Level.HOUSEHOLD, "H-017", "申报表"),
                        new DemonstrationReviewed(id, DemonstrationEvent.Verdict.RECOMMENDED, "同意"),
                        new DemonstrationAwarded(
                                id, DemonstrationEvent.Level.HOUSEHOLD, "H-017", "18号", LocalDate.of(2990, 12, 31)),
                        new DemonstrationRevoked(id, "不合格")));
    }

    @Test
    void the_county_of_the_programme_decides_on_a_title_also_after_the_village_went_to_another_county() {
        created("/units", "{'unitId':'9904','kind':'COUNTY','name':'x','occurredAt':'2020-01-01T00:00:00Z'}");
        created("/units", unit("990401", "TOWNSHIP", "x", "9904", "2020-01-01"));
        String programme = programme("9901", "2025-01-01", "2990-12-31");
        String recommended = recommended(programme, "H-1", "2025-02-01");
        String held = recommended(programme, "H-2", "2025-02-01");
        decided(held + "/award", title("2990-12-30", "2025-03-01"));
        String passed = "{'passed':true,'comment':'合格','evidence':'照片','occurredAt':'2025-04-01T02:00:00Z'}";
        assertThat(send("POST", held + "/rechecks", passed, by("INSPECTOR@990101"))
                        .status())
                .isEqualTo(200);
        amended("/units/" + village, "/moves", "{'parentId':'990401','occurredAt':'2025-05-01T00:00:00Z'}");

        String renewal = title("2990-12-31", "2025-06-01");
        String revocation = "{'reason':'不合格','occurredAt':'2025-07-01T02:00:00Z'}";
        Map<String, String> ofTheVillages = new HashMap<>(by("TOWNSHIP_CLERK@9904"));
        refused(404, "not-found", send("POST", recommended + "/award", renewal, ofTheVillages));
        refused(404, "not-found", send("POST", held + "/renewal", renewal, ofTheVillages));
        refused(404, "not-found", send("POST", held + "/revocation", revocation, ofTheVillages));
        ofTheVillages.put("If-Match", get(held).etag());
        refused(404, "not-found", send("POST", held + "/withdrawal", "{'reason':'x'}", ofTheVillages));

        Map<String, String> both = new HashMap<>(by("TOWNSHIP_CLERK@9904", "TOWNSHIP_CLERK@9901"));
        assertThat(send("POST", held + "/renewal", renewal, both).status()).isEqualTo(200);
        assertThat(send("POST", held + "/revocation", revocation, both).status())
                .isEqualTo(200);
        both.put("If-Match", get(held).etag());
        assertThat(send("POST", held + "/withdrawal", "{'reason':'误录'}", both).status())
                .isEqualTo(200);
    }

    @Test
    void no_title_is_renewed_while_another_application_of_the_same_is_under_way_or_held() {
        String programme = programme("9901", "2025-01-01", "2990-12-31");
        String first = recommended(programme, "H-1", "2025-02-01");
        decided(first + "/award", title("2025-06-30", "2025-03-01"));
        String passed = "{'passed':true,'comment':'合格','evidence':'照片','occurredAt':'2025-06-10T02:00:00Z'}";
        assertThat(send("POST", first + "/rechecks", passed, by("INSPECTOR@990101"))
                        .status())
                .isEqualTo(200);
        String second = recommended(programme, "H-1", "2025-07-01");
        String late = title("2990-12-31", "2025-06-20");

        refused(409, "demonstration-already-applied", first + "/renewal", late);
        decided(second + "/award", title("2990-12-31", "2025-07-10"));
        refused(409, "demonstration-already-applied", first + "/renewal", late);
        // revoked, it held until then
        done(second + "/revocation", "{'reason':'重复命名','occurredAt':'2025-08-01T02:00:00Z'}");
        refused(409, "demonstration-already-applied", first + "/renewal", late);
        amended(second, "/withdrawal", "{'reason':'误录'}");
        refused(409, "own-record", first + "/renewal", late);
        decided(first + "/renewal", late);
    }

    @Test
    void of_two_applications_of_the_same_moment_none_is_awarded_until_one_is_withdrawn() {
        String programme = programme("9901", "2025-01-01", "2990-12-31");
        String first = recommended(programme, "H-1", "2025-02-01");
        String second = recommended(programme, "H-2", "2025-02-01");
        // as if both had been applied for at the same moment
        organization
                .mongo()
                .getCollection("demonstrations")
                .updateOne(
                        Filters.eq("_id", second.substring("/demonstrations/".length())),
                        Updates.set("householdNumber", "H-1"));

        String award = title("2990-12-31", "2025-03-01");
        refused(409, "demonstration-already-applied", first + "/award", award);
        refused(409, "demonstration-already-applied", second + "/award", award);
        amended(second, "/withdrawal", "{'reason':'重复'}");
        decided(first + "/award", award);
    }

    /** By somebody of the county who applied for nothing. */
    private static void decided(String path, String body) {
        Answer answer = send("POST", path, body, by("TOWNSHIP_CLERK@9901"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    /** Where it is found. */
    private String recommended(String programme, String household, String day) {
        String at = "T02:00:00Z'}";
        String found = "/demonstrations/"
                + created(
                                "/demonstrations",
                                "{'unitId':'" + village + "','programmeId':'" + programme
                                        + "','level':'HOUSEHOLD','householdNumber':'" + household
                                        + "','evidence':'申报表','occurredAt':'" + day + at)
                        .text("id");
        String review = "{'verdict':'RECOMMENDED','comment':'同意','occurredAt':'" + day + at;
        assertThat(send("POST", found + "/review", review, by("INSPECTOR@990101"))
                        .status())
                .isEqualTo(200);
        return found;
    }

    private static String title(String lastDay, String day) {
        return "{'documentNumber':'18号','validUntil':'" + lastDay + "','occurredAt':'" + day + "T02:00:00Z'}";
    }

    @Test
    void a_title_is_recorded_changed_and_withdrawn_by_who_has_a_right_over_where_its_authority_is() {
        String county = "TOWNSHIP_CLERK@9901";
        String township = "TOWNSHIP_CLERK@990101";
        String secretary = "VILLAGE_SECRETARY@" + village;
        for (String level : List.of("COUNTY", "PROVINCE")) {
            hidden("/titles", titled(village, level), secretary);
            hidden("/titles", titled(village, level), township);
        }
        hidden("/titles", titled(village, "TOWNSHIP"), secretary);
        Answer high = send("POST", "/titles", titled(village, "COUNTY"), by(county));
        assertThat(high.status()).isEqualTo(201);
        Answer low = send("POST", "/titles", titled(village, "TOWNSHIP"), by(township));
        assertThat(low.status()).isEqualTo(201);

        refused(404, "not-found", retitled(high, "TOWNSHIP", township));
        refused(404, "not-found", retitled(low, "COUNTY", township));
        refused(404, "not-found", retitled(low, "TOWNSHIP", secretary));
        assertThat(retitled(high, "PROVINCE", county).status()).isEqualTo(200);
        assertThat(retitled(low, "TOWNSHIP", township).status()).isEqualTo(200);

        refused(404, "not-found", untitled(high, township));
        refused(404, "not-found", untitled(low, secretary));
        assertThat(untitled(high, county).status()).isEqualTo(200);
        assertThat(untitled(low, township).status()).isEqualTo(200);
    }

    @Test
    void what_belongs_to_no_township_or_no_county_has_its_titles_recorded_where_it_belongs() {
        String department = village + "-D";
        created("/units", unit(department, "DEPARTMENT", "x", "9901", "2024-01-01"));
        String alone = code();
        created(
                "/units",
                "{'unitId':'" + alone + "','kind':'TOWNSHIP','name':'x','occurredAt':'2024-01-01T00:00:00Z'}");
        String below = alone + "-v";
        created("/units", unit(below, "VILLAGE", "x", alone, "2024-01-01"));

        assertThat(send("POST", "/titles", titled(department, "TOWNSHIP"), by("TOWNSHIP_CLERK@" + department))
                        .status())
                .isEqualTo(201);
        hidden("/titles", titled(department, "COUNTY"), "TOWNSHIP_CLERK@" + department);
        hidden("/titles", titled(below, "COUNTY"), "VILLAGE_SECRETARY@" + below);
        assertThat(send("POST", "/titles", titled(below, "COUNTY"), by("TOWNSHIP_CLERK@" + alone))
                        .status())
                .isEqualTo(201);
    }

    private static String titled(String unit, String level) {
        return "{'unitId':'" + unit + "','title':'示范','level':'" + level
                + "','authority':'科协','documentNumber':'9号','occurredAt':'2025-02-01T02:00:00Z'}";
    }

    private static Answer retitled(Answer title, String level, String grant) {
        return onTitle(
                "PUT",
                title,
                "",
                "{'title':'示范','level':'" + level + "','authority':'科协','documentNumber':'10号'}",
                grant);
    }

    private static Answer untitled(Answer title, String grant) {
        return onTitle("POST", title, "/withdrawal", "{'reason':'误录'}", grant);
    }

    /** On the version that it has now. */
    private static Answer onTitle(String method, Answer title, String how, String body, String grant) {
        String path = "/titles/" + title.text("id");
        Map<String, String> headers = new HashMap<>(by(grant));
        headers.put("If-Match", get(path).etag());
        return send(method, path + how, body, headers);
    }

    @Test
    void a_title_shows_whether_it_is_held_and_is_corrected_and_withdrawn() {
        String of = "{'unitId':'" + village + "','title':'科普示范村','level':'COUNTY','authority':'县科协',"
                + "'documentNumber':'9号','occurredAt':'2025-02-01T02:00:00Z','validUntil':";
        refused(422, "title-over-before-granted", "/titles", of + "'2025-01-31'}");
        Answer made = created("/titles", of + "'2025-02-01'}");
        String id = made.text("id");
        assertThat(get("/titles/" + id).body().path("held").asBoolean(true)).isFalse();
        Answer corrected = send(
                "PUT",
                "/titles/" + id,
                "{'title':'科普示范村','level':'PROVINCE','authority':'省科协','documentNumber':'2号'}",
                Map.of("If-Match", made.etag()));
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(get("/titles/" + id).body().path("held").asBoolean()).isTrue();
        assertThat(walked("/titles?unitId=" + village + "&level=PROVINCE")).containsExactly(id);
        amended("/titles/" + id, "/withdrawal", "{'reason':'误录'}");
        assertThat(get("/titles/" + id).body().path("held").asBoolean(true)).isFalse();
        assertThat(told(3, TitleEvent.class, id)).hasSize(3);
    }

    @Test
    void a_link_target_is_registered_and_retired() {
        String target = created(
                        "/link-targets",
                        "{'unitId':'" + village + "','kind':'LEADING_ENTERPRISE','name':'龙头企业',"
                                + "'occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");
        done("/link-targets/" + target + "/retirement", "{'reason':'停产','occurredAt':'2025-02-01T00:00:00Z'}");

        assertThat(get("/link-targets/" + target).text("retiredAt")).isEqualTo("2025-02-01T00:00:00Z");
        assertThat(told(2, LinkTargetEvent.class, target))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new LinkTargetRegistered(target, LinkTargetEvent.Kind.LEADING_ENTERPRISE, "龙头企业"),
                        new LinkTargetRetired(target, "停产")));
    }

    @Test
    void a_retry_under_the_same_key_gets_the_first_answer_and_tells_nothing_new() {
        String at = "/officer-posts/" + village + "/appointments";
        String body = "{'personId':'p-1','occurredAt':'2025-01-01T00:00:00Z'}";
        Map<String, String> key = Map.of(
                "Idempotency-Key",
                "k-" + village,
                "Authorization",
                organization.bearer("clerk-7", "TOWNSHIP_CLERK@all"));

        Answer first = send("POST", at, body, key);
        Answer second = send("POST", at, body, key);
        Answer other = send("POST", at, "{'personId':'p-2'}", key);
        done(at + "/" + first.text("itemId") + "/departure", "{'reason':'x'}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
        List<Envelope<?>> told = told(2, OfficerEvent.class, village);
        assertThat(told.getFirst().actor()).isEqualTo("clerk-7");
        assertThat(told.getFirst().id())
                .hasToString(first.body().path("events").get(0).asString());
        assertThat(told.getLast().data()).isInstanceOf(OfficerLeft.class);
    }

    @Test
    void a_refusal_speaks_chinese_unless_english_is_asked_for() {
        String body = "{'unitId':'nowhere','place':'x','combined':true}";

        Answer chinese = send("POST", "/boards", body, Map.of());
        Answer english = send("POST", "/boards", body, Map.of("Accept-Language", "en"));

        assertThat(chinese.text("detail")).isEqualTo("没有单位 nowhere 的资料。请核对单位代码；刚登记的单位可能要稍等片刻才能使用。");
        assertThat(english.text("detail"))
                .isEqualTo("No unit nowhere is known here. Check its code; a unit just registered may take a moment.");
        assertThat(english.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    // who may do it

    @Test
    void a_role_reaches_its_unit_and_what_lies_below_and_to_everybody_else_there_is_nothing() {
        String branch = branch();
        String station = created(
                        "/stations", "{'unitId':'" + village + "','venue':'党群服务中心','inVillageOrganisationVenue':true}")
                .text("id");
        String group = created("/leading-groups", "{'unitId':'" + village + "','name':'x'}")
                .text("id");
        for (String path : List.of(
                "/units/" + village,
                "/units?parentId=" + village,
                "/officer-posts/" + village,
                "/stations/" + station,
                "/leading-groups/" + group)) {
            for (String unit : List.of("all", "9901", "990101", village)) {
                assertThat(seen(path, "AUDITOR@" + unit)).as(path + " " + unit).isEqualTo(200);
            }
            for (String unit : List.of(branch, "990102", "nowhere")) {
                assertThat(seen(path, "AUDITOR@" + unit)).as(path + " " + unit).isEqualTo(404);
            }
            assertThat(send("GET", path, null, by()).text("code")).isEqualTo("right-missing");
        }
        assertThat(seen("/units/" + branch, "VILLAGE_SECRETARY@" + village)).isEqualTo(200);
        Answer foreign = send("GET", "/stations/" + station, null, by("AUDITOR@990102"));
        Answer unknown = send("GET", "/stations/nothing", null, by("AUDITOR@990102"));
        assertThat(foreign.text("detail").replace(station, "X"))
                .isEqualTo(unknown.text("detail").replace("nothing", "X"));
        assertThat(send("GET", "/units", null, Map.of("Authorization", "")).status())
                .isEqualTo(401);
    }

    @Test
    void who_has_another_role_changes_nothing() {
        for (String path : List.of("/units", "/units/" + village + "/moves", "/units/" + village + "/closure")) {
            forbidden(path, "TOWNSHIP_CLERK@all");
        }
        for (String path : List.of(
                "/units/" + village + "/resident-counts",
                "/units/" + village + "/venue-kinds",
                "/stations",
                "/boards",
                "/officer-posts/" + village + "/appointments",
                "/leading-groups",
                "/documents",
                "/link-targets")) {
            forbidden(path, "SYSTEM_ADMINISTRATOR@all");
            forbidden(path, "TEAM_LEADER@" + village);
            forbidden(path, "MACHINE_CLIENT@all");
        }
        assertThat(get("/units/" + village).etag()).isEqualTo("\"1\"");
    }

    @Test
    void a_stranger_changes_nothing_and_is_told_of_no_rule() {
        String board = created("/boards", "{'unitId':'" + village + "','place':'x','combined':true}")
                .text("id");
        String update =
                created("/boards/" + board + "/updates", "{'title':'x'}").text("id");
        String group = created(
                        "/leading-groups",
                        "{'unitId':'" + village + "','name':'x','occurredAt':'2025-01-01T00:00:00Z',"
                                + "'until':'2025-02-01T00:00:00Z'}")
                .text("id");
        String document = created("/documents", "{'unitId':'" + village + "','kind':'PLAN','year':2025,'title':'x'}")
                .text("id");
        amended("/units/" + village, "/closure", "{'reason':'撤并'}");
        String[] stranger = {"TOWNSHIP_CLERK@990102", "SYSTEM_ADMINISTRATOR@990102"};

        for (String unit : List.of(village, "nowhere")) {
            String of = "{'unitId':'" + unit + "',";
            hidden("/stations", of + "'venue':'x','inVillageOrganisationVenue':false}", stranger);
            hidden("/boards", of + "'place':'x','combined':true}", stranger);
            hidden("/leading-groups", of + "'name':'x'}", stranger);
            hidden("/documents", of + "'kind':'PLAN','year':2025,'title':'x'}", stranger);
            hidden("/link-targets", of + "'kind':'BASE','name':'x'}", stranger);
            hidden("/officer-posts/" + unit + "/appointments", "{'personId':'p-1'}", stranger);
            hidden("/officer-posts/" + unit + "/appointments/a/departure", "{'reason':'x'}", stranger);
            hidden("/units/" + unit + "/resident-counts", "{'residents':1}", stranger);
            hidden("/units/" + unit + "/venue-kinds", "{'venueKinds':[]}", stranger);
            hidden("/units/" + unit + "/moves", "{'parentId':'990102'}", stranger);
            hidden("/units/" + unit + "/closure", "{'reason':'x'}", stranger);
        }
        hidden("/boards/" + board + "/updates", "{'title':'x'}", stranger);
        hidden("/board-updates/" + update + "/withdrawal", "{'reason':'x'}", stranger);
        hidden("/leading-groups/" + group + "/members", "{'personId':'p','role':'STAFF','duty':'x'}", stranger);
        hidden("/leading-groups/" + group + "/dissolution", "{'reason':'x'}", stranger);
        hidden("/documents/" + document + "/withdrawal", "{'reason':'x'}", stranger);
        assertThat(get("/units/" + village).etag()).isEqualTo("\"2\"");
        for (String untouched : List.of(
                "/boards/" + board, "/board-updates/" + update, "/leading-groups/" + group, "/documents/" + document)) {
            assertThat(get(untouched).etag()).isEqualTo("\"1\"");
        }
    }

    @Test
    void the_village_secretary_does_the_villages_own_business() {
        Map<String, String> secretary = by("VILLAGE_SECRETARY@" + village);

        for (var request : Map.of(
                        "/boards",
                        "{'unitId':'" + village + "','place':'x','combined':true}",
                        "/documents",
                        "{'unitId':'" + branch() + "','kind':'PLAN','year':2025,'title':'x'}",
                        "/officer-posts/" + village + "/appointments",
                        "{'personId':'p-1'}")
                .entrySet()) {
            assertThat(send("POST", request.getKey(), request.getValue(), secretary)
                            .status())
                    .as(request.getKey())
                    .isEqualTo(201);
        }
        assertThat(send("POST", "/units/" + village + "/resident-counts", "{'residents':9}", secretary)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_unit_is_established_below_a_unit_in_reach_and_seen_at_once() {
        Map<String, String> administrator = by("SYSTEM_ADMINISTRATOR@990101");
        Map<String, String> retried = new HashMap<>(administrator);
        retried.put("Idempotency-Key", "new-village");
        String ahead = Instant.now(Clock.systemUTC())
                .plus(Duration.ofMinutes(4))
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
        String body =
                "{'unitId':'990101-new','kind':'VILLAGE','name':'x','parentId':'990101','occurredAt':'" + ahead + "'}";
        Answer first = send("POST", "/units", body, retried);

        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        assertThat(send("GET", "/units/990101-new", null, administrator).text("establishedAt"))
                .isEqualTo(ahead);
        assertThat(send("POST", "/units", body, retried).body()).isEqualTo(first.body());
        assertThat(seen("/units/990101-new", "AUDITOR@990101-new")).isEqualTo(200);

        for (String parent : List.of("'990102'", "'9901'", "'nowhere'", "'all'")) {
            for (String kind : List.of("TOWNSHIP", "VILLAGE")) {
                hidden(
                        "/units",
                        "{'unitId':'990101-no','kind':'" + kind + "','name':'x','parentId':" + parent + "}",
                        "SYSTEM_ADMINISTRATOR@990101");
            }
        }
        for (String topmost : List.of("990101-no", "9901")) { // nothing is hidden, and a code that is taken not told
            refused(
                    403,
                    "right-over-parent-missing",
                    send(
                            "POST",
                            "/units",
                            "{'unitId':'" + topmost + "','kind':'COUNTY','name':'x','parentId':null}",
                            administrator));
        }
        assertThat(get("/units/990101-no").status()).isEqualTo(404);
    }

    @Test
    void a_code_tells_nothing_of_units_out_of_reach() {
        created("/units", "{'unitId':'990102-taken','kind':'VILLAGE','name':'x','parentId':'990102'}");
        Map<String, String> administrator = by("SYSTEM_ADMINISTRATOR@990101");
        String body = "{'unitId':'%s','kind':'VILLAGE','name':'x','parentId':'%s'}";

        for (String parent : List.of("990101", "990102", "nowhere")) {
            Answer taken = send("POST", "/units", body.formatted("990102-taken", parent), administrator);
            Answer free = send("POST", "/units", body.formatted("990102-free", parent), administrator);

            assertThat(taken.status()).as(taken.body().toString()).isEqualTo(parent.equals("990101") ? 422 : 404);
            assertThat(taken.text("code")).isEqualTo(parent.equals("990101") ? "code-not-of-parent" : "not-found");
            assertThat(taken.body()).isEqualTo(free.body());
        }
        for (String code : List.of("9901", "990101", "99010")) {
            assertThat(send("POST", "/units", body.formatted(code, "990101"), administrator)
                            .text("code"))
                    .as(code)
                    .isEqualTo("code-not-of-parent");
        }
        created("/units", body.formatted("elsewhere-1", "990101")); // by whom all codes belong to
    }

    @Test
    void no_unit_takes_the_name_that_means_everything() {
        for (String id : List.of("all", "ALL", "All")) {
            refused(400, "invalid-body", "/units", "{'unitId':'" + id + "','kind':'COUNTY','name':'x'}");
        }
        created("/units", "{'unitId':'all-1','kind':'COUNTY','name':'x'}");
    }

    @Test
    void a_unit_is_moved_by_who_reaches_it_and_its_new_parent_and_rights_follow_at_once() {
        String branch = branch();
        String moves = "/units/" + village + "/moves";
        String body = "{'parentId':'990102'}";
        hidden(moves, body, "SYSTEM_ADMINISTRATOR@990101");
        hidden(moves, body, "SYSTEM_ADMINISTRATOR@990102");
        hidden(moves, body, "SYSTEM_ADMINISTRATOR@990101", "TOWNSHIP_CLERK@990102");
        hidden(moves, "{'parentId':'nowhere'}", "SYSTEM_ADMINISTRATOR@9901");
        assertThat(seen("/units/" + branch, "AUDITOR@990101")).isEqualTo(200);

        Map<String, String> both = new HashMap<>(by("SYSTEM_ADMINISTRATOR@990101", "SYSTEM_ADMINISTRATOR@990102"));
        both.put("If-Match", "\"1\"");
        assertThat(send("POST", moves, body, both).status()).isEqualTo(200);

        for (String unit : List.of(village, branch)) {
            assertThat(seen("/units/" + unit, "AUDITOR@990101")).isEqualTo(404);
            assertThat(seen("/units/" + unit, "AUDITOR@990102")).isEqualTo(200);
            assertThat(seen("/units/" + unit, "AUDITOR@9901")).isEqualTo(200);
        }
        assertThat(send("GET", "/units?limit=100", null, by("AUDITOR@990102"))
                        .body()
                        .path("items")
                        .findValuesAsString("unitId"))
                .contains(village, branch);

        // told late, and over since
        amended("/units/" + village, "/moves", "{'parentId':'990102','occurredAt':'2024-02-01T00:00:00Z'}");
        amended("/units/" + village, "/moves", "{'parentId':'990101','occurredAt':'2024-03-01T00:00:00Z'}");
        assertThat(seen("/units/" + village, "AUDITOR@990102")).isEqualTo(200);
        assertThat(seen("/units/" + village, "AUDITOR@990101")).isEqualTo(404);
    }

    @Test
    void the_list_of_units_shows_who_asks_only_what_they_reach() {
        created("/units", "{'unitId':'9903','kind':'COUNTY','name':'x'}");
        for (String township : List.of("990301", "990302")) {
            created("/units", "{'unitId':'" + township + "','kind':'TOWNSHIP','name':'x','parentId':'9903'}");
        }
        List<String> villages = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            villages.add("990301%03d".formatted(i));
            created(
                    "/units",
                    "{'unitId':'" + villages.getLast() + "','kind':'VILLAGE','name':'x','parentId':'990301'}");
        }
        created("/units", "{'unitId':'A-1','kind':'BRANCH','name':'x','parentId':'990301007'}");

        List<String> county = new ArrayList<>(List.of("9903", "990301"));
        county.addAll(villages);
        county.addAll(List.of("990302", "A-1"));
        assertThat(listed("/units", 50, "AUDITOR@9903")).isEqualTo(county);
        assertThat(listed("/units", 100, "AUDITOR@9903", "AUDITOR@990301007", "AUDITOR@nowhere"))
                .isEqualTo(county);
        assertThat(listed("/units?kind=VILLAGE", 30, "AUDITOR@990301")).isEqualTo(villages);
        assertThat(listed("/units?parentId=990301", 100, "AUDITOR@990301")).isEqualTo(villages);
        assertThat(listed("/units", 1, "VILLAGE_SECRETARY@990301007")).containsExactly("990301007", "A-1");
        assertThat(listed("/units", 50, "AUDITOR@990302", "AUDITOR@A-1")).containsExactly("990302", "A-1");
        assertThat(listed("/units", 50, "AUDITOR@nowhere")).isEmpty();
        assertThat(listed("/units", 100, "AUDITOR@all")).containsAll(county).contains("9901", "990101");
        assertThat(seen("/units?parentId=990302", "AUDITOR@990301")).isEqualTo(404);
        assertThat(seen("/units?parentId=9903", "AUDITOR@990301")).isEqualTo(404);
        assertThat(seen("/units?parentId=nowhere", "AUDITOR@all")).isEqualTo(200);
    }

    @Test
    void pages_lose_nothing_and_repeat_nothing_while_500_records_are_entered_and_withdrawn() {
        String board = created(
                        "/boards",
                        "{'unitId':'" + village + "','place':'村口','combined':true,"
                                + "'occurredAt':'2024-02-01T00:00:00Z'}")
                .text("id");
        Set<String> lasting = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            lasting.add(updated(board, i));
        }
        AtomicInteger entered = new AtomicInteger();
        int rounds = 0;
        try (ExecutorService clerks = Executors.newFixedThreadPool(2)) {
            CompletableFuture<?> others = CompletableFuture.allOf(IntStream.range(0, 500)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                enterAndWithdraw(board, i);
                                entered.incrementAndGet();
                            },
                            clerks))
                    .toArray(CompletableFuture[]::new));
            do {
                for (String list : List.of("sort=occurredAt&state=VALID", "sort=-occurredAt", "sort=id&state=VALID")) {
                    int before = entered.get();
                    List<String> seen = walked("/board-updates?unitId=" + village + "&limit=7&" + list);
                    assertThat(seen)
                            .as("%s after %d, until %d were entered", list, before, entered.get())
                            .doesNotHaveDuplicates()
                            .containsAll(lasting);
                }
                rounds++;
            } while (!others.isDone());
            others.join();
        }

        assertThat(rounds).isGreaterThan(1);
        assertThat(walked("/board-updates?unitId=" + village + "&limit=100&state=VALID"))
                .containsExactlyInAnyOrderElementsOf(lasting);
        assertThat(walked("/board-updates?unitId=" + village + "&limit=100&state=WITHDRAWN"))
                .hasSize(500);
    }

    private static void enterAndWithdraw(String board, int i) {
        Answer withdrawn = send(
                "POST",
                "/board-updates/" + updated(board, i) + "/withdrawal",
                "{'reason':'x'}",
                Map.of("If-Match", "\"1\""));
        assertThat(withdrawn.status()).isEqualTo(200);
    }

    /** Many at the same instant. */
    private static String updated(String board, int i) {
        return created(
                        "/boards/" + board + "/updates",
                        "{'title':'更新" + i + "','occurredAt':'2025-03-%02dT00:00:00Z'}".formatted(1 + i % 20))
                .text("id");
    }

    private static List<String> walked(String path) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            Answer page = send("GET", next.isEmpty() ? path : path + "&cursor=" + next, null, Map.of());
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body().path("items").forEach(item -> ids.add(item.path("id").asString()));
            next = page.text("next");
        } while (!next.isEmpty());
        return ids;
    }

    /** A board whose newest update that holds was so many days ago; a newer one was withdrawn. */
    private String boardUpdated(int daysAgo) {
        String board = created(
                        "/boards",
                        "{'unitId':'" + village
                                + "','place':'村委会','combined':true,'occurredAt':'2024-02-01T00:00:00Z'}")
                .text("id");
        ZoneId zone = organization.bean(ZoneId.class);
        Instant at = LocalDate.now(organization.bean(Clock.class).withZone(zone))
                .minusDays(daysAgo)
                .atStartOfDay(zone)
                .toInstant();
        created("/boards/" + board + "/updates", "{'title':'x','occurredAt':'" + at + "'}");
        created("/boards/" + board + "/updates", "{'title':'x','occurredAt':'2024-03-01T00:00:00Z'}");
        String withdrawn =
                created("/boards/" + board + "/updates", "{'title':'x'}").text("id");
        amended("/board-updates/" + withdrawn, "/withdrawal", "{'reason':'x'}");
        assertThat(get("/boards/" + board).body().path("daysSinceLastUpdate").asInt(-1))
                .isEqualTo(daysAgo);
        return board;
    }

    @Test
    void lists_have_what_people_work_from() {
        String old = created(
                        "/boards",
                        "{'unitId':'" + village + "','place':'老宣传栏','combined':true,"
                                + "'occurredAt':'2024-02-01T00:00:00Z'}")
                .text("id");
        String fresh = created(
                        "/boards",
                        "{'unitId':'" + village + "','place':'新宣传栏','combined':true,"
                                + "'occurredAt':'2024-02-01T00:00:00Z'}")
                .text("id");
        created("/boards/" + old + "/updates", "{'title':'x','occurredAt':'2024-03-01T00:00:00Z'}");
        created("/boards/" + fresh + "/updates", "{'title':'x'}");
        created("/boards", "{'unitId':'" + village + "','place':'刚立的宣传栏','combined':true}");
        String sixtyDays = boardUpdated(60);
        String fiftyNineDays = boardUpdated(59);

        String of = "?unitId=" + village;
        assertThat(walked("/boards-without-update-for-60-days" + of))
                .containsExactlyInAnyOrder(old, sixtyDays)
                .doesNotContain(fiftyNineDays);
        assertThat(walked("/boards" + of + "&q=" + encoded("新宣传"))).containsExactly(fresh);

        assertThat(get("/officer-posts-vacant" + of)
                        .body()
                        .at("/items/0/unitId")
                        .asString())
                .isEqualTo(village);
        created("/officer-posts/" + village + "/appointments", "{'personId':'p-1'}");
        assertThat(get("/officer-posts-vacant" + of).body().path("items")).isEmpty();
        assertThat(get("/officer-posts" + of).body().path("items")).hasSize(1);

        JsonNode due = get("/documents-due" + of).body().path("items");
        assertThat(due).hasSize(1);
        int documents = due.get(0).path("documents").size();
        assertThat(documents).isPositive();
        JsonNode first = due.get(0).at("/documents/0");
        created(
                "/documents",
                "{'unitId':'" + village + "','title':'x','kind':'"
                        + first.path("kind").asString() + "','year':"
                        + first.path("year").asInt() + "}");
        assertThat(get("/documents-due" + of).body().at("/items/0/documents")).hasSize(documents - 1);
    }

    @Test
    void a_board_of_a_closed_unit_waits_for_no_update() {
        String board = boardUpdated(60);
        String of = "/boards-without-update-for-60-days?unitId=" + village;
        assertThat(walked(of)).containsExactly(board);

        amended("/units/" + village, "/closure", "{'reason':'并入邻村'}");

        assertThat(walked(of)).isEmpty();
        assertThat(walked("/boards?unitId=" + village)).containsExactly(board);
    }

    @Test
    void a_vacancy_and_a_document_that_is_due_are_told_of_once_a_week_until_they_are_mended() {
        JsonNode due = get("/documents-due?unitId=" + village).body().at("/items/0/documents/0");
        String kind = due.path("kind").asString();
        int year = due.path("year").asInt();
        String post = village + ":OFFICER";
        String document = village + ":" + kind + ":" + year;
        organization.runScheduled("RemindUnits.remind");
        organization.runScheduled("RemindUnits.remind");

        OfficerVacancyReminded vacancy = (OfficerVacancyReminded)
                told(1, UnitReminderEvent.class, post).getFirst().data();
        assertThat(vacancy.since())
                .isEqualTo(Instant.parse(get("/officer-posts/" + village)
                        .body()
                        .path("vacantSince")
                        .asString()));
        assertThat(told(1, UnitReminderEvent.class, document).getFirst().data())
                .isEqualTo(new DocumentReminded(
                        DocumentEvent.Kind.valueOf(kind),
                        year,
                        LocalDate.parse(due.path("dueDate").asString()),
                        vacancy.week()));

        // a week later
        organization
                .mongo()
                .getCollection("reminders")
                .updateMany(new Document("unitId", village), new Document("$set", new Document("week", "2020-W01")));
        created("/officer-posts/" + village + "/appointments", "{'personId':'p-1'}");
        organization.runScheduled("RemindUnits.remind");
        assertThat(told(2, UnitReminderEvent.class, document)).hasSize(2);
        assertThat(organization
                        .mongo()
                        .getCollection("reminders")
                        .find(new Document("_id", post))
                        .first())
                .as("held by then")
                .containsEntry("week", "2020-W01");
    }

    @Test
    void a_list_is_a_file_for_spreadsheets_on_demand_and_json_for_whoever_takes_anything() {
        String odd = "=1+1,村委会";
        created("/boards", "{'unitId':'" + village + "','place':'" + odd + "','combined':true}");

        Answer csv = raw("/boards?unitId=" + village, "text/csv");
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"boards-\\d{4}-\\d{2}-\\d{2}\\.csv\"");
        assertThat(csv.text().lines())
                .hasSize(2)
                .first()
                .isEqualTo("\uFEFFid,unitId,place,combined,standsSince,lastUpdate,daysSinceLastUpdate,version");
        assertThat(csv.text()).contains(",\"'" + odd + "\",true,");
        assertThat(raw("/boards?unitId=" + village, "*/*").headers().firstValue("Content-Type"))
                .hasValue("application/json");
        assertThat(raw("/units/" + village, "text/csv").status()).isEqualTo(406);
        assertThat(raw("/boards?unitId=nowhere&limit=0", "text/csv").status()).isEqualTo(400);
    }

    private static Answer raw(String path, String accept) {
        return organization.get(path, "Accept", accept);
    }

    @Test
    void what_a_list_does_not_take_is_refused_by_name() {
        Answer unknown = get("/boards?unit=" + village);
        refused(400, "unknown-parameter", unknown);
        assertThat(unknown.text("detail")).contains("unit", "unitId, subtree, from, to, q, sort, cursor, limit");
        Answer order = get("/boards?sort=combined");
        refused(400, "invalid-request", order);
        assertThat(order.text("detail")).contains("sort", "id, -id, place, -place");
        refused(422, "invalid-cursor", get("/boards?cursor=990202"));
        refused(422, "period-ends-before-it-starts", get("/boards?from=2025-03-02&to=2025-03-01"));
        String next = get("/units?limit=1").text("next");
        refused(422, "cursor-of-another-list", get("/units?limit=1&sort=name&cursor=" + next));
        refused(422, "cursor-of-another-list", get("/boards?cursor=" + next));
        assertThat(get("/units?limit=7&cursor=" + next).status()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All pages, which must be full but for the last. */
    private static List<String> listed(String path, int limit, String... grants) {
        List<String> ids = new ArrayList<>();
        String first = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
        String next = "";
        do {
            Answer page = send("GET", next.isEmpty() ? first : first + "&cursor=" + next, null, by(grants));
            assertThat(page.status()).isEqualTo(200);
            next = page.text("next");
            List<String> items = page.body().path("items").findValuesAsString("unitId");
            assertThat(items).hasSizeLessThanOrEqualTo(limit);
            assertThat(next.isEmpty() || items.size() == limit).isTrue();
            ids.addAll(items);
        } while (!next.isEmpty());
        return ids;
    }

    private static Map<String, String> by(String... grants) {
        return Map.of("Authorization", organization.bearer("p-9", grants));
    }

    private static int seen(String path, String grant) {
        return send("GET", path, null, by(grant)).status();
    }

    private static void hidden(String path, String body, String... grants) {
        Map<String, String> headers = new HashMap<>(by(grants));
        headers.put("If-Match", "\"1\"");
        Answer answer = send("POST", path, body, headers);
        assertThat(answer.text("code")).as(path + ' ' + body).isEqualTo("not-found");
        assertThat(answer.status()).isEqualTo(404);
    }

    /** Before the body is even looked at. */
    private static void forbidden(String path, String grant) {
        Answer answer = send("POST", path, "{}", by(grant));
        assertThat(answer.text("code")).as(path + ' ' + grant).isEqualTo("right-missing");
        assertThat(answer.status()).isEqualTo(403);
    }

    private String branch() {
        String branch = village + "-B1";
        created("/units", "{'unitId':'" + branch + "','kind':'BRANCH','name':'x','parentId':'" + village + "'}");
        return branch;
    }

    /** The events of one aggregate so far, once there are as many as expected. */
    private static List<Envelope<?>> told(int expected, Class<? extends DomainEvent> family, String subject) {
        String topic = Contracts.topicOf(family);
        List<Envelope<?>> told = organization.topics().published(family, subject, expected);
        assertThat(organization.topics().records())
                .filteredOn(received -> received.topic().equals(topic))
                .allSatisfy(received -> assertThat(received.key())
                        .isEqualTo(EventCodec.decode(received).orElseThrow().unitId()));
        return told;
    }

    private static Answer created(String path, String body) {
        Answer answer = send("POST", path, body, Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).isPresent();
        return answer;
    }

    private static Answer done(String path, String body) {
        Answer answer = send("POST", path, body, Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.etag()).isEqualTo('"' + answer.body().path("version").asString() + '"');
        return answer;
    }

    /** On the version that it has now. */
    private static Answer amended(String what, String how, String body) {
        Answer answer =
                send("POST", what + how, body, Map.of("If-Match", get(what).etag()));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private static void refused(int status, String code, String path, String body) {
        refused(status, code, send("POST", path, body, Map.of()));
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.text("code")).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("detail")).isNotBlank().isNotEqualTo(code);
    }

    private static Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    private static Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        return organization.send(
                method,
                path,
                body == null ? null : json(body),
                headers.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
