package kepu.gateway.documents;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.gateway.problem.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
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

    ConsultationPage(Messages messages) {
        this.messages = messages;
    }

    /** @param room whose desk is asked; none: whoever comes looks for an answer */
    String start(@Nullable String room) {
        return page(room == null ? "<p>" + text("consultation.how") + "</p>\n" : question(room));
    }

    /** What was sent is not taken, and may be sent again. */
    String refused(String said, @Nullable String room) {
        return page(notice("unknown", said) + (room == null ? "" : question(room)));
    }

    String unknown() {
        return page(notice("unknown", messages.text("consultation.unknown")));
    }

    String unavailable() {
        return page(notice("unknown", messages.text("consultation.unavailable")));
    }

    /** @param answer code and last day */
    String asked(JsonNode answer) {
        return page(notice(
                        "valid",
                        messages.text(
                                "consultation.asked",
                                answer.path("code").asString(""),
                                answer.path("dueOn").asString("")))
                + "<p>" + text("consultation.keep") + "</p>\n");
    }

    /** @param view what the code shows */
    String of(String code, JsonNode view) {
        var state = view.path("state").asString("");
        boolean isAnswered = view.hasNonNull("answer");
        return page(notice(isAnswered ? "valid" : "unknown", messages.textOr("consultation.state." + state, state))
                + "<table>\n"
                + row("question", value(view, "question"))
                + row("asked-on", value(view, "askedOn"))
                + (isAnswered
                        ? row("answer", value(view, "answer")) + row("answered-on", value(view, "answeredOn"))
                        : row("due-on", value(view, "dueOn")))
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
                        escaped(room),
                        UUID.randomUUID(),
                        text("consultation.kind"),
                        KINDS.stream()
                                .map(kind -> "<option value=\"" + kind + "\">" + text("consultation.kind." + kind)
                                        + "</option>")
                                .collect(Collectors.joining()),
                        text("consultation.question"),
                        text("consultation.privacy"),
                        text("consultation.send"));
    }

    private String rating(String code) {
        return """
                <form action="/consultations" method="post">
                  <input type="hidden" name="code" value="%s">
                  <p>%s</p>
                  %s
                </form>
                """.formatted(
                        escaped(code),
                        text("consultation.rate"),
                        RATINGS.stream()
                                .map(rating -> "<button type=\"submit\" name=\"rating\" value=\"" + rating + "\">"
                                        + text("consultation.rating." + rating) + "</button>")
                                .collect(Collectors.joining(" ")));
    }

    private String row(String name, String value) {
        return "<tr><th scope=\"row\">" + text("consultation." + name) + "</th><td>" + value + "</td></tr>\n";
    }

    private static String notice(String kind, String said) {
        return "<p class=\"" + kind + "\" role=\"status\">" + escaped(said) + "</p>\n";
    }

    private String text(String key) {
        return escaped(messages.text(key));
    }

    private static String value(JsonNode node, String field) {
        return escaped(node.path(field).asString(""));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private String page(String content) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="robots" content="noindex">
                  <title>%s</title>
                  <link rel="stylesheet" href="/certificates.css">
                </head>
                <body>
                  <main>
                    <h1>%s</h1>
                %s    <form action="/consultations" method="get">
                      <label for="code">%s</label>
                      <input id="code" name="code" required maxlength="40" autocomplete="off" spellcheck="false">
                      <button type="submit">%s</button>
                    </form>
                  </main>
                </body>
                </html>
                """.formatted(
                        escaped(messages.locale().toLanguageTag()),
                        text("consultation.heading"),
                        text("consultation.heading"),
                        content,
                        text("consultation.code"),
                        text("consultation.look"));
    }
}
