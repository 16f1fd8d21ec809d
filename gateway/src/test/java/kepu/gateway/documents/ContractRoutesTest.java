package kepu.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.Snapshots;
import kepu.gateway.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a subscriber finds at the gateway before anybody has given it a token. */
class ContractRoutesTest {
    private static final String MOVED = "kepu.organization.unit-moved.v1";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static final List<String> TYPES =
            Contracts.all().stream().map(Contract::type).toList();

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        CLIENT.close();
    }

    @Test
    void the_index_names_every_topic_with_its_snapshot_and_every_type_on_it() throws Exception {
        var index = JSON.readTree(gateway.get("/contracts").body());

        assertThat(strings(index.at("/topics"), "topic"))
                .containsExactlyElementsOf(
                        Contracts.FAMILIES.stream().map(Contracts::topicOf).toList());
        for (var topic : index.at("/topics")) {
            var name = topic.get("topic").asString();
            assertThat(topic.get("snapshot").asString()).isEqualTo(Snapshots.topicOf(name));
            assertThat(strings(topic.get("types"), "type"))
                    .as(name)
                    .containsExactlyElementsOf(Contracts.all().stream()
                            .filter(contract -> contract.topic().equals(name))
                            .map(Contract::type)
                            .toList());
        }
    }

    @Test
    void every_link_of_the_index_leads_to_what_it_says() throws Exception {
        var here = URI.create("http://127.0.0.1:" + gateway.port() + "/contracts");
        var index = JSON.readTree(gateway.get("/contracts").body());

        var asyncapi = json(here.resolve(index.get("asyncapi").asString()));
        assertThat(asyncapi.at("/info/version")).isEqualTo(index.get("version"));
        for (var topic : index.get("topics")) {
            for (var type : topic.get("types")) {
                var schema = json(here.resolve(type.get("schema").asString()));
                var sample = json(here.resolve(type.get("sample").asString()));

                assertThat(schema.get("$id")).isEqualTo(type.get("id"));
                assertThat(sample.get("topic")).isEqualTo(topic.get("topic"));
                assertThat(sample.at("/headers/ce_type")).isEqualTo(type.get("type"));
                assertThat(sample.at("/headers/ce_dataschema")).isEqualTo(type.get("id"));
            }
        }
    }

    @Test
    void the_asyncapi_document_and_the_index_know_the_same_topics_and_types() throws Exception {
        var index = JSON.readTree(gateway.get("/contracts").body());
        var document = JSON.readTree(gateway.get("/contracts/asyncapi.json").body());
        Set<String> types = new HashSet<>();
        document.at("/components/messages")
                .forEach(message -> types.add(
                        message.at("/headers/properties/ce_type/const").asString()));
        List<String> topics = new ArrayList<>(strings(index.get("topics"), "topic"));
        topics.addAll(strings(index.get("topics"), "snapshot"));

        assertThat(types).containsExactlyInAnyOrderElementsOf(TYPES);
        assertThat(strings(document.get("channels"), "address")).containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void the_asyncapi_document_is_the_one_of_the_contracts_byte_for_byte() throws Exception {
        assertPublished("/contracts/asyncapi.json", "application/json", "asyncapi.json");
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void schema_and_sample_of_every_type_are_those_of_the_contracts_byte_for_byte(String type) throws Exception {
        assertPublished("/contracts/schemas/" + type + ".json", "application/schema+json", "schemas/" + type + ".json");
        assertPublished("/contracts/samples/" + type + ".json", "application/json", "samples/" + type + ".json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/contracts",
                "/contracts/asyncapi.json",
                "/contracts/schemas/" + MOVED + ".json",
                "/contracts/samples/" + MOVED + ".json",
                "/openapi.json",
                "/docs"
            })
    void who_has_it_already_is_told_so_and_when_to_ask_again(String path) throws Exception {
        var first = gateway.get(path);
        var etag = first.headers().firstValue("ETag").orElseThrow();

        var same = gateway.send(gateway.request(path).header("If-None-Match", "\"older\", W/" + etag));
        var other = gateway.send(gateway.request(path).header("If-None-Match", "\"older\""));

        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
        assertThat(List.of(first, same, other)).allSatisfy(answer -> {
            assertThat(answer.headers().allValues("ETag")).containsExactly(etag);
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        });
    }

    @Test
    void each_has_a_hash_of_its_own() throws Exception {
        List<String> etags = new ArrayList<>();
        for (var type : TYPES) {
            for (var kind : List.of("schemas", "samples")) {
                etags.add(gateway.get("/contracts/" + kind + "/" + type + ".json")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow());
            }
        }

        assertThat(etags).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/contracts", "/contracts/schemas/" + MOVED + ".json"})
    void the_limits_and_security_headers_hold_here_too(String path) throws Exception {
        var headers = gateway.get(path).headers();

        assertThat(headers.firstValue("X-RateLimit-Limit")).hasValue("1200");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "schemas, zh-CN, 没有名为 kepu.organization.unit-moved.v2 的事件类型",
        "samples, zh-CN, 没有名为 kepu.organization.unit-moved.v2 的事件类型",
        "schemas, en, There is no event type kepu.organization.unit-moved.v2",
        "samples, en, There is no event type kepu.organization.unit-moved.v2"
    })
    void an_unknown_type_is_named(String kind, String language, String detail) throws Exception {
        var path = "/contracts/" + kind + "/kepu.organization.unit-moved.v2.json";

        var answer = gateway.send(gateway.request(path).header("Accept-Language", language));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo("unknown-event-type");
        assertThat(problem.get("detail").asString()).startsWith(detail);
        assertThat(problem.get("instance").asString()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/contracts/",
                "/contracts/frozen.sha256",
                "/contracts/Contracts.class",
                "/contracts/schemas",
                "/contracts/schemas/" + MOVED,
                "/contracts/schemas/" + MOVED + ".json/",
                "/contracts/schemas/x/" + MOVED + ".json",
                "/contracts/schemas/../asyncapi.json",
                "/contracts/schemas/../../gateway/openapi.json",
                "/contracts/schemas/%2e%2e/asyncapi.json",
                "/contracts/schemas/..%2fasyncapi.json",
                "/contracts/schemas/..%5casyncapi.json",
                "/contracts/schemas/..;/asyncapi.json",
                "/contracts/schemas//" + MOVED + ".json"
            })
    void nothing_else_is_published(String path) throws Exception {
        var answer = gateway.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").contains("application/problem+json");
    }

    @Test
    void contracts_are_only_read() throws Exception {
        for (var method : List.of("POST", "PUT", "DELETE")) {
            var answer = gateway.raw(method
                    + " /contracts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(answer).as(method).startsWith("HTTP/1.1 404 ").contains("\"code\":\"unknown-route\"");
        }
    }

    @Test
    void the_page_to_try_the_api_leads_there() throws Exception {
        var page = gateway.get("/docs").body();

        for (var path : List.of("/contracts", "/contracts/asyncapi.json")) {
            assertThat(page).contains("href=\"" + path + "\"");
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static void assertPublished(String path, String type, String resource) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(gateway.request(path).build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly(type);
        try (var in = Contracts.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            assertThat(answer.body()).as(path).isEqualTo(in.readAllBytes());
        }
    }

    private static JsonNode json(URI uri) throws IOException, InterruptedException {
        var answer = gateway.get(uri.getRawPath());
        assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> strings(JsonNode array, String field) {
        return array.valueStream().map(node -> node.get(field).asString()).toList();
    }
}
