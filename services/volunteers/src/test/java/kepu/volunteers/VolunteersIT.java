package kepu.volunteers;

import static kepu.volunteers.Township.CLOSED_VILLAGE;
import static kepu.volunteers.Township.OTHER_VILLAGE;
import static kepu.volunteers.Township.VILLAGE;
import static kepu.volunteers.Township.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.PersonEvent.PersonalDataUnmasked;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContested;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TalentEvent.Skill;
import kepu.contracts.volunteers.TalentEvent.TalentRegistered;
import kepu.contracts.volunteers.TalentEvent.TalentRemoved;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamReminderEvent.TeamReminded;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketConfirmed;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketReplied;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSettled;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSuspected;
import kepu.defaults.MetricLabels;
import kepu.defaults.harness.Answer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class VolunteersIT {
    private static Township township;

    @BeforeAll
    static void start() throws Exception {
        township = Township.start();
    }

    @AfterAll
    static void stop() {
        township.close();
    }

    @Test
    void a_team_reaches_its_strength_with_ten_and_loses_it_below() {
        Team team = team();
        List<String> members = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            members.add(enlist(team, "v" + i, "2025-01-%02dT00:00:00Z".formatted(i)));
        }
        JsonNode full = get("/teams/" + team.id()).body();
        assertThat(full.get("activeMembers").asInt()).isEqualTo(10);
        assertThat(full.has("understaffedSince")).isFalse();

        Answer suspended = post(
                team.path() + "/members/" + members.getFirst() + "/suspension",
                body("reason", "连续缺席活动", "occurredAt", "2025-03-01T08:00:00+08:00"));

        assertThat(suspended.status()).isEqualTo(200);
        JsonNode view = get("/teams/" + team.id()).body();
        assertThat(view.get("activeMembers").asInt()).isEqualTo(9);
        assertThat(view.get("requiredStrength").asInt()).isEqualTo(10);
        assertThat(view.get("understaffedSince").asString()).isEqualTo("2025-03-01T00:00:00Z");
        assertThat(view.get("daysBelowStrengthThisYear").asInt()).isPositive();
        assertThat(view.at("/members/0/name").asString()).isEqualTo("张*");
        assertThat(view.at("/members/0/state").asString()).isEqualTo("SUSPENDED");
        assertThat(view.get("warnings"))
                .hasSize(9)
                .allSatisfy(
                        warning -> assertThat(warning.get("code").asString()).isEqualTo("member-without-link"));

        List<Envelope<?>> told = told(team.id(), 14);
        assertThat(township.heard().stream().map(ConsumerRecord::key)).contains(VILLAGE);
        assertThat(told.getFirst().data()).isEqualTo(new TeamFormed(team.id(), "青禾村流动党员科普服务队"));
        assertThat(told.get(1).data())
                .isEqualTo(new VolunteerEnlisted(team.id(), members.getFirst(), team.person("v1")));
        assertThat(told.get(11).data()).isEqualTo(new TeamRestored(team.id(), 10, 10));
        assertThat(told.get(13).data()).isEqualTo(new TeamUnderstaffed(team.id(), 9, 10));
        assertThat(told.get(13).occurredAt()).isEqualTo(Instant.parse("2025-03-01T00:00:00Z"));
        assertThat(told.get(13).id())
                .hasToString(suspended.body().at("/events/1").asString());
        assertThat(told).allSatisfy(envelope -> {
            assertThat(envelope.unitId()).isEqualTo(VILLAGE);
            assertThat(envelope.actor()).isEqualTo("clerk-1");
        });
        assertThat(township.heard())
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains("张三"));
    }

    @Test
    void teams_below_their_strength_are_counted_and_not_named() throws Exception {
        Map<String, Long> before = township.census();
        Team team = team();
        for (int i = 1; i <= 9; i++) {
            enlist(team, "v" + i, "2025-01-01T00:00:00Z");
        }
        assertThat(township.census())
                .containsEntry("kepu.teams", before.get("kepu.teams") + 1)
                .containsEntry("kepu.teams.understaffed", before.get("kepu.teams.understaffed") + 1);

        String tenth = enlist(team, "v10", "2025-01-01T00:00:00Z");
        assertThat(township.census())
                .containsEntry("kepu.teams", before.get("kepu.teams") + 1)
                .containsEntry("kepu.teams.understaffed", before.get("kepu.teams.understaffed"));

        post(team.path() + "/members/" + tenth + "/suspension", body("reason", "外出"));
        assertThat(township.census())
                .containsEntry("kepu.teams.understaffed", before.get("kepu.teams.understaffed") + 1);

        get("/teams?unitId=" + VILLAGE);
        String scrape = township.managed("/actuator/prometheus");
        assertThat(scrape).containsPattern("(?m)^kepu_teams \\d").containsPattern("(?m)^kepu_teams_understaffed \\d");
        MetricLabels.tellNobodyApart(scrape);
    }

    @Test
    void a_retried_enlistment_gets_the_first_answer_and_another_body_is_refused() {
        Team team = team();
        String body = body("volunteerId", team.person("v1"), "name", "张三", "occurredAt", "2025-01-01T00:00:00Z");
        Answer first = post(team.path() + "/members", body, "Idempotency-Key", "enlist-1");
        Answer again = post(team.path() + "/members", body, "Idempotency-Key", "enlist-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(post(
                                team.path() + "/members",
                                body("volunteerId", "v2", "name", "张三"),
                                "Idempotency-Key",
                                "enlist-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(post(team.path() + "/members", body, "Idempotency-Key", "enlist-2")
                        .code())
                .isEqualTo("already-member");
    }

    @Test
    void a_third_link_is_refused_and_a_departure_ends_the_two() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        Answer first = link(team, member, "b1", "2025-02-01T00:00:00Z");
        Answer second = link(team, member, "b2", "2025-02-01T00:00:00Z");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);

        Answer third = link(team, member, "b3", "2025-03-01T00:00:00Z");

        assertThat(third.status()).isEqualTo(409);
        assertThat(third.code()).isEqualTo("third-link");
        assertThat(third.body().get("detail").asString()).contains("最多两个");
        assertThat(link(team, member, "b1", "2025-03-01T00:00:00Z").code()).isEqualTo("already-linked");
        assertThat(post(
                                team.path() + "/members/" + member + "/departure",
                                body("reason", "外出务工", "occurredAt", "2025-05-01T00:00:00Z"))
                        .status())
                .isEqualTo(200);

        String firstLink = first.body().get("itemId").asString();
        String secondLink = second.body().get("itemId").asString();
        List<Envelope<?>> told = told(team.id(), 7);
        assertThat(told.stream().map(Envelope::data).skip(2).map(DomainEvent.class::cast))
                .containsExactly(
                        new LinkStarted(firstLink, team.id(), member, "b1", Kind.BASE),
                        new LinkStarted(secondLink, team.id(), member, "b2", Kind.BASE),
                        new VolunteerLeft(team.id(), member, "外出务工"),
                        new LinkEnded(firstLink, team.id(), member, "外出务工"),
                        new LinkEnded(secondLink, team.id(), member, "外出务工"));
        JsonNode view = get("/teams/" + team.id()).body();
        assertThat(view.at("/links/0/until").asString()).isEqualTo("2025-05-01T00:00:00Z");
        assertThat(view.at("/links/0/targetName").asString()).isEqualTo("基地1");
        assertThat(view.get("warnings")).isEmpty();
    }

    @Test
    void a_link_that_was_ended_makes_room_for_another() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        link(team, member, "b2", "2025-02-01T00:00:00Z");
        String end = body("reason", "对象停产", "occurredAt", "2025-04-01T00:00:00Z");

        assertThat(post(team.path() + "/links/" + link + "/end", end).status()).isEqualTo(200);
        assertThat(post(team.path() + "/links/" + link + "/end", end).code()).isEqualTo("link-already-ended");
        assertThat(link(team, member, "b3", "2025-04-01T00:00:00Z").status()).isEqualTo(201);
    }

    @Test
    void nothing_starts_in_a_closed_unit_but_what_was_begun_is_ended_and_corrected() {
        String before = "2024-05-31T23:00:00Z";
        String closed = "2024-06-01T00:00:00Z";
        Map<String, Long> census = township.census();
        Team team = new Team(id(
                post("/teams", body("unitId", CLOSED_VILLAGE, "name", "旧村队", "occurredAt", "2024-01-01T00:00:00Z"))));
        String member = enlist(team, "v1", "2024-02-01T00:00:00Z");
        String link = link(team, member, "townships", "2024-02-01T00:00:00Z").text("itemId");
        String suspended = enlist(team, "v2", "2024-02-01T00:00:00Z");
        String suspension = team.path() + "/members/" + suspended + "/suspension";
        assertThat(post(suspension, body("reason", "外出", "occurredAt", "2024-03-01T00:00:00Z"))
                        .status())
                .isEqualTo(200);
        String person = team.person("v3");
        String ticket = """
                {%s"kind": "INFRASTRUCTURE", "title": "修路", "details": "", "occurredAt": "%s"}""";
        String talent = """
                {%s"skills": ["CROPS"], "profession": "教师", "scienceTalent": false, "occurredAt": "%s"}""";
        String ofUnit = "\"unitId\": \"%s\", ".formatted(CLOSED_VILLAGE);

        Map<String, Function<String, String>> begun = new LinkedHashMap<>();
        begun.put("/visits", at -> body("teamId", team.id(), "linkId", link, "note", "", "occurredAt", at));
        begun.put("/trainings", at -> """
                {"teamId": "%s", "kind": "POLICY", "topic": "政策", "minutes": 10, "attendees": ["%s"],
                 "occurredAt": "%s"}""".formatted(team.id(), member, at));
        begun.put("/service-records", at -> """
                {"teamId": "%s", "membershipId": "%s", "minutes": 10, "placeKind": "FIELD", "task": "修剪", "paid": false,
                 "occurredAt": "%s"}""".formatted(team.id(), member, at));
        begun.put(
                "/nominations", at -> body("teamId", team.id(), "personId", person, "grounds", "能手", "occurredAt", at));
        begun.put("/tickets", at -> ticket.formatted(ofUnit, at));
        begun.put("/talents", at -> talent.formatted(ofUnit + "\"personId\": \"%s\", ".formatted(person), at));
        begun.forEach((path, body) -> {
            assertThat(post(path, body.apply(closed)).code()).as(path).isEqualTo("unit-closed");
            Answer made = post(path, body.apply(before));
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            String one = path + "/" + id(made);
            assertThat(amend(one, body.apply(closed)).code()).as(path).isEqualTo("unit-closed");
            assertThat(amend(one, body.apply(before)).status()).as(path).isEqualTo(200);
            boolean isTalent = path.equals("/talents");
            assertThat(judge(one, isTalent ? "/removal" : "/withdrawal", body("reason", "误登记"))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        });

        assertThat(post("/service-groups", """
                {"teamId": "%s", "membershipIds": ["%s"], "minutes": 10, "placeKind": "FIELD", "task": "修剪", "paid": false,
                 "occurredAt": "%s"}""".formatted(team.id(), member, closed))
                        .code())
                .isEqualTo("unit-closed");
        assertThat(post(team.path() + "/members", body("volunteerId", person, "name", "李四", "occurredAt", closed))
                        .code())
                .isEqualTo("unit-closed");
        assertThat(link(team, member, "b1", closed).code()).isEqualTo("unit-closed");
        assertThat(post(team.path() + "/members/" + suspended + "/reinstatement", body("occurredAt", closed))
                        .code())
                .isEqualTo("unit-closed");

        assertThat(post(team.path() + "/links/" + link + "/end", body("reason", "村已撤销", "occurredAt", closed))
                        .status())
                .isEqualTo(200);
        assertThat(post(team.path() + "/members/" + member + "/suspension", body("reason", "停", "occurredAt", closed))
                        .status())
                .isEqualTo(200);
        assertThat(post(team.path() + "/members/" + suspended + "/departure", body("reason", "走", "occurredAt", closed))
                        .status())
                .isEqualTo(200);
        String ofTownship = "?limit=100&unitId=" + Township.TOWNSHIP;
        assertThat(ids("/teams" + ofTownship)).contains(team.id());
        assertThat(ids("/teams-understaffed" + ofTownship)).doesNotContain(team.id());
        assertThat(township.census())
                .containsEntry("kepu.teams", census.get("kepu.teams") + 1)
                .containsEntry("kepu.teams.understaffed", census.get("kepu.teams.understaffed"));
    }

    @Test
    void a_training_is_over_and_its_team_was_formed_before() {
        Team team = team();
        Instant now = Instant.now();
        String held = """
                {"teamId": "%s", "kind": "POLICY", "topic": "%s", "minutes": %d, "attendees": [], "occurredAt": "%s"}""";
        assertThat(post("/trainings", held.formatted(team.id(), "一", 1, "2024-11-30T23:59:59Z"))
                        .code())
                .isEqualTo("before-team-formed");
        assertThat(post("/trainings", held.formatted(team.id(), "二", 1, "2024-12-01T00:00:00Z"))
                        .status())
                .isEqualTo(201);
        Instant hourAgo = now.minus(Duration.ofHours(1));
        assertThat(post("/trainings", held.formatted(team.id(), "三", 70, hourAgo))
                        .code())
                .isEqualTo("training-not-over");
        String path = "/trainings/" + id(post("/trainings", held.formatted(team.id(), "四", 60, hourAgo)));
        String longer = """
                {"kind": "POLICY", "topic": "五", "minutes": %d, "attendees": []}""";
        assertThat(amend(path, longer.formatted(70)).code()).isEqualTo("training-not-over");
        assertThat(amend(path, longer.formatted(59)).status()).isEqualTo(200);
        assertThat(amend(path, held.formatted(team.id(), "六", 1, "2024-11-30T00:00:00Z"))
                        .code())
                .isEqualTo("before-team-formed");
    }

    @Test
    void what_the_organization_has_not_told_of_cannot_be_referred_to() {
        String everywhere = township.as("clerk-9", "TOWNSHIP_CLERK@all");
        Answer refused = post(
                "/teams",
                body("unitId", "990101209999", "name", "无名"),
                "Accept-Language",
                "en",
                "Authorization",
                everywhere);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unknown-unit");
        assertThat(refused.body().get("detail").asString()).contains("may take a moment");

        assertThat(post("/teams", body("unitId", CLOSED_VILLAGE, "name", "旧村", "occurredAt", "2024-06-01T00:00:00Z"))
                        .code())
                .isEqualTo("unit-closed");
        assertThat(post("/teams", body("unitId", CLOSED_VILLAGE, "name", "旧村", "occurredAt", "2024-05-31T23:59:59Z"))
                        .status())
                .isEqualTo(201);

        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        assertThat(link(team, member, "b99", "2025-03-01T00:00:00Z").code()).isEqualTo("unknown-target");
        assertThat(link(team, member, "b4", "2025-06-01T00:00:00Z").code()).isEqualTo("target-retired");
        assertThat(link(team, member, "b4", "2025-05-31T23:59:59Z").status()).isEqualTo(201);
    }

    @Test
    void a_visit_is_verified_by_somebody_else_and_again_after_a_correction() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String early = body("teamId", team.id(), "linkId", link, "note", "查看柑橘", "occurredAt", "2025-01-31T23:59:59Z");
        assertThat(post("/visits", early, "Authorization", secretary("v1")).code())
                .isEqualTo("link-not-active");
        Answer made = post(
                "/visits",
                body("teamId", team.id(), "linkId", link, "note", "查看柑橘", "occurredAt", "2025-03-01T00:00:00Z"),
                "Authorization",
                secretary("v1"));
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().get("id").asString();
        String verification = body("evidence", "电话回访", "occurredAt", "2025-03-02T00:00:00Z");

        assertThat(judge("/visits/" + id, "/verification", verification, "Authorization", secretary("v1"))
                        .code())
                .isEqualTo("own-record");
        assertThat(post("/visits/" + id + "/verification", verification).status())
                .isEqualTo(428);
        assertThat(judge("/visits/" + id, "/verification", verification).status())
                .isEqualTo(200);
        assertThat(judge("/visits/" + id, "/verification", verification).code()).isEqualTo("already-verified");

        String correction = body("linkId", link, "note", "查看大棚", "occurredAt", "2025-03-05T00:00:00Z");
        assertThat(put("/visits/" + id, correction, "Authorization", secretary("v2"))
                        .status())
                .isEqualTo(428);
        assertThat(put("/visits/" + id, correction, "Authorization", secretary("v2"), "If-Match", "\"1\"")
                        .code())
                .isEqualTo("version-mismatch");
        assertThat(put("/visits/" + id, correction, "Authorization", secretary("v2"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        String again = body("evidence", "电话回访", "occurredAt", "2025-03-06T00:00:00Z");
        assertThat(judge("/visits/" + id, "/verification", again, "Authorization", secretary("v2"))
                        .code())
                .isEqualTo("own-record");
        assertThat(judge("/visits/" + id, "/verification", again, "Authorization", secretary("v1"))
                        .code())
                .isEqualTo("own-record");
        assertThat(get("/visits/" + id).body().get("state").asString()).isEqualTo("UNVERIFIED");
        assertThat(judge("/visits/" + id, "/rejection", body("reason", "无人到访", "occurredAt", "2025-03-06T00:00:00Z"))
                        .status())
                .isEqualTo(200);
        assertThat(judge("/visits/" + id, "/verification", again).status()).isEqualTo(200);
        assertThat(post("/visits/" + id + "/withdrawal", body("reason", "重复录入")).status())
                .isEqualTo(428);
        assertThat(post("/visits/" + id + "/rejection", body("reason", "无人到访")).status())
                .isEqualTo(428);
        JsonNode view = get("/visits/" + id).body();
        assertThat(view.get("state").asString()).isEqualTo("VERIFIED");
        assertThat(view.at("/verdict/by").asString()).isEqualTo("clerk-1");
        assertThat(view.get("recordedBy").asString()).isEqualTo("v1");
        assertThat(view.get("correctedBy").asString()).isEqualTo("v2");
        assertThat(judge("/visits/" + id, "/withdrawal", body("reason", "重复录入")).status())
                .isEqualTo(200);
        assertThat(judge("/visits/" + id, "/rejection", body("reason", "无人到访")).code())
                .isEqualTo("already-withdrawn");

        Instant visited = Instant.parse("2025-03-01T00:00:00Z");
        Instant corrected = Instant.parse("2025-03-05T00:00:00Z");
        assertThat(told(id, 6).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new VisitMade(id, link, member, "查看柑橘"),
                        new VisitVerified(id, "clerk-1", "电话回访", visited),
                        new VisitCorrected(id, link, member, "查看大棚", visited),
                        new VisitRejected(id, "clerk-1", "无人到访", corrected),
                        new VisitVerified(id, "clerk-1", "电话回访", corrected),
                        new VisitWithdrawn(id, "重复录入", corrected));
    }

    @Test
    void whoever_recorded_or_ever_corrected_a_visit_neither_verifies_nor_rejects_it() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String anna = secretary("anna");
        String bo = secretary("bo");
        String stated = body("teamId", team.id(), "linkId", link, "note", "看", "occurredAt", "2025-03-01T00:00:00Z");
        String path = "/visits/"
                + post("/visits", stated, "Authorization", anna)
                        .body()
                        .get("id")
                        .asString();
        String correction = body("linkId", link, "note", "查看大棚", "occurredAt", "2025-03-01T00:00:00Z");
        put(path, correction, "Authorization", bo, "If-Match", "\"1\"");
        put(path, correction, "Authorization", anna, "If-Match", "\"2\"");
        assertThat(get(path).body().get("correctedBy").asString()).isEqualTo("anna");

        for (String author : List.of(anna, bo)) {
            assertThat(judge(path, "/verification", body("evidence", "电话回访"), "Authorization", author)
                            .code())
                    .isEqualTo("own-record");
            assertThat(judge(path, "/rejection", body("reason", "无人到访"), "Authorization", author)
                            .code())
                    .isEqualTo("own-record");
        }
        for (String account : List.of("anna", "eva")) {
            township.tell(account, VILLAGE, Instant.parse("2025-01-01T00:00:00Z"), new AccountTied(account, "p-9"));
        }
        await().until(() -> township.accountsOfOnePerson("eva").contains("anna"));
        assertThat(judge(path, "/verification", body("evidence", "电话回访"), "Authorization", secretary("eva"))
                        .code())
                .as("another account of one of them")
                .isEqualTo("own-record");
        assertThat(judge(path, "/verification", body("evidence", "电话回访")).status())
                .isEqualTo(200);
    }

    @Test
    void whoever_made_a_visit_neither_verifies_nor_rejects_it_whoever_recorded_it() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String account = "account-of-" + team.person("v1");
        township.tell(
                account, VILLAGE, Instant.parse("2025-01-01T00:00:00Z"), new AccountTied(account, team.person("v1")));
        await().until(() -> township.accountsOfOnePerson(account).contains(team.person("v1")));
        String stated = body("teamId", team.id(), "linkId", link, "note", "看", "occurredAt", "2025-03-01T00:00:00Z");
        String path = "/visits/"
                + post("/visits", stated, "Authorization", secretary("anna-2"))
                        .body()
                        .get("id")
                        .asString();

        for (String verdict : List.of("/verification", "/rejection")) {
            String ground = verdict.equals("/rejection") ? body("reason", "无人到访") : body("evidence", "电话回访");
            assertThat(judge(path, verdict, ground, "Authorization", secretary(account))
                            .code())
                    .as(verdict)
                    .isEqualTo("own-record");
        }
        assertThat(judge(path, "/verification", body("evidence", "电话回访"), "Authorization", secretary("bo-2"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_visit_stays_with_the_links_of_its_team() {
        Team team = team();
        Team other = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String stranger = enlist(other, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String foreign = link(other, stranger, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        Answer made = post("/visits", body("teamId", team.id(), "linkId", link, "note", ""));
        assertThat(made.status()).isEqualTo(201);

        Answer corrected = put(
                "/visits/" + made.body().get("id").asString(),
                body("linkId", foreign, "note", ""),
                "If-Match",
                "\"1\"");

        assertThat(corrected.status()).isEqualTo(422);
        assertThat(corrected.code()).isEqualTo("unknown-link");
        String nowhere = body("teamId", "nowhere", "linkId", link, "note", "");
        assertThat(post("/visits", nowhere).status()).isEqualTo(404);
        assertThat(post("/visits", nowhere, "Authorization", township.as("clerk-9", "TOWNSHIP_CLERK@all"))
                        .code())
                .isEqualTo("unknown-team");
    }

    @Test
    void a_training_stays_on_its_day_where_a_correction_states_none() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String id = post("/trainings", """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "蔬菜育苗", "minutes": 90, "attendees": ["%s"],
                 "occurredAt": "2025-03-01T00:00:00Z"}""".formatted(team.id(), member))
                .body()
                .get("id")
                .asString();
        assertThat(put("/trainings/" + id, """
                {"kind": "TECHNIQUE", "topic": "蔬菜育苗", "minutes": 60, "attendees": ["%s"]}""".formatted(member), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get("/trainings/" + id).body();
        assertThat(view.get("minutes").asInt()).isEqualTo(60);
        assertThat(view.get("occurredAt").asString()).isEqualTo("2025-03-01T00:00:00Z");
    }

    @Test
    void a_training_counts_members_of_the_team_and_can_be_corrected_and_withdrawn() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String held = """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "柑橘修剪", "minutes": %d, "attendees": ["%s"],
                 "occurredAt": "2025-03-01T00:00:00Z"}""";
        assertThat(post("/trainings", held.formatted(team.id(), 90, "m9")).code())
                .isEqualTo("unknown-member");
        assertThat(post("/trainings", held.formatted(team.id(), 0, member)).code())
                .isEqualTo("invalid-body");
        assertThat(post("/trainings", held.formatted(team.id(), 1441, member)).code())
                .isEqualTo("invalid-body");
        assertThat(post("/trainings", held.formatted(team.id(), 1440, member).replace("修剪", "嫁接"))
                        .status())
                .isEqualTo(201);
        Answer created = post("/trainings", held.formatted(team.id(), 1, member));
        assertThat(created.status()).isEqualTo(201);
        String id = created.body().get("id").asString();
        assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/volunteers/trainings/" + id);

        String correction = """
                {"kind": "POLICY", "topic": "惠农政策", "minutes": 60, "attendees": ["%s"],
                 "occurredAt": "2025-03-02T00:00:00Z"}""";
        assertThat(put("/trainings/" + id, correction.formatted("m9"), "If-Match", "\"1\"")
                        .code())
                .isEqualTo("unknown-member");
        assertThat(put("/trainings/" + id, correction.formatted(member), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get("/trainings/" + id).body();
        assertThat(view.get("kind").asString()).isEqualTo("POLICY");
        assertThat(view.at("/attendees/0").asString()).isEqualTo(member);
        assertThat(judge("/trainings/" + id, "/withdrawal", body("reason", "因雨取消"))
                        .status())
                .isEqualTo(200);
        assertThat(judge("/trainings/" + id, "/withdrawal", body("reason", "因雨取消"))
                        .code())
                .isEqualTo("already-withdrawn");

        Set<String> attendees = Set.of(member);
        assertThat(told(id, 3).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new TrainingHeld(id, team.id(), TrainingEvent.Kind.TECHNIQUE, "柑橘修剪", 1, attendees),
                        new TrainingCorrected(
                                id,
                                team.id(),
                                TrainingEvent.Kind.POLICY,
                                "惠农政策",
                                60,
                                attendees,
                                Instant.parse("2025-03-01T00:00:00Z")),
                        new TrainingWithdrawn(id, "因雨取消", Instant.parse("2025-03-02T00:00:00Z")));
    }

    @Test
    void a_training_entered_again_is_marked_until_somebody_keeps_or_withdraws_it() {
        Team team = team();
        String held = """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "柑橘修剪", "minutes": %d, "attendees": [],
                 "occurredAt": "2025-03-01T0%d:00:00Z"}""";
        String first = id(post("/trainings", held.formatted(team.id(), 90, 0)));
        Answer again = post("/trainings", held.formatted(team.id(), 120, 1), "Idempotency-Key", "again-" + team.id());
        String second = id(again);
        String third = id(post("/trainings", held.formatted(team.id(), 90, 2)));
        String marked = "/trainings?duplicate=PROBABLE&teamId=" + team.id();

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().at("/warnings/0/code").asString()).isEqualTo("probable-duplicate");
        assertThat(again.body().at("/warnings/0/zh").asString()).contains(first, "疑似重复");
        assertThat(again.body().get("events")).hasSize(2);
        assertThat(post("/trainings", held.formatted(team.id(), 120, 1), "Idempotency-Key", "again-" + team.id())
                        .body())
                .as("a retry is told the same")
                .isEqualTo(again.body());
        assertThat(get("/trainings/" + second).body().at("/duplicate/of/0").asString())
                .isEqualTo(first);
        assertThat(get("/trainings/" + first).body().has("duplicate")).isFalse();
        assertThat(ids(marked)).containsExactlyInAnyOrder(second, third);

        String keeping = "/probable-duplicates/" + second + "/keeping";
        String reason = body("reason", "上午下午各一场");
        assertThat(post(keeping, reason).code()).isEqualTo("if-match-required");
        assertThat(post(keeping, reason, "If-Match", "\"1\"", "Authorization", leader("v1"))
                        .status())
                .isEqualTo(403);
        assertThat(post(
                                keeping,
                                reason,
                                "If-Match",
                                "\"1\"",
                                "Authorization",
                                township.as("clerk-9", "TOWNSHIP_CLERK@" + OTHER_VILLAGE))
                        .code())
                .isEqualTo("not-found");
        assertThat(post("/probable-duplicates/" + first + "/keeping", reason, "If-Match", "\"1\"")
                        .code())
                .isEqualTo("not-a-probable-duplicate");
        assertThat(post(keeping, reason, "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(ids(marked)).containsExactly(third);
        assertThat(ids("/trainings?duplicate=KEPT&teamId=" + team.id())).containsExactly(second);

        for (String one : List.of(first, second)) {
            assertThat(judge("/trainings/" + one, "/withdrawal", body("reason", "重复"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(ids(marked)).isEmpty();
        Instant thirdHeld = Instant.parse("2025-03-01T02:00:00Z");
        assertThat(told(third, 4).stream().map(Envelope::data).skip(1).map(DomainEvent.class::cast))
                .containsExactly(
                        new DuplicateSuspected(third, Set.of(first, second), thirdHeld),
                        new DuplicateSuspected(third, Set.of(second), thirdHeld),
                        new DuplicateSettled(third, Outcome.NO_LONGER_ALIKE, thirdHeld));
        assertThat(told(second, 4).stream().map(Envelope::data).skip(2).map(DomainEvent.class::cast))
                .containsExactly(
                        new DuplicateSettled(second, Outcome.KEPT, Instant.parse("2025-03-01T01:00:00Z")),
                        new TrainingWithdrawn(second, "重复", Instant.parse("2025-03-01T01:00:00Z")));
    }

    private static String id(Answer answer) {
        return answer.body().get("id").asString();
    }

    @Test
    void services_of_one_person_overlap_by_no_minute_also_after_a_transfer() {
        Team first = team();
        Team second = team();
        String somebody = first.person("moves");
        String before = enlistAs(first, somebody, "2025-01-01T00:00:00Z");
        post(
                first.path() + "/members/" + before + "/departure",
                body("reason", "转队", "occurredAt", "2025-03-03T02:00:00Z"));
        String after = enlistAs(second, somebody, "2025-03-03T02:00:00Z");

        // from 9:00 to 10:00
        Answer logged = serve(first, before, "2025-03-03T01:00:00Z", 60);
        assertThat(logged.status()).as(logged.text()).isEqualTo(201);
        assertThat(serve(second, after, "2025-03-03T01:59:00Z", 60).code()).isEqualTo("member-not-active-then");
        assertThat(serve(first, before, "2025-03-03T01:00:00Z", 61).code()).isEqualTo("member-not-active-then");
        assertThat(serve(second, after, "2025-03-03T02:00:00Z", 60).status()).isEqualTo(201);

        assertThat(serve(first, before, "2025-03-03T00:01:00Z", 60).code()).isEqualTo("overlapping-service");
        assertThat(serve(first, before, "2025-03-03T00:00:00Z", 60).status()).isEqualTo(201);
        assertThat(serve(second, after, "2025-03-03T02:59:00Z", 60).code()).isEqualTo("overlapping-service");
        assertThat(serve(second, after, "2025-03-03T03:00:00Z", 60).status()).isEqualTo(201);
        String moved = said(
                Map.of("membershipId", before, "minutes", 61, "placeKind", "FIELD", "task", "修剪", "paid", false),
                "2025-03-03T00:00:00Z");
        String earliest = ids("/service-records?limit=1&sort=occurredAt&volunteerId=" + somebody)
                .getFirst();
        assertThat(put("/service-records/" + earliest, moved, "If-Match", "\"1\"")
                        .code())
                .isEqualTo("overlapping-service");
    }

    @Test
    void of_two_overlapping_services_stored_at_the_same_moment_none_is_verified_before_the_other_is_put_right() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String service =
                serve(team, member, "2025-03-03T01:00:00Z", 60).body().get("id").asString();
        Document other = Objects.requireNonNull(township.mongo()
                .getCollection("service-records")
                .find(new Document("_id", service))
                .first());
        String twin = service + "-twin";
        township.mongo().getCollection("service-records").insertOne(other.append("_id", twin));
        String evidence = body("evidence", "签到表");
        String secretary = secretary("secretary-1");

        for (String each : List.of(service, twin)) {
            assertThat(judge("/service-records/" + each, "/verification", evidence, "Authorization", secretary)
                            .code())
                    .isEqualTo("overlapping-service");
            assertThat(state(each)).isEqualTo("UNVERIFIED");
        }
        judge("/service-records/" + twin, "/rejection", body("reason", "重复"), "Authorization", secretary);
        assertThat(judge("/service-records/" + service, "/verification", evidence, "Authorization", secretary)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_service_is_verified_only_if_the_member_was_there_by_what_is_known_now() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        List<String> services = Stream.of("2025-03-03T01:00:00Z", "2025-03-03T02:00:00Z", "2025-03-03T03:00:00Z")
                .map(from -> serve(team, member, from, 60).body().get("id").asString())
                .toList();
        String evidence = body("evidence", "签到表");
        String secretary = secretary("secretary-1");
        judge("/service-records/" + services.get(2), "/verification", evidence, "Authorization", secretary);

        post(
                team.path() + "/members/" + member + "/departure",
                body("reason", "外出务工", "occurredAt", "2025-03-03T02:00:00Z"));

        assertThat(judge("/service-records/" + services.get(1), "/verification", evidence, "Authorization", secretary)
                        .code())
                .isEqualTo("member-not-active-then");
        assertThat(state(services.get(1))).isEqualTo("UNVERIFIED");
        assertThat(judge("/service-records/" + services.get(0), "/verification", evidence, "Authorization", secretary)
                        .status())
                .as("over when the member left")
                .isEqualTo(200);
        assertThat(state(services.get(2))).as("verified before").isEqualTo("VERIFIED");
    }

    @Test
    void more_than_eight_hours_of_one_day_need_a_second_verifier() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String morning = serve(team, member, "2025-03-03T00:00:00Z", 240)
                .body()
                .get("id")
                .asString();
        String noon = serve(team, member, "2025-03-03T04:00:00Z", 240)
                .body()
                .get("id")
                .asString();
        String evidence = body("evidence", "签到表");
        String one = secretary("secretary-1");
        String other = secretary("secretary-2");

        assertThat(judge("/service-records/" + morning, "/verification", evidence, "Authorization", one)
                        .status())
                .isEqualTo(200);
        assertThat(state(morning)).as("eight hours").isEqualTo("VERIFIED");

        String evening =
                serve(team, member, "2025-03-03T08:00:00Z", 1).body().get("id").asString();
        for (String service : List.of(noon, evening)) {
            judge("/service-records/" + service, "/verification", evidence, "Authorization", one);
            assertThat(state(service)).as("eight hours and a minute").isEqualTo("VERIFIED_ONCE");
            assertThat(judge("/service-records/" + service, "/verification", evidence, "Authorization", one)
                            .code())
                    .isEqualTo("second-verifier-needed");
            assertThat(ids("/service-records-waiting-for-verification?limit=100&teamId=" + team.id()))
                    .contains(service);
            judge("/service-records/" + service, "/verification", evidence, "Authorization", other);
            assertThat(state(service)).isEqualTo("VERIFIED");
        }
        assertThat(ids("/service-records-waiting-for-verification?limit=100&teamId=" + team.id()))
                .isEmpty();
        assertThat(ids("/service-records?limit=100&state=VERIFIED&teamId=" + team.id()))
                .containsExactlyInAnyOrder(morning, noon, evening);
        assertThat(told(noon, 3).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new ServiceLogged(noon, team.id(), member, 240, PlaceKind.FIELD, "修剪", false),
                        new ServiceVerified(noon, "secretary-1", "签到表", false, Instant.parse("2025-03-03T04:00:00Z")),
                        new ServiceVerified(noon, "secretary-2", "签到表", true, Instant.parse("2025-03-03T04:00:00Z")));
    }

    @Test
    void a_service_is_logged_when_it_is_over_within_its_day_and_by_whom_its_leader_is() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");

        // 23:00 of 3 March in the installation's zone
        assertThat(serve(team, member, "2025-03-03T15:00:00Z", 61).code()).isEqualTo("service-past-midnight");
        assertThat(serve(team, member, "2025-03-03T15:00:00Z", 60).status()).isEqualTo(201);
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        assertThat(serve(team, member, now, 60).code()).isEqualTo("service-not-over");
        assertThat(serve(team, "m9", "2025-03-03T01:00:00Z", 60).code()).isEqualTo("unknown-member");
        assertThat(serve(team, member, "2024-12-31T23:59:59Z", 60).code()).isEqualTo("member-not-active-then");
        String inspector = township.as("inspector-1", "INSPECTOR@" + Township.TOWNSHIP);
        assertThat(serve(team, member, "2025-03-03T01:00:00Z", 60, "Authorization", inspector)
                        .status())
                .isEqualTo(403);
        String stranger = township.as("secretary-9", "VILLAGE_SECRETARY@" + OTHER_VILLAGE);
        assertThat(serve(team, "m9", "2999-03-03T01:00:00Z", 60, "Authorization", stranger)
                        .status())
                .isEqualTo(404);

        String service = serve(team, member, "2025-03-03T01:00:00Z", 60, "Authorization", leader("leader-1"))
                .body()
                .get("id")
                .asString();
        String evidence = body("evidence", "签到表");
        assertThat(judge("/service-records/" + service, "/verification", evidence, "Authorization", leader("leader-2"))
                        .status())
                .isEqualTo(403);
        assertThat(get("/service-records/" + service, "Authorization", stranger).status())
                .isEqualTo(404);
        JsonNode view = get("/service-records/" + service).body();
        assertThat(view.get("dueBy").asString()).isEqualTo("2025-03-17");
        assertThat(view.get("enteredLate").asBoolean()).isTrue();
    }

    @Test
    void an_activity_of_many_becomes_a_record_for_each_of_them_however_often_it_is_sent() {
        Team team = team();
        List<String> members = Stream.of("v1", "v2", "v3")
                .map(volunteer -> enlist(team, volunteer, "2025-01-01T00:00:00Z"))
                .sorted()
                .toList();
        String from = "2025-03-03T01:00:00Z";
        Answer logged = serveTogether(team, members, from, 90, "Idempotency-Key", "together-1");

        assertThat(logged.status()).as(logged.text()).isEqualTo(201);
        assertThat(logged.body().get("services").findValuesAsString("membershipId"))
                .isEqualTo(members);
        List<String> services = logged.body().get("services").findValuesAsString("serviceId");
        assertThat(ids("/service-records?teamId=" + team.id())).containsExactlyInAnyOrderElementsOf(services);
        String path = "/service-groups/" + logged.body().get("id").asString();
        assertThat(logged.headers().firstValue("Location")).hasValue("/api/v1/volunteers" + path);
        assertThat(get(path).body().get("services").findValuesAsString("serviceId"))
                .isEqualTo(services);
        for (int i = 0; i < members.size(); i++) {
            assertThat(told(services.get(i), 1).getFirst().data())
                    .isEqualTo(new ServiceLogged(
                            services.get(i), team.id(), members.get(i), 90, PlaceKind.FIELD, "修剪", false));
        }

        // the process died before the last record was made
        String last = services.getLast();
        township.mongo().getCollection("service-records").deleteOne(new Document("_id", last));
        township.mongo()
                .getCollection("service-groups")
                .updateOne(
                        new Document("_id", logged.body().get("id").asString()),
                        new Document("$set", new Document("open", true)));
        judge(
                "/service-records/" + services.getFirst(),
                "/verification",
                body("evidence", "签到表"),
                "Authorization",
                secretary("secretary-1"));
        assertThat(post(
                                team.path() + "/members/" + members.getLast() + "/departure",
                                body("reason", "外出", "occurredAt", "2025-03-01T00:00:00Z"))
                        .status())
                .isEqualTo(200);
        Answer again = serveTogether(team, members, from, 90, "Idempotency-Key", "together-1");
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.body().get("services").findValuesAsString("serviceId")).isEqualTo(services);
        assertThat(again.body().at("/services/0")).isEqualTo(logged.body().at("/services/0"));
        assertThat(state(services.getFirst())).isEqualTo("VERIFIED");
        assertThat(state(last)).isEqualTo("UNVERIFIED");
        assertThat(serveTogether(team, members, from, 91, "Idempotency-Key", "together-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void if_a_rule_hinders_one_member_nobody_is_logged_and_the_refusal_names_who_and_why() {
        Team team = team();
        String busy = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String later = enlist(team, "v2", "2025-03-03T01:00:01Z");
        String free = enlist(team, "v3", "2025-01-01T00:00:00Z");
        serve(team, busy, "2025-03-03T01:59:00Z", 60);
        String from = "2025-03-03T01:00:00Z";

        Answer refused = serveTogether(team, List.of(busy, later, free, "m9"), from, 60);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("service-group-hindered");
        Map<String, String> why = new TreeMap<>();
        refused.body()
                .get("hindered")
                .forEach(one -> why.put(
                        one.get("membershipId").asString(), one.get("code").asString()));
        assertThat(why)
                .containsOnly(
                        Map.entry(busy, "overlapping-service"),
                        Map.entry(later, "member-not-active-then"),
                        Map.entry("m9", "unknown-member"));
        assertThat(refused.body().at("/hindered/0/zh").asString()).isNotBlank();
        assertThat(refused.body().get("detail").asString()).contains(busy, later, "m9");
        assertThat(ids("/service-records?volunteerId=" + team.person("v3"))).isEmpty();

        assertThat(serveTogether(team, List.of(busy, free), from, 59).status()).isEqualTo(201);
        assertThat(serveTogether(team, List.of(free), "2025-03-03T15:00:00Z", 61)
                        .code())
                .isEqualTo("service-past-midnight");
        assertThat(serveTogether(team, List.of(), from, 60).code()).isEqualTo("invalid-body");
        assertThat(serveTogether(
                                team,
                                List.of(free),
                                from,
                                60,
                                "Authorization",
                                township.as("secretary-9", "VILLAGE_SECRETARY@" + OTHER_VILLAGE))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_was_logged_together_is_recorded_also_if_nobody_asks_again() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        Answer logged = serveTogether(team, List.of(member), "2025-03-03T01:00:00Z", 60);
        String service = logged.body().at("/services/0/serviceId").asString();
        township.mongo().getCollection("service-records").deleteOne(new Document("_id", service));
        Document group = new Document("_id", logged.body().get("id").asString());
        township.runScheduled("ServiceGroups.completeOpen");
        assertThat(get("/service-records/" + service).status())
                .as("all were recorded by then")
                .isEqualTo(404);

        township.mongo()
                .getCollection("service-groups")
                .updateOne(group, new Document("$set", new Document("open", true)));
        township.runScheduled("ServiceGroups.completeOpen");

        assertThat(state(service)).isEqualTo("UNVERIFIED");
        assertThat(township.mongo().getCollection("service-groups").find(group).first())
                .containsEntry("open", false);
    }

    private static Answer serveTogether(Team team, List<String> members, String from, int minutes, String... headers) {
        return post(
                "/service-groups",
                said(
                        Map.of(
                                "teamId",
                                team.id(),
                                "membershipIds",
                                members,
                                "minutes",
                                minutes,
                                "placeKind",
                                "FIELD",
                                "task",
                                "修剪",
                                "paid",
                                false),
                        from),
                headers);
    }

    @Test
    void verified_services_come_in_the_columns_of_the_national_system_with_nobodys_number() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String service =
                serve(team, member, "2025-03-03T01:00:00Z", 95).body().get("id").asString();
        serve(team, member, "2025-03-03T03:00:00Z", 60);
        String secretary = secretary("secretary-1");
        judge("/service-records/" + service, "/verification", body("evidence", "签到表"), "Authorization", secretary);
        String path = "/service-records-for-national-system?teamId=" + team.id();

        Answer file = get(path, "Authorization", secretary, "Accept", "text/csv");
        assertThat(file.text().substring(1).lines())
                .containsExactly(
                        "姓名,证件类型,证件号码,人员代号,志愿团体,活动（项目）名称,服务日期,开始时间,结束时间,服务时长（小时）,服务地点,服务内容,记录人代号,核实人代号,记录编号",
                        "张*,,," + team.person("v1")
                                + ",青禾村流动党员科普服务队,,2025-03-03,09:00,10:35,1.58,田间地头,修剪,clerk-1,secretary-1,"
                                + service);
        assertThat(ids(path, "Authorization", secretary)).containsExactly(service);
        assertThat(get(path, "Authorization", leader("leader-1")).status()).isEqualTo(403);
    }

    @Test
    void names_and_numbers_come_in_the_columns_of_the_national_system_with_a_purpose_that_is_told_for_each_person() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String other = enlist(team, "v2", "2025-01-01T00:00:00Z");
        String secretary = secretary("secretary-1");
        for (String from : List.of("2025-03-03T01:00:00Z", "2025-03-03T03:00:00Z")) {
            for (String each : List.of(member, other)) {
                String service = serve(team, each, from, 60).body().get("id").asString();
                judge(
                        "/service-records/" + service,
                        "/verification",
                        body("evidence", "签到表"),
                        "Authorization",
                        secretary);
            }
        }
        String known = team.person("v1");
        post("/people", body("unitId", VILLAGE, "personId", known, "idNumber", "99019919800101001X"));
        String path = "/service-records-for-national-system/unmasking?limit=3&sort=occurredAt&teamId=" + team.id();
        String purpose = body("purpose", "录入全国系统");

        assertThat(post(path, purpose, "Authorization", leader("leader-1")).status())
                .isEqualTo(403);
        Answer file = post(
                path.replace("limit=3&", ""),
                purpose,
                "Authorization",
                secretary,
                "Accept",
                "text/csv",
                "Idempotency-Key",
                "export-1");
        assertThat(file.status()).as(file.text()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(file.text().substring(1).lines().skip(1))
                .hasSize(4)
                .filteredOn(line -> line.startsWith("张三,居民身份证,99019919800101001X," + known + ","))
                .hasSize(2);
        assertThat(file.text().lines().filter(line -> line.startsWith("张*,,," + team.person("v2") + ",")))
                .as("of whom no personal data is held, and nothing could be told")
                .hasSize(2);
        assertThat(told(VILLAGE + ":" + known, 2).getLast().data())
                .isEqualTo(new PersonalDataUnmasked(known, "录入全国系统"));
        assertThat(post(path, purpose, "Authorization", secretary, "Idempotency-Key", "export-2")
                        .body()
                        .get("items"))
                .hasSize(3);
        assertThat(post(path, purpose, "Authorization", secretary, "Idempotency-Key", "export-2")
                        .code())
                .isEqualTo("unmasked-under-this-key");
    }

    @Test
    void a_certificate_states_what_is_verified_and_everybody_may_check_it_by_its_code() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        // 31 March and 1 April, each with its last and first minute
        List<String> services = Stream.of("2025-03-31T15:00:00Z", "2025-03-31T16:00:00Z", "2025-04-01T02:00:00Z")
                .map(from -> serve(team, member, from, 60).body().get("id").asString())
                .toList();
        String certify = body("teamId", team.id(), "membershipId", member, "from", "2025-04-01", "to", "2025-04-30");
        String secretary = secretary("secretary-1");
        assertThat(post("/certificates", certify, "Authorization", secretary).code())
                .isEqualTo("no-verified-service");
        String evidence = body("evidence", "签到表");
        for (String service : services.subList(0, 2)) {
            judge("/service-records/" + service, "/verification", evidence, "Authorization", secretary);
        }
        String backwards = body("teamId", team.id(), "membershipId", member, "from", "2025-04-30", "to", "2025-04-01");
        assertThat(post("/certificates", backwards, "Authorization", secretary).code())
                .isEqualTo("certificate-period");
        assertThat(post("/certificates", certify, "Authorization", leader("leader-1"))
                        .status())
                .isEqualTo(403);

        Answer issued = post("/certificates", certify, "Authorization", secretary);
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        String id = issued.body().get("id").asString();
        JsonNode certificate = get("/certificates/" + id).body();
        String code = certificate.get("code").asString();
        assertThat(certificate.get("services").findValuesAsString("serviceId")).containsExactly(services.get(1));
        assertThat(get(
                                "/certificates/" + id,
                                "Authorization",
                                township.as("secretary-9", "VILLAGE_SECRETARY@" + OTHER_VILLAGE))
                        .status())
                .isEqualTo(404);

        JsonNode valid = checked(code);
        assertThat(checked("%20" + code.toLowerCase(Locale.ROOT) + "%20")).isEqualTo(valid);
        assertThat(valid.get("validity").asString()).isEqualTo("VALID");
        assertThat(valid.get("name").asString()).isEqualTo("张*");
        assertThat(valid.get("minutes").asInt()).isEqualTo(60);
        assertThat(valid.get("services").toString())
                .isEqualTo("[{\"day\":\"2025-04-01\",\"minutes\":60,\"placeKind\":\"FIELD\",\"task\":\"修剪\"}]");
        assertThat(valid.toString()).doesNotContain("张三", team.person("v1"));
        judge("/service-records/" + services.get(1), "/rejection", body("reason", "不实"), "Authorization", secretary);
        assertThat(checked(code).get("validity").asString()).isEqualTo("OUTDATED");
        assertThat(post("/certificates/" + id + "/revocation", body("reason", "记录不实"))
                        .status())
                .isEqualTo(200);
        assertThat(checked(code).get("validity").asString()).isEqualTo("REVOKED");
        assertThat(post("/certificates/" + id + "/revocation", body("reason", "记录不实"))
                        .code())
                .isEqualTo("certificate-already-revoked");
        Answer unknown = get("/public/certificates/234567892345", "Authorization", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("unknown-certificate");
        assertThat(township.heard())
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains(code));
    }

    @Test
    void a_volunteer_without_a_role_sees_and_contests_their_own_records_and_nobody_elses() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String other = enlist(team, "v2", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String mine =
                serve(team, member, "2025-03-03T01:00:00Z", 60).body().get("id").asString();
        String theirs =
                serve(team, other, "2025-03-03T01:00:00Z", 60).body().get("id").asString();
        String secretary = secretary("secretary-1");
        for (String service : List.of(mine, theirs)) {
            judge("/service-records/" + service, "/verification", body("evidence", "签到表"), "Authorization", secretary);
        }
        String me = volunteer("account-of-v1", VILLAGE, team.person("v1"));
        String namesake = volunteer("account-of-namesake", OTHER_VILLAGE, team.person("v1"));
        String nobody = township.as("account-of-nobody");
        String reason = body("reason", "实为两小时");

        assertThat(get("/me/service-records", "Authorization", nobody).code()).isEqualTo("account-not-tied");
        assertThat(ids("/me/service-records", "Authorization", me)).containsExactly(mine);
        assertThat(ids("/me/service-records", "Authorization", namesake))
                .as("a pseudonym is one person's within a unit only")
                .isEmpty();
        assertThat(get("/service-records/" + mine, "Authorization", me).status())
                .isEqualTo(403);
        JsonNode membership = get("/me/memberships", "Authorization", me).body().at("/items/0");
        assertThat(membership.get("membershipId").asString()).isEqualTo(member);
        assertThat(membership.at("/links/0/linkId").asString()).isEqualTo(link);
        assertThat(membership.at("/links/0/targetName").asString()).isEqualTo("基地1");
        for (String stranger : List.of(namesake, volunteer("account-of-v2", VILLAGE, team.person("v2")))) {
            assertThat(get("/me/service-records/" + mine, "Authorization", stranger)
                            .status())
                    .isEqualTo(404);
            assertThat(post(
                                    "/me/service-records/" + mine + "/contest",
                                    reason,
                                    "Authorization",
                                    stranger,
                                    "If-Match",
                                    "\"2\"")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(post("/me/service-records/" + mine + "/contest", reason, "Authorization", me)
                        .status())
                .as("without saying which version was seen")
                .isEqualTo(428);

        Answer contested =
                post("/me/service-records/" + mine + "/contest", reason, "Authorization", me, "If-Match", "\"2\"");
        assertThat(contested.status()).as(contested.text()).isEqualTo(200);
        String waiting = "/service-records?contest=OPEN&teamId=" + team.id();
        assertThat(ids(waiting, "Authorization", leader("leader-1"))).containsExactly(mine);
        JsonNode shown = get("/service-records/" + mine, "Authorization", township.as("i-1", "INSPECTOR@" + VILLAGE))
                .body();
        assertThat(shown.at("/contest/reason").asString()).isEqualTo("实为两小时");
        assertThat(shown.get("state").asString()).isEqualTo("VERIFIED");
        String settle = "{\"upheld\":true,\"comment\":\"照片属实\"}";
        for (String party : List.of(secretary, township.as("account-of-v1", "INSPECTOR@" + VILLAGE))) {
            assertThat(judge("/service-records/" + mine, "/contest/settlement", settle, "Authorization", party)
                            .code())
                    .isEqualTo("own-record");
        }
        Answer settled = judge(
                "/service-records/" + mine,
                "/contest/settlement",
                settle,
                "Authorization",
                township.as("i-1", "INSPECTOR@" + VILLAGE));
        assertThat(settled.status()).as(settled.text()).isEqualTo(200);
        assertThat(state(mine)).isEqualTo("REJECTED");
        assertThat(ids(waiting)).isEmpty();
        assertThat(get("/me/service-records/" + mine, "Authorization", me)
                        .body()
                        .at("/contest/settlement/comment")
                        .asString())
                .isEqualTo("照片属实");
        assertThat(told(mine, 5).stream().<Object>map(Envelope::data).toList())
                .endsWith(
                        new ServiceContested(mine, Instant.parse("2025-03-03T01:00:00Z")),
                        new ServiceContestSettled(mine, "i-1", true, Instant.parse("2025-03-03T01:00:00Z")),
                        new ServiceRejected(mine, "i-1", "照片属实", Instant.parse("2025-03-03T01:00:00Z")));
        assertThat(township.heard())
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains("实为两小时"));
    }

    @Test
    void a_volunteer_logs_their_own_service_and_nobody_elses_and_does_not_verify_it() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String other = enlist(team, "v2", "2025-01-01T00:00:00Z");
        String account = "account-" + team.person("v1");
        String me = volunteer(account, VILLAGE, team.person("v1"));
        Map<String, Object> stated = new TreeMap<>(Map.of("teamId", team.id(), "minutes", 60, "placeKind", "FIELD"));
        stated.putAll(Map.of("task", "修剪", "paid", false, "membershipId", member));
        String at = "2025-03-03T01:00:00Z";

        Answer logged = post("/me/service-records", said(stated, at), "Authorization", me);

        assertThat(logged.status()).as(logged.text()).isEqualTo(201);
        String id = logged.body().get("id").asString();
        assertThat(logged.headers().firstValue("Location")).hasValue("/api/v1/volunteers/me/service-records/" + id);
        assertThat(state(id)).isEqualTo("UNVERIFIED");
        assertThat(judge(
                                "/service-records/" + id,
                                "/verification",
                                body("evidence", "签到表"),
                                "Authorization",
                                secretary(account))
                        .code())
                .isEqualTo("own-record");
        stated.put("membershipId", other);
        assertThat(post("/me/service-records", said(stated, at), "Authorization", me)
                        .code())
                .isEqualTo("unknown-member");
    }

    @Test
    void a_volunteer_takes_out_a_certificate_of_their_own_hours_which_a_dismissed_contest_leaves_valid() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String other = enlist(team, "v2", "2025-01-01T00:00:00Z");
        String service =
                serve(team, member, "2025-03-03T01:00:00Z", 60).body().get("id").asString();
        String training = post(
                        "/trainings",
                        "{\"teamId\":\"%s\",\"kind\":\"POLICY\",\"topic\":\"政策\",\"minutes\":60,\"attendees\":[\"%s\",\"%s\"]}"
                                .formatted(team.id(), member, other))
                .body()
                .get("id")
                .asString();
        String secretary = secretary("secretary-1");
        judge("/service-records/" + service, "/verification", body("evidence", "签到表"), "Authorization", secretary);
        String me = volunteer("account-of-" + team.person("v1"), VILLAGE, team.person("v1"));
        String you = volunteer("account-of-" + team.person("v2"), VILLAGE, team.person("v2"));

        assertThat(ids("/me/trainings", "Authorization", me)).containsExactly(training);
        assertThat(get("/me/trainings", "Authorization", you).text()).doesNotContain(member);
        String certify = body("teamId", team.id(), "membershipId", member, "from", "2025-03-01", "to", "2025-03-31");
        assertThat(post("/me/certificates", certify, "Authorization", you).code())
                .isEqualTo("unknown-member");
        Answer issued = post("/me/certificates", certify, "Authorization", me);
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        String id = issued.body().get("id").asString();
        assertThat(issued.headers().firstValue("Location")).hasValue("/api/v1/volunteers/me/certificates/" + id);
        assertThat(ids("/me/certificates", "Authorization", me)).containsExactly(id);
        assertThat(ids("/me/certificates", "Authorization", you)).isEmpty();
        assertThat(get("/me/certificates/" + id, "Authorization", you).status()).isEqualTo(404);
        String code = get("/me/certificates/" + id, "Authorization", me)
                .body()
                .get("code")
                .asString();

        post(
                "/me/service-records/" + service + "/contest",
                body("reason", "实为两小时"),
                "Authorization",
                me,
                "If-Match",
                "\"2\"");
        String dismiss = "{\"upheld\":false,\"comment\":\"签到表为一小时\"}";
        assertThat(judge(
                                "/service-records/" + service,
                                "/contest/settlement",
                                dismiss,
                                "Authorization",
                                secretary("s-2"))
                        .status())
                .isEqualTo(200);
        assertThat(checked(code).get("validity").asString()).isEqualTo("VALID");
        judge("/service-records/" + service, "/rejection", body("reason", "不实"), "Authorization", secretary("s-2"));
        assertThat(checked(code).get("validity").asString()).isEqualTo("OUTDATED");
    }

    /** Of somebody who holds no role, once the service has heard whose account it is. */
    private static String volunteer(String account, String unitId, String person) {
        township.tell(account, unitId, Instant.parse("2025-01-01T00:00:00Z"), new AccountTied(account, person));
        await().until(() -> township.accountsOfOnePerson(account).contains(person));
        return township.as(account);
    }

    /** Without a token. */
    private static JsonNode checked(String code) {
        Answer answer = get("/public/certificates/" + code, "Authorization", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static Answer serve(Team team, String member, String from, int minutes, String... headers) {
        return post(
                "/service-records",
                said(
                        Map.of(
                                "teamId",
                                team.id(),
                                "membershipId",
                                member,
                                "minutes",
                                minutes,
                                "placeKind",
                                "FIELD",
                                "task",
                                "修剪",
                                "paid",
                                false),
                        from),
                headers);
    }

    private static String said(Map<String, Object> values, String occurredAt) {
        Map<String, Object> all = new TreeMap<>(values);
        all.put("occurredAt", occurredAt);
        return JsonMapper.shared().writeValueAsString(all);
    }

    private static String state(String service) {
        return get("/service-records/" + service).body().get("state").asString();
    }

    @Test
    void a_ticket_goes_from_raising_to_the_residents_confirmation_and_tells_nothing_about_the_resident() {
        String raised = "2025-03-03T00:00:00Z";
        String id = ticket("机耕道塌方", raised);
        String path = "/tickets/" + id;
        assertThat(post(path + "/assignment", body("assigneeId", "p-zhao", "note", ""))
                        .status())
                .isEqualTo(428);
        String resolution = body("solution", "已通车", "occurredAt", "2025-03-10T00:00:00Z");
        String evidence = body("evidence", "电话回访", "occurredAt", "2025-03-11T00:00:00Z");
        assertThat(judge(path, "/resolution", resolution).code()).isEqualTo("ticket-not-assigned");
        assertThat(judge(path, "/assignment", body("assigneeId", "p-zhao", "note", "", "occurredAt", raised))
                        .status())
                .isEqualTo(200);
        assertThat(judge(path, "/replies", body("answer", "已联系挖机", "occurredAt", raised))
                        .status())
                .isEqualTo(200);
        assertThat(judge(path, "/resolution", resolution).status()).isEqualTo(200);
        assertThat(judge(path, "/confirmation", evidence).code()).isEqualTo("own-record");
        assertThat(judge(path, "/confirmation", evidence, "Authorization", secretary("v1"))
                        .status())
                .isEqualTo(200);
        assertThat(judge(path, "/reopening", body("reason", "又塌"), "Accept-Language", "en")
                        .body()
                        .get("detail")
                        .asString())
                .contains("The resident confirmed");

        JsonNode view = get(path).body();
        assertThat(view.get("state").asString()).isEqualTo("CONFIRMED");
        assertThat(view.get("dueOn").asString()).isEqualTo("2025-03-24");
        assertThat(view.get("overdue").asBoolean()).isFalse();
        assertThat(view.at("/steps/3/note").asString()).isEqualTo("电话回访");
        assertThat(view.get("residentId").asString()).isEqualTo("p-he");
        Instant at = Instant.parse(raised);
        Instant resolvedAt = Instant.parse("2025-03-10T00:00:00Z");
        assertThat(told(id, 5).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new TicketRaised(id, TicketEvent.Kind.INFRASTRUCTURE),
                        new TicketAssigned(id, "p-zhao", at),
                        new TicketReplied(id, at),
                        new TicketResolved(id, "p-zhao", at),
                        new TicketConfirmed(id, resolvedAt, at));
        assertThat(township.heard())
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains("机耕道") || value.contains("p-he") || value.contains("挖机"));
    }

    @Test
    void a_double_goes_into_the_ticket_raised_first_which_then_stays() {
        String first = ticket("电压不稳", "2025-04-07T00:00:00Z");
        String second = ticket("电压低", "2025-04-08T00:00:00Z");
        String elsewhere = post(
                        "/tickets", body("unitId", OTHER_VILLAGE, "kind", "OTHER", "title", "电压", "details", ""))
                .body()
                .get("id")
                .asString();

        for (String unknown : List.of("no-ticket", elsewhere)) {
            assertThat(judge("/tickets/" + second, "/merger", body("intoTicketId", unknown, "note", ""))
                            .code())
                    .isEqualTo("unknown-ticket");
        }
        assertThat(judge("/tickets/" + first, "/merger", body("intoTicketId", second, "note", ""))
                        .code())
                .isEqualTo("ticket-merged-into-later");
        assertThat(judge("/tickets/" + second, "/merger", body("intoTicketId", first, "note", "同一线路"))
                        .status())
                .isEqualTo(200);
        assertThat(judge("/tickets/" + first, "/withdrawal", body("reason", "误登"))
                        .code())
                .isEqualTo("ticket-has-doubles");
        assertThat(corrected(first, "2025-04-07T00:00:00.001Z").code()).isEqualTo("ticket-has-doubles");
        assertThat(corrected(first, "2025-04-07T00:00:00Z").status()).isEqualTo(200);
        assertThat(corrected(first, "2025-04-06T23:59:59.999Z").status()).isEqualTo(200);
        assertThat(ids("/tickets?mergedInto=" + first)).containsExactly(second);
        assertThat(judge("/tickets/" + second, "/withdrawal", body("reason", "误登"))
                        .status())
                .isEqualTo(200);
        assertThat(corrected(first, "2025-04-07T00:00:00.001Z").status()).isEqualTo(200);
        assertThat(judge("/tickets/" + first, "/withdrawal", body("reason", "误登"))
                        .status())
                .isEqualTo(200);
    }

    private static Answer corrected(String ticket, String raisedAt) {
        String path = "/tickets/" + ticket;
        String version = '"' + get(path).body().get("version").asString() + '"';
        return put(
                path,
                body("kind", "INFRASTRUCTURE", "title", "电压不稳", "details", "", "occurredAt", raisedAt),
                "If-Match",
                version);
    }

    @Test
    void the_working_days_of_a_ticket_are_those_of_the_calendars_above_its_unit() {
        String clerk = township.as("clerk-2", "TOWNSHIP_CLERK@" + Township.NEXT_TOWNSHIP);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String raised = today.minusDays(40) + "T02:00:00Z";
        String far = township.send(
                        "POST",
                        "/tickets",
                        body(
                                "unitId",
                                Township.FAR_VILLAGE,
                                "kind",
                                "LIVELIHOOD",
                                "title",
                                "塘堰渗水",
                                "details",
                                "",
                                "occurredAt",
                                raised),
                        "Authorization",
                        clerk)
                .body()
                .get("id")
                .asString();
        String overdue = "/tickets-overdue?limit=100&unitId=" + Township.FAR_VILLAGE;
        assertThat(ids(overdue, "Authorization", clerk)).containsExactly(far);

        // As if it were a holiday since
        Set<LocalDate> off = today.minusDays(40).datesUntil(today.plusDays(40)).collect(Collectors.toSet());
        Instant announced = Instant.parse("2025-01-01T00:00:00Z");
        township.tell(
                "calendar",
                Township.NEXT_TOWNSHIP,
                announced,
                new WorkingCalendarAnnounced("calendar", today.getYear(), Layer.COUNTY, off, Set.of(), "县", "1号"));
        await().untilAsserted(
                        () -> assertThat(ids(overdue, "Authorization", clerk)).isEmpty());
        JsonNode view = township.send("GET", "/tickets/" + far, null, "Authorization", clerk)
                .body();
        assertThat(view.get("overdue").asBoolean()).isFalse();
        assertThat(LocalDate.parse(view.get("dueOn").asString())).isAfter(today.plusDays(40));
        String near = ticket("塘堰渗水", raised);
        assertThat(ids("/tickets-overdue?limit=100&unitId=" + VILLAGE)).contains(near);

        township.tell(
                "calendar",
                Township.NEXT_TOWNSHIP,
                announced,
                new WorkingCalendarWithdrawn("calendar", today.getYear(), "误录", announced));
        await().untilAsserted(
                        () -> assertThat(ids(overdue, "Authorization", clerk)).containsExactly(far));
    }

    @Test
    void the_list_of_overdue_tickets_has_what_is_past_its_days_and_still_to_be_resolved_here() {
        String old = "2025-06-02T00:00:00Z";
        String lying = ticket("饮水管漏水", old);
        String transferred = ticket("电压不稳", old);
        String fresh = post("/tickets", body("unitId", VILLAGE, "kind", "LIVELIHOOD", "title", "路灯不亮", "details", ""))
                .body()
                .get("id")
                .asString();
        judge(
                "/tickets/" + transferred,
                "/transfer",
                body("destination", "HOTLINE_12345", "note", "属供电公司", "occurredAt", old));

        assertThat(ids("/tickets-overdue?unitId=" + VILLAGE + "&from=2025-06-02&to=2025-06-02"))
                .containsExactly(lying);
        assertThat(ids("/tickets-overdue?limit=100&unitId=" + VILLAGE)).doesNotContain(fresh);
        assertThat(get("/tickets/" + lying).body().get("overdue").asBoolean()).isTrue();
        assertThat(get("/tickets/" + fresh).body().get("overdue").asBoolean()).isFalse();
        assertThat(ids("/tickets?state=TRANSFERRED&from=2025-06-02&to=2025-06-02"))
                .containsExactly(transferred);
        assertThat(ids("/tickets?kind=INFRASTRUCTURE&unitId=" + VILLAGE + "&q="
                        + URLEncoder.encode("漏水", StandardCharsets.UTF_8)))
                .containsExactly(lying);
        assertThat(judge(
                                "/tickets/" + lying,
                                "/transfer",
                                body("destination", "TOWNSHIP", "note", "转"),
                                "Authorization",
                                leader("v1"))
                        .status())
                .isEqualTo(403);
    }

    private static String ticket(String title, String raisedAt) {
        Answer raised = post(
                "/tickets",
                body(
                        "unitId",
                        VILLAGE,
                        "kind",
                        "INFRASTRUCTURE",
                        "title",
                        title,
                        "details",
                        "",
                        "residentId",
                        "p-he",
                        "occurredAt",
                        raisedAt));
        assertThat(raised.status()).as(raised.text()).isEqualTo(201);
        return raised.body().get("id").asString();
    }

    @Test
    void the_talent_register_is_searched_by_skill_and_by_profession() {
        String lin = talent("p-lin", "柑橘种植", false, "CROPS", "E_COMMERCE");
        String sun = talent("p-sun", "兽医", true, "LIVESTOCK", "HEALTH");

        assertThat(ids("/talents?skill=E_COMMERCE&unitId=" + VILLAGE)).containsExactly(lin);
        assertThat(ids("/talents?skill=HEALTH")).containsExactly(sun);
        assertThat(ids("/talents?skill=LAW")).isEmpty();
        assertThat(get("/talents?skill=SINGING").status()).isEqualTo(400);
        assertThat(ids("/talents?q=" + URLEncoder.encode("柑橘", StandardCharsets.UTF_8)))
                .containsExactly(lin);
        assertThat(ids("/science-talents?unitId=" + VILLAGE)).containsExactly(sun);

        String path = "/talents/" + sun;
        assertThat(post(path + "/removal", body("reason", "迁居外地")).status()).isEqualTo(428);
        assertThat(judge(path, "/removal", body("reason", "迁居外地")).status()).isEqualTo(200);
        assertThat(ids("/science-talents?unitId=" + VILLAGE)).isEmpty();
        assertThat(ids("/talents?state=REMOVED&unitId=" + VILLAGE)).containsExactly(sun);
        assertThat(judge(path, "/removal", body("reason", "迁居外地")).code()).isEqualTo("talent-removed");
        assertThat(talent("p-sun", "兽医", true, "LIVESTOCK")).isEqualTo(sun);
        assertThat(told(sun, 3).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new TalentRegistered("p-sun", Set.of(Skill.LIVESTOCK, Skill.HEALTH), true),
                        new TalentRemoved("p-sun", "迁居外地"),
                        new TalentRegistered("p-sun", Set.of(Skill.LIVESTOCK), true));
        assertThat(township.heard())
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains("兽医"));
    }

    private static String talent(String personId, String profession, boolean scienceTalent, String... skills) {
        Answer registered = post(
                "/talents", """
                {"unitId": "%s", "personId": "%s", "skills": ["%s"], "profession": "%s", "scienceTalent": %s}""".formatted(VILLAGE, personId, String.join("\", \"", skills), profession, scienceTalent));
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        return registered.body().get("id").asString();
    }

    @Test
    void an_approved_nominee_becomes_a_member_and_nobody_else_does() {
        Team team = team();
        String person = team.person("p-qian");
        Answer made = post(
                "/nominations",
                body("teamId", team.id(), "personId", person, "grounds", "种植能手", "occurredAt", "2025-02-01T00:00:00Z"),
                "Authorization",
                leader("v1"));
        assertThat(made.status()).isEqualTo(201);
        String path = "/nominations/" + made.body().get("id").asString();
        String enlistment = body("name", "钱示例", "occurredAt", "2025-02-05T00:00:00Z");
        String review = body("comment", "同意推荐", "occurredAt", "2025-02-02T00:00:00Z");
        String approval = body("comment", "同意", "occurredAt", "2025-02-05T00:00:00Z");

        assertThat(post(path + "/enlistment", enlistment).code()).isEqualTo("nomination-not-approved");
        assertThat(judge(path, "/approval", approval).code()).isEqualTo("nomination-not-reviewed");
        assertThat(judge(path, "/review", review, "Authorization", leader("v2")).status())
                .isEqualTo(403);
        assertThat(judge(path, "/review", review, "Authorization", secretary("v1"))
                        .code())
                .isEqualTo("own-record");
        assertThat(judge(path, "/review", review, "Authorization", secretary("v2"))
                        .status())
                .isEqualTo(200);
        assertThat(judge(path, "/approval", approval, "Authorization", secretary("v3"))
                        .status())
                .isEqualTo(403);
        assertThat(judge(path, "/approval", approval).status()).isEqualTo(200);
        Answer enlisted = post(path + "/enlistment", enlistment, "Idempotency-Key", "nominee-1", "If-Match", "\"1\"");
        assertThat(enlisted.status()).as("on the team's version").isEqualTo(200);
        assertThat(post(path + "/enlistment", enlistment).code()).isEqualTo("already-member");
        assertThat(post(path + "/enlistment", enlistment, "If-Match", "\"3\"").code())
                .as("on the nomination's version")
                .isEqualTo("version-mismatch");

        assertThat(get(team.path()).body().at("/members/0/volunteerId").asString())
                .isEqualTo(person);
        assertThat(ids("/nominations?state=APPROVED&personId=" + person)).hasSize(1);

        assertThat(judge(path, "/withdrawal", body("reason", "重复推荐")).status()).isEqualTo(200);
        Answer again = post(path + "/enlistment", enlistment, "Idempotency-Key", "nominee-1", "If-Match", "\"1\"");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(enlisted.body());
        assertThat(post(path + "/enlistment", enlistment, "Idempotency-Key", "nominee-2")
                        .code())
                .as("another attempt")
                .isEqualTo("already-withdrawn");
    }

    @Test
    void the_teams_of_a_unit_come_in_pages() {
        List<String> formed = List.of(team().id(), team().id(), team().id());
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = get("/teams?limit=2&unitId=" + VILLAGE + (cursor == null ? "" : "&cursor=" + cursor))
                    .body();
            assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            cursor = page.has("next") ? page.get("next").asString() : null;
        } while (cursor != null);

        assertThat(seen).containsAll(formed).doesNotHaveDuplicates().isSorted();
        assertThat(get("/teams?unitId=" + VILLAGE + "&limit=101").status()).isEqualTo(400);
        assertThat(get("/teams?unitId=" + OTHER_VILLAGE).body().get("items")).isEmpty();
        assertThat(get("/teams?unitId=990101209999").status()).isEqualTo(404);
    }

    @Test
    void the_lists_that_people_work_from_have_what_waits_in_a_township_and_only_for_who_reaches_it() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String visit = post("/visits", body("teamId", team.id(), "linkId", link, "note", ""))
                .body()
                .get("id")
                .asString();
        String ofTownship = "unitId=" + Township.TOWNSHIP + "&limit=100";
        String inspector = township.as("inspector-1", "INSPECTOR@" + Township.TOWNSHIP);
        String stranger = township.as("inspector-2", "INSPECTOR@" + Township.NEXT_TOWNSHIP);

        assertThat(ids("/visits-waiting-for-verification?" + ofTownship)).contains(visit);
        assertThat(ids("/teams-understaffed?" + ofTownship)).contains(team.id());
        assertThat(ids("/visits-waiting-for-verification", "Authorization", inspector))
                .contains(visit);
        assertThat(ids("/visits-waiting-for-verification", "Authorization", stranger))
                .isEmpty();
        assertThat(ids("/visits-waiting-for-verification?subtree=false&" + ofTownship))
                .isEmpty();
        assertThat(get("/visits-waiting-for-verification?" + ofTownship, "Authorization", stranger)
                        .status())
                .isEqualTo(404);

        assertThat(judge("/visits/" + visit, "/verification", body("evidence", "电话回访"), "Authorization", inspector)
                        .status())
                .isEqualTo(200);
        assertThat(ids("/visits-waiting-for-verification?" + ofTownship)).doesNotContain(visit);
        assertThat(ids("/visits?state=VERIFIED&teamId=" + team.id())).containsExactly(visit);
        assertThat(get("/people?limit=1").body().toString()).doesNotContain("idNumber", "phone");
    }

    private static List<String> ids(String path, String... headers) {
        Answer page = get(path, headers);
        assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
        return page.body().get("items").findValuesAsString("id");
    }

    @Test
    void what_stands_open_for_a_week_is_told_of_once_a_week_and_no_more_once_it_is_mended() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String service =
                serve(team, member, "2025-03-03T01:00:00Z", 60).body().get("id").asString();
        Team fresh =
                new Team(post("/teams", body("unitId", VILLAGE, "name", "新队")).id());
        String waiting = team.id() + ":SERVICES_UNVERIFIED";

        township.runScheduled("RemindTeams.remind");
        township.runScheduled("RemindTeams.remind");
        TeamReminded first = (TeamReminded) told(waiting, 1).getFirst().data();
        assertThat(first.teamId()).isEqualTo(team.id());
        assertThat(first.since()).isEqualTo(Instant.parse("2025-03-03T01:00:00Z"));
        assertThat(told(team.id() + ":TEAM_UNDERSTAFFED", 1)).hasSize(1);
        assertThat(told(team.id() + ":MEMBERS_WITHOUT_LINK", 1)).hasSize(1);

        // a week later
        township.mongo()
                .getCollection("reminders")
                .updateMany(remindersOf(team), new Document("$set", new Document("week", "2025-W10")));
        judge(
                "/service-records/" + service,
                "/verification",
                body("evidence", "签到表"),
                "Authorization",
                secretary("secretary-1"));
        township.runScheduled("RemindTeams.remind");
        assertThat(told(team.id() + ":TEAM_UNDERSTAFFED", 2)).hasSize(2);
        assertThat(township.mongo()
                        .getCollection("reminders")
                        .find(new Document("_id", waiting))
                        .first())
                .as("verified by then")
                .containsEntry("week", "2025-W10");
        assertThat(township.mongo().getCollection("reminders").find(remindersOf(fresh)))
                .as("a team of today")
                .isEmpty();
    }

    private static Document remindersOf(Team team) {
        return new Document("_id", new Document("$regex", "^" + team.id() + ":"));
    }

    @Test
    void a_text_that_no_event_may_hold_is_refused_in_the_callers_language() {
        Answer refused = post("/teams", body("unitId", VILLAGE, "name", "a\u0001b"), "Accept-Language", "en");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid-body");
        assertThat(refused.body().get("detail").asString()).contains("name", "U+0001", "cannot be used");
        assertThat(post(team().path() + "/members", body("volunteerId", "张三", "name", "张三"))
                        .code())
                .isEqualTo("invalid-body");
    }

    // who may do it

    @Test
    void a_stranger_meets_nothing_and_changes_nothing() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String visit = post("/visits", body("teamId", team.id(), "linkId", link, "note", ""))
                .body()
                .get("id")
                .asString();
        String training = """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "柑橘修剪", "minutes": 60, "attendees": [],
                 "occurredAt": "2999-01-01T00:00:00Z"}""".formatted(team.id());
        String stranger = township.as("secretary-2", "VILLAGE_SECRETARY@" + OTHER_VILLAGE);
        String reason = body("reason", "改", "occurredAt", "2999-01-01T00:00:00Z");

        assertThat(List.of(
                        get(team.path(), "Authorization", stranger),
                        get("/teams?unitId=" + VILLAGE, "Authorization", stranger),
                        get("/visits/" + visit, "Authorization", stranger),
                        post(
                                "/teams",
                                body("unitId", VILLAGE, "name", "队", "occurredAt", "2999-01-01T00:00:00Z"),
                                "Authorization",
                                stranger),
                        post(
                                team.path() + "/members",
                                body("volunteerId", "v2", "name", "李四"),
                                "Authorization",
                                stranger),
                        post(team.path() + "/members/" + member + "/suspension", reason, "Authorization", stranger),
                        post(team.path() + "/links/" + link + "/end", reason, "Authorization", stranger),
                        post(
                                "/visits",
                                body(
                                        "teamId",
                                        team.id(),
                                        "linkId",
                                        "no-link",
                                        "note",
                                        "",
                                        "occurredAt",
                                        "2999-01-01T00:00:00Z"),
                                "Authorization",
                                stranger),
                        judge(
                                "/visits/" + visit,
                                "/verification",
                                body("evidence", "到访", "occurredAt", "2999-01-01T00:00:00Z"),
                                "Authorization",
                                stranger),
                        put(
                                "/visits/" + visit,
                                body("linkId", "no-link", "note", ""),
                                "Authorization",
                                stranger,
                                "If-Match",
                                "\"7\""),
                        post("/trainings", training, "Authorization", stranger)))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                    assertThat(answer.code()).isEqualTo("not-found");
                });
        assertThat(get(team.path()).body().get("version").asLong()).isEqualTo(3);
        assertThat(get("/visits/" + visit).body().get("version").asLong()).isEqualTo(1);
    }

    @Test
    void a_role_does_what_it_is_granted_for_at_its_unit_and_below() {
        String secretary = township.as("secretary-1", "VILLAGE_SECRETARY@" + VILLAGE);
        String inspector = township.as("inspector-1", "INSPECTOR@" + Township.TOWNSHIP);
        String form = body("unitId", VILLAGE, "name", "服务队", "occurredAt", "2024-12-01T00:00:00Z");

        assertThat(post("/teams", form, "Authorization", leader("v1")).status()).isEqualTo(403);
        assertThat(post("/teams", form, "Authorization", inspector).status()).isEqualTo(403);
        Answer formed = post("/teams", form, "Authorization", secretary);
        assertThat(formed.status()).isEqualTo(201);
        Team team = new Team(formed.body().get("id").asString());
        Answer enlisted = post(
                team.path() + "/members",
                body("volunteerId", team.person("v1"), "name", "张三", "occurredAt", "2025-01-01T00:00:00Z"),
                "Authorization",
                leader("v1"));
        assertThat(enlisted.status()).isEqualTo(201);
        String member = enlisted.body().get("itemId").asString();
        String link = link(team, member, "b2", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String visit = post(
                        "/visits", body("teamId", team.id(), "linkId", link, "note", ""), "Authorization", leader("v1"))
                .body()
                .get("id")
                .asString();
        String verification = body("evidence", "电话回访");
        assertThat(judge("/visits/" + visit, "/verification", verification, "Authorization", leader("v2"))
                        .status())
                .isEqualTo(403);
        assertThat(judge("/visits/" + visit, "/verification", verification, "Authorization", inspector)
                        .status())
                .isEqualTo(200);
        assertThat(get(team.path(), "Authorization", township.as("m-1", "MACHINE_CLIENT@" + Township.TOWNSHIP))
                        .status())
                .isEqualTo(200);
    }

    private record Team(String id) {
        String path() {
            return "/teams/" + id;
        }

        /** All of these teams are in one village, where the links of one person count together. */
        String person(String name) {
            return name + "-" + id;
        }
    }

    private static Team team() {
        Answer formed =
                post("/teams", body("unitId", VILLAGE, "name", "青禾村流动党员科普服务队", "occurredAt", "2024-12-01T00:00:00Z"));
        assertThat(formed.status()).isEqualTo(201);
        return new Team(formed.body().get("id").asString());
    }

    private static String enlist(Team team, String volunteerId, String at) {
        return enlistAs(team, team.person(volunteerId), at);
    }

    private static String enlistAs(Team team, String volunteerId, String at) {
        Answer enlisted =
                post(team.path() + "/members", body("volunteerId", volunteerId, "name", "张三", "occurredAt", at));
        assertThat(enlisted.status()).isEqualTo(201);
        return enlisted.body().get("itemId").asString();
    }

    private static Answer link(Team team, String member, String target, String from) {
        return post(team.path() + "/links", body("membershipId", member, "targetId", target, "occurredAt", from));
    }

    /** Everything that an aggregate told, in the order of its sequence, which has no gap. */
    private static List<Envelope<?>> told(String subject, int count) {
        List<Envelope<?>> told = township.told(subject, count);
        assertThat(told)
                .extracting(Envelope::sequence)
                .doesNotHaveDuplicates()
                .hasSize(count)
                .endsWith((long) count);
        return told;
    }

    private static String leader(String actor) {
        return township.as(actor, "TEAM_LEADER@" + VILLAGE);
    }

    private static String secretary(String actor) {
        return township.as(actor, "VILLAGE_SECRETARY@" + VILLAGE);
    }

    private static Answer get(String path, String... headers) {
        return township.send("GET", path, null, headers);
    }

    private static Answer post(String path, String body, String... headers) {
        return township.send("POST", path, body, headers);
    }

    /** On the version that it has now. */
    private static Answer judge(String what, String how, String body, String... headers) {
        String[] on = Arrays.copyOf(headers, headers.length + 2);
        on[headers.length] = "If-Match";
        on[headers.length + 1] = '"' + get(what).body().get("version").asString() + '"';
        return post(what + how, body, on);
    }

    /** What it takes of the body, on the version that it has now. */
    private static Answer amend(String path, String body) {
        JsonNode all = JsonMapper.shared().readTree(body);
        if (all instanceof ObjectNode fields) {
            fields.remove(List.of("teamId", "unitId"));
            if (path.startsWith("/talents/")) {
                fields.remove("personId");
            }
        }
        String version = get(path).body().get("version").asString();
        return put(path, all.toString(), "If-Match", '"' + version + '"');
    }

    private static Answer put(String path, String body, String... headers) {
        return township.send("PUT", path, body, headers);
    }
}
