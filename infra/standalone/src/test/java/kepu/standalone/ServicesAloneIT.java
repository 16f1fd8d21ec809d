package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.EmbeddedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service is a program of its own, given a broker and a store. */
class ServicesAloneIT {
    private static final String VILLAGE = "990401201201";

    @TempDir
    Path folder;

    @Test
    void organization_and_assessment_started_from_their_own_jars_turn_a_fact_into_a_score() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                EmbeddedStore store = EmbeddedStore.inMemory();
                ChildJvm organization = start("organization", broker, store);
                ChildJvm assessment = start("assessment", broker, store)) {
            Api facts = api(organization);
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

            Api scores = api(assessment);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> scores.get("/api/v1/assessment/scorecards/" + VILLAGE + "/2025")
                            .body()
                            .contains("\"ratio\":\"1/1\""));
            assertThat(scores.json("/api/v1/assessment/scorecards/" + VILLAGE + "/2025/explanation?indicator=P07")
                            .at("/indicators/0/ratio")
                            .asString())
                    .isEqualTo("1/1");
        }
    }

    private static String unit(String id, String kind, @org.jspecify.annotations.Nullable String parent) {
        return "{\"unitId\":\"%s\",\"kind\":\"%s\",\"name\":\"独立\",%s\"occurredAt\":\"2020-01-01T08:00:00+08:00\"}"
                .formatted(id, kind, parent == null ? "" : "\"parentId\":\"" + parent + "\",");
    }

    private static ChildJvm start(String service, EmbeddedBroker broker, EmbeddedStore store) {
        Path module = Path.of("").toAbsolutePath();
        Path output = module.relativize(Path.of(ServicesAloneIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()))
                .getParent();
        Path jar = module.resolve(Path.of("..", "..", "services", service))
                .resolve(output)
                .resolve(service + "-0.1.0-SNAPSHOT-exec.jar");
        assertThat(Files.exists(jar))
                .as("%s is built by the package phase", jar)
                .isTrue();
        return ChildJvm.ofJar(
                jar,
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("alone-" + service),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    private static Api api(ChildJvm child) {
        return new Api(URI.create(
                "http://127.0.0.1:" + child.awaitLine("Tomcat started on port (\\d+)", Duration.ofMinutes(1))));
    }
}
