package kepu.gateway.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.gateway.problem.Messages;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * The page of a certificate of service (志愿服务证明) in one language, without a script and with nothing inline: whatever the
 * service says stands in it as text.
 */
final class CertificatePage {
    private final Messages messages;
    private final String address;

    /** @param address where everybody finds this page */
    CertificatePage(Messages messages, String address) {
        this.messages = messages;
        this.address = address;
    }

    /** Asks for a code. */
    String form() {
        return page("");
    }

    String unknown() {
        return page(notice("unknown", messages.text("certificate.unknown")));
    }

    String unavailable() {
        return page(notice("unknown", messages.text("certificate.unavailable")));
    }

    /** @param check the answer of the public check */
    String of(JsonNode check) {
        var validity = check.path("validity").asString("");
        var rows = new LinkedHashMap<String, String>();
        rows.put("code", value(check, "code"));
        rows.put("name", value(check, "name"));
        rows.put("team", value(check, "team"));
        rows.put("period", value(check, "from") + " – " + value(check, "to"));
        rows.put(
                "time",
                escaped(messages.text(
                        "certificate.hours",
                        check.path("hours").asString(""),
                        check.path("minutes").asString(""))));
        rows.put("issued", value(check, "issuedOn"));
        if (check.hasNonNull("revokedOn")) {
            rows.put("revoked", value(check, "revokedOn"));
        }
        var link = escaped(address + "?code=" + check.path("code").asString(""));
        return page(notice(
                        validity.equals("VALID") ? "valid" : "invalid",
                        messages.textOr("certificate.validity." + validity, validity))
                + table(rows)
                + services(check.path("services"))
                + "<p class=\"source\">" + text("certificate.check-again") + " <a href=\"" + link + "\">" + link
                + "</a></p>\n");
    }

    private static String notice(String kind, String said) {
        return "<p class=\"" + kind + "\" role=\"status\">" + escaped(said) + "</p>\n";
    }

    private String table(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> "<tr><th scope=\"row\">" + text("certificate." + row.getKey()) + "</th><td>"
                        + row.getValue() + "</td></tr>\n")
                .collect(Collectors.joining("", "<table>\n", "</table>\n"));
    }

    private String services(JsonNode services) {
        return services.valueStream()
                .map(service -> "<tr><td>" + value(service, "day") + "</td><td>" + value(service, "minutes")
                        + "</td><td>" + place(service.path("placeKind").asString("")) + "</td><td>"
                        + value(service, "task") + "</td></tr>\n")
                .collect(Collectors.joining(
                        "",
                        "<table>\n<caption>" + text("certificate.services") + "</caption>\n<tr>" + head("day")
                                + head("minutes") + head("place") + head("task") + "</tr>\n",
                        "</table>\n"));
    }

    private String head(String column) {
        return "<th scope=\"col\">" + text("certificate." + column) + "</th>";
    }

    private String place(String kind) {
        return escaped(messages.textOr("certificate.place." + kind, kind));
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

    private String page(String result) {
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
                %s    <form action="/certificates" method="get">
                      <label for="code">%s</label>
                      <input id="code" name="code" required maxlength="40" autocomplete="off" spellcheck="false">
                      <button type="submit">%s</button>
                    </form>
                  </main>
                </body>
                </html>
                """.formatted(
                        escaped(messages.locale().toLanguageTag()),
                        text("certificate.heading"),
                        text("certificate.heading"),
                        result,
                        text("certificate.ask"),
                        text("certificate.check"));
    }
}
