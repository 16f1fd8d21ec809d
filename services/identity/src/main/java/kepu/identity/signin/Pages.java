package kepu.identity.signin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The pages as HTML, in Chinese unless English is preferred; without a script. */
@Component
class Pages {
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    private final MessageSource problems;

    Pages(MessageSource problems) {
        this.problems = problems;
        texts.setBasename("kepu/identity/pages");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
    }

    /** Why a page is shown again: a code with its arguments, of a page or of a refusal. */
    record Problem(String code, Object... arguments) {}

    String signIn(CsrfToken csrf, @Nullable String username, @Nullable Problem problem, Locale locale) {
        return page("sign-in", problem, locale, """
                <form method="post" action="/login">
                %s
                <label for="username">%s</label>
                <input id="username" name="username" type="text" value="%s" maxlength="64" autocomplete="username" \
                autocapitalize="none" spellcheck="false" required autofocus>
                %s
                <button type="submit">%s</button>
                </form>""".formatted(
                        hidden(csrf),
                        text("username", locale),
                        HtmlUtils.htmlEscape(username == null ? "" : username),
                        password("password", "password", "current-password", locale),
                        text("sign-in", locale)));
    }

    /** @param first whether it is about a first password, which was given just now and must be changed */
    String password(CsrfToken csrf, boolean first, @Nullable Problem problem, Locale locale) {
        return page(first ? "first-password" : "change-password", problem, locale, """
                <p>%s</p>
                <form method="post" action="/password">
                %s
                %s%s%s
                <button type="submit">%s</button>
                </form>
                <p><a href="/logout">%s</a></p>""".formatted(
                        text("password-rules", locale),
                        hidden(csrf),
                        first ? "" : password("current", "current-password", "current-password", locale),
                        password("chosen", "chosen-password", "new-password", locale),
                        password("repeated", "repeated-password", "new-password", locale),
                        text("change-password", locale),
                        text("sign-out", locale)));
    }

    String passwordChanged(Locale locale) {
        return page(
                "password-changed",
                null,
                locale,
                "<p>%s</p>\n<p><a href=\"/logout\">%s</a></p>"
                        .formatted(text("password-changed-hint", locale), text("sign-out", locale)));
    }

    String signOut(CsrfToken csrf, Locale locale) {
        return page("sign-out", null, locale, """
                <form method="post" action="/logout">
                %s
                <button type="submit">%s</button>
                </form>""".formatted(hidden(csrf), text("sign-out", locale)));
    }

    String signedOut(Locale locale) {
        return page(
                "signed-out",
                null,
                locale,
                "<p><a href=\"/login\">%s</a></p>".formatted(text("sign-in-again", locale)));
    }

    private String password(String name, String label, String autocomplete, Locale locale) {
        return """
                <label for="%1$s">%2$s</label>
                <input id="%1$s" name="%1$s" type="password" maxlength="128" autocomplete="%3$s" required>
                """.formatted(name, text(label, locale), autocomplete);
    }

    private static String hidden(CsrfToken csrf) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(HtmlUtils.htmlEscape(csrf.getParameterName()), HtmlUtils.htmlEscape(csrf.getToken()));
    }

    private String page(String title, @Nullable Problem problem, Locale locale, String content) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="/assets/signin.css">
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s%s
                </main>
                </body>
                </html>
                """.formatted(
                        locale.toLanguageTag(),
                        text(title, locale) + " · " + text("product", locale),
                        text(title, locale),
                        problem == null
                                ? ""
                                : "<p class=\"problem\" role=\"alert\">%s</p>\n".formatted(sentence(problem, locale)),
                        content);
    }

    private String sentence(Problem problem, Locale locale) {
        String own = texts.getMessage(problem.code(), problem.arguments(), null, locale);
        return HtmlUtils.htmlEscape(
                own == null ? problems.getMessage(problem.code(), problem.arguments(), locale) : own);
    }

    private String text(String key, Locale locale) {
        return HtmlUtils.htmlEscape(texts.getMessage(key, null, locale));
    }
}
