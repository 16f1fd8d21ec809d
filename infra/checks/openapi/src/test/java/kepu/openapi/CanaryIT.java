package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.access.Grant;
import kepu.defaults.MetricLabels;
import kepu.embedded.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An ID number, a phone number and a name that exist nowhere else, entered wherever something can be entered: found again in no
 * topic, log line, metric, refusal or audit log, and where it is taken in no database in plain.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** Its place of registration does not exist. */
    private static final String ID_NUMBER = "99019919750312002X";

    private static final String PHONE = "19912344321";

    /** Of a reader: what cannot be told from other words is sealed all the same. */
    private static final String NAME = "欧阳画眉";

    /** With a wrong check digit, as typed by mistake: as telling as the right one. */
    private static final String MISTYPED = "990199197503120021";

    private static final List<String> CANARIES = List.of(ID_NUMBER.substring(0, 17), PHONE, NAME);
    private static final String PEOPLE = "/api/v1/volunteers/people";
    private static final String SERVICES = "/api/v1/volunteers/service-records";
    private static final String CONSULTATIONS = "/api/v1/reading-rooms/consultations";
    private static final String READERS = "/api/v1/reading-rooms/readers";
    private static final String UNIT = "990199100202";
    private static final String UNIT_OF_ROOM = "990199100201";
    private static final List<String> TALKATIVE = List.of("kepu", "org.springframework.web");

    private final List<Http.Answer> refusals = new ArrayList<>();
    private StoryRun run;
    private Installation installation;
    private Validator validator;
    private String databases = "";

    @BeforeAll
    void enterTheCanaries() {
        run = StoryRun.completed();
        installation = Installation.running();
        validator = run.validator();
        // what is logged only when somebody looks for a fault may not hold them either
        TALKATIVE.forEach(name -> level(name, Level.DEBUG));
        wherePersonalDataIsTaken();
        quiet();
        databases = installation.dump();
        whereItIsNot();
        installation.settle();
    }

    private static void quiet() {
        TALKATIVE.forEach(name -> level(name, null));
    }

    private static void level(String logger, @Nullable Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    private void wherePersonalDataIsTaken() {
        good(201, post(PEOPLE, person("p-canary", ID_NUMBER, "199 1234-4321")));
        good(201, post(PEOPLE, person("p-canary-2", "99019919750312002x", "+86 " + PHONE)));
        exportedWithItsNumber();
        JsonNode shown = good(200, send("GET", PEOPLE + "/p-canary", null, 0));
        assertThat(holdsCanary(shown.toString())).as("masked").isFalse();
        good(200, send("PUT", PEOPLE + "/p-canary", "{\"phone\":\"0086" + PHONE + "\"}", 2));
        JsonNode plain = good(200, post(PEOPLE + "/p-canary/unmasking", "{\"purpose\":\"核对\"}"));
        assertThat(plain.path("phone").asString()).isEqualTo(PHONE);

        refused(409, post(PEOPLE, person("p-canary", ID_NUMBER, PHONE)));
        refused(422, post(PEOPLE, person("p-canary-3", MISTYPED, null)));
        refused(422, post(PEOPLE, person("p-canary-3", null, PHONE + "0")));
        refused(422, post(PEOPLE, person("p-canary-3", PHONE, ID_NUMBER)));
        refused(400, post(PEOPLE, person("", ID_NUMBER, PHONE)));
        refused(400, post(PEOPLE, person("p-canary-3", ID_NUMBER, PHONE).replace("\"" + UNIT + "\"", "\"\"")));
        refused(
                400,
                post(
                        PEOPLE,
                        person("p-canary-3", ID_NUMBER, PHONE)
                                .replace("\"" + PHONE + "\"", "{\"n\":\"" + PHONE + "\"}")));
        refused(
                400,
                post(PEOPLE, person("p-canary-3", ID_NUMBER, PHONE).replace("\"" + PHONE + "\"", "[" + PHONE + "]")));
        refused(400, post(PEOPLE, "{\"idNumber\":\"" + ID_NUMBER + "\",\"phone\":" + PHONE));
        refused(412, send("PUT", PEOPLE + "/p-canary", "{\"idNumber\":\"" + ID_NUMBER + "\"}", 77));
        refused(428, send("PUT", PEOPLE + "/p-canary", "{\"idNumber\":\"" + ID_NUMBER + "\"}", 0));
        refused(404, send("PUT", PEOPLE + "/p-nobody", "{\"idNumber\":\"" + ID_NUMBER + "\"}", 1));
        String reader = JSON.createObjectNode()
                .put("roomId", run.answers().get("room").at("/id").asString())
                .put("readerId", "r-canary")
                .put("name", NAME)
                .put("birthDate", "1975-03-12")
                .put("phone", PHONE)
                .put("guardian", NAME + "之父")
                .put("occurredAt", "2025-05-01T00:00:00Z")
                .toString();
        good(201, post(READERS, reader));
        refused(409, post(READERS, reader));
        refused(422, post(READERS, reader.replace("r-canary", "r-canary-2").replace("1975", "2975")));
        JsonNode called = good(200, post(READERS + "/" + UNIT_OF_ROOM + ":r-canary/unmasking", "{\"purpose\":\"催还\"}"));
        assertThat(called.path("phone").asString()).isEqualTo(PHONE);
        assertThat(called.path("name").asString()).isEqualTo(NAME);
        refused(422, post(READERS, reader.replace("r-canary", "r-canary-2").replace(NAME, PHONE)));
        String question = JSON.createObjectNode()
                .put("roomId", run.answers().get("room").at("/id").asString())
                .put("kind", "LAW")
                .put("question", "宅基地确权")
                .put("phone", "199-1234-4321")
                .put("occurredAt", "2025-05-01T00:00:00Z")
                .toString();
        String asked = good(201, post(CONSULTATIONS, question)).path("id").asString();
        refused(422, post(CONSULTATIONS, question.replace("宅基地", PHONE)));
        refused(422, post(CONSULTATIONS, question.replace("199-1234-4321", ID_NUMBER)));
        String number = CONSULTATIONS + "/" + asked + "/phone";
        good(200, send("PUT", number, "{\"phone\":\"+86 " + PHONE + "\"}", 1));
        refused(412, send("PUT", number, "{\"phone\":\"" + PHONE + "\"}", 77));
        assertThat(good(200, post(number + "/unmasking", "{\"purpose\":\"答复\"}"))
                        .path("phone")
                        .asString())
                .isEqualTo(PHONE);
        good(200, post(PEOPLE + "/p-canary-2/erasure", "{\"reason\":\"本人申请\"}"));
        refused(409, send("PUT", PEOPLE + "/p-canary-2", "{\"phone\":\"" + PHONE + "\"}", 2));
    }

    /** Into the file for the national volunteer system: to its reader alone. */
    private void exportedWithItsNumber() {
        String since = "\"occurredAt\":\"2025-01-10T01:00:00Z\"}";
        String team = "/api/v1/volunteers/teams";
        String id = good(201, post(team, "{\"unitId\":\"" + UNIT + "\",\"name\":\"石桥村服务队\"," + since))
                .path("id")
                .asString();
        String member = good(
                        201,
                        post(team + "/" + id + "/members", "{\"volunteerId\":\"p-canary\",\"name\":\"林某某\"," + since))
                .path("itemId")
                .asString();
        String service = good(
                        201,
                        post(
                                SERVICES,
                                "{\"teamId\":\"%s\",\"membershipId\":\"%s\",\"minutes\":60,\"placeKind\":\"FIELD\",\"task\":\"修剪\",\"paid\":false,\"occurredAt\":\"2025-06-10T01:00:00Z\"}"
                                        .formatted(id, member)))
                .path("id")
                .asString();
        good(
                200,
                Http.send(
                        "POST",
                        installation.gatewayAddress(),
                        SERVICES + "/" + service + "/verification",
                        Map.of(
                                "Authorization",
                                "Bearer "
                                        + installation.tokens().good("example-verifier", List.of("INSPECTOR@" + UNIT)),
                                "If-Match",
                                "\"1\""),
                        "{\"evidence\":\"签到表\"}"));
        JsonNode rows =
                good(200, post(SERVICES + "-for-national-system/unmasking?unitId=" + UNIT, "{\"purpose\":\"录入\"}"));
        assertThat(rows.at("/items/0/idNumber").asString()).isEqualTo(ID_NUMBER);
    }

    /** Into each text of each other body: whether it is taken or not is the service's affair. */
    private void whereItIsNot() {
        refused(422, post(PEOPLE + "/p-canary/unmasking", "{\"purpose\":\"核对 " + ID_NUMBER + "\"}"));
        refused(422, post(PEOPLE + "/p-canary/erasure", "{\"reason\":\"电话 " + PHONE + "\"}"));
        refused(400, post(PEOPLE, "\"" + ID_NUMBER + " " + PHONE + "\""));
        refused(400, post(PEOPLE, "{\"" + ID_NUMBER + "\":\"" + PHONE + "\"}"));
        refused(422, post(PEOPLE, person(ID_NUMBER, null, PHONE)));
        refused(404, send("GET", PEOPLE + "/" + ID_NUMBER, null, 0));
        refused(404, send("GET", "/api/v1/organization/units/" + PHONE, null, 0));
        for (Route route : run.routes()) {
            JsonNode schema = validator.operation(route).at("/requestBody/content/application~1json/schema");
            if (schema.isMissingNode() || route.template().startsWith(PEOPLE)) {
                continue;
            }
            Step step = run.story().stepsOf(route).getFirst();
            validator
                    .at(schema.get("$ref").asString())
                    .get("properties")
                    .properties()
                    .forEach(property -> {
                        JsonNode type = property.getValue();
                        if (type.path("type").asString("").equals("string")
                                && !type.has("enum")
                                && !type.has("format")) {
                            for (String canary : List.of("证件 " + ID_NUMBER + "，电话 " + PHONE, ID_NUMBER, PHONE)) {
                                ObjectNode body = JSON.readTree(Objects.requireNonNull(step.sent(run.answers())))
                                        .asObject();
                                body.put(property.getKey(), canary);
                                answered(call(step, body.toString()));
                            }
                        }
                    });
        }
    }

    private Http.Answer call(Step step, String body) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(
                "Authorization",
                step.as() == null
                        ? "Bearer " + installation.tokens().good(step.subject(null), List.of())
                        : bearer(step.as() + "@" + Grant.EVERYWHERE));
        headers.put("Idempotency-Key", "canary-" + UUID.randomUUID());
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        return Http.send(step.method(), installation.gatewayAddress(), step.target(run.answers()), headers, body);
    }

    private static String person(String personId, @Nullable String idNumber, @Nullable String phone) {
        ObjectNode person = JSON.createObjectNode().put("unitId", UNIT).put("personId", personId);
        if (idNumber != null) {
            person.put("idNumber", idNumber);
        }
        if (phone != null) {
            person.put("phone", phone);
        }
        return person.toString();
    }

    private Http.Answer post(String path, String body) {
        return send("POST", path, body, 0);
    }

    private Http.Answer send(String method, String path, @Nullable String body, long ifMatch) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Authorization", bearer("TOWNSHIP_CLERK@" + UNIT, "TOWNSHIP_CLERK@" + UNIT_OF_ROOM));
        if (ifMatch > 0) {
            headers.put("If-Match", "\"" + ifMatch + "\"");
        }
        return Http.send(method, installation.gatewayAddress(), path, headers, body);
    }

    private String bearer(String... grants) {
        return "Bearer " + installation.tokens().good("example-canary", List.of(grants));
    }

    private static JsonNode good(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private void refused(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        answered(answer);
    }

    private void answered(Http.Answer answer) {
        if (answer.status() >= 400) {
            refusals.add(answer);
        }
    }

    /** However it is written: with spaces, dashes, in a group of three. */
    private static boolean holdsCanary(String text) {
        String plain = text.replaceAll("[\\s\\-+._]", "").toUpperCase(Locale.ROOT);
        return Stream.concat(CANARIES.stream(), Stream.of(MISTYPED)).anyMatch(plain::contains);
    }

    @Test
    void what_looks_for_the_canaries_finds_them() {
        assertThat(holdsCanary("… 990199 1975-0312 002x …")).isTrue();
        assertThat(holdsCanary("+86 199 1234 4321")).isTrue();
        assertThat(holdsCanary("9901**********002X 199****4321")).isFalse();
    }

    @Test
    void no_refusal_says_them_again() {
        assertThat(refusals.size()).isGreaterThan(100);
        assertThat(refusals.stream()
                        .filter(answer -> holdsCanary(answer.headers() + answer.body()))
                        .map(Http.Answer::body))
                .isEmpty();
    }

    @Test
    void no_topic_holds_them_not_even_one_of_dead_letters() throws Exception {
        List<String> records =
                KafkaRecords.read(installation.bootstrapServers(), installation.topics()::contains).stream()
                        .map(CanaryIT::text)
                        .toList();

        assertThat(records).anyMatch(record -> record.contains("personal-data-unmasked"));
        assertThat(records.stream().filter(CanaryIT::holdsCanary)).isEmpty();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(record.topic() + " " + text(record.key()) + " ");
        record.headers()
                .forEach(header -> text.append(header.key())
                        .append('=')
                        .append(text(header.value()))
                        .append(' '));
        return text.append(text(record.value())).toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void no_log_line_holds_them() {
        String log = installation.log();

        assertThat(log).contains("DEBUG").contains(PEOPLE);
        assertThat(log.lines().filter(CanaryIT::holdsCanary)).isEmpty();
    }

    @Test
    void no_metric_holds_them() {
        Map<String, String> scrapes = installation.scrapes();

        assertThat(scrapes).hasSize(installation.services().size() + 1).allSatisfy((part, scrape) -> {
            assertThat(scrape).as(part).isNotBlank();
            assertThat(scrape.lines().filter(CanaryIT::holdsCanary)).as(part).isEmpty();
        });
    }

    @Test
    void no_metric_of_a_service_or_the_gateway_tells_units_or_people_apart() {
        assertThat(installation.scrapes())
                .containsKey("gateway")
                .allSatisfy((_, scrape) -> MetricLabels.tellNobodyApart(scrape));
    }

    @Test
    void no_audit_log_holds_them() {
        List<String> pages = new ArrayList<>();
        for (String service : installation.services().keySet()) {
            for (String unit : List.of(UNIT, "990199100201", "990199100", "990199")) {
                Http.Answer page = Http.send(
                        "GET",
                        installation.gatewayAddress(),
                        "/api/v1/" + service + "/audit/" + unit + "?limit=100",
                        Map.of("Authorization", bearer("AUDITOR@all")),
                        null);
                pages.add(good(200, page).toString());
            }
        }

        assertThat(pages).anyMatch(page -> page.contains("personal-data-unmasked"));
        assertThat(pages.stream().filter(CanaryIT::holdsCanary)).isEmpty();
    }

    @Test
    void where_it_was_taken_no_database_holds_it_in_plain() {
        assertThat(databases).contains("p-canary");
        assertThat(databases.lines().filter(CanaryIT::holdsCanary)).isEmpty();
    }
}
