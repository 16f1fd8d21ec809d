package kepu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.access.Caller;
import kepu.access.TokenRefused;
import kepu.access.TokenSettings;
import kepu.access.Tokens;
import kepu.contracts.Envelope;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountClosed;
import kepu.contracts.identity.AccountEvent.AccountLocked;
import kepu.contracts.identity.AccountEvent.AccountOpened;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.identity.AccountEvent.AccountUnlocked;
import kepu.contracts.identity.AccountEvent.Kind;
import kepu.contracts.identity.AccountEvent.LockReason;
import kepu.contracts.identity.AccountEvent.PasswordChanged;
import kepu.contracts.identity.AccountEvent.PasswordReset;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.consume.EventContainers;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.Topics;
import kepu.embedded.PortTaken;
import kepu.embedded.StoreConnection;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service over HTTP, as a browser, a program and a machine see it, with a real broker and a store. */
class IdentityIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final int FAILURES_PER_ADDRESS = 150;
    private static final Duration KEY_LEAD = Duration.ofMinutes(15);
    private static final String OWN = "my very own sentence";
    private static final String ADMINS_OWN = "the administrator's own";

    @TempDir
    private static Path folder;

    private static TestBroker broker;
    private static TestStore store;
    private static StoreConnection connection;
    private static ConfigurableApplicationContext service;
    private static Topics topics;
    private static HttpClient http;
    private static String issuer;
    private static String machine;
    private static String adminsTokens;

    private Browser browser;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.open();
        store = TestStore.open();
        connection = StoreConnection.to(store.uri("identity"));
        issuer = "http://127.0.0.1:" + PortTaken.claimForLater("identity", 0);
        run();
        http = HttpClient.newHttpClient();
        topics = Topics.of(broker.bootstrapServers(), "identity");
        establishUnits();
        machine = "Bearer "
                + machineToken(Files.readString(folder.resolve("client")).strip());
        adminsTokens = "Bearer " + administratorSignsInForTheFirstTime();
    }

    private static void run() {
        service = Identity.start(
                "--server.port=" + URI.create(issuer).getPort(),
                "--management.server.port=0",
                "--kepu.tokens.issuer=" + issuer,
                "--kepu.identity.bcrypt-strength=4",
                "--kepu.identity.key-bits=2048",
                "--kepu.identity.failures-per-address=" + FAILURES_PER_ADDRESS,
                "--kepu.identity.key-secret=" + folder.resolve("key-secret"),
                "--kepu.identity.first-password-file=" + folder.resolve("first-password"),
                "--kepu.identity.bootstrap-client=" + folder.resolve("client"),
                "--spring.mongodb.uri=" + connection.uri(),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    /** 9901 with the township 990101 and its village 990101201, and the township 990102. */
    private static void establishUnits() {
        for (UnitEstablished unit : List.of(
                new UnitEstablished("9901", UnitEvent.Kind.COUNTY, "某县", null),
                new UnitEstablished("990101", UnitEvent.Kind.TOWNSHIP, "甲乡", "9901"),
                new UnitEstablished("990102", UnitEvent.Kind.TOWNSHIP, "乙乡", "9901"),
                new UnitEstablished("990101201", UnitEvent.Kind.VILLAGE, "某村", "990101"))) {
            topics.publish(Instant.parse("2020-01-01T00:00:00Z"), unit);
        }
    }

    private static String administratorSignsInForTheFirstTime() throws IOException {
        String first = Files.readString(folder.resolve("first-password")).strip();
        try (Browser browser = new Browser(issuer)) {
            browser.authorize();
            browser.signIn("admin", first);
            HttpResponse<String> changed =
                    browser.submit("/password", Map.of("chosen", ADMINS_OWN, "repeated", ADMINS_OWN));
            String code =
                    Browser.query(Browser.location(browser.follow(changed))).get("code");
            return JSON.readTree(browser.redeem(code).body())
                    .path("access_token")
                    .asString();
        }
    }

    @AfterAll
    static void stop() {
        topics.close();
        http.close();
        service.close();
        connection.close();
        store.close();
        broker.close();
    }

    @BeforeEach
    void a_browser_without_cookies() {
        browser = new Browser(issuer);
    }

    @Test
    void the_first_password_and_the_first_secret_can_be_read_by_their_owner_alone() throws IOException {
        for (String file : List.of("first-password", "client", "key-secret")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void while_the_store_is_away_every_way_to_a_token_asks_to_come_again() throws Exception {
        Answer opened = openAccount("990101");
        String client = Files.readString(folder.resolve("client")).strip();

        connection.cut();
        try {
            comeAgain(browser.redeem("a code"));
            comeAgain(browser.post("/oauth2/revoke", Map.of("client_id", "kepu-console", "token", "a token")));
            Answer refused = clientCredentials(client);
            assertThat(refused.status()).as(refused.body().toString()).isEqualTo(503);
            assertThat(refused.text("code")).isEqualTo("store-unavailable");
        } finally {
            connection.mend();
        }

        Awaitility.await().until(() -> clientCredentials(client).status() == 200);
        browser.authorize();
        assertThat(Browser.location(browser.signIn(usernameOf(opened), opened.text("firstPassword"))))
                .isEqualTo("/password");
    }

    private static void comeAgain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + answer.body()).isEqualTo(503);
        assertThat(json(answer).path("code").asString()).isEqualTo("store-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void the_issuer_can_be_discovered() {
        JsonNode found = json(browser.get("/.well-known/openid-configuration"));

        assertThat(found.path("issuer").asString()).isEqualTo(issuer);
        assertThat(found.path("token_endpoint").asString()).isEqualTo(issuer + "/oauth2/token");
        assertThat(found.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(browser.get(URI.create(found.path("jwks_uri").asString()).getPath())
                        .body())
                .contains("\"RS256\"")
                .doesNotContain("\"d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void discovery_claims_only_what_is_true(String address) {
        JsonNode found = json(browser.get(address));

        assertThat(found.path("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"refresh_token\",\"client_credentials\"]");
        for (String endpoint : List.of("token", "revocation")) {
            assertThat(found.path(endpoint + "_endpoint_auth_methods_supported").toString())
                    .isEqualTo("[\"client_secret_basic\",\"client_secret_post\",\"none\"]");
        }
        assertThat(found.path("introspection_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_basic\",\"client_secret_post\"]");
        assertThat(found.propertyNames())
                .noneMatch(name -> name.contains("tls")
                        || name.contains("dpop")
                        || name.contains("device")
                        || name.contains("registration")
                        || name.contains("pushed"));
    }

    @Test
    void
            a_person_changes_the_first_password_before_any_code_is_given_and_then_refreshes_until_a_spent_token_comes_again()
                    throws Exception {
        Answer opened = openAccount("990101");
        granted(opened, "{'role':'TOWNSHIP_CLERK','unitId':'990101','until':'2990-01-01T00:00:00Z'}");
        granted(opened, "{'role':'ROOM_KEEPER','unitId':'990101','from':'2989-01-01T00:00:00Z'}");
        String username = usernameOf(opened);

        HttpResponse<String> asked = browser.authorize();
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(Browser.location(asked)).isEqualTo("/login");
        HttpResponse<String> signedIn = browser.signIn(username, opened.text("firstPassword"));
        assertThat(Browser.location(signedIn)).isEqualTo("/password");
        assertThat(Browser.location(browser.authorize())).isEqualTo("/login");
        assertThat(browser.submit("/password", Map.of("chosen", "short", "repeated", "short"))
                        .body())
                .contains("A password has at least 10 characters.");
        assertThat(browser.submit("/password", Map.of("chosen", OWN, "repeated", OWN + "!"))
                        .body())
                .contains("The two new passwords are not the same.");
        HttpResponse<String> changed = browser.submit("/password", Map.of("chosen", OWN, "repeated", OWN));
        assertThat(changed.statusCode()).isEqualTo(303);
        HttpResponse<String> handedOver = browser.follow(changed);
        assertThat(Browser.location(handedOver)).startsWith(issuer + "/console/?");
        Map<String, String> result = Browser.query(Browser.location(handedOver));
        assertThat(result).containsEntry("state", "s 1").containsEntry("iss", issuer);

        JsonNode tokens = json(browser.redeem(result.get("code")));
        SignedJWT access = SignedJWT.parse(tokens.path("access_token").asString());
        assertThat(access.getHeader().getType()).hasToString("at+jwt");
        assertThat(access.getJWTClaimsSet().getAudience()).containsExactly("kepu");
        assertThat(access.getJWTClaimsSet().getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "aud",
                        "sub",
                        "iat",
                        "nbf",
                        "exp",
                        "jti",
                        "scope",
                        "client_id",
                        "kepu_as_of",
                        "kepu_grants");
        assertThat(Duration.between(
                        access.getJWTClaimsSet().getIssueTime().toInstant(),
                        access.getJWTClaimsSet().getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
        Caller caller = believed(tokens);
        assertThat(caller.subject()).isEqualTo(opened.text("id"));
        assertThat(caller.grants())
                .extracting(kepu.access.Grant::text)
                .containsExactly("TOWNSHIP_CLERK@990101~2990-01-01T00:00:00Z");
        Answer me = get("/me", "Bearer " + tokens.path("access_token").asString());
        assertThat(me.text("username")).isEqualTo(username);
        assertThat(me.body().path("grants")).hasSize(1);
        assertThat(get("/accounts", "Bearer " + tokens.path("access_token").asString())
                        .text("code"))
                .isEqualTo("right-missing");

        String spent = tokens.path("refresh_token").asString();
        JsonNode second = json(browser.refresh(spent));
        JsonNode third = json(browser.refresh(second.path("refresh_token").asString()));
        assertThat(believed(third)).isEqualTo(caller);
        assertThat(json(browser.refresh(spent)).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(json(browser.refresh(third.path("refresh_token").asString()))
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
    }

    @Test
    void of_two_who_use_one_refresh_token_at_the_same_time_nobody_stays_signed_in() {
        String refresh =
                browser.tokens(ready("990101"), OWN).path("refresh_token").asString();

        List<JsonNode> given = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> json(browser.refresh(refresh))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter(tokens -> tokens.has("refresh_token"))
                .toList();

        assertThat(given).hasSizeLessThan(2);
        assertThat(given)
                .allSatisfy(tokens -> assertThat(json(browser.refresh(
                                        tokens.path("refresh_token").asString()))
                                .path("error")
                                .asString())
                        .isEqualTo("invalid_grant"));
    }

    @Test
    void a_code_works_once_and_the_second_try_ends_what_the_first_began() {
        String username = ready("990101");
        browser.authorize();
        String code = Browser.query(Browser.location(browser.follow(browser.signIn(username, OWN))))
                .get("code");
        JsonNode tokens = json(browser.redeem(code));

        assertThat(json(browser.redeem(code)).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(json(browser.refresh(tokens.path("refresh_token").asString()))
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
    }

    @Test
    void the_session_of_a_sign_in_ends_with_the_code() {
        String username = ready("990101");
        browser.tokens(username, OWN);

        assertThat(Browser.location(browser.authorize())).isEqualTo("/login");
    }

    @Test
    void a_code_without_a_challenge_is_refused_and_so_is_another_address() {
        Map<String, String> request = browser.request();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        assertThat(Browser.query(Browser.location(browser.get("/oauth2/authorize?" + Browser.form(request)))))
                .containsEntry("error", "invalid_request");
        request = browser.request();
        request.put("code_challenge_method", "plain");
        assertThat(Browser.query(Browser.location(browser.get("/oauth2/authorize?" + Browser.form(request)))))
                .containsEntry("error", "invalid_request");

        request = browser.request();
        request.put("redirect_uri", "https://elsewhere.example/");
        HttpResponse<String> refused = browser.get("/oauth2/authorize?" + Browser.form(request));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Location")).isEmpty();
        assertThat(refused.body()).isEqualTo("invalid_request\n");
    }

    @Test
    void four_wrong_passwords_are_forgiven_and_five_lock_the_account_for_a_while() {
        String careful = ready("990101");
        wrongPasswords(careful, 4);
        assertThat(browser.signIn(careful, OWN).statusCode()).isEqualTo(303);

        String careless = ready("990101");
        wrongPasswords(careless, 5);
        try (Browser other = new Browser(issuer)) {
            HttpResponse<String> right = other.signIn(careless, OWN);
            HttpResponse<String> unknown = other.signIn("nobody at all", OWN);
            assertThat(right.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(403);
            assertThat(right.body()).contains("wrong, or the account is locked");
        }
        String id = idOf(careless);
        AccountLocked locked = (AccountLocked) told(4, id).getLast().data();
        assertThat(locked.reason()).isEqualTo(LockReason.WRONG_PASSWORDS);
        assertThat(get("/accounts/" + id, machine).text("lockedUntil")).isEqualTo(String.valueOf(locked.until()));

        post("/accounts/" + id + "/unlock", "{'reason':'本人到场核实'}", machine);
        try (Browser other = new Browser(issuer)) {
            assertThat(other.signIn(careless, OWN).statusCode()).isEqualTo(303);
        }
        assertThat(told(5, id).getLast().data()).isEqualTo(new AccountUnlocked(id));
    }

    @Test
    void wrong_passwords_shut_out_whoever_types_them_and_neither_the_owner_s_device_nor_another_place() {
        String username = ready("990101");
        assertThat(browser.signIn(username, OWN).statusCode()).isEqualTo(303);
        try (Browser stranger = new Browser(issuer);
                Browser elsewhere = new Browser(issuer, "203.0.113.9")) {
            for (int i = 0; i < 5; i++) {
                assertThat(stranger.signIn(username, "not the password").statusCode())
                        .isEqualTo(403);
            }

            assertThat(stranger.signIn(username, OWN).statusCode()).isEqualTo(403);
            assertThat(elsewhere.signIn(username, OWN).statusCode()).isEqualTo(303);
            assertThat(browser.signIn(username, OWN).statusCode()).isEqualTo(303);
        }
        wrongPasswords(username, 5);
        assertThat(browser.signIn(username, OWN).statusCode())
                .as("a stolen device guesses no more often than another")
                .isEqualTo(403);
    }

    @Test
    void the_last_administrator_is_slowed_down_and_never_locked_out() {
        String admin = tokens().ofHeader(adminsTokens).subject();
        try (Browser attacker = new Browser(issuer, "203.0.113.66");
                Browser own = new Browser(issuer, "203.0.113.67")) {
            for (int i = 0; i < 12; i++) {
                assertThat(attacker.signIn("admin", "not the password").statusCode())
                        .isEqualTo(403);
            }

            assertThat(attacker.signIn("admin", ADMINS_OWN).statusCode()).isEqualTo(403);
            assertThat(own.signIn("admin", ADMINS_OWN).statusCode()).isEqualTo(303);
        }
        assertThat(get("/accounts/" + admin, machine).body().path("lockedUntil").isString())
                .isFalse();
    }

    @Test
    void where_an_address_is_shut_the_last_administrator_alone_comes_in_and_has_no_more_guesses_than_elsewhere() {
        String address = "203.0.113.80";
        String somebody = ready("990101");
        try (Browser attacker = new Browser(issuer, address);
                Browser owner = new Browser(issuer, address)) {
            for (int i = 0; i < FAILURES_PER_ADDRESS; i++) {
                assertThat(attacker.signIn("nobody-" + i, "not the password").statusCode())
                        .isEqualTo(403);
            }

            assertThat(owner.signIn(somebody, OWN).statusCode()).isEqualTo(429);
            assertThat(owner.signIn("admin", ADMINS_OWN).statusCode()).isEqualTo(303);
            for (int i = 0; i < 5; i++) {
                assertThat(attacker.signIn("admin", "not the password").statusCode())
                        .as("as to everybody else")
                        .isEqualTo(429);
            }
            assertThat(attacker.signIn("admin", ADMINS_OWN).statusCode())
                    .as("for a minute")
                    .isEqualTo(429);
            assertThat(owner.signIn("admin", ADMINS_OWN).statusCode())
                    .as("a known device")
                    .isEqualTo(303);
        }
    }

    @Test
    void nothing_is_kept_of_anybody_before_they_signed_in() {
        String username = ready("990101");

        assertThat(Stream.of(
                                browser.authorize(),
                                browser.get("/login"),
                                browser.get("/logout"),
                                browser.signIn(username, "not the password"),
                                browser.submit("/logout", Map.of()))
                        .flatMap(answer -> answer.headers().allValues("Set-Cookie").stream()))
                .noneMatch(cookie -> cookie.startsWith("kepu-signin"));
        assertThat(browser.signIn(username, OWN).headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("kepu-signin"));
    }

    @Test
    void who_signs_out_of_a_program_refreshes_and_writes_nothing_more() {
        String username = ready("990101", "SYSTEM_ADMINISTRATOR");
        JsonNode given = browser.tokens(username, OWN);
        String bearer = "Bearer " + given.path("access_token").asString();
        assertThat(write(bearer).status()).isEqualTo(404);

        HttpResponse<String> out = browser.get("/connect/logout?client_id=kepu-console&id_token_hint="
                + given.path("id_token").asString());

        assertThat(out.statusCode()).as(out.body()).isLessThan(400);
        assertThat(json(browser.refresh(given.path("refresh_token").asString()))
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        refusedSoon("token-invalid", bearer);
        assertThat(get("/me", bearer).status())
                .as("a token is read with until it ends")
                .isEqualTo(200);
        assertThat(write("Bearer "
                                + browser.tokens(username, OWN)
                                        .path("access_token")
                                        .asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_refresh_or_a_secret_that_was_looked_at_before_a_sign_out_or_a_rotation_gives_no_token_after_it() {
        JsonNode given = browser.tokens(ready("990101"), OWN);
        OAuth2Authorization signedIn = Objects.requireNonNull(service.getBean(OAuth2AuthorizationService.class)
                .findByToken(given.path("refresh_token").asString(), OAuth2TokenType.REFRESH_TOKEN));
        Authentication person = Objects.requireNonNull(signedIn.getAttribute(Principal.class.getName()));
        RegisteredClientRepository clients = service.getBean(RegisteredClientRepository.class);
        RegisteredClient console = Objects.requireNonNull(clients.findByClientId("kepu-console"));
        assertThat(contents(console, person)).containsKey("kepu_as_of");

        browser.get("/connect/logout?client_id=kepu-console&id_token_hint="
                + given.path("id_token").asString());
        assertThatThrownBy(() -> contents(console, person)).isInstanceOf(OAuth2AuthenticationException.class);

        String id = administrator("990101", machine, null).text("id");
        RegisteredClient client = Objects.requireNonNull(clients.findByClientId(id));
        Authentication of = UsernamePasswordAuthenticationToken.authenticated(id, null, List.of());
        assertThat(contents(client, of)).containsKey("kepu_as_of");
        post("/clients/" + id + "/secret", "{}", machine);
        assertThatThrownBy(() -> contents(client, of)).isInstanceOf(OAuth2AuthenticationException.class);
    }

    /** Of a token that is made now. */
    private static Map<String, Object> contents(RegisteredClient client, Authentication principal) {
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder();
        service.<OAuth2TokenCustomizer<JwtEncodingContext>>getBeanProvider(
                        ResolvableType.forClassWithGenerics(OAuth2TokenCustomizer.class, JwtEncodingContext.class))
                .getObject()
                .customize(JwtEncodingContext.with(JwsHeader.with(SignatureAlgorithm.RS256), claims)
                        .registeredClient(client)
                        .principal(principal)
                        .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                        .build());
        return claims.build().getClaims();
    }

    @Test
    void what_was_revoked_locked_or_rotated_writes_nothing_more_and_what_is_made_after_it_does_at_once() {
        Answer client = administrator("990101", machine, null);
        String id = client.text("id");
        String first = bearer(client);
        assertThat(write(first).status()).isEqualTo(404);

        Answer renewed = post("/clients/" + id + "/secret", "{}", machine);
        String second = bearer(renewed);
        assertThat(write(second).status()).isEqualTo(404);
        refusedSoon("token-invalid", first);

        post("/accounts/" + id + "/lock", "{'reason':'停用'}", machine);
        refusedSoon("token-invalid", second);
        post("/accounts/" + id + "/unlock", "{'reason':'启用'}", machine);
        String third = bearer(renewed);
        assertThat(write(third).status()).isEqualTo(404);

        post("/accounts/" + id + "/grants/" + grantOf(id) + "/revocation", "{'reason':'换岗'}", machine);
        refusedSoon("right-missing", third);
    }

    @Test
    void here_what_was_revoked_or_locked_writes_nothing_more_at_once_and_unlocks_nothing_though_nothing_was_heard() {
        EventContainers hearing = service.getBean(EventContainers.class);
        hearing.stop();
        try {
            Answer revoked = administrator("990101", machine, null);
            Answer locked = administrator("990101", machine, null);
            String ofRevoked = bearer(revoked);
            String ofLocked = bearer(locked);
            String id = revoked.text("id");

            post("/accounts/" + id + "/grants/" + grantOf(id) + "/revocation", "{'reason':'换岗'}", machine);
            post("/accounts/" + locked.text("id") + "/lock", "{'reason':'停用'}", machine);

            assertThat(write(ofRevoked).text("code")).isEqualTo("right-missing");
            assertThat(post("/accounts/" + locked.text("id") + "/unlock", "{'reason':'x'}", ofLocked)
                            .text("code"))
                    .isEqualTo("token-invalid");
        } finally {
            hearing.start();
        }
    }

    @Test
    void what_somebody_granted_ends_with_their_own_right_and_is_never_granted_back() {
        Instant end = Instant.parse("2990-01-01T00:00:00Z");
        Answer county = administrator("9901", machine, end);
        Awaitility.await("the units are known")
                .atMost(Duration.ofMinutes(3))
                .until(() -> get("/accounts?unitId=990101201", bearer(county)).status() == 200);
        Answer township = administrator("990101", bearer(county), null);
        assertThat(get("/accounts/" + township.text("id"), machine)
                        .body()
                        .at("/grants/0/until")
                        .asString())
                .isEqualTo(end.toString());
        Answer village = post("/clients", "{'name':'村级','unitId':'990101201'}", bearer(township));
        String at = "/accounts/" + village.text("id") + "/grants";
        assertThat(post(
                                at,
                                "{'role':'MACHINE_CLIENT','unitId':'990101201','until':'2990-01-01T00:00:01Z'}",
                                bearer(township))
                        .text("code"))
                .isEqualTo("grant-outlasts-own");
        assertThat(post(at, "{'role':'MACHINE_CLIENT','unitId':'990101201'}", bearer(township))
                        .status())
                .isEqualTo(201);
        Answer puppet = administrator("990101", bearer(township), null);
        assertThat(post(
                                "/accounts/" + township.text("id") + "/grants",
                                "{'role':'COUNTY_ANALYST','unitId':'990101'}",
                                bearer(puppet))
                        .text("code"))
                .isEqualTo("granted-back");

        post(
                "/accounts/" + county.text("id") + "/grants/" + grantOf(county.text("id")) + "/revocation",
                "{'reason':'离任'}",
                machine);

        for (Answer below : List.of(township, village, puppet)) {
            assertThat(told(3, below.text("id")).getLast().data())
                    .isEqualTo(new RoleRevoked(below.text("id"), grantOf(below.text("id")), "离任"));
        }
    }

    @Test
    void a_revocation_that_broke_off_leaves_nobody_a_right_to_grant_and_is_finished_by_the_next() {
        Answer above = administrator("990101", machine, null);
        Answer below = administrator("990101", bearer(above), null);
        String tokenOfBelow = bearer(below);
        Answer wanted = post("/clients", "{'name':'网站','unitId':'990101'}", tokenOfBelow);
        String grantOfAbove = grantOf(above.text("id"));
        service.getBean(MongoOperations.class)
                .getCollection("accounts")
                .updateOne(
                        Filters.eq("_id", above.text("id")),
                        Updates.set("grants.0.revokedAt", Date.from(Instant.parse("2026-01-01T00:00:00Z"))));

        assertThat(post(
                                "/accounts/" + wanted.text("id") + "/grants",
                                "{'role':'MACHINE_CLIENT','unitId':'990101'}",
                                tokenOfBelow)
                        .text("code"))
                .isEqualTo("right-missing");
        assertThat(revoked(above, grantOfAbove)).isEqualTo("grant-already-ended");
        assertThat(told(3, below.text("id")).getLast().data())
                .isEqualTo(new RoleRevoked(below.text("id"), grantOf(below.text("id")), "离任"));
    }

    @Test
    void a_revocation_that_broke_off_is_gone_on_with_by_itself_and_one_that_never_was_cuts_nothing() {
        Answer above = administrator("990101", machine, null);
        Answer below = administrator("990101", bearer(above), null);
        Answer spared = administrator("990101", machine, null);
        Answer unharmed = administrator("990101", bearer(spared), null);
        MongoOperations mongo = service.getBean(MongoOperations.class);
        MongoCollection<Document> underWay = mongo.getCollection("revocations-under-way");
        underWay.insertOne(underWay(grantOf(spared.text("id"))));
        mongo.getCollection("accounts")
                .updateOne(
                        Filters.eq("_id", above.text("id")),
                        Updates.set("grants.0.revokedAt", Date.from(Instant.parse("2026-01-01T00:00:00Z"))));
        underWay.insertOne(underWay(grantOf(above.text("id"))));

        assertThat(told(3, below.text("id")).getLast().data())
                .isEqualTo(new RoleRevoked(below.text("id"), grantOf(below.text("id")), "离任"));
        Awaitility.await().until(() -> underWay.countDocuments() == 0);
        assertThat(get("/accounts/" + unharmed.text("id"), machine)
                        .body()
                        .at("/grants/0/revokedAt")
                        .isString())
                .isFalse();
    }

    private static Document underWay(String grantId) {
        return new Document("_id", grantId)
                .append("actor", "p-1")
                .append("reason", "离任")
                .append("notedAt", 1L);
    }

    @Test
    void a_hundred_grants_are_cut_with_the_one_above_them_and_nobody_waits_longer_than_the_gateway() {
        Answer giver = administrator("all", machine, Instant.parse("2990-01-01T00:00:00Z"));
        String granting = bearer(giver);
        List<Answer> clients = IntStream.range(0, 2)
                .mapToObj(number -> post("/clients", "{'name':'网站','unitId':'all'}", granting))
                .toList();
        for (Answer client : clients) {
            for (int unit = 0; unit < 50; unit++) {
                assertThat(post(
                                        "/accounts/" + client.text("id") + "/grants",
                                        "{'role':'MACHINE_CLIENT','unitId':'9907" + (10 + unit) + "'}",
                                        granting)
                                .status())
                        .isEqualTo(201);
            }
        }
        long begun = System.nanoTime();

        assertThat(revoked(giver, grantOf(giver.text("id")))).isEmpty();

        // It is Patience.OF_A_REQUEST where nothing else keeps the machine busy.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        for (Answer client : clients) {
            assertThat(told(101, client.text("id")).stream().filter(event -> event.data() instanceof RoleRevoked))
                    .hasSize(50);
        }
    }

    @Test
    void accounts_are_found_by_their_grants_without_reading_all_of_them() {
        List<String> indexes = service.getBean(MongoOperations.class)
                .getCollection("accounts")
                .listIndexes()
                .map(index -> String.join(" ", index.get("key", Document.class).keySet()))
                .into(new ArrayList<>());

        assertThat(indexes).contains("grants.grantId", "grants.under", "grants.unitId", "personId");
    }

    @Test
    void what_a_closed_account_granted_can_still_be_cut() {
        Answer above = administrator("990101", machine, null);
        Answer below = administrator("990101", bearer(above), null);
        post("/accounts/" + above.text("id") + "/closure", "{'reason':'停用'}", machine);

        assertThat(revoked(above, grantOf(above.text("id")))).isEqualTo("account-closed");
        assertThat(told(3, below.text("id")).getLast().data())
                .isEqualTo(new RoleRevoked(below.text("id"), grantOf(below.text("id")), "离任"));
    }

    private static String revoked(Answer account, String grantId) {
        return post(
                        "/accounts/" + account.text("id") + "/grants/" + grantId + "/revocation",
                        "{'reason':'离任'}",
                        machine)
                .text("code");
    }

    @Test
    void nobody_takes_over_themselves_their_giver_or_who_holds_a_right_for_longer() {
        Instant end = Instant.parse("2990-01-01T00:00:00Z");
        Answer giver = administrator("990101", machine, null);
        Answer given = administrator("990101", bearer(giver), end);
        Answer lasting = administrator("990101", machine, null);
        String of = bearer(given);

        assertThat(renewed(given, of)).isEqualTo("own-account");
        assertThat(renewed(giver, of)).isEqualTo("above-own-right");
        assertThat(renewed(lasting, of)).isEqualTo("outlasts-own-right");
        post("/accounts/" + lasting.text("id") + "/lock", "{'reason':'停用'}", of);
        assertThat(post("/accounts/" + lasting.text("id") + "/unlock", "{'reason':'启用'}", of)
                        .text("code"))
                .isEqualTo("outlasts-own-right");
        assertThat(post("/clients/" + given.text("id") + "/secret", "{}", bearer(giver))
                        .status())
                .isEqualTo(200);
    }

    private static String renewed(Answer client, String as) {
        return post("/clients/" + client.text("id") + "/secret", "{}", as).text("code");
    }

    @Test
    void an_administrator_says_whose_account_it_is_and_nobody_says_so_of_their_own() {
        Answer opened = openAccount("990101");
        String at = "/accounts/" + opened.text("id") + "/person";

        assertThat(post(at, "{'personId':'p-77'}", machine).status()).isEqualTo(200);
        assertThat(get("/accounts/" + opened.text("id"), machine).text("personId"))
                .isEqualTo("p-77");
        assertThat(told(2, opened.text("id")).getLast().data()).isEqualTo(new AccountTied(opened.text("id"), "p-77"));
        String admin = tokens().ofHeader(machine).subject();
        assertThat(post("/accounts/" + admin + "/person", "{'personId':'p-1'}", machine)
                        .text("code"))
                .isEqualTo("own-person");
    }

    @Test
    void roles_that_exclude_each_other_are_neither_granted_to_two_accounts_of_one_person_nor_tied_to_one() {
        Answer clerk = openAccount("990101");
        Answer auditor = openAccount("990102");
        Answer other = openAccount("990102");
        granted(clerk, "{'role':'TOWNSHIP_CLERK','unitId':'990101'}");
        granted(auditor, "{'role':'AUDITOR','unitId':'990102','from':'2989-01-01T00:00:00Z'}");

        assertThat(tied(clerk, "{'personId':'p-88'}").status()).isEqualTo(200);
        assertThat(tied(other, "{'personId':'p-88'}").status()).isEqualTo(200);
        assertThat(tied(auditor, "{'personId':'p-88'}").text("code")).isEqualTo("incompatible-roles");
        assertThat(grant(other, "{'role':'INSPECTOR','unitId':'990102'}").text("code"))
                .isEqualTo("incompatible-roles");
        granted(other, "{'role':'ROOM_KEEPER','unitId':'990102'}");
        granted(other, "{'role':'TOWNSHIP_CLERK','unitId':'990102'}");

        for (Answer account : List.of(clerk, other)) {
            post("/accounts/" + account.text("id") + "/closure", "{'reason':'调离'}", machine);
        }
        assertThat(tied(auditor, "{'personId':'p-88'}").status()).isEqualTo(200);
        Answer fourth = openAccount("990102");
        granted(fourth, "{'role':'TOWNSHIP_CLERK','unitId':'990102','until':'2989-01-01T00:00:00Z'}");
        assertThat(tied(fourth, "{'personId':'p-88'}").status())
                .as("one after the other")
                .isEqualTo(200);
    }

    @Test
    void whose_account_it_is_is_said_anew_only_with_a_reason_and_that_is_in_the_audit_log() {
        Answer opened = openAccount("9901");
        assertThat(tied(opened, "{'personId':'p-91'}").status()).isEqualTo(200);

        assertThat(tied(opened, "{'personId':'p-92'}").text("code")).isEqualTo("tie-needs-reason");
        assertThat(tied(opened, "{'personId':'p-92','reason':'原登记错人'}").status())
                .isEqualTo(200);

        Awaitility.await().until(() -> get("/audit/9901?limit=100", machine).text(), log -> log.contains("原登记错人"));
    }

    private static Answer tied(Answer account, String person) {
        return post("/accounts/" + account.text("id") + "/person", person, machine);
    }

    private static Answer grant(Answer account, String grant) {
        return post("/accounts/" + account.text("id") + "/grants", grant, machine);
    }

    @Test
    void a_key_that_leaked_is_withdrawn_at_once_and_another_one_signs() throws Exception {
        String credentials = Files.readString(folder.resolve("client")).strip();
        String stolen = machineToken(credentials);
        Answer successor =
                post("/signing-keys/" + keyId(stolen) + "/withdrawal", "{'reason':'密钥外泄'}", "Bearer " + stolen);
        assertThat(successor.status()).as(successor.body().toString()).isEqualTo(200);
        machine = "Bearer " + machineToken(credentials);
        try (Browser admins = new Browser(issuer)) {
            adminsTokens = "Bearer "
                    + admins.tokens("admin", ADMINS_OWN).path("access_token").asString();
        }

        assertThat(keyId(machine.substring("Bearer ".length())))
                .as("another one, though the answer did not wait for it where its making took long")
                .isNotEqualTo(keyId(stolen));
        assertThat(published().getKeyByKeyId(keyId(stolen))).isNull();
        assertThatThrownBy(() -> tokens().verify(stolen)).isInstanceOf(TokenRefused.class);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> get("/me", "Bearer " + stolen).status() == 401);
        assertThat(post("/signing-keys/" + keyId(stolen) + "/withdrawal", "{'reason':'x'}", machine)
                        .text("code"))
                .isEqualTo("unknown-signing-key");
    }

    @Test
    void whichever_key_waits_to_sign_does_so_at_once_when_the_one_that_signs_is_withdrawn() throws Exception {
        String credentials = Files.readString(folder.resolve("client")).strip();
        Answer waiting = rotated();
        String stolen = machineToken(credentials);

        post("/signing-keys/" + keyId(stolen) + "/withdrawal", "{'reason':'密钥外泄'}", "Bearer " + stolen);
        // A quarter of an hour before its time; on a busy machine the answer may not have waited for that.
        machine = "Bearer "
                + Awaitility.await()
                        .until(
                                () -> machineToken(credentials),
                                token -> keyId(token).equals(waiting.text("keyId")));
        try (Browser admins = new Browser(issuer)) {
            adminsTokens = "Bearer "
                    + admins.tokens("admin", ADMINS_OWN).path("access_token").asString();
        }

        assertThat(get("/signing-keys", machine).body().path("items").valueStream())
                .as("all it will sign counts: it does not leave")
                .anyMatch(key -> key.path("keyId").asString().equals(waiting.text("keyId"))
                        && !key.path("leavesAt").isString());
    }

    /** A key that waits to sign. */
    private static Answer rotated() {
        return Awaitility.await()
                .until(() -> post("/signing-keys/rotation", "", machine), answer -> answer.status() == 201);
    }

    /** As if the time had come from which the key signs. */
    private static void theLeadIsOver(String keyId) {
        service.getBean(MongoOperations.class)
                .getCollection("signing-keys")
                .updateOne(Filters.eq("_id", keyId), Updates.set("signsFrom", Date.from(Instant.now())));
    }

    /** A machine that administrates a unit. */
    private static Answer administrator(String unitId, String as, @Nullable Instant until) {
        Answer client = post("/clients", "{'name':'管理程序','unitId':'" + unitId + "'}", as);
        Answer granted = post(
                "/accounts/" + client.text("id") + "/grants",
                "{'role':'SYSTEM_ADMINISTRATOR','unitId':'" + unitId + "'"
                        + (until == null ? "" : ",'until':'" + until + "'") + "}",
                as);
        assertThat(granted.status()).as(granted.body().toString()).isEqualTo(201);
        return client;
    }

    private static String bearer(Answer client) {
        return "Bearer " + machineToken(client.text("id") + ":" + client.text("clientSecret"));
    }

    private static String grantOf(String accountId) {
        return get("/accounts/" + accountId, machine)
                .body()
                .at("/grants/0/grantId")
                .asString();
    }

    /** Of an account that does not exist, so that who may write learns that, and nothing changes. */
    private static Answer write(String bearer) {
        return post("/accounts/nobody/lock", "{'reason':'x'}", bearer);
    }

    private static void refusedSoon(String code, String bearer) {
        Awaitility.await().until(() -> write(bearer).text("code"), code::equals);
    }

    @Test
    void whoever_chooses_another_password_is_signed_out_everywhere_else() {
        String username = ready("990101");
        JsonNode elsewhere = browser.tokens(username, OWN);
        String other = "另一句只有我知道的话";

        browser.signIn(username, OWN);
        assertThat(browser.submit("/password", Map.of("current", "a wrong one", "chosen", other, "repeated", other))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.submit("/password", Map.of("current", OWN, "chosen", OWN, "repeated", OWN))
                        .body())
                .contains("The new password must not be the old one.");
        assertThat(browser.submit("/password", Map.of("current", OWN, "chosen", other, "repeated", other))
                        .body())
                .contains("The password is changed");

        assertThat(json(browser.refresh(elsewhere.path("refresh_token").asString()))
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(browser.submit("/logout", Map.of()).body()).contains("Signed out");
        try (Browser fresh = new Browser(issuer)) {
            assertThat(fresh.signIn(username, other).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_locked_or_closed_account_is_signed_out_and_cannot_sign_in() {
        String username = ready("990101");
        String id = idOf(username);
        JsonNode before = browser.tokens(username, OWN);

        assertThat(post("/accounts/" + id + "/lock", "{'reason':'离岗'}", machine).status())
                .isEqualTo(200);
        assertThat(json(browser.refresh(before.path("refresh_token").asString()))
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(browser.signIn(username, OWN).statusCode()).isEqualTo(403);
        assertThat(post("/accounts/" + id + "/lock", "{'reason':'离岗'}", machine).text("code"))
                .isEqualTo("already-locked");
        post("/accounts/" + id + "/unlock", "{'reason':'回岗'}", machine);
        assertThat(browser.signIn(username, OWN).statusCode()).isEqualTo(303);
        assertThat(post("/accounts/" + id + "/closure", "{'reason':'调离'}", machine)
                        .status())
                .isEqualTo(200);

        try (Browser fresh = new Browser(issuer)) {
            assertThat(fresh.signIn(username, OWN).statusCode()).isEqualTo(403);
        }
        assertThat(told(6, id))
                .extracting(Envelope::data)
                .isEqualTo(List.of(
                        new AccountOpened(id, Kind.PERSON),
                        told(2, id).get(1).data(),
                        new PasswordChanged(id),
                        new AccountLocked(id, LockReason.ADMINISTRATOR, null),
                        new AccountUnlocked(id),
                        new AccountClosed(id, "调离")));
    }

    @Test
    void a_forgotten_password_is_reset_by_an_administrator_and_changed_at_the_next_sign_in() {
        String username = ready("990101");
        String id = idOf(username);
        Answer reset = post("/accounts/" + id + "/password-reset", "{'reason':'忘记密码'}", machine);

        assertThat(reset.status()).isEqualTo(200);
        assertThat(reset.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(browser.signIn(username, OWN).statusCode()).isEqualTo(403);
        assertThat(Browser.location(browser.signIn(username, reset.text("firstPassword"))))
                .isEqualTo("/password");
        assertThat(told(4, id).getLast().data()).isEqualTo(new PasswordReset(id));
    }

    @Test
    void a_machine_gets_tokens_for_its_secret_until_another_is_made() {
        Answer registered = post("/clients", "{'name':'村级网站','unitId':'990101'}", machine);
        String id = registered.text("id");
        granted(registered, "{'role':'MACHINE_CLIENT','unitId':'990101'}");
        String token = machineToken(id + ":" + registered.text("clientSecret"));

        assertThat(tokens().verify(token).grants())
                .extracting(kepu.access.Grant::text)
                .containsExactly("MACHINE_CLIENT@990101");
        assertThat(introspected(registered, token).path("active").asBoolean()).isTrue();
        Answer renewed = post("/clients/" + id + "/secret", "{}", machine);
        assertThat(clientCredentials(id + ":" + registered.text("clientSecret")).status())
                .isEqualTo(401);
        assertThat(introspected(renewed, token).path("active").asBoolean()).isFalse();
        assertThat(clientCredentials(id + ":" + renewed.text("clientSecret")).status())
                .isEqualTo(200);
        assertThat(post("/accounts/" + id + "/password-reset", "{'reason':'x'}", machine)
                        .text("code"))
                .isEqualTo("wrong-kind-of-account");
        assertThat(get("/accounts/" + id, machine).text()).doesNotContain("ecret", "Hash", "hash");
    }

    @Test
    void a_program_without_a_secret_revokes_what_it_was_given_but_looks_into_no_token() {
        String username = ready("990101");
        JsonNode given = browser.tokens(username, OWN);
        String refresh = given.path("refresh_token").asString();

        assertThat(browser.post("/oauth2/introspect", Map.of("client_id", "kepu-console", "token", refresh))
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.post("/oauth2/revoke", Map.of("client_id", "kepu-console", "token", refresh))
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(browser.refresh(refresh)).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void who_somebody_is_can_be_asked_with_their_token() {
        JsonNode given = browser.tokens(ready("990101"), OWN);

        Answer found = answer(HttpRequest.newBuilder(URI.create(issuer + "/userinfo"))
                .header("Authorization", "Bearer " + given.path("access_token").asString()));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("sub")).isEqualTo(believed(given).subject());
        assertThat(browser.get("/userinfo").statusCode()).isEqualTo(401);
    }

    @Test
    void a_new_key_signs_after_it_was_published_and_the_old_one_still_verifies() throws Exception {
        String credentials = Files.readString(folder.resolve("client")).strip();
        String before = machineToken(credentials);
        Answer made = rotated();
        assertThat(Duration.between(Instant.parse(made.text("madeAt")), Instant.parse(made.text("signsFrom"))))
                .isBetween(KEY_LEAD.minusMinutes(1), KEY_LEAD);
        assertThat(post("/signing-keys/rotation", "", machine).text("code")).isEqualTo("rotation-under-way");
        assertThat(published().getKeyByKeyId(made.text("keyId"))).isNotNull();
        assertThat(SignedJWT.parse(machineToken(credentials)).getHeader().getKeyID())
                .isEqualTo(SignedJWT.parse(before).getHeader().getKeyID());

        theLeadIsOver(made.text("keyId"));
        String after = Awaitility.await()
                .until(() -> machineToken(credentials), token -> keyId(token).equals(made.text("keyId")));

        assertThat(isSigned(before)).isTrue();
        assertThat(isSigned(after)).isTrue();
        assertThat(tokens().verify(before)).isEqualTo(tokens().verify(after));
        assertThat(get("/signing-keys", machine).body().path("items").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void the_audit_log_of_the_whole_installation_tells_who_made_a_key_and_who_withdrew_it_and_why() {
        Answer made = rotated();
        String keyId = made.text("keyId");

        assertThat(post("/signing-keys/" + keyId + "/withdrawal", "{'reason':'备份遗失'}", machine)
                        .text("keyId"))
                .as("it did not sign yet, so none takes its place")
                .isEqualTo(keyId);
        assertThat(get("/signing-keys", machine).body().path("items").valueStream())
                .as("the one that signs goes on doing so")
                .anyMatch(key -> !key.path("leavesAt").isString());

        List<JsonNode> log = Awaitility.await().until(() -> logged(keyId), entries -> entries.size() == 2);
        assertThat(log)
                .extracting(entry -> entry.at("/action/0").asString())
                .containsExactly("kepu.identity.signing-key-made", "kepu.identity.signing-key-withdrawn");
        assertThat(log.getLast().at("/changes/reason/after").asString()).isEqualTo("备份遗失");
        assertThat(log)
                .extracting(entry -> entry.path("actor").asString())
                .containsOnly(tokens().ofHeader(machine).subject());
    }

    /** What the audit log of the whole installation tells of a key. */
    private static List<JsonNode> logged(String keyId) {
        List<JsonNode> found = new ArrayList<>();
        String next = "0";
        while (!next.isEmpty()) {
            Answer page = get("/audit/all?limit=100&after=" + next, machine);
            for (JsonNode recorded : page.body().path("entries")) {
                if (recorded.at("/entry/aggregate/id").asString().equals(keyId)) {
                    found.add(recorded.path("entry"));
                }
            }
            next = page.text("next");
        }
        return found;
    }

    @Test
    void sign_ins_and_keys_survive_a_restart() {
        JsonNode before = browser.tokens(ready("990101"), OWN);
        service.close();
        run();

        assertThat(believed(before).grants()).hasSize(1);
        assertThat(believed(json(browser.refresh(before.path("refresh_token").asString()))))
                .isEqualTo(believed(before));
    }

    @Test
    void a_name_that_holds_somebody_s_number_is_refused() {
        for (String body : List.of(
                "{'username':'13812345678','displayName':'某','unitId':'990101'}",
                "{'username':'zhang.san','displayName':'张三 13812345678','unitId':'990101'}")) {
            Answer refused = post("/accounts", body, machine);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("code")).isEqualTo("personal-data-in-text");
            assertThat(refused.body().toString()).doesNotContain("13812345678");
        }
        assertThat(post("/clients", "{'name':'13812345678','unitId':'990101'}", machine)
                        .text("code"))
                .isEqualTo("personal-data-in-text");
    }

    @Test
    void an_administrator_grants_inside_the_own_subtree_alone() {
        String township = administratorOf("990101");
        Answer opened = openAccount("990101201", township);
        assertThat(opened.status()).isEqualTo(201);
        String at = "/accounts/" + opened.text("id") + "/grants";

        Answer granted = post(at, "{'role':'VILLAGE_SECRETARY','unitId':'990101201'}", township);
        assertThat(granted.status()).isEqualTo(201);
        assertThat(post(at, "{'role':'VILLAGE_SECRETARY','unitId':'990102'}", township)
                        .text("code"))
                .isEqualTo("not-found");
        assertThat(post(at, "{'role':'SYSTEM_ADMINISTRATOR','unitId':'all'}", township)
                        .status())
                .isEqualTo(404);
        assertThat(openAccount("9901", township).status()).isEqualTo(404);
        assertThat(get("/accounts?unitId=990102", township).status()).isEqualTo(404);
        assertThat(get("/accounts", township).body().path("items"))
                .isNotEmpty()
                .allSatisfy(
                        account -> assertThat(account.path("unitId").asString()).startsWith("990101"));
        assertThat(post("/signing-keys/rotation", "", township).text("code")).isEqualTo("whole-installation-only");

        post(at, "{'role':'COUNTY_ANALYST','unitId':'9901'}", machine);
        assertThat(post("/accounts/" + opened.text("id") + "/password-reset", "{'reason':'x'}", township)
                        .text("code"))
                .isEqualTo("beyond-own-right");
        assertThat(post(at + "/" + granted.text("itemId") + "/revocation", "{'reason':'换届'}", township)
                        .status())
                .isEqualTo(200);
        List<Envelope<?>> told = told(4, opened.text("id"));
        assertThat(told.getLast().data()).isEqualTo(new RoleRevoked(opened.text("id"), granted.text("itemId"), "换届"));
        assertThat(told.getLast().unitId()).isEqualTo("990101201");
        assertThat(((RoleGranted) told.get(1).data()).unitId()).isEqualTo("990101201");
        assertThat(told.get(1).actor()).isEqualTo(tokens().ofHeader(township).subject());
    }

    @Test
    void nobody_grants_to_himself_and_the_last_administrator_stays() {
        String admin = tokens().ofHeader(adminsTokens).subject();

        assertThat(post("/accounts/" + admin + "/grants", "{'role':'AUDITOR','unitId':'9901'}", adminsTokens)
                        .text("code"))
                .isEqualTo("own-grant");
        String grant = get("/accounts/" + admin, machine)
                .body()
                .path("grants")
                .get(0)
                .path("grantId")
                .asString();
        for (String way : List.of("/lock", "/closure", "/grants/" + grant + "/revocation")) {
            assertThat(post("/accounts/" + admin + way, "{'reason':'x'}", machine)
                            .text("code"))
                    .as(way)
                    .isEqualTo("last-administrator");
        }
        Answer second = openAccount("all");
        granted(second, "{'role':'SYSTEM_ADMINISTRATOR','unitId':'all'}");
        Map<String, String> keyed = Map.of("Authorization", machine, "Idempotency-Key", "lock-" + admin);
        Answer locked = send("POST", "/accounts/" + admin + "/lock", "{'reason':'x'}", keyed);
        assertThat(locked.status()).isEqualTo(200);
        assertThat(post("/accounts/" + second.text("id") + "/lock", "{'reason':'x'}", machine)
                        .text("code"))
                .isEqualTo("last-administrator");
        assertThat(post("/accounts/" + admin + "/unlock", "{'reason':'x'}", machine)
                        .status())
                .isEqualTo(200);
        assertThat(post("/accounts/" + second.text("id") + "/closure", "{'reason':'x'}", machine)
                        .status())
                .isEqualTo(200);
        assertThat(post("/accounts/" + admin + "/lock", "{'reason':'x'}", machine)
                        .text("code"))
                .isEqualTo("last-administrator");
        Answer retried = send("POST", "/accounts/" + admin + "/lock", "{'reason':'x'}", keyed);
        assertThat(retried.text())
                .as("what was done once is told, and not done again")
                .isEqualTo(locked.text());
    }

    @Test
    void a_login_name_belongs_to_one_account_and_a_retry_gets_the_receipt_without_the_password() {
        String body = "{'username':'Li.Si','displayName':'李四','unitId':'990101'}";
        Answer first = send("POST", "/accounts", body, Map.of("Authorization", machine, "Idempotency-Key", "k-1"));
        Answer second = send("POST", "/accounts", body, Map.of("Authorization", machine, "Idempotency-Key", "k-1"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(first.text("firstPassword")).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().has("firstPassword")).isFalse();
        assertThat(second.body().path("events")).isEqualTo(first.body().path("events"));
        assertThat(post("/accounts", body.replace("Li.Si", "ｌｉ.ｓｉ"), machine).text("code"))
                .isEqualTo("username-taken");
        String everything = told(1, first.text("id")).toString();
        assertThat(everything).doesNotContain("li.si", "李四", first.text("firstPassword"));
    }

    @Test
    void the_audit_log_tells_who_granted_what_and_no_name_password_or_hash() {
        String username = ready("990102");

        String log = Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> get("/audit/990102?limit=100", machine).text(), text -> text.contains("password-changed"));

        assertThat(log)
                .contains(
                        "kepu.identity.role-granted.v1",
                        tokens().ofHeader(machine).subject(),
                        "TOWNSHIP_CLERK")
                .doesNotContain(username, "某人", OWN, "$2a$");
    }

    @Test
    void a_login_name_tells_nothing_of_accounts_out_of_reach() {
        String here = administratorOf("990101");
        String body = "{'username':'%s','displayName':'某人','unitId':'990101'}";
        for (String taken : List.of("wang.wu", "wang.wu@990102")) {
            assertThat(post("/accounts", body.formatted(taken).replace("990101", "990102"), machine)
                            .status())
                    .isEqualTo(201);
        }

        for (String form : List.of("%s", "%s@990102")) {
            Answer taken = post("/accounts", body.formatted(form.formatted("wang.wu")), here);
            Answer free = post("/accounts", body.formatted(form.formatted("nobody")), here);

            assertThat(taken.status()).isEqualTo(422);
            assertThat(taken.text("code")).isEqualTo("username-not-of-unit");
            assertThat(taken.body()).isEqualTo(free.body());
        }
        Answer own = post("/accounts", body.formatted("Wang.Wu＠990101"), here);
        assertThat(own.status()).as(own.body().toString()).isEqualTo(201);
        assertThat(usernameOf(own)).isEqualTo("wang.wu@990101");
        assertThat(Browser.location(browser.signIn("WANG.wu@990101", own.text("firstPassword"))))
                .isEqualTo("/password");
        assertThat(post("/accounts", body.formatted("wang.wu@990101"), here).text("code"))
                .isEqualTo("username-taken");
    }

    @Test
    void without_a_token_nothing_is_answered_and_unknown_fields_are_refused() {
        assertThat(send("GET", "/accounts", null, Map.of()).text("code")).isEqualTo("token-required");
        assertThat(send("GET", "/me", null, Map.of("Authorization", "Bearer x.y.z"))
                        .text("code"))
                .isEqualTo("token-invalid");
        assertThat(post(
                                "/accounts",
                                "{'username':'x1','displayName':'x','unitId':'990101','mustChangePassword':false}",
                                machine)
                        .text("code"))
                .isEqualTo("unknown-field");
    }

    @Test
    void a_page_lets_no_script_run_and_takes_no_forged_form() {
        HttpResponse<String> page = browser.get("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self' " + issuer, "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
        assertThat(page.body()).contains("lang=\"en\"").doesNotContain("<script");
        assertThat(browser.get("/assets/signin.css").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));

        HttpResponse<String> forged = browser.post("/login", Map.of("username", "admin", "password", ADMINS_OWN));
        assertThat(Browser.location(forged)).isEqualTo("/login");
        assertThat(browser.submit("/login", Map.of("username", "\"><script>", "password", "x"))
                        .body())
                .doesNotContain("<script");
        assertThat(answer(HttpRequest.newBuilder(URI.create(issuer + "/nowhere")))
                        .status())
                .isEqualTo(404);
    }

    private void wrongPasswords(String username, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(browser.signIn(username, "not the password").statusCode())
                    .isEqualTo(403);
        }
    }

    /** Login name of an account with one grant and the password {@link #OWN}. */
    private static String ready(String unitId) {
        return ready(unitId, "TOWNSHIP_CLERK");
    }

    private static String ready(String unitId, String role) {
        Answer opened = openAccount(unitId);
        granted(opened, "{'role':'" + role + "','unitId':'" + unitId + "'}");
        String username = usernameOf(opened);
        try (Browser browser = new Browser(issuer)) {
            browser.signIn(username, opened.text("firstPassword"));
            browser.submit("/password", Map.of("chosen", OWN, "repeated", OWN));
        }
        return username;
    }

    private static String administratorOf(String unitId) {
        String username = ready(unitId, "SYSTEM_ADMINISTRATOR");
        String token;
        try (Browser browser = new Browser(issuer)) {
            token = "Bearer "
                    + browser.tokens(username, OWN).path("access_token").asString();
        }
        Awaitility.await("the units are known")
                .atMost(Duration.ofMinutes(3))
                .until(() -> get("/accounts?unitId=990101201", token).status() == 200);
        return token;
    }

    private static Answer openAccount(String unitId) {
        return openAccount(unitId, machine);
    }

    private static Answer openAccount(String unitId, String as) {
        return post(
                "/accounts",
                "{'username':'person" + PEOPLE.incrementAndGet() + (as.equals(machine) ? "" : "@" + unitId)
                        + "','displayName':'某人','unitId':'" + unitId + "'}",
                as);
    }

    private static String usernameOf(Answer opened) {
        return get("/accounts/" + opened.text("id"), machine).text("username");
    }

    private static String idOf(String username) {
        for (JsonNode account : get("/accounts?limit=100", machine).body().path("items")) {
            if (account.path("username").asString().equals(username)) {
                return account.path("accountId").asString();
            }
        }
        throw new IllegalStateException(username);
    }

    private static void granted(Answer opened, String grant) {
        Answer granted = post("/accounts/" + opened.text("id") + "/grants", grant, machine);
        assertThat(granted.status()).as(granted.body().toString()).isEqualTo(201);
    }

    private static Tokens tokens() {
        return new Tokens(
                new TokenSettings(
                        issuer,
                        null,
                        "kepu",
                        List.of("at+jwt"),
                        List.of("RS256"),
                        "sub",
                        "kepu_grants",
                        Map.of(),
                        Duration.ofSeconds(30)),
                Clock.systemUTC());
    }

    private static Caller believed(JsonNode given) {
        return tokens().verify(given.path("access_token").asString());
    }

    private static Answer clientCredentials(String credentials) {
        return answer(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Authorization", basic(credentials))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private static String machineToken(String credentials) {
        Answer given = clientCredentials(credentials);
        assertThat(given.status()).as(given.body().toString()).isEqualTo(200);
        return given.text("access_token");
    }

    private static JsonNode introspected(Answer client, String token) {
        return answer(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/introspect"))
                        .header("Authorization", basic(client.text("id") + ":" + client.text("clientSecret")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("token=" + token)))
                .body();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String keyId(String token) {
        Matcher id = Pattern.compile("\"kid\":\"([^\"]+)\"")
                .matcher(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private static JWKSet published() throws Exception {
        return JWKSet.load(URI.create(issuer + "/oauth2/jwks").toURL());
    }

    private static boolean isSigned(String token) throws Exception {
        SignedJWT signed = SignedJWT.parse(token);
        JWSVerifier verifier = new RSASSAVerifier(published()
                .getKeyByKeyId(signed.getHeader().getKeyID())
                .toRSAKey()
                .toRSAPublicKey());
        return signed.verify(verifier);
    }

    /** The events of one account so far, once there are as many as expected. */
    private static List<Envelope<?>> told(int expected, String accountId) {
        return topics.published(AccountEvent.class, accountId, expected);
    }

    private static Answer get(String path, String authorization) {
        return send("GET", path, null, Map.of("Authorization", authorization));
    }

    private static Answer post(String path, String body, String authorization) {
        return send("POST", path, body, Map.of("Authorization", authorization));
    }

    /** On a busy machine others may hold for longer than a request waits what it needs: then nothing is done yet. */
    private static Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        Answer answer = sendOnce(method, path, body, headers);
        for (int i = 0; i < 30 && answer.text("code").equals("too-contended"); i++) {
            answer = sendOnce(method, path, body, headers);
        }
        return answer;
    }

    private static Answer sendOnce(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + "/api/v1/identity" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        headers.forEach(request::header);
        return answer(request);
    }

    private static Answer answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return Answer.of(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
}
