package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kepu.access.TestIssuer;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.Test;

/** Each service is a program of its own, given a broker and a store. */
class ServicesAloneIT {
    private static final String VILLAGE = "990401201201";

    /** The second one is for management. */
    private static final String PORT = "Tomcat started on port (\\d+)";

    private static final Duration START = Duration.ofMinutes(5);

    @Test
    void organization_and_assessment_started_from_their_own_jars_turn_a_fact_into_a_score() {
        try (TestBroker broker = TestBroker.open();
                TestStore store = TestStore.open();
                TestIssuer issuer = TestIssuer.start();
                ChildJvm organization = start("organization", broker, store, issuer);
                ChildJvm assessment = start("assessment", broker, store, issuer)) {
            Api facts = new Api(
                    address(organization), issuer.bearer("acc-1", "SYSTEM_ADMINISTRATOR@all", "TOWNSHIP_CLERK@990401"));
            facts.post("/api/v1/organization/units", unit("990401", "COUNTY", null));
            facts.post("/api/v1/organization/units", unit("990401201", "TOWNSHIP", "990401"));
            facts.post("/api/v1/organization/units", unit(VILLAGE, "VILLAGE", "990401201"));
            String station = facts.post("/api/v1/organization/stations", """
                            {"unitId":"%s","venue":"村委会","inVillageOrganisationVenue":true,
                             "occurredAt":"2025-01-01T08:00:00+08:00"}""".formatted(VILLAGE))
                    .at("/id")
                    .asString();
            facts.post(
                    "/api/v1/organization/stations/" + station + "/openings",
                    "{\"occurredAt\":\"2025-01-01T08:00:00+08:00\"}");

            Api scores = new Api(address(assessment), issuer.bearer("acc-2", "COUNTY_ANALYST@990401"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> scores.get("/api/v1/assessment/scorecards/" + VILLAGE + "/2025")
                            .body()
                            .contains("\"ratio\":\"1/1\""));
            assertThat(scores.json("/api/v1/assessment/scorecards/" + VILLAGE + "/2025/explanation?indicator=P07")
                            .at("/indicators/0/ratio")
                            .asString())
                    .isEqualTo("1/1");

            URI management = URI.create("http://127.0.0.1:" + organization.awaitLine(PORT, 2, START));
            assertThat(new Api(management, "")
                            .json("/actuator/health")
                            .at("/status")
                            .asString())
                    .isEqualTo("UP");
            assertThat(facts.get("/actuator/health").statusCode()).isEqualTo(404);
            assertThat(new Api(address(organization), "")
                            .get("/api/v1/organization/units/990401")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static String unit(String id, String kind, @org.jspecify.annotations.Nullable String parent) {
        return "{\"unitId\":\"%s\",\"kind\":\"%s\",\"name\":\"独立\",%s\"occurredAt\":\"2020-01-01T08:00:00+08:00\"}"
                .formatted(id, kind, parent == null ? "" : "\"parentId\":\"" + parent + "\",");
    }

    private static ChildJvm start(String service, TestBroker broker, TestStore store, TestIssuer issuer) {
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
