package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every example of the document works, in the order of the story, on an installation that was empty. */
class StoryIT {
    private static StoryRun run;
    private static Validator validator;

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        validator = run.validator();
    }

    @TestFactory
    Stream<DynamicTest> each_step_is_answered_as_the_document_says() {
        return run.story().steps().stream()
                .map(step -> dynamicTest(step.name() + ": " + step.zh(), () -> isAnsweredAsDocumented(step)));
    }

    private static void isAnsweredAsDocumented(Step step) {
        Http.Answer answer = run.own().get(step);
        Route route = run.routeOf(step);

        assertThat(answer.status()).as(answer.body()).isEqualTo(step.status());
        if (answer.headers().containsKey("content-disposition")) {
            assertThat(run.story().steps())
                    .as("the file is one that the story stored")
                    .anyMatch(stored -> answer.body().equals(stored.file()));
        } else {
            String type = validator
                    .operation(route)
                    .at("/responses/" + step.status() + "/content")
                    .propertyNames()
                    .iterator()
                    .next();
            assertThat(answer.headers().get("content-type"))
                    .singleElement()
                    .satisfies(said ->
                            assertThat(said.replace(";charset=UTF-8", "")).isEqualTo(type));
            assertThat(validator.answer(route, answer.status(), answer.json()))
                    .as("%s answered %s", route, answer.body())
                    .isEmpty();
        }
        JsonNode headers = validator.operation(route).at("/responses/" + step.status() + "/headers");
        headers.propertyNames().stream()
                .filter(header -> validator
                        .at(headers.get(header).get("$ref").asString())
                        .path("required")
                        .asBoolean())
                .forEach(header -> assertThat(answer.headers()).containsKey(header.toLowerCase(Locale.ROOT)));
        Optional<String> made = run.story().made(step);
        made.ifPresent(id -> assertThat(List.of(
                        answer.json().path("id").asString(""),
                        answer.json().path("itemId").asString("")))
                .as("what the next steps call it by")
                .contains(id));
    }

    @TestFactory
    Stream<DynamicTest> the_links_of_what_was_made_lead_to_where_it_is() {
        return run.story().steps().stream()
                .filter(step -> run.own().get(step).headers().containsKey("location"))
                .map(step -> dynamicTest(step.name(), () -> {
                    String location = URI.create(run.own()
                                    .get(step)
                                    .headers()
                                    .get("location")
                                    .getFirst())
                            .getRawPath();
                    List<String> targets = targets(step);
                    // some are seen only in what they were made in
                    assertThat(targets)
                            .as("links of %s", step)
                            .anyMatch(target -> target.equals(location) || target.startsWith(location + "/"));
                }));
    }

    /** Paths to which the links of a step's answer lead. */
    private static List<String> targets(Step step) {
        List<String> targets = new ArrayList<>();
        JsonNode links = validator.operation(run.routeOf(step)).at("/responses/" + step.status() + "/links");
        for (JsonNode link : links) {
            String id = link.get("operationId").asString();
            String path = run.routes().stream()
                    .filter(route -> route.operationId().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .template();
            for (var parameter : link.get("parameters").properties()) {
                String value = evaluated(parameter.getValue().asString(), step);
                if (parameter.getKey().startsWith("path.")) {
                    String variable = "{" + parameter.getKey().substring("path.".length()) + "}";
                    assertThat(path).contains(variable);
                    path = path.replace(variable, value);
                }
            }
            targets.add(path);
        }
        return targets;
    }

    private static String evaluated(String expression, Step step) {
        Http.Answer answer = run.own().get(step);
        if (expression.startsWith("$response.body#")) {
            return value(answer.json(), expression.substring("$response.body#".length()));
        }
        if (expression.startsWith("$request.body#")) {
            return value(Objects.requireNonNull(step.body()), expression.substring("$request.body#".length()));
        }
        if (expression.startsWith("$request.path.")) {
            return Objects.requireNonNull(run.routeOf(step).variables(step.shown()))
                    .get(expression.substring("$request.path.".length()));
        }
        throw new AssertionError(expression);
    }

    private static String value(JsonNode body, String pointer) {
        JsonNode value = body.at(pointer);
        assertThat(value.isMissingNode()).as("%s in %s", pointer, body).isFalse();
        return value.asString();
    }

    @Test
    void each_refusal_is_a_problem_as_the_document_says() {
        List<StoryRun.Call> refusals = run.calls().stream()
                .filter(call -> call.answer().status() >= 400)
                .toList();

        assertThat(refusals).isNotEmpty();
        assertThat(refusals.stream()
                        .filter(call -> !isDocumented(call)
                                || !validator
                                        .answer(
                                                call.route(),
                                                call.answer().status(),
                                                call.answer().json())
                                        .isEmpty())
                        .map(StoryRun.Call::toString))
                .isEmpty();
    }

    private static boolean isDocumented(StoryRun.Call call) {
        return validator
                .operation(call.route())
                .path("responses")
                .has(Integer.toString(call.answer().status()));
    }

    @Test
    void a_batch_tells_which_of_its_commands_was_carried_out_before() {
        JsonNode batch = run.answers().get("offline-batch");

        assertThat(batch.at("/rows/0/receipt")).isEqualTo(run.answers().get("team"));
        assertThat(batch.at("/rows/0/known").asBoolean()).isTrue();
        assertThat(batch.at("/rows/1/problem/code").asString()).isEqualTo("row-method-not-allowed");
        assertThat(batch.get("complete").asBoolean()).isTrue();
    }

    @Test
    void the_story_has_every_operation() {
        assertThat(run.routes())
                .allSatisfy(route -> assertThat(run.story().steps())
                        .as("the story has no step for %s", route)
                        .anyMatch(step -> run.routeOf(step).equals(route)));
    }
}
