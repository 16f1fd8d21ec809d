package kepu.bench.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page where people sign in, as somebody got it.
 *
 * @param cookie as it is sent back
 * @param csrf of its form
 */
record SignInPage(String cookie, String csrf) {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    static SignInPage of(HttpClient http, URI gateway) throws IOException, InterruptedException {
        HttpResponse<String> page =
                http.send(HttpRequest.newBuilder(gateway.resolve("/login")).build(), BodyHandlers.ofString());
        Matcher field = CSRF.matcher(page.body());
        return new SignInPage(
                page.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0],
                field.find() ? field.group(1) : "");
    }
}
