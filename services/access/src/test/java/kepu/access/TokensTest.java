package kepu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import kepu.contracts.identity.AccountEvent.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TokensTest {
    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static Tokens tokens(Map<String, String> settings, Clock clock) {
        return new Tokens(
                new Binder(new MapConfigurationPropertySource(settings))
                        .bindOrCreate("kepu.tokens", TokenSettings.class),
                clock);
    }

    private static Tokens tokens() {
        return tokens(Map.of("kepu.tokens.issuer", issuer.issuer()), Clock.systemUTC());
    }

    @Test
    void a_good_token_tells_who_asks_and_what_was_granted() {
        Caller caller = tokens().ofHeader(issuer.bearer("acc-1", "TOWNSHIP_CLERK@990101201", "AUDITOR@all"));

        assertThat(caller.subject()).isEqualTo("acc-1");
        assertThat(caller.grants())
                .containsExactly(
                        new Grant(Role.TOWNSHIP_CLERK, "990101201", null),
                        new Grant(Role.AUDITOR, Grant.EVERYWHERE, null));
    }

    static List<String> badTokens() {
        try (TestIssuer other = TestIssuer.start()) {
            return other.badTokens("acc-1", "AUDITOR@all").keySet().stream()
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void a_token_bad_in_one_way_is_refused(String way) {
        String token = issuer.badTokens("acc-1", "AUDITOR@all").get(way);

        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens().verify(token));
    }

    @Test
    void a_token_holds_until_its_end_and_the_clock_skew_and_no_longer() {
        Instant end = Instant.parse("2026-05-01T08:00:00Z");
        String token = issuer.token(
                "acc-1", claims -> claims.expirationTime(Date.from(end)).issueTime(Date.from(end.minusSeconds(600))));
        Map<String, String> settings = Map.of("kepu.tokens.issuer", issuer.issuer());
        Clock last = Clock.fixed(end.plusSeconds(29), ZoneOffset.UTC);
        Clock over = Clock.offset(last, Duration.ofSeconds(2));

        assertThat(tokens(settings, last).verify(token).subject()).isEqualTo("acc-1");
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> tokens(settings, over).verify(token));
    }

    @Test
    void a_token_that_was_good_a_moment_ago_is_refused_once_it_has_ended() {
        Instant end = Instant.parse("2026-05-01T08:00:00Z");
        String token = issuer.token(
                "acc-1", claims -> claims.expirationTime(Date.from(end)).issueTime(Date.from(end.minusSeconds(600))));
        AtomicReference<Instant> now = new AtomicReference<>(end.minusSeconds(1));
        Tokens tokens = tokens(Map.of("kepu.tokens.issuer", issuer.issuer()), new SteppedClock(now));

        assertThat(tokens.verify(token).subject()).isEqualTo("acc-1");
        now.set(end.plusSeconds(31));
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens.verify(token));
    }

    @Test
    void a_good_token_does_not_lend_its_signature_to_another() {
        Tokens tokens = tokens();
        String good = issuer.token("acc-1");
        String other = issuer.byAForgedKey("acc-2", "AUDITOR@all");
        tokens.verify(good);

        String stolen = other.substring(0, other.lastIndexOf('.')) + good.substring(good.lastIndexOf('.'));
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens.verify(stolen));
    }

    @Test
    void a_token_without_an_end_is_refused() {
        String token = issuer.token("acc-1", claims -> claims.expirationTime(null));

        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens().verify(token));
    }

    @Test
    void what_is_no_bearer_token_is_refused() {
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens().ofHeader("Basic YTpi"));
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens().ofHeader("Bearer not.a.token"));
        assertThatExceptionOfType(TokenRefused.class).isThrownBy(() -> tokens().ofHeader("Bearer "));
    }

    @Test
    void while_the_issuer_is_away_nobody_says_that_a_token_is_bad() {
        Tokens away = tokens(
                Map.of("kepu.tokens.issuer", issuer.issuer(), "kepu.tokens.jwks", "http://127.0.0.1:1/jwks"),
                Clock.systemUTC());

        assertThatExceptionOfType(KeysUnavailable.class).isThrownBy(() -> away.verify(issuer.token("acc-1")));
    }

    @Test
    void keys_that_somebody_makes_up_one_after_the_other_are_unknown_every_time() {
        Tokens tokens = tokens();
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(TokenRefused.class)
                    .isThrownBy(() -> tokens.verify(issuer.byAnUnknownKey("acc-1", "AUDITOR@all")));
        }
        assertThat(tokens.verify(issuer.token("acc-1")).subject()).isEqualTo("acc-1");
    }

    @Test
    void another_issuer_fits_by_its_claims_names_and_type_alone() {
        Tokens foreign = tokens(
                Map.of(
                        "kepu.tokens.issuer", issuer.issuer(),
                        "kepu.tokens.audience", "kepu-county",
                        "kepu.tokens.types", "JWT,at+jwt",
                        "kepu.tokens.subject-claim", "preferred_id",
                        "kepu.tokens.grants-claim", "realm_access.roles",
                        "kepu.tokens.role-names.ke-pu-zhuan-gan", "TOWNSHIP_CLERK"),
                Clock.systemUTC());
        String token = issuer.token(
                "0b9d",
                claims -> claims.audience(List.of("account", "kepu-county"))
                        .claim("preferred_id", "auth0|张三")
                        .claim(
                                "realm_access",
                                Map.of("roles", List.of("offline_access", "ke-pu-zhuan-gan@990101201"))));

        Caller caller = foreign.verify(token);

        assertThat(caller.subject()).matches("x-[0-9a-f]{32}");
        assertThat(caller.grants()).containsExactly(new Grant(Role.TOWNSHIP_CLERK, "990101201", null));
    }

    @Test
    void a_grant_holds_until_its_end_and_no_longer() {
        Instant end = Instant.parse("2026-12-31T16:00:00Z");
        Grant grant =
                Grant.parse("AUDITOR@990101~2026-12-31T16:00:00Z", Map.of()).orElseThrow();
        Caller caller = new Caller("acc-1", List.of(grant));

        assertThat(caller.unitsOf(Set.of(Role.AUDITOR), end.minusMillis(1))).containsExactly("990101");
        assertThat(caller.unitsOf(Set.of(Role.AUDITOR), end)).isEmpty();
        assertThat(caller.unitsOf(Set.of(Role.INSPECTOR), end.minusMillis(1))).isEmpty();
        assertThat(grant.text()).isEqualTo("AUDITOR@990101~2026-12-31T16:00:00Z");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"offline_access", "AUDITOR@", "KING@990101", "AUDITOR@990101~soon", "@990101"})
    void what_is_no_grant_grants_nothing(String text) {
        assertThat(Grant.parse(text, Map.of())).isEmpty();
    }

    private static final class SteppedClock extends Clock {
        private final AtomicReference<Instant> now;

        SteppedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
