package kepu.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at a browser with cookies, and the program that asked them to sign in. */
final class Browser implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String issuer;
    private final String redirect;
    private final @Nullable String address;
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Browser(String issuer) {
        this(issuer, null);
    }

    /** @param address as the gateway says, where the browser is somewhere else */
    Browser(String issuer, @Nullable String address) {
        this.issuer = issuer;
        this.redirect = issuer + "/console/";
        this.address = address;
    }

    @Override
    public void close() {
        http.close();
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(issuer).resolve(path)).header("Accept-Language", "en"));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(URI.create(issuer).resolve(path))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (address != null) {
            request.header("X-Forwarded-For", address);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "kepu-console");
        request.put("redirect_uri", redirect);
        request.put("scope", "openid");
        request.put("state", "s 1");
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    private String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> authorize() {
        return get("/oauth2/authorize?" + form(request()));
    }

    /** Fills in the page that is shown at the path. */
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        Matcher csrf = CSRF.matcher(get(path).body());
        if (!csrf.find()) {
            throw new IllegalStateException("no form at " + path);
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf.group(1));
        return post(path, all);
    }

    HttpResponse<String> signIn(String username, String password) {
        return submit("/login", Map.of("username", username, "password", password));
    }

    HttpResponse<String> follow(HttpResponse<String> redirecting) {
        return get(location(redirecting));
    }

    static String location(HttpResponse<String> redirecting) {
        return redirecting
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException(redirecting.statusCode() + " " + redirecting.body()));
    }

    static Map<String, String> query(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    HttpResponse<String> redeem(String code) {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "kepu-console",
                        "code", code,
                        "redirect_uri", redirect,
                        "code_verifier", verifier));
    }

    HttpResponse<String> refresh(String token) {
        return post(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", "kepu-console", "refresh_token", token));
    }

    /** The whole sign-in of one who has a password of their own. */
    JsonNode tokens(String username, String password) {
        authorize();
        String code = query(location(follow(signIn(username, password)))).get("code");
        return JSON.readTree(redeem(code).body());
    }
}
