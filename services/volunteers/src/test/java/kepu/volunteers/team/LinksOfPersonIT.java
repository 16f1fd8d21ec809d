package kepu.volunteers.team;

import static kepu.volunteers.Township.FAR_VILLAGE;
import static kepu.volunteers.Township.OTHER_VILLAGE;
import static kepu.volunteers.Township.VILLAGE;
import static kepu.volunteers.Township.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.harness.Answer;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.Township;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The stays and links of one person over all teams of a village, and to what a team may be linked, with a real broker and store. */
@Timeout(600)
class LinksOfPersonIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final String JANUARY = "2025-01-01T00:00:00Z";
    private static final String FEBRUARY = "2025-02-01T00:00:00Z";
    private static final String MARCH = "2025-03-01T00:00:00Z";
    private static final String APRIL = "2025-04-01T00:00:00Z";

    private static Township township;

    private final String person = "v" + PEOPLE.incrementAndGet();
    private final Stay one = enlisted(VILLAGE);
    private final Stay other = enlisted(VILLAGE);

    @BeforeAll
    static void start() throws Exception {
        township = Township.start();
    }

    @AfterAll
    static void stop() {
        township.close();
    }

    private record Stay(String teamId, String membershipId) {}

    // the rule

    @Test
    void a_third_link_is_refused_whichever_teams_the_two_others_belong_to() {
        assertThat(link(one, "b1", FEBRUARY).status()).isEqualTo(201);
        assertThat(link(other, "b2", FEBRUARY).status()).isEqualTo(201);

        for (Stay stay : List.of(one, other, enlisted(VILLAGE))) {
            Answer third = link(stay, "b3", MARCH);
            assertThat(third.status()).isEqualTo(409);
            assertThat(third.code()).isEqualTo("third-link");
        }
        assertThat(link(one, "b3", JANUARY).code()).as("recorded late").isEqualTo("third-link");
        assertThat(link(enlisted(OTHER_VILLAGE), "b3", MARCH).status())
                .as("in another village")
                .isEqualTo(201);
    }

    @Test
    void the_same_target_twice_at_a_time_is_refused_across_teams_and_stays() {
        String link = link(one, "b1", FEBRUARY).body().get("itemId").asString();

        assertThat(link(other, "b1", MARCH).code()).isEqualTo("already-linked");
        assertThat(link(other, "b1", JANUARY).code()).isEqualTo("already-linked");
        post(one, "/links/" + link + "/end", body("reason", "调整", "occurredAt", APRIL));
        assertThat(link(other, "b1", MARCH).code()).isEqualTo("already-linked");
        assertThat(link(other, "b1", APRIL).status()).isEqualTo(201);
        assertThat(link(one, "b1", APRIL).code()).isEqualTo("already-linked");
    }

    @Test
    void a_link_of_a_stay_that_is_over_takes_room_only_until_its_member_left() {
        post(one, "/members/" + one.membershipId() + "/departure", body("reason", "外出", "occurredAt", MARCH));
        link(other, "b1", MARCH);
        link(other, "b2", MARCH);

        assertThat(link(one, "b3", FEBRUARY).status()).isEqualTo(201);
        assertThat(link(one, "b4", FEBRUARY).status()).isEqualTo(201);
        assertThat(link(one, "b5", FEBRUARY).code()).isEqualTo("third-link");
    }

    @Test
    void nobody_is_warned_of_who_has_a_link_in_another_team() {
        assertThat(warned(one)).contains(one.membershipId());

        link(other, "b1", FEBRUARY);

        assertThat(warned(one)).doesNotContain(one.membershipId());
        assertThat(warned(other)).doesNotContain(other.membershipId());
        JsonNode page =
                township.send("GET", "/teams?limit=100&unitId=" + VILLAGE, null).body();
        assertThat(page.get("items").findValues("warnings").toString()).doesNotContain(one.membershipId());
    }

    private static List<String> warned(Stay stay) {
        return township.send("GET", "/teams/" + stay.teamId(), null)
                .body()
                .get("warnings")
                .findValuesAsString("membershipId");
    }

    // the stays

    @Test
    void a_person_is_in_one_team_of_a_village_and_joins_another_from_the_moment_of_leaving_on() {
        String first = team(VILLAGE);
        String second = team(VILLAGE);
        String somebody = person + "-moves";
        String stay = join(first, somebody, FEBRUARY).body().get("itemId").asString();

        Answer refused = join(second, somebody, MARCH);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("in-another-team");
        assertThat(join(second, somebody, JANUARY).code()).as("recorded late").isEqualTo("in-another-team");
        assertThat(join(team(OTHER_VILLAGE), somebody, MARCH).status())
                .as("in another village")
                .isEqualTo(201);

        post(new Stay(first, stay), "/members/" + stay + "/suspension", body("reason", "请假", "occurredAt", MARCH));
        assertThat(join(second, somebody, MARCH).code())
                .as("suspended is not gone")
                .isEqualTo("in-another-team");

        post(new Stay(first, stay), "/members/" + stay + "/departure", body("reason", "转队", "occurredAt", APRIL));
        assertThat(join(second, somebody, "2025-03-31T23:59:59.999Z").code()).isEqualTo("in-another-team");
        assertThat(join(second, somebody, APRIL).status()).isEqualTo(201);
        assertThat(join(first, somebody, APRIL).code()).isEqualTo("in-another-team");
    }

    @Test
    void leaving_is_final_for_a_membership_and_coming_back_is_a_new_one() {
        String teamId = team(VILLAGE);
        String somebody = person + "-returns";
        String left = join(teamId, somebody, FEBRUARY).body().get("itemId").asString();
        post(new Stay(teamId, left), "/members/" + left + "/departure", body("reason", "外出", "occurredAt", MARCH));

        Answer again = township.send(
                "POST",
                "/teams/" + teamId + "/members/" + left + "/departure",
                body("reason", "外出", "occurredAt", APRIL));
        assertThat(again.code()).isEqualTo("already-left");
        Answer reinstated = township.send(
                "POST", "/teams/" + teamId + "/members/" + left + "/reinstatement", body("occurredAt", APRIL));
        assertThat(reinstated.code()).isEqualTo("not-suspended");
        Answer back = join(teamId, somebody, APRIL);
        assertThat(back.status()).isEqualTo(201);
        assertThat(back.body().get("itemId").asString()).isNotEqualTo(left);
    }

    @Test
    void of_many_teams_at_once_one_gets_the_person() throws Exception {
        List<String> teams = IntStream.range(0, 4).mapToObj(_ -> team(VILLAGE)).toList();
        for (int round = 0; round < 8; round++) {
            String somebody = person + "-wanted-" + round;
            List<Answer> answers = allAtOnce(IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(i -> () -> join(teams.get(i % 4), somebody, FEBRUARY))
                    .toList());

            assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .as("round %d: %s", round, answers)
                    .hasSize(1);
        }
    }

    // the services

    @Test
    void services_of_a_person_in_two_teams_overlap_by_no_minute_and_count_together_for_the_day() {
        String service =
                serve(one, "2025-03-03T01:00:00Z", 240).body().get("id").asString();

        assertThat(serve(other, "2025-03-03T04:59:00Z", 240).code()).isEqualTo("overlapping-service");
        assertThat(serve(other, "2025-03-03T00:01:00Z", 60).code()).isEqualTo("overlapping-service");
        assertThat(serve(other, "2025-03-03T00:00:00Z", 60).status()).isEqualTo(201);
        assertThat(serve(other, "2025-03-03T05:00:00Z", 181).status()).isEqualTo(201);
        township.send(
                "POST",
                "/service-records/" + service + "/verification",
                body("evidence", "签到表"),
                "If-Match",
                "\"1\"",
                "Authorization",
                township.as("secretary-1", "VILLAGE_SECRETARY@" + VILLAGE));
        assertThat(township.send("GET", "/service-records/" + service, null)
                        .body()
                        .get("state")
                        .asString())
                .as("240 + 60 + 181 minutes")
                .isEqualTo("VERIFIED_ONCE");
    }

    private static Answer serve(Stay stay, String from, int minutes) {
        String service = """
                {"teamId": "%s", "membershipId": "%s", "minutes": %d, "placeKind": "INDUSTRY_BASE", "task": "查看大棚",
                 "paid": false, "occurredAt": "%s"}""";
        return township.send(
                "POST", "/service-records", service.formatted(stay.teamId(), stay.membershipId(), minutes, from));
    }

    // at the same time

    @Test
    void of_many_at_once_in_two_teams_two_links_get_through_and_no_target_twice() throws Exception {
        for (int round = 0; round < 12; round++) {
            String somebody = person + "-" + round;
            Stay here = enlisted(VILLAGE, somebody);
            Stay there = enlisted(VILLAGE, somebody);
            boolean sameTarget = round % 3 == 0;
            List<Answer> answers = allAtOnce(IntStream.range(0, 12)
                    .<Callable<Answer>>mapToObj(i ->
                            () -> link(i % 2 == 0 ? here : there, sameTarget ? "b1" : "b" + (1 + i / 2 % 3), FEBRUARY))
                    .toList());

            assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .as("round %d: %s", round, answers)
                    .hasSize(sameTarget ? 1 : 2);
            List<String> targets = new ArrayList<>(targets(here));
            targets.addAll(targets(there));
            assertThat(targets).hasSize(sameTarget ? 1 : 2).doesNotHaveDuplicates();
        }
    }

    private static List<String> targets(Stay stay) {
        return township.send("GET", "/teams/" + stay.teamId(), null)
                .body()
                .get("links")
                .findValuesAsString("targetId");
    }

    @Test
    void a_claim_whose_request_died_holds_nobody_up() {
        link(one, "b1", FEBRUARY);
        Document left = new Document("linkId", "dead")
                .append("teamId", one.teamId())
                .append("targetId", "b2")
                .append("from", Instant.parse(FEBRUARY).toEpochMilli())
                .append("revoked", false);
        claims().updateOne(theirs(), new Document("$set", new Document("claims", List.of(left))));

        assertThat(link(other, "b2", MARCH).status()).isEqualTo(201);
        assertThat(claims().find(theirs()).first().toJson()).doesNotContain("dead");
        assertThat(link(one, "b3", MARCH).code()).isEqualTo("third-link");
    }

    @Test
    void a_claim_that_died_half_revoked_holds_nobody_up() {
        claims().insertOne(theirs().append("version", 7L)
                .append(
                        "claims",
                        List.of(new Document("linkId", "dead")
                                .append("teamId", one.teamId())
                                .append("targetId", "b2")
                                .append("from", Instant.parse(FEBRUARY).toEpochMilli())
                                .append("revoked", true))));

        assertThat(link(other, "b2", MARCH).status()).isEqualTo(201);
        assertThat(link(one, "b3", MARCH).status()).isEqualTo(201);
    }

    @Test
    void a_request_that_is_slow_beyond_all_patience_gives_no_third_link() throws Exception {
        link(one, "b1", FEBRUARY);
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        StartLink startLink = township.bean(StartLink.class);
        AggregateStore store = township.bean(AggregateStore.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = threads.submit(() ->
                    store.update(Command.internal(Clock.systemUTC(), "slow"), Team.class, one.teamId(), team -> {
                        DomainEvents raised = team.startLink(
                                "slow-" + person, one.membershipId(), "b2", Kind.BASE, Instant.parse(MARCH));
                        startLink.claim(team, team.findLink("slow-" + person).orElseThrow());
                        if (tries.incrementAndGet() == 1) {
                            claimed.countDown();
                            await().until(() -> goOn.getCount() == 0);
                        }
                        return raised;
                    }));
            assertThat(claimed.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(link(other, "b3", MARCH).status()).isEqualTo(201);
            goOn.countDown();

            assertThat(slow)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(Rejection.class)
                    .withMessageContaining("third-link");
        }
        assertThat(targets(one)).containsExactly("b1");
        assertThat(targets(other)).containsExactly("b3");
    }

    private Document theirs() {
        return new Document("_id", VILLAGE + ":" + person);
    }

    private static MongoCollection<Document> claims() {
        return township.mongo().getCollection("link-claims");
    }

    private static <T> List<T> allAtOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        }
    }

    // to what a team may be linked

    @Test
    void a_target_of_another_township_is_as_unknown_as_one_that_does_not_exist() {
        String secretary = township.as("secretary-1", "VILLAGE_SECRETARY@" + VILLAGE);
        for (String by : List.of(secretary, township.as("clerk-1", "TOWNSHIP_CLERK@" + Township.TOWNSHIP))) {
            Answer foreign = link(one, "far", FEBRUARY, "Authorization", by);
            Answer unknown = link(one, "nil", FEBRUARY, "Authorization", by);

            assertThat(foreign.status()).isEqualTo(422);
            assertThat(foreign.code()).isEqualTo("unknown-target");
            assertThat(foreign.text()).isEqualTo(unknown.text().replace("nil", "far"));
        }
        assertThat(link(one, "townships", FEBRUARY, "Authorization", secretary).status())
                .isEqualTo(201);
        assertThat(link(one, "b2", FEBRUARY, "Authorization", secretary).status())
                .as("of another village of the township")
                .isEqualTo(201);
        assertThat(names(one, secretary)).containsExactly("乡办基地", "基地2");
    }

    @Test
    void the_name_of_a_target_out_of_reach_is_shown_to_nobody_and_recorded_nowhere() {
        String everywhere = township.as("clerk-9", "TOWNSHIP_CLERK@all");
        assertThat(link(one, "far", FEBRUARY, "Authorization", everywhere).status())
                .isEqualTo(201);

        assertThat(names(one, everywhere)).containsExactly("远村基地");
        assertThat(names(one, township.as("leader-1", "TEAM_LEADER@" + VILLAGE)))
                .isEmpty();
        assertThat(targets(one)).containsExactly("far");
        String auditor = township.as("auditor-1", "AUDITOR@" + VILLAGE);
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(
                        () -> assertThat(audit(auditor)).contains("\"far\"").doesNotContain("远村基地"));
        assertThat(link(enlisted(FAR_VILLAGE, person, everywhere), "far", FEBRUARY, "Authorization", everywhere)
                        .status())
                .isEqualTo(201);
    }

    private static String audit(String auditor) {
        StringBuilder all = new StringBuilder();
        String after = "0";
        while (after != null) {
            Answer page = township.send(
                    "GET", "/audit/" + VILLAGE + "?limit=100&after=" + after, null, "Authorization", auditor);
            all.append(page.text().replace("\\\"", "\""));
            after = page.body().has("next") ? page.body().get("next").asString() : null;
        }
        return all.toString();
    }

    private static List<String> names(Stay stay, String by) {
        return township.send("GET", "/teams/" + stay.teamId(), null, "Authorization", by)
                .body()
                .get("links")
                .findValuesAsString("targetName");
    }

    // what is asked for

    private Stay enlisted(String unitId) {
        return enlisted(unitId, person);
    }

    private static Stay enlisted(String unitId, String volunteerId) {
        return enlisted(unitId, volunteerId, township.as("clerk-9", "TOWNSHIP_CLERK@all"));
    }

    /** In whatever other teams: some were recorded before nobody could be in two at a time. */
    private static Stay enlisted(String unitId, String volunteerId, String by) {
        String teamId = team(unitId, by);
        Receipt member = township.bean(AggregateStore.class)
                .update(
                        Command.internal(Clock.systemUTC(), "earlier"),
                        Team.class,
                        teamId,
                        team -> team.enlist(
                                UUID.randomUUID().toString(), volunteerId, "张三", Instant.parse(JANUARY), 10));
        return new Stay(teamId, Objects.requireNonNull(member.itemId()));
    }

    private static String team(String unitId, String by) {
        String formed = body("unitId", unitId, "name", "科普服务队", "occurredAt", JANUARY);
        Answer team = township.send("POST", "/teams", formed, "Authorization", by);
        assertThat(team.status()).as(team.text()).isEqualTo(201);
        return team.body().get("id").asString();
    }

    private static String team(String unitId) {
        return team(unitId, township.as("clerk-9", "TOWNSHIP_CLERK@all"));
    }

    private static Answer join(String teamId, String volunteerId, String at) {
        return township.send(
                "POST",
                "/teams/" + teamId + "/members",
                body("volunteerId", volunteerId, "name", "张三", "occurredAt", at));
    }

    private static Answer link(Stay stay, String target, String from, String... headers) {
        String link = body("membershipId", stay.membershipId(), "targetId", target, "occurredAt", from);
        return township.send("POST", "/teams/" + stay.teamId() + "/links", link, headers);
    }

    private static void post(Stay stay, String path, String body) {
        Answer answer = township.send("POST", "/teams/" + stay.teamId() + path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
