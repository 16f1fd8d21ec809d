package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.access.TestIssuer;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each service is a program of its own, given a broker and a store, and may be killed. */
class ServicesAloneIT {
    private static final String VILLAGE = "990401201201";
    private static final String NOTICE_PATH = "/api/v1/assessment/notices";

    /** The second one is for management. */
    private static final String PORT = "Tomcat started on port (\\d+)";

    private static final Duration START = Duration.ofMinutes(5);

    private static final String COUNTY = "990401";
    private static final String TOWNSHIP = "990401201";
    private static final int NOTICES = 50;

    private static TestBroker broker;
    private static TestStore store;
    private static TestIssuer issuer;
    private static ChildJvm organization;
    private static ChildJvm assessment;
    private static Api facts;

    @BeforeAll
    static void start() {
        broker = TestBroker.openPatient();
        store = TestStore.open();
        issuer = TestIssuer.start();
        organization = start("organization");
        assessment = start("assessment");
        facts = new Api(
                address(organization), issuer.bearer("acc-1", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@" + COUNTY));
        facts.post("/api/v1/organization/units", unit(COUNTY, "COUNTY", null));
        facts.post("/api/v1/organization/units", unit(TOWNSHIP, "TOWNSHIP", COUNTY));
        facts.post("/api/v1/organization/units", unit(VILLAGE, "VILLAGE", TOWNSHIP));
    }

    @AfterAll
    static void stop() {
        Stream.<AutoCloseable>of(assessment, organization, issuer, store, broker)
                .filter(Objects::nonNull)
                .forEach(ServicesAloneIT::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void organization_and_assessment_started_from_their_own_jars_turn_a_fact_into_a_score() {
        String station = facts.post("/api/v1/organization/stations", """
                        {"unitId":"%s","venue":"村委会","inVillageOrganisationVenue":true,
                         "occurredAt":"2025-01-01T08:00:00+08:00"}""".formatted(VILLAGE))
                .at("/id")
                .asString();
        facts.post(
                "/api/v1/organization/stations/" + station + "/openings",
                "{\"occurredAt\":\"2025-01-01T08:00:00+08:00\"}");

        Api scores = new Api(address(assessment), issuer.bearer("acc-2", "COUNTY_ANALYST@" + COUNTY));
        await().atMost(START)
                .untilAsserted(() -> assertThat(scores.json(
                                        "/api/v1/assessment/scorecards/" + VILLAGE + "/2025/explanation?indicator=P07")
                                .at("/indicators/0/ratio")
                                .asString())
                        .isEqualTo("1/1"));

        URI management = URI.create("http://127.0.0.1:" + organization.awaitLine(PORT, 2, START));
        assertThat(new Api(management, "")
                        .json("/actuator/health")
                        .at("/status")
                        .asString())
                .isEqualTo("UP");
        assertThat(facts.get("/actuator/health").statusCode()).isEqualTo(404);
        assertThat(new Api(address(organization), "")
                        .get("/api/v1/organization/units/" + COUNTY)
                        .statusCode())
                .isEqualTo(401);
    }

    /** Who issues them asks again until there is an answer. */
    @Test
    void fifty_notices_issued_at_once_are_numbered_without_gap_or_double_though_the_service_is_killed()
            throws Exception {
        String drafted = """
                {"unitId":"%s","issuerId":"%s","kind":"COMMENDATION","title":"关于科普工作的通报","addressees":["各村"],
                 "paragraphs":["现通报如下。"],"copies":[],"signature":"独立乡","circulation":"PUBLIC"}""".formatted(VILLAGE, TOWNSHIP);
        String bearer = issuer.bearer("acc-3", "TOWNSHIP_CLERK@" + TOWNSHIP);
        Api clerk = new Api(address(assessment), bearer);
        await().atMost(START)
                .untilAsserted(
                        () -> { // the units are learned beside
                            HttpResponse<String> answer = clerk.tryPost(NOTICE_PATH, drafted);
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                        });
        List<String> notices = new ArrayList<>();
        for (int i = 0; i < NOTICES; i++) {
            notices.add(clerk.post(NOTICE_PATH, drafted).at("/id").asString());
        }

        AtomicReference<Api> door = new AtomicReference<>(clerk);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger askedAgain = new AtomicInteger();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> issued = new ArrayList<>();
            for (String notice : notices) {
                issued.add(people.submit(() -> {
                    await().atMost(START).pollDelay(Duration.ZERO).until(() -> {
                        boolean done = isIssued(door.get(), notice);
                        askedAgain.addAndGet(done ? 0 : 1);
                        return done;
                    });
                    answered.incrementAndGet();
                    return null;
                }));
            }
            await().pollInterval(Duration.ofMillis(1)).until(() -> answered.get() >= 10);
            assessment.kill();
            assessment = start("assessment");
            door.set(new Api(address(assessment), bearer));
            for (Future<?> one : issued) {
                one.get();
            }
        }

        System.out.printf("%d notices; asked again %d times around a kill -9%n", NOTICES, askedAgain.get());
        List<String> numbers = notices.stream()
                .map(notice -> door.get()
                        .json(NOTICE_PATH + "/" + notice)
                        .at("/documentNumber")
                        .asString())
                .toList();
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();
        assertThat(askedAgain).as("somebody was under way when it was killed").hasPositiveValue();
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, NOTICES)
                        .mapToObj(number -> "独科〔" + year + "〕" + number + "号")
                        .toList());
    }

    private static boolean isIssued(Api clerk, String notice) {
        try {
            HttpResponse<String> answer =
                    clerk.tryPost(NOTICE_PATH + "/" + notice + "/issue", "{\"officeCode\":\"独科\"}", "issue-" + notice);
            return answer.statusCode() == 200;
        } catch (AssertionError connection) {
            return false; // nobody listens there just now
        }
    }

    private static String unit(String id, String kind, @org.jspecify.annotations.Nullable String parent) {
        return "{\"unitId\":\"%s\",\"kind\":\"%s\",\"name\":\"独立\",%s\"occurredAt\":\"2020-01-01T08:00:00+08:00\"}"
                .formatted(id, kind, parent == null ? "" : "\"parentId\":\"" + parent + "\",");
    }

    private static ChildJvm start(String service) {
        Path module = Path.of("").toAbsolutePath();
        Path output = module.relativize(Path.of(ServicesAloneIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()))
                .getParent();
        Path jar = module.resolve(Path.of("..", "..", "..", "services", service))
                .resolve(output)
                .resolve(service + "-0.1.0-SNAPSHOT-exec.jar");
        assertThat(Files.exists(jar))
                .as("%s is built by the package phase", jar)
                .isTrue();
        return ChildJvm.ofJar(
                jar,
                "--server.port=0",
                "--management.server.port=0",
                "--kepu.tokens.issuer=" + issuer.issuer(),
                "--spring.mongodb.uri=" + store.uri("alone-" + service),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    private static URI address(ChildJvm child) {
        return URI.create("http://127.0.0.1:" + child.awaitLine(PORT, 1, START));
    }
}
