package kepu.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who signs in on the pages of a running Kepu, from the page that tries its interface out. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String CLIENT = "kepu-docs";

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final URI gateway;

    Browser(URI gateway) {
        this.gateway = gateway;
    }

    /** Signs in with a first password, which has to be changed at once. */
    Api signInFirst(String username, String first, String chosen) {
        HttpResponse<String> answer = follow(signInForm(username, first));
        assertThat(answer.uri().getPath()).isEqualTo("/password");
        return withToken(submit(answer, Map.of("chosen", chosen, "repeated", chosen)));
    }

    Api signIn(String username, String password) {
        return withToken(signInForm(username, password));
    }

    /** What the page says to a password that is not right. */
    HttpResponse<String> fail(String username, String password) {
        return signInForm(username, password);
    }

    private HttpResponse<String> signInForm(String username, String password) {
        HttpResponse<String> page = follow(get("/oauth2/authorize?"
                + form(Map.of(
                        "response_type", "code",
                        "client_id", CLIENT,
                        "scope", "openid",
                        "state", "s",
                        "redirect_uri", redirect(),
                        "code_challenge", challenge(),
                        "code_challenge_method", "S256"))));
        assertThat(page.uri().getPath()).isEqualTo("/login");
        return submit(page, Map.of("username", username, "password", password));
    }

    private Api withToken(HttpResponse<String> signedIn) {
        String address = location(signedIn).toString();
        while (!address.startsWith(redirect())) {
            address = location(get(address)).toString();
        }
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(address);
        assertThat(code.find()).as(address).isTrue();
        HttpResponse<String> answer = post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "code",
                        code.group(1),
                        "redirect_uri",
                        redirect(),
                        "code_verifier",
                        verifier));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Api(
                gateway,
                "Bearer "
                        + JsonMapper.shared()
                                .readTree(answer.body())
                                .at("/access_token")
                                .asString());
    }

    private String redirect() {
        return gateway + "/docs/oauth2-redirect.html";
    }

    private String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).as(page.body()).isTrue();
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("_csrf", csrf.group(1));
        return post(page.uri().getPath(), all);
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        while (last.statusCode() / 100 == 3) {
            last = get(location(last).toString());
        }
        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
        return last;
    }

    private static URI location(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isBetween(300, 399);
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(String address) {
        return Api.exchange(
                http,
                HttpRequest.newBuilder(gateway.resolve(address))
                        .header("Accept", "text/html")
                        .build());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        return Api.exchange(
                http,
                HttpRequest.newBuilder(gateway.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                        .build());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
