package kepu.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds what is sent and answered against the document, more strictly than a client: nothing may be undocumented. */
final class Validator {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final JsonNode closed;
    private final Map<String, Schema> schemas = new TreeMap<>();

    Validator(JsonNode document) {
        this.document = document;
        this.closed = document.get("components").deepCopy();
        close(closed);
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Validator::close);
    }

    JsonNode operation(Route route) {
        return document.at("/paths/" + route.template().replace("~", "~0").replace("/", "~1") + "/"
                + route.method().toLowerCase(Locale.ROOT));
    }

    /** Whether its body is JSON; a file is not. */
    boolean takesJson(Route route) {
        return !operation(route).at("/requestBody/content/application~1json").isMissingNode();
    }

    /** What a reference within the document leads to. */
    JsonNode at(String reference) {
        return document.at(reference.substring(1));
    }

    /** Why a body is none that the operation takes. */
    List<Error> request(Route route, JsonNode body) {
        return errors(operation(route).at("/requestBody/content/application~1json/schema"), body);
    }

    /** Why an answer is none that the operation gives. */
    List<Error> answer(Route route, int status, JsonNode body) {
        JsonNode response = operation(route).at("/responses/" + status);
        if (response.isMissingNode()) {
            response = operation(route).at("/responses/default");
        }
        if (response.has("$ref")) {
            response = document.at(response.get("$ref").asString().substring(1));
        }
        return errors(response.path("content").iterator().next().get("schema"), body);
    }

    /** Why a value is none of that schema, which stands somewhere in the document. */
    List<Error> value(JsonNode schema, JsonNode value) {
        return errors(schema, value);
    }

    private List<Error> errors(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema.toString(), _ -> compiled(schema)).validate(value);
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy().asObject();
        close(whole);
        whole.set("components", closed);
        return SCHEMAS.getSchema(whole);
    }
}
