package kepu.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Sha256;
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Every operation at least once, in an order in which each call works on an installation that was empty at first.
 *
 * <p>Under an idempotency key the ids of new things are known beforehand, so that nearly all of it is literal.
 */
final class Story {
    /** {@code {step.field}}: what only the answer of an earlier step tells. */
    static final Pattern RUN_TIME = Pattern.compile("\\{([a-z-]+)\\.([A-Za-z0-9.]+)}");

    private static final List<String> CHAPTERS = List.of(
            "1-organization",
            "2-volunteers",
            "3-reading-rooms",
            "3-reading-rooms-desk",
            "4-campaigns",
            "5-assessment",
            "5-assessment-inspection",
            "5-assessment-orders",
            "5-schemes",
            "5-assessment-cases",
            "5-assessment-notices",
            "6-identity",
            "7-gateway");

    private static final Pattern NAME = Pattern.compile("\\$([a-z][a-z0-9]*(?:-[a-z0-9]+)*)");

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> ids = new TreeMap<>();
    private final Map<String, @Nullable String> parents = new LinkedHashMap<>();
    private final Map<Route, List<Step>> ofRoutes = new ConcurrentHashMap<>();

    private Story() {}

    static Story read() {
        Story story = new Story();
        for (String chapter : CHAPTERS) {
            try (InputStream yaml = Story.class.getResourceAsStream("story/" + chapter + ".yml")) {
                if (yaml == null) {
                    throw new IllegalStateException("no chapter " + chapter);
                }
                String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
                new YAMLMapper().readTree(text).forEach(story::add);
            } catch (IOException e) {
                throw new IllegalStateException(chapter, e);
            }
        }
        return story;
    }

    private void add(JsonNode told) {
        String name = told.required("name").asString();
        String[] call = told.required("call").asString().split(" ", 2);
        String path = literal(call[1]);
        String key = call[0].equals("GET") ? null : "example-" + name;
        JsonNode body = told.has("body") ? literal(told.get("body")) : null;
        Map<String, String> query = new TreeMap<>();
        Map<String, String> asked = new TreeMap<>();
        told.path("query").properties().forEach(one -> {
            String value = literal(one.getValue().asString());
            asked.put(one.getKey(), value);
            query.put(one.getKey(), shown(told, value));
        });
        if (path.equals("/api/v1/organization/units") && body != null) {
            parents.put(
                    body.get("unitId").asString(),
                    body.has("parentId") ? body.get("parentId").asString() : null);
        }
        Step step = new Step(
                name,
                key,
                call[0],
                path,
                shown(told, path),
                query,
                asked,
                told.has("as") ? Role.valueOf(told.get("as").asString()) : null,
                told.has("subject") ? literal(told.get("subject").asString()) : null,
                text(told, "unit"),
                told.path("once").asBoolean(false),
                told.has("ifMatch") ? told.get("ifMatch").asLong() : null,
                told.required("zh").asString(),
                told.required("en").asString(),
                text(told, "operationZh"),
                text(told, "operationEn"),
                text(told, "notes"),
                body,
                text(told, "file"),
                told.required("status").asInt());
        steps.add(step);
        if (told.has("makes")) {
            ids.put(name, newId(told.get("makes").asString(), step));
        }
    }

    private static String shown(JsonNode told, String text) {
        return told.has("exampleValue")
                ? RUN_TIME.matcher(text)
                        .replaceAll(Matcher.quoteReplacement(
                                told.get("exampleValue").asString()))
                : text;
    }

    private static @Nullable String text(JsonNode told, String name) {
        return told.has(name) ? told.get(name).asString() : null;
    }

    private JsonNode literal(JsonNode body) {
        return new YAMLMapper().readTree(literal(body.toString()));
    }

    private String literal(String text) {
        return NAME.matcher(text).replaceAll(found -> {
            String id = ids.get(found.group(1));
            if (id == null) {
                throw new IllegalStateException("no step before makes " + found.group());
            }
            return id;
        });
    }

    /** The id that the command makes for this caller, as every service would. */
    private static String newId(String kind, Step step) {
        String key = Sha256.of(step.method() + ' ' + step.path() + ' ' + step.key());
        return new Command(
                        Clock.systemUTC(),
                        step.subject(step.as()),
                        Access.ofSystem(),
                        "example",
                        null,
                        key,
                        () -> "",
                        null)
                .newId(kind);
    }

    List<Step> steps() {
        return steps;
    }

    /** Every call on that route, in its order. */
    List<Step> stepsOf(Route route) {
        return ofRoutes.computeIfAbsent(
                route, asked -> steps.stream().filter(asked::matches).toList());
    }

    /** What the step makes, if it makes something under an id of its own. */
    Optional<String> made(Step step) {
        return Optional.ofNullable(ids.get(step.name()));
    }

    /** The unit to which it belongs all through the story. */
    Optional<String> parentOf(String unitId) {
        return Optional.ofNullable(parents.get(unitId));
    }

    /** Another unit of the same parent. */
    Optional<String> siblingOf(String unitId) {
        return parents.keySet().stream()
                .filter(other -> !other.equals(unitId) && parentOf(other).equals(parentOf(unitId)))
                .findFirst();
    }

    /** A unit below it. */
    Optional<String> childOf(String unitId) {
        return parents.keySet().stream()
                .filter(other -> unitId.equals(parents.get(other)))
                .findFirst();
    }
}
