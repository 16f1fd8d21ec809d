package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kepu.access.TestIssuer;
import kepu.defaults.audit.verification.VerifyAudit;
import kepu.defaults.board.BoardApplication;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log of a whole service: from a command over HTTP to an auditor, and to the verifier. */
@Timeout(600)
class AuditIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LOG = "/api/v1/organization/audit/";
    private static final String VILLAGE = "510182101201";

    @TempDir
    static Path folder;

    private static TestStore store;
    private static TestBroker broker;
    private static TestIssuer issuer;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        store = TestStore.open();
        broker = TestBroker.open();
        issuer = TestIssuer.start();
        service = BoardApplication.start(
                issuer.settings().getFirst(),
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("boards"),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--kepu.audit.signing-key=" + folder.resolve("audit.pem"));
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
        broker.close();
        store.close();
    }

    private static HttpResponse<String> call(String path, String body, String... grants) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path))
                .header("Content-Type", "application/json")
                .header("Kepu-Correlation-Id", "c-7")
                .header("Authorization", issuer.bearer("p-7", grants))
                .method(body.isEmpty() ? "GET" : "POST", BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> register(String unit, String place) throws Exception {
        return call(
                "/api/v1/boards",
                "{\"unitId\":\"%s\",\"place\":\"%s\"}".formatted(unit, place),
                "VILLAGE_SECRETARY@" + unit);
    }

    @Test
    void what_somebody_did_is_read_by_an_auditor_and_verified_by_the_command() throws Exception {
        String id = json(register(VILLAGE, "村口")).path("id").asString();

        await().until(() -> json(call(LOG + VILLAGE, "", "AUDITOR@" + VILLAGE))
                        .path("head")
                        .path("number")
                        .asLong()
                == 1);

        JsonNode page = json(call(LOG + VILLAGE + "?after=0&limit=10", "", "AUDITOR@" + VILLAGE));
        JsonNode entry = page.path("entries").path(0).path("entry");
        assertThat(entry.path("actor").asString()).isEqualTo("p-7");
        assertThat(entry.path("correlationId").asString()).isEqualTo("c-7");
        assertThat(entry.path("aggregate").path("id").asString()).isEqualTo(id);
        assertThat(entry.path("changes").path("place").path("after").asString()).isEqualTo("村口");
        assertThat(page.path("head").path("hash"))
                .isEqualTo(page.path("entries").path(0).path("hash"));
        assertThat(page.path("head").path("service").asString()).isEqualTo("organization");
        assertThat(page.has("next")).isFalse();

        ByteArrayOutputStream told = new ByteArrayOutputStream();
        assertThat(VerifyAudit.run(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        "--store",
                        store.uri(),
                        "--database",
                        store.database("boards"),
                        "--key",
                        folder.resolve("audit.pem.pub").toString()))
                .as(told.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void only_auditors_and_administrators_of_the_unit_read_it() throws Exception {
        assertThat(call(LOG + VILLAGE, "", "SYSTEM_ADMINISTRATOR@all").statusCode())
                .isEqualTo(200);
        assertThat(call(LOG + VILLAGE, "", "AUDITOR@510182101299").statusCode()).isEqualTo(404);
        assertThat(call(LOG + VILLAGE, "", "VILLAGE_SECRETARY@" + VILLAGE).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_page_has_1_to_100_entries() throws Exception {
        for (String bad : new String[] {"limit=0", "limit=101", "after=-1", "after=x"}) {
            assertThat(call(LOG + VILLAGE + "?" + bad, "", "AUDITOR@all").statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(call(LOG + VILLAGE + "?limit=100&after=0", "", "AUDITOR@all").statusCode())
                .isEqualTo(200);
    }

    @Test
    void personal_data_in_a_text_is_refused_and_not_repeated() throws Exception {
        HttpResponse<String> answer = register(VILLAGE, "联系13800138000");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("code").asString()).isEqualTo("personal-data-in-text");
        assertThat(answer.body()).doesNotContain("13800138000");
        assertThat(json(answer).path("detail").asString()).contains("place");
    }
}
