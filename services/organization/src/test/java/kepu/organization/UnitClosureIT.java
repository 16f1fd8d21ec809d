package kepu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a unit over HTTP: what hinders it, who decides on it, and the way back. */
class UnitClosureIT {
    private static final AtomicInteger TOWNSHIPS = new AtomicInteger(100);
    private static final String JUNE = "2025-06-01T00:00:00Z";

    private static ServiceUnderTest organization;

    private String town;
    private String village;

    @BeforeAll
    static void start() {
        organization = ServiceUnderTest.start("organization", Organization::start)
                .calledBy("admin-1", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@all");
        created("/units", "{'unitId':'9901','kind':'COUNTY','name':'某县','occurredAt':'2020-01-01T00:00:00Z'}");
    }

    @AfterAll
    static void stop() {
        organization.close();
    }

    @BeforeEach
    void a_township_with_one_village() {
        town = "990" + TOWNSHIPS.incrementAndGet();
        village = town + "-v";
        established(town, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
        established(village, "VILLAGE", town, "2024-01-01T00:00:00Z");
    }

    @Test
    void a_closure_its_correction_its_withdrawal_and_a_move_demand_the_version_that_was_seen() {
        String closure = "/units/" + village + "/closure";
        String body = "{'reason':'x','occurredAt':'" + JUNE + "'}";
        String move = "/units/" + village + "/moves";

        refused(428, "if-match-required", send("POST", closure, body, Map.of()));
        refused(428, "if-match-required", send("POST", move, "{'parentId':'9901'}", Map.of()));
        refused(412, "version-mismatch", send("POST", closure, body, Map.of("If-Match", "\"7\"")));
        assertThat(amend("POST", closure, body).status()).isEqualTo(200);
        refused(428, "if-match-required", send("PUT", closure, body, Map.of()));
        refused(428, "if-match-required", send("POST", closure + "/withdrawal", "{'reason':'x'}", Map.of()));
        refused(412, "version-mismatch", send("PUT", closure, body, Map.of("If-Match", "\"1\"")));
    }

    @Test
    void no_unit_is_closed_over_those_that_belong_to_it_on_that_day_or_later() {
        String left = town + "-left";
        String ended = town + "-ended";
        String later = town + "-later";
        String other = "990" + TOWNSHIPS.incrementAndGet();
        established(other, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
        established(left, "VILLAGE", town, "2024-01-01T00:00:00Z");
        established(ended, "VILLAGE", town, "2024-01-01T00:00:00Z");
        established(later, "VILLAGE", town, "2025-09-01T00:00:00Z");
        assertThat(amend(
                                "POST",
                                "/units/" + left + "/moves",
                                "{'parentId':'" + other + "','occurredAt':'" + JUNE + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(closed(ended, JUNE).status()).isEqualTo(200);

        Answer refusal = closed(town, JUNE);
        refused(409, "unit-not-empty", refusal);
        assertThat(refusal.body().path("total").asInt()).isEqualTo(2);
        assertThat(refusal.body().path("open").findValuesAsString("id")).containsExactly(later, village);
        assertThat(refusal.body().path("open").findValuesAsString("what")).containsOnly("UNIT");
        refused(409, "unit-not-empty", closed(town, "2025-05-31T23:59:59Z"));
        assertThat(closed(town, "2025-05-31T23:59:59Z").body().path("total").asInt())
                .as("on the day before, the other two belonged to it as well")
                .isEqualTo(4);

        assertThat(closed(village, JUNE).status()).isEqualTo(200);
        assertThat(closed(later, "2025-09-02T00:00:00Z").status()).isEqualTo(200);
        refused(409, "unit-not-empty", closed(town, JUNE));
        assertThat(closed(town, "2025-09-02T00:00:00Z").status()).isEqualTo(200);
    }

    @Test
    void no_unit_is_closed_over_an_open_station_an_officer_in_post_or_a_group_in_force() {
        String station = created(
                        "/stations",
                        "{'unitId':'" + village + "','venue':'党群服务中心','inVillageOrganisationVenue':true,"
                                + "'occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");
        done("/stations/" + station + "/openings", "{'occurredAt':'2025-01-02T00:00:00Z'}");
        String posts = "/officer-posts/" + village + "/appointments";
        String appointment = created(posts, "{'personId':'p-1','occurredAt':'2025-01-01T00:00:00Z'}")
                .text("itemId");
        String group = created(
                        "/leading-groups",
                        "{'unitId':'" + village + "','name':'领导小组','occurredAt':'2025-01-01T00:00:00Z'}")
                .text("id");

        Answer refusal = closed(village, JUNE);
        refused(409, "unit-not-empty", refusal);
        assertThat(refusal.body().path("open").findValuesAsString("what"))
                .containsExactlyInAnyOrder("STATION", "OFFICER", "LEADING_GROUP");
        assertThat(refusal.body().path("open").findValuesAsString("id"))
                .containsExactlyInAnyOrder(station, appointment, group);

        done("/stations/" + station + "/closures", "{'reason':'x','occurredAt':'" + JUNE + "'}");
        done(posts + "/" + appointment + "/departure", "{'reason':'x','occurredAt':'" + JUNE + "'}");
        refused(409, "unit-not-empty", closed(village, JUNE));
        done("/leading-groups/" + group + "/dissolution", "{'reason':'x','occurredAt':'" + JUNE + "'}");
        refused(409, "unit-not-empty", closed(village, "2025-05-31T23:59:59Z"));
        assertThat(closed(village, JUNE).status()).isEqualTo(200);
    }

    @Test
    void who_has_rights_at_a_unit_alone_neither_ends_nor_moves_it_nor_brings_it_back() {
        String closure = "/units/" + village + "/closure";
        String body = "{'reason':'x','occurredAt':'" + JUNE + "'}";
        String other = "990" + TOWNSHIPS.incrementAndGet();
        established(other, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
        String[] own = {"SYSTEM_ADMINISTRATOR@" + village, "SYSTEM_ADMINISTRATOR@" + other};
        String move = "{'parentId':'" + other + "'}";

        refused(403, "right-over-parent-missing", amend("POST", closure, body, own));
        refused(403, "right-over-parent-missing", amend("POST", "/units/" + village + "/moves", move, own));
        assertThat(amend("POST", closure, body, "SYSTEM_ADMINISTRATOR@" + town).status())
                .isEqualTo(200);
        refused(403, "right-over-parent-missing", amend("PUT", closure, body, own));
        refused(403, "right-over-parent-missing", amend("POST", closure + "/withdrawal", "{'reason':'x'}", own));
        assertThat(amend("POST", closure + "/withdrawal", "{'reason':'x'}", "SYSTEM_ADMINISTRATOR@" + town)
                        .status())
                .isEqualTo(200);

        String county = "9902-" + town;
        created("/units", "{'unitId':'" + county + "','kind':'COUNTY','name':'x'}");
        refused(
                403,
                "right-over-parent-missing",
                amend("POST", "/units/" + county + "/closure", "{'reason':'x'}", "SYSTEM_ADMINISTRATOR@" + county));
        assertThat(amend("POST", "/units/" + county + "/closure", "{'reason':'x'}", "SYSTEM_ADMINISTRATOR@all")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_move_told_late_takes_a_right_over_the_parent_of_that_time_too() {
        String first = "990" + TOWNSHIPS.incrementAndGet();
        String second = "990" + TOWNSHIPS.incrementAndGet();
        established(first, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
        established(second, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
        String moves = "/units/" + village + "/moves";
        assertThat(amend("POST", moves, "{'parentId':'" + first + "','occurredAt':'" + JUNE + "'}")
                        .status())
                .isEqualTo(200);
        String late = "{'parentId':'" + second + "','occurredAt':'2025-01-01T00:00:00Z'}";

        refused(
                403,
                "right-over-parent-missing",
                amend("POST", moves, late, "SYSTEM_ADMINISTRATOR@" + first, "SYSTEM_ADMINISTRATOR@" + second));
        assertThat(amend("POST", moves, late, "SYSTEM_ADMINISTRATOR@9901").status())
                .isEqualTo(200);
    }

    @Test
    void what_the_caller_may_not_see_hinders_but_is_not_named() {
        String foreign = "9902-" + town;
        created(
                "/units",
                "{'unitId':'" + foreign + "','kind':'COUNTY','name':'x','occurredAt':'2020-01-01T00:00:00Z'}");
        String there = "990" + TOWNSHIPS.incrementAndGet();
        established(there, "TOWNSHIP", foreign, "2020-01-01T00:00:00Z");
        assertThat(amend(
                                "POST",
                                "/units/" + village + "/moves",
                                "{'parentId':'" + there + "','occurredAt':'" + JUNE + "'}")
                        .status())
                .isEqualTo(200);

        Answer refusal = amend(
                "POST",
                "/units/" + town + "/closure",
                "{'reason':'x','occurredAt':'2025-01-01T00:00:00Z'}",
                "SYSTEM_ADMINISTRATOR@9901");
        refused(409, "unit-not-empty", refusal);
        assertThat(refusal.body().path("total").asInt()).isEqualTo(1);
        assertThat(refusal.body().path("open")).isEmpty();
    }

    @Test
    void the_list_of_what_hinders_is_bounded_and_its_total_is_not() {
        for (int i = 0; i < 59; i++) {
            established(town + "-" + i, "VILLAGE", town, "2024-01-01T00:00:00Z");
        }

        Answer refusal = closed(town, JUNE);
        assertThat(refusal.body().path("total").asInt()).isEqualTo(60);
        assertThat(refusal.body().path("open")).hasSize(50);
    }

    @Test
    void a_closure_is_corrected_and_withdrawn_and_the_unit_goes_on_and_may_be_closed_again() {
        String closure = "/units/" + village + "/closure";
        assertThat(closed(village, JUNE).status()).isEqualTo(200);
        assertThat(amend("PUT", closure, "{'reason':'批复','occurredAt':'2025-05-01T00:00:00Z'}")
                        .status())
                .isEqualTo(200);
        Answer corrected = send("GET", "/units/" + village, null, Map.of());
        assertThat(corrected.text("closedAt")).isEqualTo("2025-05-01T00:00:00Z");
        assertThat(corrected.text("closedBecause")).isEqualTo("批复");
        refused(
                409,
                "unit-closed",
                send(
                        "POST",
                        "/boards",
                        "{'unitId':'" + village + "','place':'x','combined':false,'occurredAt':'2025-05-10T00:00:00Z'}",
                        Map.of()));
        assertThat(amend("PUT", closure, "{'reason':'批复二'}").status()).isEqualTo(200);
        assertThat(send("GET", "/units/" + village, null, Map.of()).text("closedAt"))
                .as("a correction that states no time leaves it")
                .isEqualTo("2025-05-01T00:00:00Z");

        assertThat(amend("POST", closure + "/withdrawal", "{'reason':'未获批准'}").status())
                .isEqualTo(200);
        assertThat(send("GET", "/units/" + village, null, Map.of()).body().has("closedAt"))
                .isFalse();
        created(
                "/boards",
                "{'unitId':'" + village + "','place':'x','combined':false,'occurredAt':'2025-05-10T00:00:00Z'}");
        refused(409, "unit-not-closed", amend("POST", closure + "/withdrawal", "{'reason':'x'}"));
        refused(409, "unit-not-closed", amend("PUT", closure, "{'reason':'x'}"));
        assertThat(closed(village, "2025-07-01T00:00:00Z").status()).isEqualTo(200);

        Instant june = Instant.parse(JUNE);
        Instant may = Instant.parse("2025-05-01T00:00:00Z");
        assertThat(told(village, 6))
                .extracting(Envelope::data)
                .isEqualTo(List.<DomainEvent>of(
                        new UnitClosed(village, "x"),
                        new UnitClosureCorrected(village, "批复", june),
                        new UnitClosureCorrected(village, "批复二", may),
                        new UnitClosureWithdrawn(village, "未获批准", may),
                        new UnitClosed(village, "x")));
    }

    @Test
    void no_amendment_leaves_a_unit_below_one_that_is_no_more() {
        assertThat(closed(village, JUNE).status()).isEqualTo(200);
        assertThat(closed(town, "2025-07-01T00:00:00Z").status()).isEqualTo(200);
        String closure = "/units/" + village + "/closure";

        refused(409, "unit-closed", amend("POST", closure + "/withdrawal", "{'reason':'x'}"));
        refused(409, "unit-closed", amend("PUT", closure, "{'reason':'x','occurredAt':'2025-07-01T00:00:00.001Z'}"));
        refused(
                409,
                "unit-not-empty",
                amend("PUT", "/units/" + town + "/closure", "{'reason':'x','occurredAt':'2025-05-01T00:00:00Z'}"));
        assertThat(amend("PUT", "/units/" + town + "/closure", "{'reason':'x','occurredAt':'" + JUNE + "'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void of_a_closure_and_a_unit_that_comes_below_at_the_same_moment_never_both_hold() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int both = 0;
        for (int round = 0; round < 60; round++) {
            String parent = "990" + TOWNSHIPS.incrementAndGet();
            String child = parent + "-c";
            established(parent, "TOWNSHIP", "9901", "2020-01-01T00:00:00Z");
            boolean moves = random.nextBoolean();
            if (moves) {
                established(child, "VILLAGE", town, "2024-01-01T00:00:00Z");
            }
            CountDownLatch go = new CountDownLatch(1);
            int closes = random.nextInt(3_000_000);
            int comes = random.nextInt(3_000_000);
            var closing = CompletableFuture.supplyAsync(() -> {
                after(go, closes);
                return send("POST", "/units/" + parent + "/closure", "{'reason':'x'}", Map.of("If-Match", "\"1\""));
            });
            var coming = CompletableFuture.supplyAsync(() -> {
                after(go, comes);
                return moves
                        ? send(
                                "POST",
                                "/units/" + child + "/moves",
                                "{'parentId':'" + parent + "'}",
                                Map.of("If-Match", "\"1\""))
                        : send(
                                "POST",
                                "/units",
                                "{'unitId':'" + child + "','kind':'VILLAGE','name':'x','parentId':'" + parent + "'}",
                                Map.of());
            });
            go.countDown();
            boolean came = coming.join().status() < 300;
            boolean stands = closing.join().status() == 200;
            both += came && stands ? 1 : 0;

            boolean isClosed =
                    send("GET", "/units/" + parent, null, Map.of()).body().has("closedAt");
            assertThat(came && isClosed)
                    .as("seed %d, round %d: closed over %s (moves: %s)", seed, round, child, moves)
                    .isFalse();
            assertThat(came || isClosed)
                    .as("seed %d, round %d: one of the two holds", seed, round)
                    .isTrue();
        }
        assertThat(both)
                .as("closures that were undone after they were answered, seed %d", seed)
                .isLessThan(60);
    }

    @Test
    void a_unit_that_slipped_below_a_closed_one_undoes_the_closure_when_the_closures_of_the_last_day_are_looked_at() {
        String child = town + "-slipped";
        established(child, "VILLAGE", town, "2024-01-01T00:00:00Z");
        assertThat(closed(child, "2025-05-01T00:00:00Z").status()).isEqualTo(200);
        assertThat(closed(village, "2025-05-01T00:00:00Z").status()).isEqualTo(200);
        assertThat(closed(town, JUNE).status()).isEqualTo(200);
        // as if its process had ended between the two looks
        units().updateOne(Filters.eq("_id", child), Updates.unset("closedAt"));

        refused(
                409,
                "unit-not-empty",
                amend("PUT", "/units/" + town + "/closure", "{'reason':'x','occurredAt':'2025-07-01T00:00:00Z'}"));
        assertThat(send("GET", "/units/" + town, null, Map.of()).text("closedAt"))
                .isEqualTo(JUNE);

        settleRecent();

        assertThat(send("GET", "/units/" + town, null, Map.of()).body().has("closedAt"))
                .isFalse();
        assertThat(told(town, 3)).extracting(Envelope::data).last().isInstanceOf(UnitClosureWithdrawn.class);
    }

    private static void settleRecent() {
        Object closures = organization.bean("settleClosures");
        try {
            var look = closures.getClass().getDeclaredMethod("settleRecent");
            look.setAccessible(true);
            look.invoke(closures);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MongoCollection<Document> units() {
        return organization.mongo().getCollection("units");
    }

    private static void after(CountDownLatch go, int nanos) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        LockSupport.parkNanos(nanos);
    }

    /** What was told of a unit after its establishment, once there is as much as expected with it. */
    private static List<Envelope<?>> told(String unitId, int expected) {
        List<Envelope<?>> told = organization.topics().published(unitId, expected);
        return told.subList(1, told.size());
    }

    private static Answer closed(String unitId, String at) {
        return amend("POST", "/units/" + unitId + "/closure", "{'reason':'x','occurredAt':'" + at + "'}");
    }

    private static void established(String unitId, String kind, String parentId, String at) {
        created(
                "/units",
                "{'unitId':'" + unitId + "','kind':'" + kind + "','name':'某单位','parentId':'" + parentId
                        + "','occurredAt':'" + at + "'}");
    }

    /** On the version that the unit has now. */
    private static Answer amend(String method, String path, String body, String... grants) {
        String unit = path.substring(0, path.indexOf('/', "/units/".length()));
        Map<String, String> headers = new HashMap<>();
        send("GET", unit, null, Map.of()).headers().firstValue("ETag").ifPresent(etag -> headers.put("If-Match", etag));
        if (grants.length > 0) {
            headers.put("Authorization", organization.bearer("p-9", grants));
        }
        return send(method, path, body, headers);
    }

    private static Answer created(String path, String body) {
        Answer answer = send("POST", path, body, Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer;
    }

    private static void done(String path, String body) {
        Answer answer = send("POST", path, body, Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.text("code")).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("detail")).isNotBlank().isNotEqualTo(code);
    }

    private static Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        return organization.send(
                method,
                path,
                body == null ? null : body.replace('\'', '"'),
                headers.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }
}
