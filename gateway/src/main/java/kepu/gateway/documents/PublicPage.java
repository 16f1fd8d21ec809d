package kepu.gateway.documents;

import java.nio.charset.StandardCharsets;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.http.SecurityHeadersFilter;
import kepu.gateway.problem.Messages;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * What the pages that need no account have in common, in one language: a heading, what is said, and the form that asks for a
 * code; without a script and with nothing inline.
 *
 * @param path of the page, to which the form leads
 * @param heading key of a message, as {@code ask} (the form's label) and {@code check} (its button) are
 */
record PublicPage(Messages messages, String path, String heading, String ask, String check) {
    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    static String value(JsonNode node, String field) {
        return escaped(node.path(field).asString(""));
    }

    static String notice(String kind, String said) {
        return "<p class=\"" + kind + "\" role=\"status\">" + escaped(said) + "</p>\n";
    }

    String text(String key) {
        return escaped(messages.text(key));
    }

    String of(String content) {
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
                %s    <form action="%s" method="get">
                      <label for="code">%s</label>
                      <input id="code" name="code" required maxlength="40" autocomplete="off" spellcheck="false">
                      <button type="submit">%s</button>
                    </form>
                  </main>
                </body>
                </html>
                """.formatted(
                        escaped(messages.locale().toLanguageTag()),
                        text(heading),
                        text(heading),
                        content,
                        path,
                        text(ask),
                        text(check));
    }

    static ServerResponse answer(HttpStatus status, String html, Messages messages, ResponseBodyWriter bodyWriter) {
        var bytes = html.getBytes(StandardCharsets.UTF_8);
        return ServerResponse.status(status).build((_, response) -> {
            response.setHeader(SecurityHeadersFilter.CONTENT_SECURITY_POLICY, SecurityHeadersFilter.PAGE_POLICY);
            response.setHeader(HttpHeaders.CONTENT_LANGUAGE, messages.locale().toLanguageTag());
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            response.setContentType(StaticDocument.HTML);
            response.setContentLength(bytes.length);
            bodyWriter.write(bytes, response);
            return null;
        });
    }
}
