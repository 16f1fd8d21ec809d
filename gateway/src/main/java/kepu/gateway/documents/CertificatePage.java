package kepu.gateway.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.gateway.problem.Messages;
import tools.jackson.databind.JsonNode;

/**
 * The page of a certificate of service (志愿服务证明) in one language, without a script and with nothing inline: whatever the
 * service says stands in it as text.
 */
final class CertificatePage {
    private final Messages messages;
    private final PublicPage page;
    private final String address;

    /** @param address where everybody finds this page */
    CertificatePage(Messages messages, String address) {
        this.messages = messages;
        this.page = new PublicPage(
                messages, "/certificates", "certificate.heading", "certificate.ask", "certificate.check");
        this.address = address;
    }

    /** Asks for a code. */
    String form() {
        return page.of("");
    }

    String unknown() {
        return page.of(PublicPage.notice("unknown", messages.text("certificate.unknown")));
    }

    String unavailable() {
        return page.of(PublicPage.notice("unknown", messages.text("certificate.unavailable")));
    }

    /** @param check the answer of the public check */
    String of(JsonNode check) {
        var validity = check.path("validity").asString("");
        var rows = new LinkedHashMap<String, String>();
        rows.put("code", PublicPage.value(check, "code"));
        rows.put("name", PublicPage.value(check, "name"));
        rows.put("team", PublicPage.value(check, "team"));
        rows.put("period", PublicPage.value(check, "from") + " – " + PublicPage.value(check, "to"));
        rows.put(
                "time",
                PublicPage.escaped(messages.text(
                        "certificate.hours",
                        check.path("hours").asString(""),
                        check.path("minutes").asString(""))));
        rows.put("issued", PublicPage.value(check, "issuedOn"));
        if (check.hasNonNull("revokedOn")) {
            rows.put("revoked", PublicPage.value(check, "revokedOn"));
        }
        var link = PublicPage.escaped(address + "?code=" + check.path("code").asString(""));
        return page.of(PublicPage.notice(
                        validity.equals("VALID") ? "valid" : "invalid",
                        messages.textOr("certificate.validity." + validity, validity))
                + table(rows)
                + services(check.path("services"))
                + "<p class=\"source\">" + page.text("certificate.check-again") + " <a href=\"" + link + "\">" + link
                + "</a></p>\n");
    }

    private String table(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> "<tr><th scope=\"row\">" + page.text("certificate." + row.getKey()) + "</th><td>"
                        + row.getValue() + "</td></tr>\n")
                .collect(Collectors.joining("", "<table>\n", "</table>\n"));
    }

    private String services(JsonNode services) {
        return services.valueStream()
                .map(service -> "<tr><td>" + PublicPage.value(service, "day") + "</td><td>"
                        + PublicPage.value(service, "minutes")
                        + "</td><td>" + place(service.path("placeKind").asString("")) + "</td><td>"
                        + PublicPage.value(service, "task") + "</td></tr>\n")
                .collect(Collectors.joining(
                        "",
                        "<table>\n<caption>" + page.text("certificate.services") + "</caption>\n<tr>" + head("day")
                                + head("minutes") + head("place") + head("task") + "</tr>\n",
                        "</table>\n"));
    }

    private String head(String column) {
        return "<th scope=\"col\">" + page.text("certificate." + column) + "</th>";
    }

    private String place(String kind) {
        return PublicPage.escaped(messages.textOr("certificate.place." + kind, kind));
    }
}
