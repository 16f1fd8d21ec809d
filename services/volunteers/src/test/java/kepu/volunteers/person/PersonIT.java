package kepu.volunteers.person;

import static kepu.volunteers.Township.CLOSED_VILLAGE;
import static kepu.volunteers.Township.FAR_VILLAGE;
import static kepu.volunteers.Township.OTHER_VILLAGE;
import static kepu.volunteers.Township.TOWNSHIP;
import static kepu.volunteers.Township.VILLAGE;
import static kepu.volunteers.Township.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.mongodb.client.MongoClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.volunteers.PersonEvent.PersonalDataChanged;
import kepu.contracts.volunteers.PersonEvent.PersonalDataErased;
import kepu.contracts.volunteers.PersonEvent.PersonalDataRecorded;
import kepu.contracts.volunteers.PersonEvent.PersonalDataUnmasked;
import kepu.defaults.harness.Answer;
import kepu.defaults.sealing.KeyRejection;
import kepu.defaults.sealing.MasterKeys;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.SealingStart;
import kepu.volunteers.Township;
import org.apache.kafka.common.header.Header;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Personal data over HTTP, with a real broker and store; the numbers are of the invented county 990101. */
class PersonIT {
    private static final String ID_NUMBER = "990101199003071237";
    private static final String MASKED_ID_NUMBER = "9901**********1237";
    private static final String PHONE = "13812345678";

    @TempDir
    static Path folder;

    private static Township township;

    @BeforeAll
    static void start() throws Exception {
        township = Township.start("--kepu.personal-data.master-key=" + folder.resolve("keys/master"));
    }

    @AfterAll
    static void stop() {
        township.close();
    }

    // record, see, change, unmask

    @Test
    void what_is_recorded_is_seen_masked_and_unmasked_only_when_the_purpose_is_told() {
        Answer recorded = post("/people", person("p-seen", ID_NUMBER, "+86 138 1234 5678"));
        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.headers().firstValue("Location"))
                .hasValue("/api/v1/volunteers/people/" + VILLAGE + ":p-seen");

        Answer seen = get("/people/p-seen");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(seen.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(seen.body().get("state").asString()).isEqualTo("HELD");
        assertThat(seen.body().get("idNumber").asString()).isEqualTo(MASKED_ID_NUMBER);
        assertThat(seen.body().get("phone").asString()).isEqualTo("138****5678");
        assertThat(seen.text()).doesNotContain(ID_NUMBER, PHONE);

        Answer unmasked = post("/people/p-seen/unmasking", body("purpose", "办理保险"));
        assertThat(unmasked.status()).isEqualTo(200);
        assertThat(unmasked.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(unmasked.body().get("idNumber").asString()).isEqualTo(ID_NUMBER);
        assertThat(unmasked.body().get("phone").asString()).isEqualTo(PHONE);
        assertThat(post("/people/p-seen/unmasking", body("purpose", " ")).status())
                .isEqualTo(400);

        assertThat(told("p-seen", 2))
                .containsExactly(new PersonalDataRecorded("p-seen"), new PersonalDataUnmasked("p-seen", "办理保险"));
    }

    @Test
    void an_unmasking_is_in_the_audit_log_and_its_answer_is_not_given_twice_under_one_key() {
        post("/people", person("p-audited", null, PHONE));
        String purpose = body("purpose", "通知开会");

        assertThat(post("/people/p-audited/unmasking", purpose, "Idempotency-Key", "look-1")
                        .body()
                        .get("phone")
                        .asString())
                .isEqualTo(PHONE);
        Answer again = post("/people/p-audited/unmasking", purpose, "Idempotency-Key", "look-1");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("unmasked-under-this-key");
        assertThat(again.headers().firstValue("Idempotency-Replayed"))
                .as("a refusal replays nothing")
                .isEmpty();
        assertThat(again.text()).doesNotContain(PHONE);
        assertThat(told("p-audited", 2)).hasSize(2);
        await().until(() -> audited("p-audited").size() == 2);
        assertThat(audited("p-audited").getFirst())
                .contains("kepu.volunteers.personal-data-recorded.v1", "\"phone\":\"changed\"")
                .doesNotContain("sealed");
        assertThat(audited("p-audited").getLast())
                .contains("kepu.volunteers.personal-data-unmasked.v1", "\"actor\":\"clerk-1\"");
    }

    @Test
    void a_change_needs_the_version_seen_and_replaces_all() {
        post("/people", person("p-changed", ID_NUMBER, null));
        String change = body("phone", "0818-2345678");

        assertThat(put("/people/p-changed", change).status()).isEqualTo(428);
        assertThat(put("/people/p-changed", "{}", "If-Match", "\"1\"").code()).isEqualTo("no-personal-data");
        assertThat(put("/people/p-changed", change, "If-Match", "\"1\"").status())
                .isEqualTo(200);

        Answer seen = get("/people/p-changed");
        assertThat(seen.body().has("idNumber")).isFalse();
        assertThat(seen.body().get("phone").asString()).isEqualTo("0818-***5678");
        assertThat(told("p-changed", 2))
                .containsExactly(new PersonalDataRecorded("p-changed"), new PersonalDataChanged("p-changed"));
    }

    @Test
    void what_is_not_right_is_refused_without_being_repeated_and_leaves_no_key() {
        long keys = keys();
        String wrong = "990101199003071238";

        Answer refused = post("/people", person("p-wrong", wrong, PHONE));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("invalid-id-number");
        assertThat(refused.text()).doesNotContain(wrong, PHONE);
        Answer phone = post("/people", person("p-wrong", ID_NUMBER, "12345"));
        assertThat(phone.code()).isEqualTo("invalid-phone");
        assertThat(phone.text()).doesNotContain("12345");
        assertThat(post("/people", person("p-wrong", null, null)).code()).isEqualTo("no-personal-data");
        assertThat(post("/people", person("张三", ID_NUMBER, null)).status()).isEqualTo(400);
        assertThat(post("/people", person("p-" + PHONE, ID_NUMBER, null)).code())
                .isEqualTo("personal-data-in-text");
        String elsewhere = body(
                "unitId", CLOSED_VILLAGE, "personId", "p-wrong", "phone", PHONE, "occurredAt", "2024-07-01T00:00:00Z");
        assertThat(post("/people", elsewhere).code()).isEqualTo("unit-closed");
        assertThat(get("/people/p-wrong").status()).isEqualTo(404);

        assertThat(post("/people", person("p-twice", ID_NUMBER, null)).status()).isEqualTo(201);
        assertThat(post("/people", person("p-twice", ID_NUMBER, null)).code()).isEqualTo("already-exists");
        assertThat(keys()).isEqualTo(keys + 1);
    }

    // who may

    @Test
    void who_may_see_may_not_therefore_unmask_or_erase() {
        post("/people", person("p-roles", ID_NUMBER, PHONE));
        String leader = township.as("v1", "TEAM_LEADER@" + VILLAGE);
        String auditor = township.as("auditor-1", "AUDITOR@" + TOWNSHIP);
        String secretary = township.as("secretary-1", "VILLAGE_SECRETARY@" + VILLAGE);
        String analyst = township.as("analyst-1", "COUNTY_ANALYST@" + TOWNSHIP);
        String purpose = body("purpose", "核对");
        String reason = body("reason", "本人要求");

        assertThat(get("/people/p-roles", "Authorization", leader).status()).isEqualTo(200);
        assertThat(get("/people/p-roles", "Authorization", auditor).status()).isEqualTo(200);
        assertThat(Stream.of(
                        get("/people/p-roles", "Authorization", analyst),
                        post("/people/p-roles/unmasking", purpose, "Authorization", leader),
                        post("/people/p-roles/unmasking", purpose, "Authorization", auditor),
                        post("/people/p-roles/erasure", reason, "Authorization", secretary),
                        post("/people/p-roles/erasure", reason, "Authorization", leader),
                        put("/people/p-roles", body("phone", PHONE), "Authorization", auditor, "If-Match", "\"1\"")))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("right-missing"));
        assertThat(post("/people/p-roles/unmasking", purpose, "Authorization", secretary)
                        .status())
                .isEqualTo(200);
        assertThat(told("p-roles", 2)).hasSize(2);
    }

    @Test
    void a_stranger_meets_nobody_and_leaves_nothing() {
        post("/people", person("p-hidden", ID_NUMBER, PHONE));
        long keys = keys();
        String stranger = township.as("clerk-2", "TOWNSHIP_CLERK@" + OTHER_VILLAGE);

        assertThat(Stream.of(
                        get("/people/p-hidden", "Authorization", stranger),
                        put("/people/p-hidden", "{}", "Authorization", stranger, "If-Match", "\"9\""),
                        post("/people/p-hidden/unmasking", body("purpose", "看"), "Authorization", stranger),
                        post("/people/p-hidden/erasure", body("reason", "删"), "Authorization", stranger),
                        post("/people", person("p-new", "wrong", "wrong"), "Authorization", stranger)))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(answer.code()).isEqualTo("not-found");
                });
        assertThat(get("/people/p-hidden").body().get("version").asLong()).isEqualTo(1);
        assertThat(keys()).isEqualTo(keys);
    }

    @Test
    void a_pseudonym_tells_nothing_of_people_out_of_reach_and_means_another_person_in_another_unit() {
        post("/people", person("p-here", ID_NUMBER, PHONE));
        String stranger = township.as("clerk-2", "TOWNSHIP_CLERK@" + FAR_VILLAGE);
        String there = person("p-here", null, "13987654321").replace(VILLAGE, FAR_VILLAGE);

        Answer taken = post("/people", there, "Authorization", stranger);
        Answer free = post("/people", there.replace("p-here", "p-free"), "Authorization", stranger);

        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.text().replace("p-here", "p-free").replaceAll("\"events\":\\[.*?]", ""))
                .isEqualTo(free.text().replaceAll("\"events\":\\[.*?]", ""));
        assertThat(get("/people/p-here").body().get("phone").asString()).isEqualTo("138****5678");
        assertThat(get("/people/p-here", "Authorization", stranger)
                        .body()
                        .get("phone")
                        .asString())
                .isEqualTo("139****4321");
        assertThat(get("/people/" + VILLAGE + ":p-here", "Authorization", stranger)
                        .status())
                .isEqualTo(404);

        String everywhere = township.as("clerk-9", "TOWNSHIP_CLERK@all");
        Answer several = get("/people/p-here", "Authorization", everywhere);
        assertThat(several.code()).isEqualTo("several-people");
        assertThat(several.body().get("detail").asString()).contains(VILLAGE + ":p-here", FAR_VILLAGE + ":p-here");
        assertThat(get("/people/" + FAR_VILLAGE + ":p-here", "Authorization", everywhere)
                        .body()
                        .get("personId")
                        .asString())
                .isEqualTo("p-here");
        assertThat(post("/people/p-here/erasure", body("reason", "本人要求"), "Authorization", stranger)
                        .status())
                .isEqualTo(200);
        assertThat(get("/people/p-here").body().get("state").asString()).isEqualTo("HELD");
        assertThat(township.told(FAR_VILLAGE + ":p-here", 2).getLast().data())
                .isEqualTo(new PersonalDataErased("p-here", "本人要求"));
    }

    @Test
    void who_was_recorded_when_pseudonyms_were_ids_is_still_found_and_not_recorded_twice() {
        post("/people", person("p-old", ID_NUMBER, PHONE));
        Document old = raw("p-old");
        collection("people").deleteOne(new Document("_id", old.get("_id")));
        old.remove("personId");
        collection("people").insertOne(old.append("_id", "p-old"));
        PersonKey key =
                township.bean(PersonKeys.class).find(old.getString("keyId")).orElseThrow();
        collection("people")
                .updateOne(
                        new Document("_id", "p-old"),
                        new Document("$set", new Document("phone", key.seal("p-old", "phone", PHONE)))
                                .append("$unset", new Document("idNumber", "")));

        assertThat(get("/people/p-old").body().get("phone").asString()).isEqualTo("138****5678");
        assertThat(post("/people", person("p-old", ID_NUMBER, PHONE)).code()).isEqualTo("already-exists");
        assertThat(put("/people/p-old", body("phone", "13987654321"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/people/p-old").body().get("personId").asString()).isEqualTo("p-old");
        assertThat(post("/people/p-old/erasure", body("reason", "本人要求")).status())
                .isEqualTo(200);
        assertThat(post("/people", person("p-old", ID_NUMBER, PHONE)).code()).isEqualTo("personal-data-erased");
    }

    @Test
    void one_key_takes_the_data_of_one_person() {
        String body = person("p-key-1", ID_NUMBER, null);
        Answer first = post("/people", body, "Idempotency-Key", "one-person");
        assertThat(first.status()).isEqualTo(201);

        Answer other = post("/people", person("p-key-2", ID_NUMBER, null), "Idempotency-Key", "one-person");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(get("/people/p-key-2").status()).isEqualTo(404);
        Answer again = post("/people", body, "Idempotency-Key", "one-person");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    // erasure

    @Test
    void erased_data_is_gone_for_good_and_cannot_come_back_under_that_id() {
        post("/people", person("p-erased", ID_NUMBER, PHONE), "Idempotency-Key", "record-1");
        String keyId = raw("p-erased").getString("keyId");
        String sealed = raw("p-erased").getString("phone");

        assertThat(post("/people/p-erased/erasure", body("reason", "本人要求"), "Idempotency-Key", "erase-1")
                        .status())
                .isEqualTo(200);

        Answer seen = get("/people/p-erased");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().get("state").asString()).isEqualTo("ERASED");
        assertThat(seen.body().has("erasedAt")).isTrue();
        assertThat(seen.body().has("idNumber")).isFalse();
        assertThat(seen.body().has("phone")).isFalse();
        assertThat(Stream.of(
                        post("/people/p-erased/erasure", body("reason", "再次")),
                        post("/people/p-erased/unmasking", body("purpose", "核对")),
                        put("/people/p-erased", body("phone", PHONE), "If-Match", "\"2\""),
                        post("/people", person("p-erased", ID_NUMBER, PHONE)),
                        post("/people", person("p-erased", ID_NUMBER, PHONE), "Idempotency-Key", "record-1")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.code()).isEqualTo("personal-data-erased");
                });
        assertThat(post("/people/p-erased/erasure", body("reason", "本人要求"), "Idempotency-Key", "erase-1")
                        .status())
                .isEqualTo(200);
        assertThat(told("p-erased", 2))
                .containsExactly(new PersonalDataRecorded("p-erased"), new PersonalDataErased("p-erased", "本人要求"));
        // a copy of the document from before opens no more, and no receipt confirms a guess
        assertThat(township.bean(PersonKeys.class).find(keyId)).isEmpty();
        assertThat(raw("p-erased").toJson()).doesNotContain(sealed, "firstApplied");
        assertThat(raw("p-erased").getList("applied", Document.class)).hasSize(1);
    }

    @Test
    void an_erasure_that_was_stored_before_a_crash_is_completed_by_a_retry_or_the_next_start() {
        for (String personId : List.of("p-retried", "p-restarted")) {
            post("/people", person(personId, ID_NUMBER, null));
            Document key = key(personId);
            post("/people/" + personId + "/erasure", body("reason", "本人要求"));
            collection(PersonKeys.COLLECTION).insertOne(key); // as if the process had died before it was destroyed
        }
        assertThat(get("/people/p-retried").body().get("state").asString()).isEqualTo("ERASED");

        assertThat(post("/people/p-retried/erasure", body("reason", "本人要求")).status())
                .isEqualTo(409);
        assertThat(key("p-retried")).isNull();
        township.bean(SealingStart.class).makeGood();
        assertThat(key("p-restarted")).isNull();
    }

    @Test
    void a_key_that_is_gone_before_anything_was_told_counts_as_erased_and_the_erasure_is_completed() {
        post("/people", person("p-keyless", ID_NUMBER, null));
        township.bean(PersonKeys.class).destroy(raw("p-keyless").getString("keyId"));

        assertThat(get("/people/p-keyless").body().get("state").asString()).isEqualTo("ERASED");
        assertThat(post("/people/p-keyless/unmasking", body("purpose", "核对")).code())
                .isEqualTo("personal-data-erased");
        assertThat(put("/people/p-keyless", body("phone", PHONE), "If-Match", "\"1\"")
                        .code())
                .isEqualTo("personal-data-erased");
        assertThat(post("/people/p-keyless/erasure", body("reason", "本人要求")).status())
                .isEqualTo(200);
        assertThat(told("p-keyless", 2).getLast()).isEqualTo(new PersonalDataErased("p-keyless", "本人要求"));
    }

    @Test
    void a_refused_erasure_destroys_no_key() {
        post("/people", person("p-kept", ID_NUMBER, null));

        for (String told : List.of(PHONE, "+86" + PHONE, "138 1234 5678", "138-1234-5678")) {
            assertThat(post("/people/p-kept/erasure", body("reason", "电话 " + told))
                            .code())
                    .isEqualTo("personal-data-in-text");
        }
        assertThat(post("/people/p-kept/erasure", body("reason", "本人要求"), "If-Match", "\"9\"")
                        .status())
                .isEqualTo(412);
        assertThat(get("/people/p-kept").body().get("state").asString()).isEqualTo("HELD");
    }

    // what lies in the store

    @Test
    void a_value_copied_into_another_persons_document_cannot_be_read() {
        post("/people", person("p-source", ID_NUMBER, PHONE));
        post("/people", person("p-copied", null, "13987654321"));
        collection("people")
                .updateOne(
                        new Document("_id", VILLAGE + ":p-copied"),
                        new Document(
                                "$set", new Document("phone", raw("p-source").getString("phone"))));

        Answer seen = get("/people/p-copied");

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.code()).isEqualTo("internal-error");
        assertThat(seen.text()).doesNotContain(PHONE);
    }

    @Test
    void after_a_rotation_old_keys_still_open_and_are_wrapped_anew_on_a_write_and_all_at_a_start() {
        Path old = folder.resolve("keys/old");
        Path newer = folder.resolve("keys/new");
        try (var client = MongoClients.create(township.storeUri("rotation"))) {
            MongoOperations mongo = new MongoTemplate(client, "rotation");
            PersonKeys before = new PersonKeys(mongo, MasterKeys.in(List.of(old), Set::of));
            List<PersonKey> keys = List.of(PersonKey.fresh(), PersonKey.fresh(), PersonKey.fresh());
            keys.forEach(before::keep);
            List<String> sealed =
                    keys.stream().map(key -> key.seal("p", "phone", PHONE)).toList();
            String oldId = PersonKeys.mastersInUse(mongo).iterator().next();

            PersonKeys after =
                    new PersonKeys(mongo, MasterKeys.in(List.of(newer, old), () -> PersonKeys.mastersInUse(mongo)));
            after.rewrap(after.find(keys.getFirst().id()).orElseThrow());
            assertThat(PersonKeys.mastersInUse(mongo)).hasSize(2).contains(oldId);
            assertThat(before.find(keys.getLast().id())).isPresent();
            assertThat(after.rewrapAll()).isEqualTo(new PersonKeys.Rewrapped(2, 0));
            assertThat(after.rewrapAll()).isEqualTo(new PersonKeys.Rewrapped(0, 0));

            PersonKeys later = new PersonKeys(mongo, MasterKeys.in(List.of(newer), Set::of));
            for (int i = 0; i < keys.size(); i++) {
                assertThat(later.find(keys.get(i).id()).orElseThrow().open("p", "phone", sealed.get(i)))
                        .isEqualTo(PHONE);
            }
            assertThatExceptionOfType(KeyRejection.class)
                    .isThrownBy(() -> before.find(keys.getFirst().id()))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("master-key-missing"));
            assertThat(before.rewrapAll()).isEqualTo(new PersonKeys.Rewrapped(0, 3));
            later.destroy(keys.getFirst().id());
            assertThat(later.find(keys.getFirst().id())).isEmpty();
        }
    }

    // nowhere to be found

    @Test
    void a_canary_entered_everywhere_is_found_nowhere() {
        String idNumber = "99010119850412008X";
        String phone = "17712349876";
        List<String> canaries = List.of(idNumber, phone, "0818-7654321", "08187654321");
        List<Answer> answers = new ArrayList<>();
        Logged logged = new Logged();
        try {
            // where it belongs: however talkative the framework
            logged.levelOf("org.springframework.web", Level.TRACE);
            logged.levelOf("kepu", Level.TRACE);
            answers.add(accepted(post("/people", person("canary", idNumber, phone), "Idempotency-Key", "canary-1")));
            answers.add(accepted(post("/people", person("canary", idNumber, phone), "Idempotency-Key", "canary-1")));
            answers.add(get("/people/canary"));
            accepted(post("/people/canary/unmasking", body("purpose", "核对"))); // whose answer alone holds it
            answers.add(accepted(put("/people/canary", body("phone", "0818 7654321"), "If-Match", "\"2\"")));
            answers.add(
                    accepted(put("/people/canary", body("idNumber", idNumber, "phone", phone), "If-Match", "\"3\"")));
            answers.add(refused(post("/people", person("canary", idNumber, phone))));
            answers.add(refused(post("/people", person("p-9", idNumber, phone + "0"))));
            answers.add(refused(post("/people", person("p-9", idNumber + "0", phone))));
            answers.add(refused(
                    post("/people", body("unitId", " ", "personId", "", "idNumber", idNumber, "phone", phone))));
            answers.add(refused(post("/people", body("unitId", VILLAGE, "personId", "p-9", "phone", phone, "x", "1"))));
            answers.add(refused(post(
                    "/people",
                    "{\"unitId\":\"%s\",\"personId\":\"p-9\",\"phone\":[\"%s\"]}".formatted(VILLAGE, phone))));
            answers.add(refused(put(
                    "/people/canary",
                    "{\"phone\":{\"a\":\"%s\"},\"idNumber\":\"%s\"".formatted(phone, idNumber),
                    "If-Match",
                    "\"4\"")));
            answers.add(refused(post("/people", "{\"phone\":\"" + phone)));

            // where it does not belong: at the levels of an installation
            logged.levelOf("org.springframework.web", Level.INFO);
            for (String canary : List.of(idNumber, phone)) {
                answers.addAll(attempts(canary));
                answers.addAll(attempts("电话：" + canary + "，请保密"));
            }
            answers.add(accepted(post("/people/canary/erasure", body("reason", "本人要求"))));
            told("canary", 5);
            await().until(() -> audited("canary").size() == 5);
        } finally {
            logged.close();
        }

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.text() + answer.headers().map()).doesNotContain(canaries));
        assertThat(township.everythingOnKafka()).hasSizeGreaterThan(10).allSatisfy(message -> {
            assertThat(text(message.key()) + text(message.value())).doesNotContain(canaries);
            for (Header header : message.headers()) {
                assertThat(header.key() + text(header.value())).doesNotContain(canaries);
            }
        });
        List<String> documents = documents();
        assertThat(documents)
                .hasSizeGreaterThan(10)
                .allSatisfy(document -> assertThat(document).doesNotContain(canaries));
        assertThat(logged.lines)
                .anySatisfy(line -> assertThat(line).contains("(personal data)"))
                .allSatisfy(line -> assertThat(line).doesNotContain(canaries));
        assertThat(township.managed("/actuator/prometheus"))
                .contains("kepu_outbox_pending", "/api/v1/volunteers/people/{id}")
                .doesNotContain(canaries);
        assertThat(township.managed("/actuator/health")).contains("UP").doesNotContain(canaries);
    }

    /** In every text that a person may write, each refused for it alone. */
    private static List<Answer> attempts(String text) {
        String team = post("/teams", body("unitId", VILLAGE, "name", "队", "occurredAt", "2024-12-01T00:00:00Z"))
                .body()
                .get("id")
                .asString();
        String member = post(
                        "/teams/" + team + "/members",
                        body("volunteerId", "v1-" + team, "name", "张三", "occurredAt", "2025-01-01T00:00:00Z"))
                .body()
                .get("itemId")
                .asString();
        String link = post(
                        "/teams/" + team + "/links",
                        body("membershipId", member, "targetId", "b1", "occurredAt", "2025-02-01T00:00:00Z"))
                .body()
                .get("itemId")
                .asString();
        String visit = post("/visits", body("teamId", team, "linkId", link, "note", ""))
                .body()
                .get("id")
                .asString();
        String training = """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "%s", "minutes": 60, "attendees": []}""";
        String held = post("/trainings", training.formatted(team, "修剪"))
                .body()
                .get("id")
                .asString();
        String service = """
                {"teamId": "%s", "membershipId": "%s", "minutes": 60, "placeKind": "FIELD", "task": "%s", "paid": false,
                 "occurredAt": "2025-03-%s"}""";
        String served = id(post("/service-records", service.formatted(team, member, "修剪", "01T00:00:00Z")));
        String verified = id(post("/service-records", service.formatted(team, member, "修剪", "02T00:00:00Z")));
        String inspector = township.as("inspector-1", "INSPECTOR@" + TOWNSHIP);
        accepted(on(
                1,
                "/service-records/" + verified + "/verification",
                body("evidence", "签到表"),
                "Authorization",
                inspector));
        String certificate = id(post(
                "/certificates",
                body("teamId", team, "membershipId", member, "from", "2025-03-02", "to", "2025-03-02")));
        String teamPath = "/teams/" + team;
        Stream<Answer> ofTeams = Stream.of(
                post("/teams", body("unitId", VILLAGE, "name", text)),
                post(teamPath + "/members", body("volunteerId", "v2", "name", text)),
                post(teamPath + "/members", body("volunteerId", "v2-" + digits(text), "name", "李四")),
                post(teamPath + "/members/" + member + "/suspension", body("reason", text)),
                post(teamPath + "/members/" + member + "/departure", body("reason", text)),
                post(teamPath + "/links/" + link + "/end", body("reason", text)),
                post("/visits", body("teamId", team, "linkId", link, "note", text)),
                put("/visits/" + visit, body("linkId", link, "note", text), "If-Match", "\"1\""),
                post("/visits/" + visit + "/withdrawal", body("reason", text), "If-Match", "\"1\""),
                post(
                        "/visits/" + visit + "/verification",
                        body("evidence", text),
                        "If-Match",
                        "\"1\"",
                        "Authorization",
                        township.as("inspector-1", "INSPECTOR@" + TOWNSHIP)),
                post(
                        "/visits/" + visit + "/rejection",
                        body("reason", text),
                        "If-Match",
                        "\"1\"",
                        "Authorization",
                        township.as("inspector-1", "INSPECTOR@" + TOWNSHIP)),
                post("/trainings", training.formatted(team, text)),
                post("/trainings/" + held + "/withdrawal", body("reason", text), "If-Match", "\"1\""),
                post("/service-records", service.formatted(team, member, text, "03T00:00:00Z")),
                post("/service-records/" + served + "/withdrawal", body("reason", text), "If-Match", "\"1\""),
                post(
                        "/service-records/" + served + "/verification",
                        body("evidence", text),
                        "If-Match",
                        "\"1\"",
                        "Authorization",
                        inspector),
                post(
                        "/service-records/" + served + "/rejection",
                        body("reason", text),
                        "If-Match",
                        "\"1\"",
                        "Authorization",
                        inspector),
                post("/people", person("p-" + digits(text), null, "13900000000")),
                post("/people/canary/unmasking", body("purpose", text)),
                post("/certificates/" + certificate + "/revocation", body("reason", text)),
                post("/people/canary/erasure", body("reason", text)));
        return Stream.of(ofTeams, onTickets(text), onNominations(text, team), onTalents(text, team))
                .flatMap(attempts -> attempts)
                .map(PersonIT::refusedForItsText)
                .toList();
    }

    private static Stream<Answer> onTickets(String text) {
        String raised = "/tickets/" + id(post("/tickets", ticket("路灯不亮", "", "p-he", "2025-03-01T00:00:00Z")));
        String assigned = "/tickets/" + id(post("/tickets", ticket("路灯不亮", "", "p-he", "2025-03-02T00:00:00Z")));
        String resolved = "/tickets/" + id(post("/tickets", ticket("饮水管漏水", "", "p-he", "2025-03-02T00:00:00Z")));
        for (String path : List.of(assigned, resolved)) {
            accepted(on(1, path + "/assignment", body("assigneeId", "p-zhao", "note", "")));
        }
        accepted(on(2, resolved + "/resolution", body("solution", "已更换")));
        String inspector = township.as("inspector-1", "INSPECTOR@" + TOWNSHIP);
        String number = "p-" + digits(text);
        return Stream.of(
                post("/tickets", ticket(text, "", "p-he", "2025-03-01T00:00:00Z")),
                post("/tickets", ticket("路灯不亮", text, "p-he", "2025-03-01T00:00:00Z")),
                post("/tickets", ticket("路灯不亮", "", number, "2025-03-01T00:00:00Z")),
                put(raised, body("kind", "OTHER", "title", text, "details", ""), "If-Match", "\"1\""),
                put(raised, body("kind", "OTHER", "title", "路灯", "details", text), "If-Match", "\"1\""),
                on(1, raised + "/withdrawal", body("reason", text)),
                on(1, raised + "/assignment", body("assigneeId", "p-zhao", "note", text)),
                on(1, raised + "/assignment", body("assigneeId", number, "note", "")),
                on(1, raised + "/transfer", body("destination", "TOWNSHIP", "note", text)),
                on(2, assigned + "/replies", body("answer", text)),
                on(2, assigned + "/resolution", body("solution", text)),
                on(2, assigned + "/merger", body("intoTicketId", raised.substring("/tickets/".length()), "note", text)),
                on(3, resolved + "/confirmation", body("evidence", text), "Authorization", inspector),
                on(3, resolved + "/reopening", body("reason", text)));
    }

    private static String ticket(String title, String details, String residentId, String raisedAt) {
        return body(
                "unitId",
                VILLAGE,
                "kind",
                "INFRASTRUCTURE",
                "title",
                title,
                "details",
                details,
                "residentId",
                residentId,
                "occurredAt",
                raisedAt);
    }

    private static Stream<Answer> onNominations(String text, String team) {
        String somebody = "n-" + team;
        String grower = body("teamId", team, "personId", somebody, "grounds", "种植能手");
        String made = "/nominations/" + id(post("/nominations", grower));
        String reviewed = "/nominations/" + id(post("/nominations", grower));
        String approved = "/nominations/" + id(post("/nominations", grower));
        String secretary = township.as("secretary-1", "VILLAGE_SECRETARY@" + VILLAGE);
        String clerk = township.as("clerk-2", "TOWNSHIP_CLERK@" + TOWNSHIP);
        for (String path : List.of(reviewed, approved)) {
            accepted(on(1, path + "/review", body("comment", "同意推荐"), "Authorization", secretary));
        }
        accepted(on(2, approved + "/approval", body("comment", "同意"), "Authorization", clerk));
        String number = "p-" + digits(text);
        return Stream.of(
                post("/nominations", body("teamId", team, "personId", somebody, "grounds", text)),
                post("/nominations", body("teamId", team, "personId", number, "grounds", "种植能手")),
                put(made, body("personId", somebody, "grounds", text), "If-Match", "\"1\""),
                put(made, body("personId", number, "grounds", "种植能手"), "If-Match", "\"1\""),
                on(1, made + "/withdrawal", body("reason", text)),
                on(1, made + "/review", body("comment", text), "Authorization", secretary),
                on(1, made + "/return", body("reason", text), "Authorization", secretary),
                on(1, made + "/rejection", body("reason", text), "Authorization", clerk),
                on(2, reviewed + "/approval", body("comment", text), "Authorization", clerk),
                post(approved + "/enlistment", body("name", text)));
    }

    private static Stream<Answer> onTalents(String text, String team) {
        String talent = """
                {"unitId": "%s", "personId": "%s", "skills": ["CROPS"], "profession": "%s", "scienceTalent": false}""";
        String path = "/talents/" + id(post("/talents", talent.formatted(VILLAGE, "t-" + team, "种植")));
        String change = """
                {"skills": ["CROPS"], "profession": "%s", "scienceTalent": false}""";
        return Stream.of(
                post("/talents", talent.formatted(VILLAGE, "t2-" + team, text)),
                post("/talents", talent.formatted(VILLAGE, "p-" + digits(text), "种植")),
                put(path, change.formatted(text), "If-Match", "\"1\""),
                on(1, path + "/removal", body("reason", text)));
    }

    private static String id(Answer created) {
        return accepted(created).body().get("id").asString();
    }

    /** On that version. */
    private static Answer on(int version, String path, String body, String... headers) {
        return post(
                path,
                body,
                Stream.concat(Stream.of("If-Match", "\"" + version + '"'), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static Answer refusedForItsText(Answer answer) {
        assertThat(answer.code()).as(answer.text()).isEqualTo("personal-data-in-text");
        return answer;
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9X]", "");
    }

    /** Everything that is logged meanwhile. */
    private static final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        private final Level rootLevel = root.getLevel();
        private final PatternLayout layout = new PatternLayout();
        private final Collection<Logger> talkative = new ArrayList<>();

        Logged() {
            layout.setContext(context);
            layout.setPattern("%level %logger %thread %mdc %msg%n%ex{full}");
            layout.start();
            setContext(context);
            start();
            root.setLevel(Level.INFO);
            root.addAppender(this);
        }

        void levelOf(String name, Level level) {
            Logger logger = context.getLogger(name);
            logger.setLevel(level);
            talkative.add(logger);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(layout.doLayout(event));
        }

        @Override
        public void close() {
            talkative.forEach(logger -> logger.setLevel(null));
            root.detachAppender(this);
            root.setLevel(rootLevel);
        }
    }

    private static List<String> documents() {
        List<String> found = new ArrayList<>();
        for (String collection : township.mongo().getCollectionNames()) {
            for (Document document : collection(collection).find()) {
                found.add(collection + document.toJson());
            }
        }
        return found;
    }

    private static com.mongodb.client.MongoCollection<Document> collection(String name) {
        return township.mongo().getCollection(name);
    }

    private static Document raw(String personId) {
        return collection("people")
                .find(new Document("_id", VILLAGE + ":" + personId))
                .first();
    }

    private static Document key(String personId) {
        return collection(PersonKeys.COLLECTION)
                .find(new Document("_id", raw(personId).getString("keyId")))
                .first();
    }

    private static long keys() {
        return collection(PersonKeys.COLLECTION).countDocuments();
    }

    /** The entries about a person, in their order. */
    private static List<String> audited(String personId) {
        List<String> found = new ArrayList<>();
        for (Document link : collection("audit").find()) {
            String entry = link.getString("entry");
            if (entry.contains("\"aggregate\":{\"id\":\"" + VILLAGE + ":" + personId + "\"")) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<DomainEvent> told(String personId, int count) {
        return township.told(VILLAGE + ":" + personId, count).stream()
                .map(Envelope::data)
                .map(DomainEvent.class::cast)
                .toList();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String person(String personId, String idNumber, String phone) {
        List<String> fields = new ArrayList<>(List.of(
                "unitId",
                VILLAGE,
                "personId",
                personId,
                "occurredAt",
                Instant.parse("2026-03-01T00:00:00Z").toString()));
        if (idNumber != null) {
            fields.addAll(List.of("idNumber", idNumber));
        }
        if (phone != null) {
            fields.addAll(List.of("phone", phone));
        }
        return body(fields.toArray(String[]::new));
    }

    private static Answer accepted(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer;
    }

    private static Answer refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        return answer;
    }

    private static Answer get(String path, String... headers) {
        return township.send("GET", path, null, headers);
    }

    private static Answer post(String path, String body, String... headers) {
        return township.send("POST", path, body, headers);
    }

    private static Answer put(String path, String body, String... headers) {
        return township.send("PUT", path, body, headers);
    }
}
