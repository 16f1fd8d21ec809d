package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.access.RouteRule.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document is the routes, no more and no less, and is a valid one. */
class OpenApiIT {
    static final Path COMMITTED = Path.of("../../../gateway/src/main/resources/kepu/gateway/openapi.json");

    /** What the gateway answers beside the API: itself, the documents and their page, and the way to sign in. */
    private static final Set<String> BESIDE_THE_API = new TreeSet<>(List.of(
            "GET /",
            "GET /home.css",
            "GET /health",
            "GET /info",
            "GET /openapi.json",
            "GET /docs",
            "GET /docs/{file}",
            "GET /certificates",
            "GET /certificates.css",
            "GET /consultations",
            "POST /consultations",
            "GET /contracts",
            "GET /contracts/asyncapi.json",
            "GET /contracts/schemas/{type}.json",
            "GET /contracts/samples/{type}.json",
            "* /oauth2/**",
            "* /.well-known/**",
            "* /login",
            "* /assets/**",
            "* /logout",
            "* /password",
            "* /userinfo",
            "* /connect/**"));

    /** Where people sign in with a browser. */
    private static final Set<String> PAGES = Set.of(
            "GET /login",
            "POST /login",
            "GET /assets/signin.css",
            "GET /password",
            "POST /password",
            "GET /logout",
            "POST /logout");

    /** Chinese, and English behind it. */
    private static final Pattern TWO_LANGUAGES = Pattern.compile("(?s).*\\p{IsHan}.* / .*[A-Za-z].*");

    private static Installation installation;
    private static Story story;
    private static String made;
    private static ObjectNode document;

    @BeforeAll
    static void make() {
        installation = Installation.running();
        story = Story.read();
        document = installation.document(story).write();
        made = ApiDocument.text(document);
    }

    @Test
    void the_committed_document_is_what_the_routes_give_now() throws IOException {
        assertThat(Files.readString(COMMITTED, StandardCharsets.UTF_8))
                .as(
                        "routes, records or the story have changed: run infra/checks/openapi/author and commit what it wrote")
                .isEqualTo(made);
    }

    @Test
    void the_same_routes_give_the_same_bytes() {
        assertThat(ApiDocument.text(installation.document(Story.read()).write()))
                .isEqualTo(made);
    }

    @Test
    void every_route_is_in_the_document_and_nothing_else_is() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(documented)
                .isEqualTo(installation.routes().stream().map(Route::name).collect(Collectors.toSet()));
    }

    @Test
    void the_gateway_leads_to_every_service_of_the_document_and_shows_nothing_else_but_itself_and_the_way_in() {
        Set<String> ofGateway = Routes.gatewayRoutes(installation.gateway());
        Set<String> ways = installation.services().keySet().stream()
                .map(service -> "* /api/v1/" + service + "/**")
                .collect(Collectors.toSet());
        Set<String> composed = installation.routes().stream()
                .filter(route -> route.handler() == null)
                .map(Route::name)
                .collect(Collectors.toSet());

        assertThat(ofGateway.stream().filter(route -> route.contains(" /api/")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ways.stream(), composed.stream()).toList());
        assertThat(ofGateway.stream()
                        .filter(route -> !route.contains(" /api/"))
                        .map(route -> route.replaceFirst("^HEAD ", "GET ")))
                .isSubsetOf(BESIDE_THE_API);
        assertThat(installation.routes())
                .allMatch(route ->
                        route.handler() == null || route.template().startsWith("/api/v1/" + route.service() + "/"));
    }

    @Test
    void beside_the_api_there_are_the_public_pages_for_signing_in_alone() {
        List<Route> pages = Routes.pages(installation.services());

        assertThat(pages).extracting(Route::name).containsExactlyInAnyOrderElementsOf(PAGES);
        assertThat(pages).allMatch(page -> page.rule().kind() == Kind.PUBLIC);
    }

    @Test
    void a_parser_of_others_reads_it_without_complaint() {
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(made);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(read.getOpenAPI().getPaths())
                .hasSameSizeAs(document.get("paths").propertyNames());
    }

    @Test
    void every_schema_is_a_schema_and_every_reference_leads_somewhere() {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas")
                .properties()
                .forEach(one -> assertThat(schema.validate(one.getValue()))
                        .as(one.getKey())
                        .isEmpty());
        List<String> references = new ArrayList<>();
        references(document, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static void references(JsonNode node, List<String> found) {
        if (node.path("$ref").isString()) {
            found.add(node.get("$ref").asString());
        }
        node.forEach(inner -> references(inner, found));
    }

    @Test
    void every_field_of_a_request_or_answer_has_words_in_both_languages() {
        List<String> without = new ArrayList<>();
        without(document.get("paths"), "paths", without);
        without(document.at("/components/schemas"), "schemas", without);

        assertThat(without)
                .as("fields without words: say what they mean in fields.yml")
                .isEmpty();
    }

    private static void without(JsonNode node, String place, List<String> found) {
        if (node.path("type").isString() && node.path("properties").isObject()) {
            node.get("properties").properties().stream()
                    .filter(one -> !TWO_LANGUAGES
                            .matcher(one.getValue().path("description").asString(""))
                            .matches())
                    .forEach(one -> found.add(place + "." + one.getKey()));
        }
        node.properties().stream()
                .filter(inner -> !inner.getKey().equals("examples"))
                .forEach(inner -> without(inner.getValue(), place + "." + inner.getKey(), found));
        if (node.isArray()) {
            node.forEach(inner -> without(inner, place, found));
        }
    }

    @Test
    void every_entry_of_the_words_is_of_a_field_that_there_is() {
        FieldWords words = FieldWords.read();
        words.describe(document.deepCopy());

        assertThat(words.unused()).as("entries of fields.yml without a field").isEmpty();
    }

    @Test
    void operations_have_ids_of_their_own() {
        List<String> ids =
                installation.routes().stream().map(Route::operationId).toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void every_operation_has_an_example_that_its_own_schemas_accept() {
        Validator validator = new Validator(document);
        for (Route route : installation.routes()) {
            JsonNode operation = validator.operation(route);
            List<Step> steps = story.stepsOf(route);
            assertThat(steps).as("%s has no example in the story", route).isNotEmpty();
            assertThat(operation.get("x-kepu-story")).hasSameSizeAs(steps);
            for (Step step : steps) {
                if (step.body() != null) {
                    assertThat(validator.request(route, step.body()))
                            .as(step.name())
                            .isEmpty();
                }
            }
            operation
                    .get("parameters")
                    .forEach(parameter -> parameter
                            .path("examples")
                            .forEach(example -> assertThat(
                                            validator.value(parameter.get("schema"), example.get("value")))
                                    .as("%s %s", route, parameter.get("name"))
                                    .isEmpty()));
            route.variableNames()
                    .forEach(name -> assertThat(parameterNames(operation)).contains(name));
        }
    }

    private static List<String> parameterNames(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation
                .get("parameters")
                .forEach(parameter -> names.add(parameter.path("name").asString("")));
        return names;
    }

    @Test
    void it_says_who_may_use_each_operation() {
        Validator validator = new Validator(document);
        for (Route route : installation.routes()) {
            JsonNode operation = validator.operation(route);
            Set<String> roles = new TreeSet<>();
            operation.get("x-kepu-roles").forEach(role -> roles.add(role.asString()));

            assertThat(roles)
                    .isEqualTo(route.rule().roles().stream().map(Enum::name).collect(Collectors.toSet()));
            assertThat(operation.get("description").asString()).isNotBlank();
        }
    }
}
