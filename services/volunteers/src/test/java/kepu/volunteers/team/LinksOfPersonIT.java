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

/** The links of one person over all teams of a village, and to what a team may be linked, with a real broker and store. */
@Timeout(120)
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
        await().atMost(Duration.ofSeconds(15))
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

    private static Stay enlisted(String unitId, String volunteerId, String by) {
        String formed = body("unitId", unitId, "name", "科普服务队", "occurredAt", JANUARY);
        Answer team = township.send("POST", "/teams", formed, "Authorization", by);
        assertThat(team.status()).as(team.text()).isEqualTo(201);
        String teamId = team.body().get("id").asString();
        Answer member = township.send(
                "POST",
                "/teams/" + teamId + "/members",
                body("volunteerId", volunteerId, "name", "张三", "occurredAt", JANUARY),
                "Authorization",
                by);
        assertThat(member.status()).as(member.text()).isEqualTo(201);
        return new Stay(teamId, member.body().get("itemId").asString());
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
