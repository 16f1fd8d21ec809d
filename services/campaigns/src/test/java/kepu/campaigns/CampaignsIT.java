package kepu.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchivePublished;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.CampaignsDuplicateEvent.DuplicateSettled;
import kepu.contracts.campaigns.CampaignsDuplicateEvent.DuplicateSuspected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.campaigns.ResourceUseEvent.ResourceUsed;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.harness.Topics;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

class CampaignsIT {
    private static final String COUNTY = "990101";
    private static final String OTHER_COUNTY = "990102";
    private static final String TOWNSHIP = "990101201";
    private static final String OTHER_TOWNSHIP = "990102201";
    private static final String VILLAGE = "990101201201";
    private static final String MOVED_VILLAGE = "990101201202";
    private static final String CLOSED_VILLAGE = "990101201203";
    private static final String BRANCH = "990101201201-B1";
    private static final String TOWNSHIP_BRANCH = "990101201-B1";
    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final AtomicInteger years = new AtomicInteger(2030);

    private static ServiceUnderTest campaigns;

    @TempDir
    private static Path uploads;

    @BeforeAll
    static void start() {
        campaigns = ServiceUnderTest.start(
                        "campaigns",
                        Campaigns::start,
                        "--kepu.campaigns.upload-folder=" + uploads,
                        "--kepu.campaigns.file-limit=600KB",
                        "--kepu.campaigns.unpacked-limit=1MB")
                .calledBy("clerk-1", "TOWNSHIP_CLERK@all");
        tellOfTheUnits();
    }

    @AfterAll
    static void stop() {
        campaigns.close();
    }

    private static void tellOfTheUnits() {
        Topics topics = campaigns.topics();
        topics.publish(START, new UnitEstablished(COUNTY, Kind.COUNTY, "青山县", null));
        topics.publish(START, new UnitEstablished(OTHER_COUNTY, Kind.COUNTY, "绿水县", null));
        topics.publish(START, new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "青山乡", COUNTY));
        topics.publish(START, new UnitEstablished(OTHER_TOWNSHIP, Kind.TOWNSHIP, "绿水乡", OTHER_COUNTY));
        topics.publish(START, new UnitEstablished(VILLAGE, Kind.VILLAGE, "青禾村", TOWNSHIP));
        topics.publish(START, new UnitEstablished(BRANCH, Kind.BRANCH, "青禾村党支部", VILLAGE));
        topics.publish(START, new UnitEstablished(TOWNSHIP_BRANCH, Kind.BRANCH, "青山乡机关支部", TOWNSHIP));
        topics.publish(START, new UnitEstablished(MOVED_VILLAGE, Kind.VILLAGE, "河口村", TOWNSHIP));
        topics.publish(Instant.parse("2025-07-01T00:00:00Z"), new UnitMoved(MOVED_VILLAGE, OTHER_TOWNSHIP));
        topics.publish(START, new UnitEstablished(CLOSED_VILLAGE, Kind.VILLAGE, "旧村", TOWNSHIP));
        topics.publish(Instant.parse("2025-06-01T00:00:00Z"), new UnitClosed(CLOSED_VILLAGE, "合并"));
        // Units lie in several partitions, so each is awaited by what is known of it.
        for (String unit : List.of(TOWNSHIP, OTHER_TOWNSHIP, VILLAGE)) {
            eventually(
                    () -> window(unit, 2025, "2025-01-01", "2025-01-02").code().equals("window-needs-county"));
        }
        for (String county : List.of(COUNTY, OTHER_COUNTY)) {
            eventually(() ->
                    window(county, 2025, "2025-01-02", "2025-01-01").code().equals("window-dates"));
        }
        eventually(() -> hold(activity(CLOSED_VILLAGE, "2025-06-01T00:00:00Z", ""))
                .code()
                .equals("unit-closed"));
        for (String branch : List.of(BRANCH, TOWNSHIP_BRANCH)) {
            eventually(() -> hold(activity(VILLAGE, "2025-01-01T00:00:00Z", branch(branch)))
                            .status()
                    == 201);
        }
        eventually(
                () -> hold(activity(MOVED_VILLAGE, "2025-01-01T00:00:00Z", "")).status() == 201);
        // Who reaches what is copied on its own.
        for (String unit : List.of(BRANCH, TOWNSHIP_BRANCH, CLOSED_VILLAGE)) {
            eventually(() -> seen(windowsOf(unit), "AUDITOR@" + COUNTY) == 200);
        }
        eventually(() -> seen(windowsOf(MOVED_VILLAGE), "AUDITOR@" + OTHER_COUNTY) == 200);
    }

    @Test
    void a_county_sets_the_window_of_a_campaign_once_and_corrects_it_afterwards() {
        int year = years.getAndIncrement();
        Answer announced = window(COUNTY, year, year + "-05-16", year + "-05-24");

        assertThat(announced.status()).isEqualTo(201);
        String id = COUNTY + ":" + year + ":SCIENCE_WEEK";
        assertThat(announced.id()).isEqualTo(id);
        assertThat(announced.header("Location")).isEqualTo("/api/v1/campaigns/windows/" + id);
        assertThat(window(COUNTY, year, year + "-05-16", year + "-05-24").code())
                .isEqualTo("already-exists");

        String correction = """
                {"from":"%d-05-23","to":"%d-05-31","theme":"创新","occurredAt":"2025-12-21T00:00:00Z"}
                """.formatted(year, year);
        assertThat(send("PUT", "/windows/" + id, correction).status()).isEqualTo(428);
        assertThat(send("PUT", "/windows/" + id, correction, "If-Match", "\"7\"")
                        .status())
                .isEqualTo(412);
        assertThat(send("PUT", "/windows/" + id, correction, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);

        Answer view = get("/windows/" + id);
        assertThat(view.header("ETag")).isEqualTo("\"2\"");
        assertThat(view.body().get("from").asString()).isEqualTo(year + "-05-23");
        List<Envelope<?>> told = told(id, 2);
        assertThat(told)
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new WindowSet(
                                id,
                                Campaign.SCIENCE_WEEK,
                                year,
                                LocalDate.of(year, 5, 16),
                                LocalDate.of(year, 5, 24),
                                "科技强国"),
                        new WindowSet(
                                id,
                                Campaign.SCIENCE_WEEK,
                                year,
                                LocalDate.of(year, 5, 23),
                                LocalDate.of(year, 5, 31),
                                "创新"));
        assertThat(told).allSatisfy(envelope -> assertThat(envelope.unitId()).isEqualTo(COUNTY));
    }

    @Test
    void a_county_adds_a_fourth_window_and_activities_are_named_for_it() {
        int year = 2024;
        String reading = """
                {"unitId":"%s","furtherCampaign":"rural-reading","name":"农民读书月","year":%d,"from":"%d-04-01","to":"%d-04-30",
                 "theme":"耕读传家","occurredAt":"2025-12-20T00:00:00Z"}
                """.formatted(COUNTY, year, year, year);
        String held = activity(VILLAGE, year + "-04-30T15:59:00Z", "")
                .replace("\"campaign\":\"SCIENCE_WEEK\"", "\"furtherCampaign\":\"rural-reading\"");
        assertThat(hold(held).code()).isEqualTo("unknown-campaign");

        Answer set = send("POST", "/windows", reading);

        assertThat(set.status()).as(set.text()).isEqualTo(201);
        assertThat(set.id()).isEqualTo(COUNTY + ":" + year + ":rural-reading");
        assertThat(send("POST", "/windows", reading).code()).isEqualTo("already-exists");
        assertThat(send("POST", "/windows", reading.replace("rural-reading", "Rural Reading"))
                        .status())
                .isEqualTo(400);
        assertThat(told(set.id(), 1))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(new FurtherWindowSet(
                        set.id(),
                        "rural-reading",
                        "农民读书月",
                        year,
                        LocalDate.of(year, 4, 1),
                        LocalDate.of(year, 4, 30),
                        "耕读传家"));
        String inside = hold(held).id();
        JsonNode view = get("/activities/" + inside).body();
        assertThat(view.get("furtherCampaign").asString()).isEqualTo("rural-reading");
        assertThat(view.get("insideWindow").asBoolean()).isTrue();
        String day = year + "-04-30";
        assertThat(get("/activities?furtherCampaign=rural-reading&from=" + day + "&to=" + day)
                        .body()
                        .findValuesAsString("id"))
                .containsExactly(inside);
        assertThat(get("/calendar?unitId=" + VILLAGE + "&year=" + year)
                        .body()
                        .at("/windows/0/standing")
                        .asString())
                .isEqualTo("KEPT");

        assertThat(send("POST", "/windows/" + set.id() + "/withdrawal", "{\"reason\":\"误设\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/windows?unitId=" + VILLAGE + "&year=" + year).body().findValuesAsString("furtherCampaign"))
                .isEmpty();
        assertThat(get("/activities/" + inside).body().has("insideWindow")).isFalse();
    }

    @Test
    void a_village_sees_the_windows_of_its_county() {
        int year = years.getAndIncrement();
        window(COUNTY, year, year + "-05-16", year + "-05-24");
        window(OTHER_COUNTY, year, year + "-05-17", year + "-05-25");

        assertThat(get("/windows?unitId=" + VILLAGE + "&year=" + year)
                        .body()
                        .at("/items/0/unitId")
                        .asString())
                .isEqualTo(COUNTY);
        assertThat(get("/windows?unitId=" + MOVED_VILLAGE + "&year=" + year)
                        .body()
                        .at("/items/0/unitId")
                        .asString())
                .isEqualTo(OTHER_COUNTY);
        assertThat(get("/windows?unitId=" + COUNTY + "&year=1950").body().get("items"))
                .isEmpty();
        assertThat(get("/windows?unitId=" + COUNTY).status()).isEqualTo(400);
    }

    @Test
    void an_activity_stays_on_its_day_where_a_correction_states_none() {
        String path = "/activities/"
                + send("POST", "/activities", activity(VILLAGE, "2025-05-17T01:30:00Z", branch(BRANCH)))
                        .id();
        assertThat(send("PUT", path, """
                {"title":"急救课","venueKind":"SCHOOL","participants":45,"partyKnowledge":false,"scienceKnowledge":true}
                """, "If-Match", "\"1\"").status()).isEqualTo(200);
        JsonNode view = get(path).body();
        assertThat(view.get("title").asString()).isEqualTo("急救课");
        assertThat(view.get("occurredAt").asString()).isEqualTo("2025-05-17T01:30:00Z");
    }

    @Test
    void an_activity_is_held_corrected_and_withdrawn() {
        Answer held = send(
                "POST",
                "/activities",
                activity(VILLAGE, "2025-05-20T09:30:00+08:00", branch(BRANCH)),
                "Idempotency-Key",
                "fair-1");
        assertThat(held.status()).isEqualTo(201);
        assertThat(held.header("Location")).isEqualTo("/api/v1/campaigns/activities/" + held.id());
        assertThat(send(
                                "POST",
                                "/activities",
                                activity(VILLAGE, "2025-05-20T09:30:00+08:00", branch(BRANCH)),
                                "Idempotency-Key",
                                "fair-1")
                        .body())
                .isEqualTo(held.body());

        String correction = """
                {"title":"防溺水课","venueKind":"SCHOOL","participants":45,"partyKnowledge":false,"scienceKnowledge":true,
                 "occurredAt":"2025-05-21T01:30:00Z"}
                """;
        String path = "/activities/" + held.id();
        assertThat(send("PUT", path, correction).status()).isEqualTo(428);
        assertThat(send("PUT", path, correction, "If-Match", "\"1\"").status()).isEqualTo(200);
        JsonNode view = get(path).body();
        assertThat(view.get("title").asString()).isEqualTo("防溺水课");
        assertThat(view.has("campaign")).isFalse();
        assertThat(view.has("insideWindow")).isFalse();
        assertThat(view.has("branchId")).isFalse();
        assertThat(view.get("recordedBy").asString()).isEqualTo("clerk-1");

        assertThat(send("POST", path + "/withdrawal", """
                {"reason":"重复登记"}
                """).status()).isEqualTo(428);
        assertThat(send("POST", path + "/withdrawal", """
                {"reason":"重复登记"}
                """, "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(send("POST", path + "/withdrawal", """
                {"reason":"重复登记"}
                """, "If-Match", "\"2\"").status())
                .isEqualTo(200);
        assertThat(send("PUT", path, correction, "If-Match", "\"3\"").code()).isEqualTo("already-withdrawn");
        assertThat(get(path).body().get("withdrawn").asBoolean()).isTrue();

        Instant first = Instant.parse("2025-05-20T01:30:00Z");
        Instant second = Instant.parse("2025-05-21T01:30:00Z");
        List<Envelope<?>> told = told(held.id(), 3);
        assertThat(told)
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new ActivityHeld(
                                held.id(),
                                BRANCH,
                                "科技赶集",
                                Campaign.SCIENCE_WEEK,
                                VenueKind.MARKET_TOWN,
                                120,
                                true,
                                true,
                                null),
                        new ActivityCorrected(
                                held.id(), null, "防溺水课", null, VenueKind.SCHOOL, 45, false, true, first, null),
                        new ActivityWithdrawn(held.id(), "重复登记", second));
        assertThat(told).allSatisfy(envelope -> assertThat(envelope.unitId()).isEqualTo(VILLAGE));
        assertThat(told.get(0).occurredAt()).isEqualTo(first);
        assertThat(told.get(1).occurredAt()).isEqualTo(second);
    }

    @Test
    void an_activity_entered_again_is_marked_until_somebody_keeps_it() {
        String at = "2025-09-20T01:30:00Z";
        String first = hold(activity(VILLAGE, at, "")).id();

        Answer again = hold(activity(VILLAGE, at, "").replace(":120", ":90"));

        assertThat(again.body().at("/warnings/0/code").asString()).isEqualTo("probable-duplicate");
        assertThat(get("/activities?duplicate=PROBABLE&from=2025-09-20&to=2025-09-20")
                        .body()
                        .findValuesAsString("id"))
                .containsExactly(again.id());
        assertThat(send(
                                "POST",
                                "/probable-duplicates/" + again.id() + "/keeping",
                                "{\"reason\":\"上下午各一场\"}",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get("/activities/" + again.id()).body();
        assertThat(view.at("/duplicate/state").asString()).isEqualTo("KEPT");
        assertThat(view.at("/duplicate/of/0").asString()).isEqualTo(first);
        assertThat(told(again.id(), 3))
                .extracting(envelope -> (Object) envelope.data())
                .endsWith(
                        new DuplicateSuspected(again.id(), Set.of(first), Instant.parse(at)),
                        new DuplicateSettled(again.id(), Outcome.KEPT, Instant.parse(at)));
    }

    @Test
    void an_activity_has_no_archive_until_an_entry_is_filed_and_again_when_it_is_withdrawn() {
        String activity = hold(activity(VILLAGE, "2024-04-10T01:30:00Z", "")).id();
        String open = "/activities-without-archive?unitId=" + VILLAGE + "&from=2024-04-10&to=2024-04-10";
        JsonNode none = get("/activities/" + activity).body().get("archive");
        assertThat(none.get("complete").asBoolean()).isFalse();
        assertThat(none.get("dueOn").asString()).isEqualTo("2024-04-24");
        assertThat(none.get("overdue").asBoolean()).isTrue();
        assertThat(get(open).body().findValuesAsString("id")).containsExactly(activity);

        Answer filed = send("POST", "/archive-entries", entry(VILLAGE, activity, "2024-04-11T01:30:00Z"));
        assertThat(filed.status()).as(filed.text()).isEqualTo(201);
        String path = "/archive-entries/" + filed.id();
        JsonNode archive = get("/activities/" + activity).body().get("archive");
        assertThat(archive.get("complete").asBoolean()).isTrue();
        assertThat(archive.at("/kinds/0").asString()).isEqualTo("TRAINING_MATERIAL");
        assertThat(get(open).body().get("items").isEmpty()).isTrue();

        String catalogue = send("GET", "/archive-catalogue?unitId=" + VILLAGE, "", "Accept", "text/csv")
                .text();
        assertThat(catalogue.lines())
                .contains("\uFEFF件号,责任者,题名,日期,保管期限,页数,备注", "2024-0001,青禾村党支部,春耕用药宣传单,2024-04-11,10年,2,村档案柜第一格");

        assertThat(send("POST", path + "/publication", "{\"evidence\":\"农技站核对\"}", "If-Match", "\"1\"")
                        .code())
                .isEqualTo("own-record");
        String[] inspector = by("INSPECTOR@" + VILLAGE, "If-Match", "\"1\"");
        assertThat(send("POST", path + "/publication", "{\"evidence\":\"农技站核对\"}", inspector)
                        .status())
                .isEqualTo(200);
        assertThat(get(path).text("state")).isEqualTo("PUBLISHED");
        assertThat(send("POST", path + "/withdrawal", "{\"reason\":\"误归档\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/activities/" + activity).body().at("/archive/complete").asBoolean())
                .isFalse();
        assertThat(get(open).body().findValuesAsString("id")).containsExactly(activity);
        assertThat(told(filed.id(), 3))
                .extracting(envelope -> (Object) envelope.data().getClass())
                .containsExactly(ArchiveFiled.class, ArchivePublished.class, ArchiveWithdrawn.class);
    }

    @Test
    void an_activity_does_not_move_past_the_day_on_which_an_entry_about_it_was_filed() {
        String activity = hold(activity(VILLAGE, "2025-03-02T01:30:00Z", "")).id();
        String later = send("POST", "/archive-entries", entry(VILLAGE, activity, "2025-03-09T01:30:00Z"))
                .id();
        String entry = send("POST", "/archive-entries", entry(VILLAGE, activity, "2025-03-03T01:30:00Z"))
                .id();
        String path = "/activities/" + activity;
        String moved = """
                {"title":"防溺水课","venueKind":"SCHOOL","participants":45,"partyKnowledge":false,"scienceKnowledge":true,
                 "occurredAt":"%s"}""";

        Answer refused = send("PUT", path, moved.formatted("2025-03-03T16:00:00Z"), "If-Match", "\"1\""); // the 4th
        assertThat(refused.code()).isEqualTo("activity-after-archive");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail"))
                .contains(get("/archive-entries/" + entry).text("number"), "2025-03-04", "2025-03-03");
        assertThat(send("PUT", path, moved.formatted("2025-03-03T15:59:59Z"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);

        send("POST", "/archive-entries/" + entry + "/withdrawal", "{\"reason\":\"误归档\"}", "If-Match", "\"1\"");
        assertThat(send("PUT", path, moved.formatted("2025-03-09T16:00:00Z"), "If-Match", "\"2\"")
                        .code())
                .isEqualTo("activity-after-archive");
        assertThat(send("PUT", path, moved.formatted("2025-03-09T15:59:59Z"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/archive-entries/" + later).text("state")).isEqualTo("FILED");
    }

    @Test
    void an_entry_about_a_withdrawn_activity_is_not_published_but_withdrawn() {
        String activity = hold(activity(VILLAGE, "2025-03-12T01:30:00Z", "")).id();
        String path = "/archive-entries/"
                + send("POST", "/archive-entries", entry(VILLAGE, activity, "2025-03-13T01:30:00Z"))
                        .id();
        send("POST", "/activities/" + activity + "/withdrawal", "{\"reason\":\"未举办\"}", "If-Match", "\"1\"");

        Answer refused = send(
                "POST",
                path + "/publication",
                "{\"evidence\":\"核对\"}",
                by("INSPECTOR@" + VILLAGE, "If-Match", "\"1\""));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("archive-of-withdrawn-activity");
        assertThat(get(path).text("state")).isEqualTo("FILED");
        assertThat(send("POST", path + "/withdrawal", "{\"reason\":\"未举办\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_an_entry_is_about_has_an_id_like_every_other() {
        String entry = entry(VILLAGE, "%s", "2025-04-22T00:00:00Z")
                .replace("\"subject\":\"ACTIVITY\"", "\"subject\":\"TRAINING\"");
        for (String id : List.of("汉字 id", "", "-t", "a".repeat(65))) {
            Answer refused = send("POST", "/archive-entries", entry.formatted(id));
            assertThat(refused.status()).as(id).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid-body");
            assertThat(refused.text("detail")).contains("subjectId").doesNotContain("regex");
        }
        assertThat(send("POST", "/archive-entries", entry.formatted("a".repeat(64)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void an_entry_about_nothing_of_its_unit_or_before_its_activity_is_refused() {
        String activity = hold(activity(VILLAGE, "2025-04-20T16:30:00Z", "")).id(); // the 21st
        assertThat(send("POST", "/archive-entries", entry(VILLAGE, activity, "2025-04-20T15:59:59Z"))
                        .code())
                .isEqualTo("archive-before-activity");
        assertThat(send("POST", "/archive-entries", entry(VILLAGE, activity, "2025-04-20T16:00:00Z"))
                        .status())
                .isEqualTo(201);
        assertThat(send("POST", "/archive-entries", entry(MOVED_VILLAGE, activity, "2025-04-22T00:00:00Z"))
                        .code())
                .isEqualTo("unknown-activity");
        assertThat(send("POST", "/archive-entries", entry(VILLAGE, "nothing", "2025-04-22T00:00:00Z"))
                        .code())
                .isEqualTo("unknown-activity");
        hidden(send(
                "POST",
                "/archive-entries",
                entry(VILLAGE, activity, "2025-04-22T00:00:00Z"),
                by("VILLAGE_SECRETARY@" + MOVED_VILLAGE)));
        assertThat(send(
                                "POST",
                                "/archive-entries",
                                entry(VILLAGE, "t1", "2025-04-22T00:00:00Z").replace("ACTIVITY", "TRAINING"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_file_is_stored_once_named_by_an_entry_and_given_out_whole_or_in_part() throws Exception {
        byte[] pdf = pdf(600 * 1024); // as large as may be, in three chunks
        String upload = "/files?unitId=" + VILLAGE + "&name=minutes.pdf";
        Answer stored = campaigns.sendFile(upload, pdf);
        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        String fileId = stored.text("fileId");
        assertThat(stored.text("sha256")).isEqualTo(sha256(pdf));
        assertThat(stored.text("mediaType")).isEqualTo("application/pdf");
        assertThat(campaigns.sendFile(upload + "&sha256=" + sha256(pdf), pdf).body())
                .isEqualTo(stored.body());
        assertThat(count("archive-files", new Document("sha256", sha256(pdf)))).isEqualTo(1);
        assertThat(count("archive-chunks", new Document())).isEqualTo(3);

        String activity = hold(activity(VILLAGE, "2024-06-10T01:30:00Z", "")).id();
        String paper = entry(VILLAGE, activity, "2024-06-11T01:30:00Z");
        String electronic = paper.replace("\"paperLocation\":\"村档案柜第一格\"", "\"fileId\":\"" + fileId + "\"");
        assertThat(send(
                                "POST",
                                "/archive-entries",
                                electronic.replace(VILLAGE + "\",\"subject\"", MOVED_VILLAGE + "\",\"subject\""))
                        .code())
                .isEqualTo("unknown-activity");
        assertThat(send("POST", "/archive-entries", electronic.replace(fileId, fileId + "0"))
                        .code())
                .isEqualTo("unknown-file");
        Answer filed = send("POST", "/archive-entries", electronic);
        assertThat(filed.status()).as(filed.text()).isEqualTo(201);
        String content = "/archive-entries/" + filed.id() + "/content";

        Answer whole = send("GET", content, "");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).isEqualTo(new String(pdf, StandardCharsets.US_ASCII));
        assertThat(whole.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(whole.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains(".pdf");
        assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(send("GET", content, "", "If-None-Match", whole.etag()).status())
                .isEqualTo(304);
        int from = 255 * 1024 - 5; // across two chunks
        Answer part = send("GET", content, "", "Range", "bytes=" + from + "-" + (from + 9));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo(whole.text().substring(from, from + 10));
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + from + "-" + (from + 9) + "/" + pdf.length);
        hidden(send("GET", content, "", by("AUDITOR@" + MOVED_VILLAGE)));

        letADayPass();
        assertThat(count("archive-files", new Document("_id", fileId))).isEqualTo(1);
        send("POST", "/archive-entries/" + filed.id() + "/withdrawal", "{\"reason\":\"误传\"}", "If-Match", "\"1\"");
        assertThat(send("GET", content, "").code()).isEqualTo("archive-without-file");
        letADayPass();
        assertThat(count("archive-files", new Document("_id", fileId))).isZero();
        nothingIsLeft();
    }

    @Test
    void the_same_file_from_several_at_once_is_one_copy_and_what_a_crash_left_is_removed() {
        byte[] pdf = pdf(300 * 1024);
        Set<JsonNode> answers = IntStream.range(0, 4)
                .parallel()
                .mapToObj(_ -> file("minutes.pdf", pdf).body())
                .collect(Collectors.toSet());
        assertThat(answers)
                .singleElement()
                .satisfies(stored -> assertThat(stored.has("fileId")).isTrue());
        assertThat(count("archive-chunks", new Document())).isEqualTo(2);
        assertThat(count("archive-files-under-way", new Document())).isZero();

        String key =
                campaigns.mongo().getCollection("archive-files").find().first().getString("key");
        for (String crashed : List.of(key, "gone")) {
            campaigns
                    .mongo()
                    .getCollection("archive-files-under-way")
                    .insertOne(new Document("_id", crashed)
                            .append(
                                    "file",
                                    answers.iterator().next().get("fileId").asString())
                            .append("size", 1L)
                            .append("at", 0L));
        }
        campaigns.mongo().getCollection("archive-chunks").insertOne(new Document("_id", "gone|00000"));
        campaigns.runScheduled("FileSweep.sweep");
        assertThat(count("archive-files", new Document("key", key))).isEqualTo(1);
        assertThat(count("archive-chunks", new Document()))
                .as("those of the file")
                .isEqualTo(2);
        letADayPass();
        nothingIsLeft();
    }

    @Test
    void of_a_file_that_is_refused_nothing_is_left() throws Exception {
        byte[] pdf = pdf(2000);
        var bomb = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(new byte[1024 * 1024 + 1]);
        }
        assertThat(file("letter.docx", bomb.toByteArray()).code()).isEqualTo("file-expands-too-much");
        assertThat(file("photo.jpg", pdf).code()).isEqualTo("file-not-what-its-name-says");
        assertThat(file("program.exe", pdf).code()).isEqualTo("file-type-not-taken");
        for (String name : List.of("../minutes.pdf", "/etc/minutes.pdf", "C:%5Cminutes.pdf", ".pdf", "a%00.pdf")) {
            assertThat(file(name, pdf).status()).as(name).isBetween(400, 422);
        }
        assertThat(file("../minutes.pdf", pdf).code()).isEqualTo("file-name-invalid");
        assertThat(file("minutes.pdf", pdf(600 * 1024 + 1)).code()).isEqualTo("file-too-large");
        assertThat(file("minutes.pdf", new byte[0]).code()).isEqualTo("file-empty");
        assertThat(file("minutes.pdf&sha256=" + sha256(new byte[0]), pdf).code())
                .isEqualTo("file-checksum-mismatch");
        assertThat(send("POST", "/files?unitId=" + VILLAGE + "&name=minutes.pdf", "{}")
                        .status())
                .isEqualTo(415);
        hidden(campaigns.sendFile(
                "/files?unitId=" + VILLAGE + "&name=minutes.pdf",
                pdf,
                "Authorization",
                campaigns.bearer("p-9", "VILLAGE_SECRETARY@" + MOVED_VILLAGE)));
        // a connection that is cut half-way
        int port = Integer.parseInt(campaigns.bean(Environment.class).getRequiredProperty("local.server.port"));
        try (var socket = new Socket("127.0.0.1", port)) {
            String head = "POST /api/v1/campaigns/files?unitId=" + VILLAGE + "&name=minutes.pdf HTTP/1.1\r\n"
                    + "Host: x\r\nContent-Type: application/octet-stream\r\nContent-Length: 2000\r\nAuthorization: "
                    + campaigns.bearer("clerk-1", "TOWNSHIP_CLERK@all") + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(pdf, 0, 1000);
            socket.getOutputStream().flush();
            eventually(() -> !isEmpty(uploads));
        }
        nothingIsLeft();
    }

    private static Answer file(String name, byte[] content) {
        return campaigns.sendFile("/files?unitId=" + VILLAGE + "&name=" + name, content);
    }

    private static void nothingIsLeft() {
        eventually(() -> isEmpty(uploads));
        for (String collection : List.of("archive-files", "archive-chunks", "archive-files-under-way")) {
            assertThat(count(collection, new Document())).as(collection).isZero();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** For the files that are there now. */
    private static void letADayPass() {
        campaigns.mongo().getCollection("archive-files").updateMany(new Document(), Updates.set("usedAt", 0L));
        campaigns.runScheduled("FileSweep.sweep");
    }

    private static long count(String collection, Document what) {
        return campaigns.mongo().getCollection(collection).countDocuments(what);
    }

    private static byte[] pdf(int size) {
        String text = "%PDF-1.7\n" + "0123456789abcde".repeat(size / 15 + 1);
        return (text.substring(0, size - 6) + "%%EOF\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static String entry(String unit, String activity, String at) {
        return """
                {"unitId":"%s","subject":"ACTIVITY","subjectId":"%s","kind":"TRAINING_MATERIAL","title":"春耕用药宣传单",
                 "responsible":"青禾村党支部","retention":"YEARS_10","pages":2,"paperLocation":"村档案柜第一格","occurredAt":"%s"}
                """.formatted(unit, activity, at);
    }

    @Test
    void the_calendar_of_a_unit_has_the_windows_of_its_county_its_own_activities_and_the_gaps() {
        String body = windowBody(COUNTY, 2021, "2021-05-20", "2021-05-27").replace("{", "{\"name\":\"科技周\",");
        assertThat(send("POST", "/windows", body).status()).isEqualTo(201);
        String held = hold(activity(VILLAGE, "2021-05-27T15:30:00Z", "")).id();
        hold(activity(VILLAGE, "2021-05-27T16:30:00Z", "")); // the 28th
        JsonNode calendar = get("/calendar?unitId=" + VILLAGE + "&year=2021").body();

        assertThat(calendar.at("/windows/0/name").asString()).isEqualTo("科技周");
        assertThat(calendar.at("/windows/0/standing").asString()).isEqualTo("KEPT");
        assertThat(calendar.at("/windows/0/activities").valueStream().map(JsonNode::asString))
                .containsExactly(held);
        assertThat(calendar.at("/months/4/activities").size()).isEqualTo(2);
        assertThat(calendar.at("/gaps/months").size()).isEqualTo(11);
        assertThat(get("/calendar?unitId=" + TOWNSHIP + "&year=2021")
                        .body()
                        .at("/months/4/activities")
                        .size())
                .isZero();
        hidden(send("GET", "/calendar?year=2021&unitId=" + VILLAGE, "", by("AUDITOR@" + MOVED_VILLAGE)));
    }

    @Test
    void an_activity_outside_the_window_of_its_campaign_is_kept_and_marked() {
        window(COUNTY, 2024, "2024-05-18", "2024-05-26");

        assertThat(insideWindow(VILLAGE, "2024-05-17T23:59:59+08:00")).isEqualTo("false");
        assertThat(insideWindow(VILLAGE, "2024-05-18T00:00:00+08:00")).isEqualTo("true");
        assertThat(insideWindow(VILLAGE, "2024-05-26T23:59:59+08:00")).isEqualTo("true");
        assertThat(insideWindow(VILLAGE, "2024-05-27T00:00:00+08:00")).isEqualTo("false");
        assertThat(insideWindow(COUNTY, "2024-05-20T00:00:00+08:00")).isEqualTo("true");
        assertThat(insideWindow(VILLAGE, "2023-05-20T00:00:00+08:00")).isEqualTo("unknown");
    }

    @Test
    void for_a_village_that_moved_the_window_of_the_county_of_that_day_decides() {
        window(COUNTY, 2025, "2025-05-01", "2025-05-31");
        window(OTHER_COUNTY, 2025, "2025-08-01", "2025-08-31");

        assertThat(insideWindow(MOVED_VILLAGE, "2025-05-10T00:00:00Z")).isEqualTo("true");
        assertThat(insideWindow(MOVED_VILLAGE, "2025-08-10T00:00:00Z")).isEqualTo("true");
        assertThat(insideWindow(VILLAGE, "2025-08-10T00:00:00Z")).isEqualTo("false");
    }

    @Test
    void activities_that_cannot_have_been_are_refused() {
        String at = "2025-05-20T01:30:00Z";
        assertThat(hold(activity("990101201777", at, "")).code()).isEqualTo("unknown-unit");
        assertThat(hold(activity(CLOSED_VILLAGE, "2025-06-01T00:00:00Z", "")).code())
                .isEqualTo("unit-closed");
        assertThat(hold(activity(CLOSED_VILLAGE, "2025-05-31T23:59:59Z", "")).status())
                .isEqualTo(201);
        assertThat(hold(activity(VILLAGE, at, branch(TOWNSHIP))).code()).isEqualTo("unknown-branch");
        assertThat(hold(activity(VILLAGE, at, branch("nobody"))).code()).isEqualTo("unknown-branch");
        assertThat(hold(activity(VILLAGE, at, "").replace("true", "false")).code())
                .isEqualTo("activity-without-knowledge");
        assertThat(hold(activity(VILLAGE, at, "").replace(":120", ":-1")).code())
                .isEqualTo("invalid-body");
        assertThat(hold(activity(VILLAGE, at, "").replace(":120", ":1000001")).code())
                .isEqualTo("invalid-body");
        assertThat(hold(activity(VILLAGE, at, "").replace(":120", ":1000000")).status())
                .isEqualTo(201);
        assertThat(hold(activity(VILLAGE, at, "\"photo\":\"x\",")).code()).isEqualTo("unknown-field");
        assertThat(get("/activities/none").code()).isEqualTo("not-found");
    }

    @Test
    void a_chain_entered_again_is_marked_once_lecture_and_family_are_the_same_until_somebody_keeps_it() {
        String lecture = """
                {"unitId":"%s","step":"LECTURE","title":"柑橘溃疡病","occurredAt":"2025-03-11T01:00:00Z"}
                """.formatted(VILLAGE);
        String family = """
                {"step":"FAMILY","title":"入户","householdNumber":"%s","occurredAt":"2025-03-12T01:00:00Z"}
                """;
        String first = send("POST", "/chains", lecture).id();
        send("POST", "/chains/" + first + "/steps", family.formatted("H-071"));
        Answer begun = send("POST", "/chains", lecture);
        assertThat(begun.body().has("warnings"))
                .as("one lecture may begin the chains of several families")
                .isFalse();
        String path = "/chains/" + begun.id();

        Answer again = send("POST", path + "/steps", family.formatted("H-071"));

        assertThat(again.body().at("/warnings/0/code").asString()).isEqualTo("probable-duplicate");
        assertThat(get(path).body().at("/duplicate/of/0").asString()).isEqualTo(first);
        assertThat(listed("/chains?duplicate=PROBABLE")).contains(begun.id()).doesNotContain(first);
        assertThat(send(
                                "PUT",
                                path + "/steps/FAMILY",
                                family.formatted("H-072").replace("\"step\":\"FAMILY\",", ""),
                                "If-Match",
                                "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(get(path).body().has("duplicate")).as("another family").isFalse();
        send(
                "PUT",
                path + "/steps/FAMILY",
                family.formatted("H-071").replace("\"step\":\"FAMILY\",", ""),
                "If-Match",
                "\"3\"");
        assertThat(send(
                                "POST",
                                "/probable-duplicates/" + begun.id() + "/keeping",
                                "{\"reason\":\"上下午各一场\"}",
                                "If-Match",
                                "\"4\"")
                        .status())
                .isEqualTo(200);
        assertThat(get(path).body().at("/duplicate/state").asString()).isEqualTo("KEPT");
        Instant held = Instant.parse("2025-03-11T01:00:00Z");
        assertThat(told(begun.id(), 8))
                .extracting(envelope -> (Object) envelope.data())
                .contains(
                        new DuplicateSuspected(begun.id(), Set.of(first), held),
                        new DuplicateSettled(begun.id(), Outcome.NO_LONGER_ALIKE, held))
                .endsWith(new DuplicateSettled(begun.id(), Outcome.KEPT, held));
    }

    @Test
    void a_chain_is_open_until_its_fourth_step_and_again_once_one_is_withdrawn() {
        String lecture = """
                {"unitId":"%s","step":"LECTURE","title":"修剪果树","activityId":"%s","occurredAt":"2025-03-01T01:30:00Z"}
                """;
        String activity = hold(activity(VILLAGE, "2025-03-01T01:30:00Z", "")).id();
        assertThat(send("POST", "/chains", lecture.formatted(VILLAGE, "none")).code())
                .isEqualTo("unknown-activity");
        assertThat(send("POST", "/chains", lecture.formatted(MOVED_VILLAGE, activity))
                        .code())
                .isEqualTo("unknown-activity");
        assertThat(send("POST", "/chains", """
                        {"unitId":"%s","step":"LECTURE","title":"修剪果树","occurredAt":"2025-06-01T00:00:00Z"}
                        """.formatted(CLOSED_VILLAGE)).code())
                .isEqualTo("unit-closed");
        Answer begun = send("POST", "/chains", lecture.formatted(VILLAGE, activity), "Idempotency-Key", "chain-1");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(send("POST", "/chains", lecture.formatted(VILLAGE, activity), "Idempotency-Key", "chain-1")
                        .body())
                .isEqualTo(begun.body());

        String path = "/chains/" + begun.id();
        assertThat(step(path, "MATERIAL", "").status()).isEqualTo(200);
        assertThat(step(path, "MATERIAL", "").code()).isEqualTo("chain-step-taken");
        assertThat(step(path, "FAMILY", "").code()).isEqualTo("chain-household");
        assertThat(step(path, "FAMILY", "\"householdNumber\":\"王家\",").code()).isEqualTo("invalid-body");
        assertThat(step(path, "FAMILY", "\"householdNumber\":\"H-017\",").status())
                .isEqualTo(200);
        assertThat(listed("/chains?missing=COMMUNITY&state=OPEN")).contains(begun.id());
        assertThat(step(path, "COMMUNITY", "").status()).isEqualTo(200);
        assertThat(get(path).body().get("state").asString()).isEqualTo("COMPLETE");
        assertThat(listed("/chains?state=COMPLETE&from=2025-03-01&to=2025-03-01"))
                .contains(begun.id());

        String withdrawal = "{\"reason\":\"未入户\"}";
        assertThat(send("POST", path + "/steps/FAMILY/withdrawal", withdrawal).status())
                .isEqualTo(428);
        assertThat(send("POST", path + "/steps/FAMILY/withdrawal", withdrawal, "If-Match", "\"4\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get(path).body();
        assertThat(view.get("state").asString()).isEqualTo("OPEN");
        assertThat(view.at("/missing/0").asString()).isEqualTo("FAMILY");
        assertThat(send("PUT", path + "/steps/FAMILY", "{\"title\":\"入户\"}", "If-Match", "\"5\"")
                        .code())
                .isEqualTo("chain-step-missing");
        assertThat(told(begun.id(), 5))
                .extracting(envelope -> (Object) envelope.data())
                .startsWith(new ChainStepTaken(begun.id(), Step.LECTURE, "修剪果树", null, activity))
                .endsWith(
                        new ChainStepWithdrawn(begun.id(), Step.FAMILY, "未入户", Instant.parse("2025-03-01T02:30:00Z")));
    }

    private static Answer step(String path, String step, String more) {
        return send("POST", path + "/steps", """
                {"step":"%s","title":"修剪果树",%s"occurredAt":"2025-03-01T02:30:00Z"}
                """.formatted(step, more));
    }

    private static List<String> listed(String path) {
        return get(path).body().findValuesAsString("id");
    }

    @Test
    void a_research_goes_from_its_proposal_to_a_measure_stage_by_stage() {
        Answer proposed = send("POST", "/research-projects", """
                {"unitId":"%s","theme":"ENVIRONMENT","title":"溪水水质","occurredAt":"2025-03-01T01:30:00Z"}
                """.formatted(VILLAGE));
        String path = "/research-projects/" + proposed.id();
        assertThat(stage(path, "FIELD_WORK", 0).status()).isEqualTo(428);
        assertThat(stage(path, "REPORT", 1).code()).isEqualTo("research-stage-out-of-turn");
        assertThat(stage(path, "FIELD_WORK", 1).status()).isEqualTo(200);
        assertThat(stage(path, "REPORT", 2).status()).isEqualTo(200);
        assertThat(listed("/research-projects?state=COMPLETED&theme=ENVIRONMENT&q=水质"))
                .containsExactly(proposed.id());
        assertThat(send("POST", path + "/stages/withdrawal", "{\"reason\":\"未定稿\"}", "If-Match", "\"3\"")
                        .status())
                .isEqualTo(200);
        assertThat(get(path).body().get("state").asString()).isEqualTo("FIELD_WORK");
        assertThat(told(proposed.id(), 4))
                .extracting(envelope -> (Object) envelope.data())
                .endsWith(new ResearchStageWithdrawn(
                        proposed.id(), Stage.REPORT, "未定稿", Instant.parse("2025-04-01T01:30:00Z")));
    }

    private static Answer stage(String path, String stage, int seen) {
        String body = """
                {"stage":"%s","result":"成果","occurredAt":"2025-04-01T01:30:00Z"}
                """.formatted(stage);
        return seen == 0
                ? send("POST", path + "/stages", body)
                : send("POST", path + "/stages", body, "If-Match", "\"" + seen + "\"");
    }

    @Test
    void a_practice_is_published_by_another_and_taken_up_by_another_unit_of_the_county() {
        String nomination = """
                {"unitId":"%s","kind":"ROLE_MODEL","title":"种植能手","personId":"p-lin","story":"带动十户",
                 "occurredAt":"2025-03-01T01:30:00Z"}
                """;
        assertThat(send("POST", "/practices", nomination.formatted(TOWNSHIP)).code())
                .isEqualTo("practice-of-wrong-unit");
        Answer nominated = send("POST", "/practices", nomination.formatted(VILLAGE));
        String path = "/practices/" + nominated.id();
        String publication = "{\"occurredAt\":\"2025-04-01T01:30:00Z\"}";
        assertThat(send("POST", path + "/publication", publication, "If-Match", "\"1\"")
                        .code())
                .isEqualTo("own-record");
        assertThat(reuse(TOWNSHIP, nominated.id(), "TOWNSHIP_CLERK@all").code()).isEqualTo("unknown-practice");
        assertThat(send(
                                "POST",
                                path + "/publication",
                                publication,
                                by("TOWNSHIP_CLERK@" + TOWNSHIP, "If-Match", "\"1\""))
                        .status())
                .isEqualTo(200);

        assertThat(reuse(VILLAGE, nominated.id(), "TOWNSHIP_CLERK@all").code()).isEqualTo("own-practice");
        assertThat(reuse(OTHER_TOWNSHIP, nominated.id(), "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP)
                        .code())
                .isEqualTo("unknown-practice");
        Answer reused = reuse(TOWNSHIP, nominated.id(), "TOWNSHIP_CLERK@" + TOWNSHIP);
        assertThat(reused.status()).isEqualTo(201);
        assertThat(get(path).body().get("reuses").asInt()).isEqualTo(1);
        String seen = "/practices-published?unitId=";
        assertThat(send("GET", seen + BRANCH, "", by("AUDITOR@" + BRANCH))
                        .body()
                        .findValuesAsString("id"))
                .contains(nominated.id());
        assertThat(send("GET", seen + OTHER_TOWNSHIP, "", by("AUDITOR@" + OTHER_TOWNSHIP))
                        .body()
                        .get("items"))
                .isEmpty();

        assertThat(send(
                                "POST",
                                "/practice-reuses/" + reused.id() + "/withdrawal",
                                "{\"reason\":\"误录\"}",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(get(path).body().get("reuses").asInt()).isZero();
        assertThat(send("POST", path + "/publication/withdrawal", "{\"reason\":\"待核\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(told(nominated.id(), 3))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new PracticeNominated(nominated.id(), PracticeEvent.Kind.ROLE_MODEL, "种植能手", "p-lin"),
                        new PracticePublished(nominated.id(), "p-9"),
                        new PracticePublicationWithdrawn(nominated.id(), "待核", Instant.parse("2025-04-01T01:30:00Z")));
    }

    private static Answer reuse(String unit, String practice, String grant) {
        return send("POST", "/practice-reuses", """
                {"unitId":"%s","practiceId":"%s","note":"照此办","occurredAt":"2025-05-01T01:30:00Z"}
                """.formatted(unit, practice), by(grant));
    }

    @Test
    void activities_are_listed_by_the_knowledge_that_they_convey() {
        String at = "2025-08-21T01:30:00Z";
        String science = hold(activity(VILLAGE, at, "").replace("\"partyKnowledge\":true", "\"partyKnowledge\":false"))
                .id();
        String both = hold(activity(VILLAGE, at, "").replace("科技赶集", "院坝会")).id();
        String day = "&from=2025-08-21&to=2025-08-21";

        assertThat(listed("/activities?partyKnowledge=false" + day)).containsExactly(science);
        assertThat(listed("/activities?partyKnowledge=true&scienceKnowledge=true" + day))
                .containsExactly(both);
        assertThat(listed("/activities?scienceKnowledge=true" + day)).hasSize(2);
        assertThat(get("/activities?scienceKnowledge=maybe").code()).isEqualTo("invalid-request");
    }

    @Test
    void a_venue_is_booked_once_at_any_time() {
        Answer registered = send("POST", "/venues", """
                {"unitId":"%s","kind":"GALLERY","name":"村口画廊","place":"文化广场","occurredAt":"2025-03-01T01:30:00Z"}
                """.formatted(VILLAGE));
        assertThat(registered.status()).isEqualTo(201);
        String path = "/venues/" + registered.id();
        Answer booked = book(path, "2025-05-16T01:00:00Z", "2025-05-16T02:00:00Z");
        assertThat(booked.status()).isEqualTo(201);
        assertThat(booked.header("Location"))
                .isEqualTo("/api/v1/campaigns" + path + "/bookings/"
                        + booked.body().get("itemId").asString());
        Answer conflict = book(path, "2025-05-16T01:59:59Z", "2025-05-16T03:00:00Z");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.code()).isEqualTo("venue-booked");
        assertThat(book(path, "2025-05-16T02:00:00Z", "2025-05-16T03:00:00Z").status())
                .isEqualTo(201);
        String booking = path + "/bookings/" + booked.body().get("itemId").asString();
        assertThat(send("POST", booking + "/cancellation", "{\"reason\":\"改期\"}", "If-Match", "\"3\"")
                        .status())
                .isEqualTo(200);
        assertThat(get(path).body().get("bookings")).hasSize(1);
        assertThat(send("POST", path + "/closure", "{\"reason\":\"改建\"}", "If-Match", "\"4\"")
                        .status())
                .isEqualTo(200);
        assertThat(listed("/venues?kind=GALLERY&state=CLOSED&q=画廊")).containsExactly(registered.id());
    }

    /** As it is stored it would be none, and nobody could read its venue again, nor any list in which it is. */
    @Test
    void a_booking_that_is_over_within_its_millisecond_is_refused() {
        Answer registered = send("POST", "/venues", """
                {"unitId":"%s","kind":"GALLERY","name":"桥头画廊","place":"桥头","occurredAt":"2025-03-01T01:30:00Z"}
                """.formatted(VILLAGE));
        String path = "/venues/" + registered.id();

        Answer refused = book(path, "2025-05-16T01:00:00.0001Z", "2025-05-16T01:00:00.0009Z");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("booking-period");
        assertThat(book(path, "2025-05-16T01:00:00.0009Z", "2025-05-16T01:00:00.001Z")
                        .status())
                .isEqualTo(201);
        assertThat(get(path).body().get("bookings")).hasSize(1);
    }

    private static Answer book(String path, String from, String until) {
        return send("POST", path + "/bookings", """
                {"title":"防汛展","from":"%s","until":"%s"}
                """.formatted(from, until));
    }

    @Test
    void a_contribution_to_a_township_is_used_at_the_activities_of_its_villages_and_counted() {
        String partner = send("POST", "/partners", """
                        {"unitId":"%s","kind":"INSTITUTE","name":"县农科所","occurredAt":"2025-01-05T01:30:00Z"}
                        """.formatted(TOWNSHIP)).id();
        String contribution = """
                {"unitId":"%s","partnerId":"%s","kind":"MATERIALS","title":"柑橘图册","occurredAt":"2025-01-06T01:30:00Z"}
                """;
        assertThat(send("POST", "/contributions", contribution.formatted(OTHER_TOWNSHIP, partner))
                        .code())
                .isEqualTo("unknown-partner");
        String leaflets = send("POST", "/contributions", contribution.formatted(TOWNSHIP, partner))
                .id();
        String activity = hold(activity(VILLAGE, "2025-03-08T01:30:00Z", "")).id();
        String[] leader = by("TEAM_LEADER@" + VILLAGE);
        String use = """
                {"unitId":"%s","activityId":"%s","title":"柑橘图册","copies":%d,"contributionId":"%s",
                 "occurredAt":"2025-03-08T01:30:00Z"}
                """;
        assertThat(send("POST", "/resource-uses", use.formatted(VILLAGE, "none", 80, leaflets), leader)
                        .code())
                .isEqualTo("unknown-activity");
        assertThat(send("POST", "/resource-uses", use.formatted(VILLAGE, activity, 80, "none"), leader)
                        .code())
                .isEqualTo("unknown-contribution");
        assertThat(send("POST", "/resource-uses", use.formatted(VILLAGE, activity, -1, leaflets), leader)
                        .code())
                .isEqualTo("invalid-body");
        String used = send("POST", "/resource-uses", use.formatted(VILLAGE, activity, 80, leaflets), leader)
                .id();
        String usedAgain = send(
                        "POST",
                        "/resource-uses",
                        use.formatted(VILLAGE, activity, 20, leaflets).replace("图册\"", "手册\""),
                        leader)
                .id();

        assertThat(get("/contributions/" + leaflets).body().get("uses").asInt()).isEqualTo(1);
        assertThat(listed("/resource-uses?activityId=" + activity)).hasSize(2).contains(used);
        assertThat(listed("/contributions?partnerId=" + partner)).containsExactly(leaflets);
        assertThat(told(used, 1))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(new ResourceUsed(used, activity, "柑橘图册", 80, leaflets));

        assertThat(takenBack("/partners/" + partner).code()).isEqualTo("partner-has-contributions");
        for (String one : List.of(used, usedAgain)) {
            assertThat(takenBack("/contributions/" + leaflets).code()).isEqualTo("contribution-has-uses");
            assertThat(takenBack("/resource-uses/" + one).status()).isEqualTo(200);
        }
        assertThat(takenBack("/contributions/" + leaflets).status()).isEqualTo(200);
        assertThat(takenBack("/partners/" + partner).status()).isEqualTo(200);
    }

    private static Answer takenBack(String path) {
        return send("POST", path + "/withdrawal", "{\"reason\":\"误登记\"}", "If-Match", "\"1\"");
    }

    @Test
    void a_practice_does_not_move_past_the_day_on_which_a_unit_took_it_up() {
        String nominated = """
                {"unitId":"%s","kind":"GOOD_PRACTICE","title":"错峰晒坝","story":"轮流","occurredAt":"2025-03-01T01:30:00Z"}
                """.formatted(VILLAGE);
        String id = send("POST", "/practices", nominated).id();
        String path = "/practices/" + id;
        String[] inspector = by("INSPECTOR@" + VILLAGE, "If-Match", "\"1\"");
        assertThat(send("POST", path + "/publication", "{\"occurredAt\":\"2025-04-01T01:30:00Z\"}", inspector)
                        .status())
                .isEqualTo(200);
        Answer reused = reuse(TOWNSHIP, id, "TOWNSHIP_CLERK@all"); // on 1 May
        assertThat(reused.status()).as(reused.text()).isEqualTo(201);
        assertThat(send("POST", path + "/publication/withdrawal", "{\"reason\":\"有误\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        String moved = """
                {"kind":"GOOD_PRACTICE","title":"错峰晒坝","story":"轮流","occurredAt":"%s"}""";

        assertThat(send("PUT", path, moved.formatted("2025-05-01T01:30:00.001Z"), "If-Match", "\"3\"")
                        .code())
                .isEqualTo("practice-after-reuse");
        assertThat(send("PUT", path, moved.formatted("2025-05-01T01:30:00Z"), "If-Match", "\"3\"")
                        .status())
                .isEqualTo(200);
        assertThat(takenBack("/practice-reuses/" + reused.id()).status()).isEqualTo(200);
        assertThat(send("PUT", path, moved.formatted("2025-06-01T01:30:00Z"), "If-Match", "\"4\"")
                        .status())
                .isEqualTo(200);
    }

    // who may do it

    @Test
    void a_role_reaches_its_unit_and_what_lies_below_and_to_everybody_else_there_is_nothing() {
        String activity = "/activities/"
                + hold(activity(VILLAGE, "2025-05-20T01:30:00Z", "")).id();
        for (String path : List.of(activity, windowsOf(VILLAGE))) {
            for (String unit : List.of("all", COUNTY, TOWNSHIP, VILLAGE)) {
                assertThat(seen(path, "AUDITOR@" + unit)).as(path + " " + unit).isEqualTo(200);
            }
            for (String unit : List.of(BRANCH, MOVED_VILLAGE, OTHER_COUNTY, "nowhere")) {
                assertThat(seen(path, "AUDITOR@" + unit)).as(path + " " + unit).isEqualTo(404);
            }
        }
        assertThat(seen(windowsOf(MOVED_VILLAGE), "AUDITOR@" + TOWNSHIP)).isEqualTo(404);
        assertThat(seen(windowsOf("nowhere"), "AUDITOR@" + COUNTY)).isEqualTo(404);
        assertThat(seen(windowsOf("nowhere"), "AUDITOR@all")).isEqualTo(200);
        assertThat(send("GET", activity, "", "Authorization", "").status()).isEqualTo(401);
        assertThat(send("GET", activity, "", by()).code()).isEqualTo("right-missing");
    }

    @Test
    void who_has_another_role_neither_sets_windows_nor_holds_activities() {
        for (String role : List.of("VILLAGE_SECRETARY", "TEAM_LEADER", "COUNTY_ANALYST", "MACHINE_CLIENT")) {
            assertThat(send("POST", "/windows", "{}", by(role + "@all")).code()).isEqualTo("right-missing");
            assertThat(send("PUT", "/windows/w", "{}", by(role + "@all")).code())
                    .isEqualTo("right-missing");
        }
        for (String role : List.of("SYSTEM_ADMINISTRATOR", "ROOM_KEEPER", "INSPECTOR", "MACHINE_CLIENT")) {
            assertThat(send("POST", "/activities", "{}", by(role + "@all")).code())
                    .isEqualTo("right-missing");
            assertThat(send("PUT", "/activities/a", "{}", by(role + "@all")).code())
                    .isEqualTo("right-missing");
            assertThat(send("POST", "/activities/a/withdrawal", "{}", by(role + "@all"))
                            .code())
                    .isEqualTo("right-missing");
        }
    }

    @Test
    void the_county_sets_its_windows_and_everybody_below_sees_them() {
        int year = years.getAndIncrement();
        String body = windowBody(COUNTY, year, year + "-05-16", year + "-05-24");
        String id = "/windows/" + COUNTY + ":" + year + ":SCIENCE_WEEK";
        String correction = """
                {"from":"%d-05-23","to":"%d-05-31","theme":"创新"}
                """.formatted(year, year);

        for (String unit : List.of(TOWNSHIP, VILLAGE, OTHER_COUNTY)) {
            hidden(send("POST", "/windows", body, by("TOWNSHIP_CLERK@" + unit)));
        }
        assertThat(send("POST", "/windows", body.replace(COUNTY, TOWNSHIP), by("TOWNSHIP_CLERK@" + TOWNSHIP))
                        .code())
                .isEqualTo("window-needs-county");
        hidden(send("POST", "/windows", body.replace(COUNTY, VILLAGE), by("TOWNSHIP_CLERK@" + OTHER_COUNTY)));
        assertThat(send("GET", id, "").status()).isEqualTo(404);
        assertThat(send("POST", "/windows", body, by("TOWNSHIP_CLERK@" + COUNTY))
                        .status())
                .isEqualTo(201);

        for (String unit : List.of(TOWNSHIP, OTHER_COUNTY)) {
            hidden(send("PUT", id, correction, by("TOWNSHIP_CLERK@" + unit, "If-Match", "\"1\"")));
            assertThat(seen(id, "TOWNSHIP_CLERK@" + unit)).isEqualTo(404);
        }
        assertThat(send("GET", id, "", by("AUDITOR@" + COUNTY)).header("ETag")).isEqualTo("\"1\"");
        assertThat(send("PUT", id, correction, by("SYSTEM_ADMINISTRATOR@" + COUNTY, "If-Match", "\"1\""))
                        .status())
                .isEqualTo(200);

        JsonNode seen = send("GET", "/windows?unitId=" + VILLAGE + "&year=" + year, "", by("ROOM_KEEPER@" + VILLAGE))
                .body();
        assertThat(seen.at("/items/0/from").asString()).isEqualTo(year + "-05-23");
        Answer held = send(
                "POST",
                "/activities",
                activity(VILLAGE, "2022-05-20T00:00:00+08:00", ""),
                by("TEAM_LEADER@" + VILLAGE));
        window(COUNTY, 2022, "2022-05-20", "2022-05-20");
        assertThat(send("GET", "/activities/" + held.id(), "", by("TEAM_LEADER@" + VILLAGE))
                        .body()
                        .path("insideWindow")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_stranger_changes_nothing_and_is_told_of_no_rule() {
        Answer held = hold(activity(VILLAGE, "2025-05-20T01:30:00Z", ""));
        String path = "/activities/" + held.id();
        String correction = """
                {"title":"x","venueKind":"SCHOOL","participants":1,"partyKnowledge":false,"scienceKnowledge":false}
                """;
        for (String grant : List.of("TOWNSHIP_CLERK@" + OTHER_TOWNSHIP, "VILLAGE_SECRETARY@" + BRANCH)) {
            for (String unit : List.of(VILLAGE, CLOSED_VILLAGE, "nowhere")) {
                hidden(send("POST", "/activities", activity(unit, "2025-06-02T00:00:00Z", branch("x")), by(grant)));
                hidden(send("POST", "/activities", activity(unit, "2999-01-01T00:00:00Z", ""), by(grant)));
            }
            hidden(send("PUT", path, correction, by(grant, "If-Match", "\"7\"")));
            hidden(send("POST", path + "/withdrawal", "{\"reason\":\"x\"}", by(grant, "If-Match", "\"7\"")));
        }
        assertThat(get(path).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_branch_out_of_reach_is_not_named_but_one_that_is_named_already_may_stay() {
        String at = "2025-06-20T01:30:00Z";
        String[] secretary = by("VILLAGE_SECRETARY@" + VILLAGE);
        for (String branch : List.of(TOWNSHIP_BRANCH, "nowhere")) {
            hidden(send("POST", "/activities", activity(VILLAGE, at, branch(branch)), secretary));
        }
        assertThat(send("POST", "/activities", activity(VILLAGE, at, branch(VILLAGE)), secretary)
                        .code())
                .isEqualTo("unknown-branch");
        assertThat(send("POST", "/activities", activity(VILLAGE, at, branch(BRANCH)), secretary)
                        .status())
                .isEqualTo(201);

        Answer held = send(
                "POST",
                "/activities",
                activity(VILLAGE, at, branch(TOWNSHIP_BRANCH)),
                by("TOWNSHIP_CLERK@" + TOWNSHIP));
        assertThat(held.status()).isEqualTo(201);
        String path = "/activities/" + held.id();
        String correction = """
                {"branchId":"%s","title":"x","venueKind":"SCHOOL","participants":1,"partyKnowledge":true,
                 "scienceKnowledge":true,"occurredAt":"2025-05-20T01:30:00Z"}
                """;
        assertThat(correct(path, correction.formatted(TOWNSHIP_BRANCH), 1)).isEqualTo(200);
        assertThat(correct(path, correction.formatted(BRANCH), 2)).isEqualTo(200);
        assertThat(correct(path, correction.formatted(TOWNSHIP_BRANCH), 3)).isEqualTo(404);
        assertThat(get(path).body().path("branchId").asString()).isEqualTo(BRANCH);
    }

    private static int correct(String path, String body, int seen) {
        return send("PUT", path, body, by("VILLAGE_SECRETARY@" + VILLAGE, "If-Match", "\"" + seen + "\""))
                .status();
    }

    /** The header of a token with one grant, or none, and other headers. */
    private static String[] by(String... grantAndHeaders) {
        String[] grants = Arrays.copyOf(grantAndHeaders, Math.min(1, grantAndHeaders.length));
        return Stream.concat(
                        Stream.of("Authorization", campaigns.bearer("p-9", grants)),
                        Arrays.stream(grantAndHeaders).skip(1))
                .toArray(String[]::new);
    }

    private static int seen(String path, String grant) {
        return send("GET", path, "", by(grant)).status();
    }

    private static String windowsOf(String unit) {
        return "/windows?year=2025&unitId=" + unit;
    }

    private static String branch(String id) {
        return "\"branchId\":\"" + id + "\",";
    }

    private static void hidden(Answer answer) {
        assertThat(answer.code()).as(answer.body().toString()).isEqualTo("not-found");
        assertThat(answer.status()).isEqualTo(404);
    }

    private static String insideWindow(String unit, String at) {
        return get("/activities/" + hold(activity(unit, at, "")).id())
                .body()
                .path("insideWindow")
                .asString("unknown");
    }

    private static Answer window(String unit, int year, String from, String to) {
        return send("POST", "/windows", windowBody(unit, year, from, to));
    }

    private static String windowBody(String unit, int year, String from, String to) {
        return """
                {"unitId":"%s","campaign":"SCIENCE_WEEK","year":%d,"from":"%s","to":"%s","theme":"科技强国",
                 "occurredAt":"2025-12-20T00:00:00Z"}
                """.formatted(unit, year, from, to);
    }

    private static String activity(String unit, String at, String more) {
        return """
                {"unitId":"%s","title":"科技赶集","campaign":"SCIENCE_WEEK","venueKind":"MARKET_TOWN","participants":120,
                 %s"partyKnowledge":true,"scienceKnowledge":true,"occurredAt":"%s"}
                """.formatted(unit, more, at);
    }

    private static Answer hold(String body) {
        return send("POST", "/activities", body);
    }

    private static void eventually(Callable<Boolean> holds) {
        await().atMost(Duration.ofMinutes(3)).until(holds);
    }

    private static Answer get(String path) {
        return send("GET", path, "");
    }

    private static Answer send(String method, String path, String body, String... headers) {
        return campaigns.send(method, path, body, headers);
    }

    /** The first {@code count} events of an aggregate, as subscribers find them. */
    private static List<Envelope<?>> told(String subject, int count) {
        return campaigns.topics().published(subject, count);
    }
}
