package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every example of the document works, in the order of the story, on an installation that was empty. */
class StoryIT {
    private static Play play;
    private static Validator validator;

    @BeforeAll
    static void play() {
        play = Play.played();
        validator = new Validator(Installation.running().document(play.story()).write());
    }

    @TestFactory
    Stream<DynamicTest> each_step_is_answered_as_the_document_says() {
        return play.story().steps().stream()
                .map(step -> dynamicTest(step.name() + ": " + step.zh(), () -> isAnsweredAsDocumented(step)));
    }

    private static void isAnsweredAsDocumented(Step step) {
        Http.Answer answer = play.own().get(step);
        Route route = play.routeOf(step);

        assertThat(answer.status()).as(answer.body()).isEqualTo(step.status());
        assertThat(answer.headers().get("content-type")).containsExactly("application/json");
        assertThat(validator.answer(route, answer.status(), answer.json()))
                .as("%s answered %s", route, answer.body())
                .isEmpty();
        JsonNode headers = validator.operation(route).at("/responses/" + step.status() + "/headers");
        headers.propertyNames()
                .forEach(header -> assertThat(answer.headers()).containsKey(header.toLowerCase(Locale.ROOT)));
        Optional<String> made = play.story().made(step);
        made.ifPresent(id -> assertThat(List.of(
                        answer.json().path("id").asString(""),
                        answer.json().path("itemId").asString("")))
                .as("what the next steps call it by")
                .contains(id));
    }

    @Test
    void each_refusal_is_a_problem_as_the_document_says() {
        List<Play.Call> refusals = play.calls().stream()
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
                        .map(Play.Call::toString))
                .isEmpty();
    }

    private static boolean isDocumented(Play.Call call) {
        return validator
                .operation(call.route())
                .path("responses")
                .has(Integer.toString(call.answer().status()));
    }

    @Test
    void the_story_has_every_operation() {
        assertThat(play.routes())
                .allSatisfy(route -> assertThat(play.story().steps())
                        .as("the story has no step for %s", route)
                        .anyMatch(step -> play.routeOf(step).equals(route)));
    }
}
