package kepu.gateway.documents;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.gateway.problem.Messages;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The page of a reading room's consultation desk (咨询) in one language, without a script and with nothing inline: whatever the
 * service says stands in it as text.
 */
final class ConsultationPage {
    private static final List<String> KINDS =
            List.of("TECHNIQUE", "POLICY", "LAW", "HEALTH", "EDUCATION", "EMPLOYMENT", "OTHER");
    private static final List<String> RATINGS = List.of("SATISFIED", "FAIR", "DISSATISFIED");

    private final Messages messages;
    private final PublicPage page;

    ConsultationPage(Messages messages) {
        this.messages = messages;
        this.page = new PublicPage(
                messages, "/consultations", "consultation.heading", "consultation.code", "consultation.look");
    }

    /** @param room whose desk is asked; none: whoever comes looks for an answer */
    String start(@Nullable String room) {
        return page.of(room == null ? "<p>" + page.text("consultation.how") + "</p>\n" : question(room));
    }

    /** What was sent is not taken, and may be sent again. */
    String refused(String said, @Nullable String room) {
        return page.of(PublicPage.notice("unknown", said) + (room == null ? "" : question(room)));
    }

    String unknown() {
        return page.of(PublicPage.notice("unknown", messages.text("consultation.unknown")));
    }

    String unavailable() {
        return page.of(PublicPage.notice("unknown", messages.text("consultation.unavailable")));
    }

    /** @param answer code and last day */
    String asked(JsonNode answer) {
        return page.of(PublicPage.notice(
                        "valid",
                        messages.text(
                                "consultation.asked",
                                answer.path("code").asString(""),
                                answer.path("dueOn").asString("")))
                + "<p>" + page.text("consultation.keep") + "</p>\n");
    }

    /** @param view what the code shows */
    String of(String code, JsonNode view) {
        var state = view.path("state").asString("");
        boolean isAnswered = view.hasNonNull("answer");
        return page.of(PublicPage.notice(
                        isAnswered ? "valid" : "pending", messages.textOr("consultation.state." + state, state))
                + "<table>\n"
                + row("question", PublicPage.value(view, "question"))
                + row("asked-on", PublicPage.value(view, "askedOn"))
                + (isAnswered
                        ? row("answer", PublicPage.value(view, "answer"))
                                + row("answered-on", PublicPage.value(view, "answeredOn"))
                        : row("due-on", PublicPage.value(view, "dueOn")))
                + "</table>\n"
                + (state.equals("ANSWERED") ? rating(code) : ""));
    }

    private String question(String room) {
        return """
                <form action="/consultations" method="post">
                  <input type="hidden" name="room" value="%s">
                  <input type="hidden" name="key" value="%s">
                  <label for="kind">%s</label>
                  <select id="kind" name="kind">%s</select>
                  <label for="question">%s</label>
                  <textarea id="question" name="question" required maxlength="1000" rows="5" cols="40"></textarea>
                  <p class="source">%s</p>
                  <button type="submit">%s</button>
                </form>
                """.formatted(
                        PublicPage.escaped(room),
                        UUID.randomUUID(),
                        page.text("consultation.kind"),
                        KINDS.stream()
                                .map(kind -> "<option value=\"" + kind + "\">" + page.text("consultation.kind." + kind)
                                        + "</option>")
                                .collect(Collectors.joining()),
                        page.text("consultation.question"),
                        page.text("consultation.privacy"),
                        page.text("consultation.send"));
    }

    private String rating(String code) {
        return """
                <form action="/consultations" method="post">
                  <input type="hidden" name="code" value="%s">
                  <p>%s</p>
                  %s
                </form>
                """.formatted(
                        PublicPage.escaped(code),
                        page.text("consultation.rate"),
                        RATINGS.stream()
                                .map(rating -> "<button type=\"submit\" name=\"rating\" value=\"" + rating + "\">"
                                        + page.text("consultation.rating." + rating) + "</button>")
                                .collect(Collectors.joining(" ")));
    }

    private String row(String name, String value) {
        return "<tr><th scope=\"row\">" + page.text("consultation." + name) + "</th><td>" + value + "</td></tr>\n";
    }
}
