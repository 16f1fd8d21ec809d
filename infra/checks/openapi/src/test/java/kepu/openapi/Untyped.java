package kepu.openapi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.contracts.assessment.ScorecardEvent.Band;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bodies that no type describes: stored or canonical text, what the gateway composes, and its batches. */
final class Untyped {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CARD = "GET /api/v1/assessment/scorecards/{unitId}/{year}";
    private static final String CARD_VIEW = "kepu.assessment.scorecard.CardView";
    private static final String GLANCE = "gateway.VillageAtAGlance";
    private static final String BATCHES = "POST /api/v1/batches";
    private static final String BATCH = "gateway.Batch";
    private static final String BATCH_ANSWER = "gateway.BatchAnswer";
    private static final int MOST_COMMANDS = 1000;
    private static final String CANONICAL = "assessment.scoring.card.CanonicalCard";

    private Untyped() {}

    /** @param answers schemas of the other routes' answers, as far as they are known */
    static Optional<ObjectNode> answer(Route route, Schemas schemas, Map<String, JsonNode> answers) {
        return switch (route.name()) {
            case CARD -> Optional.of(schemas.answer(cardView()));
            case CARD + "/canonical" -> {
                schemas.components().put(CANONICAL, canonical(schemas));
                yield Optional.of(schemas.reference(CANONICAL));
            }
            case "GET /api/v1/villages/{unitId}/{year}" -> {
                schemas.components().put(GLANCE, glance(schemas, answers));
                yield Optional.of(schemas.reference(GLANCE));
            }
            case BATCHES -> {
                schemas.components().put(BATCH_ANSWER, batchAnswer(schemas));
                yield Optional.of(schemas.reference(BATCH_ANSWER));
            }
            default -> Optional.empty();
        };
    }

    /** What the gateway reads itself. */
    static Optional<ObjectNode> request(Route route, Schemas schemas) {
        if (!route.name().equals(BATCHES)) {
            return Optional.empty();
        }
        ObjectNode command = JSON.createObjectNode();
        command.set("method", text("POST 或 PUT / POST or PUT"));
        command.set(
                "path", text("如 /api/v1/volunteers/teams，不带查询参数 / Such as /api/v1/volunteers/teams, without a query"));
        command.set(
                "body",
                JSON.createObjectNode()
                        .put("type", "object")
                        .put("description", "与单独提交时相同 / As if the command were sent by itself"));
        command.set("idempotencyKey", text("1 至 128 个可见 ASCII 字符 / 1 to 128 visible ASCII characters"));
        command.set(
                "ifMatch",
                JSON.createObjectNode()
                        .put("type", "integer")
                        .put("format", "int64")
                        .put("description", "读到的版本 / The version that was read"));
        command.set(
                "unitId",
                text(
                        "同一单位的命令依次办理；没有写明单位的命令之间也依次办理 / The commands of one unit keep their order; those without a unit keep"
                                + " theirs among themselves"));
        ObjectNode row = JSON.createObjectNode().put("type", "object");
        row.set("properties", command);
        ObjectNode commands = list(row).put("maxItems", MOST_COMMANDS);
        ObjectNode properties = JSON.createObjectNode();
        properties.set("commands", commands);
        schemas.components().put(BATCH, object(properties));
        return Optional.of(schemas.reference(BATCH));
    }

    private static ObjectNode batchAnswer(Schemas schemas) {
        ObjectNode row = JSON.createObjectNode();
        row.set("index", schemas.answer(int.class));
        ObjectNode outcome = JSON.createObjectNode().put("type", "string");
        var outcomes = outcome.putArray("enum");
        List.of("ACCEPTED", "REFUSED", "UNANSWERED", "NOT_SENT").forEach(outcomes::add);
        row.set("outcome", outcome);
        row.set("status", schemas.answer(int.class));
        ObjectNode always = object(row);
        row.set("known", schemas.answer(boolean.class));
        row.set("receipt", JSON.createObjectNode().put("type", "object"));
        row.set("problem", schemas.reference("Problem"));
        row.set("retryAfter", schemas.answer(long.class));
        ObjectNode properties = JSON.createObjectNode();
        properties.set("complete", schemas.answer(boolean.class));
        properties.set("rows", list(always));
        return object(properties);
    }

    private static ObjectNode text(String description) {
        return JSON.createObjectNode().put("type", "string").put("description", description);
    }

    private static Class<?> cardView() {
        try {
            return Class.forName(CARD_VIEW);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode canonical(Schemas schemas) {
        ObjectNode properties = JSON.createObjectNode();
        properties.set("unit", schemas.answer(String.class));
        properties.set("scheme", schemas.answer(String.class));
        properties.set("schemeVersion", schemas.answer(int.class));
        properties.set("year", schemas.answer(int.class));
        for (String day : List.of("asOf", "reckoningDay", "firstDay")) {
            properties.set(day, schemas.answer(LocalDate.class));
        }
        properties.set("ownDays", schemas.answer(int.class));
        properties.set("elapsedDays", schemas.answer(int.class));
        ObjectNode indicator = JSON.createObjectNode();
        indicator.set("code", schemas.answer(String.class));
        indicator.set("status", schemas.answer(IndicatorResult.Status.class));
        indicator.set("effectiveWeight", nullable(schemas.answer(String.class)));
        indicator.set("ratio", nullable(schemas.answer(String.class)));
        indicator.set("points", nullable(schemas.answer(BigDecimal.class)));
        indicator.set("numbers", JSON.createObjectNode().put("type", "object"));
        properties.set("indicators", list(object(indicator)));
        properties.set(
                "adjustments",
                list(JSON.createObjectNode().put("type", "array").put("description", "[track, kind, points]")));
        for (String points : List.of("party", "science", "composite")) {
            properties.set(points, schemas.answer(BigDecimal.class));
        }
        properties.set("band", schemas.answer(Band.class));
        return object(properties);
    }

    private static ObjectNode glance(Schemas schemas, Map<String, JsonNode> answers) {
        ObjectNode properties = JSON.createObjectNode();
        properties.set("unit", nullable(of(answers, "GET /api/v1/organization/units/{unitId}")));
        properties.set("officer", nullable(of(answers, "GET /api/v1/organization/officer-posts/{unitId}")));
        properties.set("teams", nullable(list(of(answers, "GET /api/v1/volunteers/teams/{id}"))));
        properties.set("rooms", nullable(list(of(answers, "GET /api/v1/reading-rooms/rooms/{id}"))));
        properties.set("scorecard", nullable(of(answers, CARD)));
        ObjectNode missing = JSON.createObjectNode();
        for (String text : List.of("part", "service", "why", "detail")) {
            missing.set(text, schemas.answer(String.class));
        }
        properties.set("missing", list(object(missing)));
        return object(properties);
    }

    private static JsonNode of(Map<String, JsonNode> answers, String route) {
        JsonNode answer = answers.get(route);
        if (answer == null) {
            throw new IllegalStateException("there is no " + route);
        }
        return answer.deepCopy();
    }

    private static ObjectNode list(JsonNode items) {
        ObjectNode list = JSON.createObjectNode().put("type", "array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode nullable(JsonNode schema) {
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private static ObjectNode object(ObjectNode properties) {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        object.set("properties", properties);
        var required = object.putArray("required");
        properties.propertyNames().forEach(required::add);
        return object;
    }
}
