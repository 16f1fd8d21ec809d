package kepu.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.gateway.problem.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the page of a consultation desk says, and what it cannot be made to say. */
class ConsultationPageTest {
    static final String ANSWERED = """
            {"kind": "TECHNIQUE", "question": "<b>何时</b>打药", "askedOn": "2025-03-03", "state": "ANSWERED",
             "dueOn": "2025-03-10", "answer": "傍晚 & 无风时", "answeredOn": "2025-03-05"}""";

    @Test
    void an_answer_stands_in_it_as_text_and_can_be_rated_once() {
        var page = page("zh-CN").of("7KQ2M8XTR4WB", new JsonMapper().readTree(ANSWERED));

        assertThat(page)
                .contains(
                        "class=\"valid\"",
                        "已答复",
                        "&lt;b&gt;何时&lt;/b&gt;打药",
                        "傍晚 &amp; 无风时",
                        "2025-03-05",
                        "value=\"7KQ2M8XTR4WB\"")
                .contains("不满意")
                .doesNotContain("<b>", "<script", " style=", "2025-03-10");
        assertThat(page("en").of("7KQ2M8XTR4WB", new JsonMapper().readTree(ANSWERED.replace("ANSWERED", "RATED"))))
                .contains("Answered and rated")
                .doesNotContain("name=\"rating\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASKED", "ASSIGNED", "TRANSFERRED", "MERGED", "WITHDRAWN"})
    void what_is_not_answered_says_how_it_stands_in_both_languages(String state) {
        var view = new JsonMapper().readTree("{\"state\":\"" + state + "\",\"dueOn\":\"2025-03-10\"}");

        for (var language : List.of("zh-CN", "en")) {
            assertThat(page(language).of("7KQ2M8XTR4WB", view))
                    .contains("2025-03-10", "class=\"pending\"")
                    .doesNotContain("class=\"unknown\"", ">" + state + "<", "name=\"rating\"");
        }
    }

    @Test
    void a_room_asks_for_a_question_and_each_form_has_a_key_of_its_own() {
        var page = page("zh-CN").start("room-1\"><script>");

        assertThat(page)
                .contains("name=\"question\"", "&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(page("zh-CN").start("r")).isNotEqualTo(page("zh-CN").start("r"));
        assertThat(page("zh-CN").start(null)).contains("二维码").doesNotContain("name=\"question\"");
    }

    private static ConsultationPage page(String language) {
        return new ConsultationPage(Messages.forLanguages(language));
    }
}
