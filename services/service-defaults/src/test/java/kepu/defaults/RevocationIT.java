package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kepu.access.Caller.AsOf;
import kepu.access.TestIssuer;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountLocked;
import kepu.contracts.identity.AccountEvent.LockReason;
import kepu.contracts.identity.AccountEvent.PasswordChanged;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.defaults.board.BoardApplication;
import kepu.defaults.harness.Topics;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What tokens are good for once something of them was revoked: while a service hears of it, and while Kafka is away. */
@Timeout(600)
class RevocationIT {
    /** On a machine that has time; one that is busy with other tests may pause for longer than all of it. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Duration BUSY = PROMISED.multipliedBy(6);
    private static final Duration LIFE = Duration.ofSeconds(12);
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BOARD = "{\"unitId\":\"510182101201\",\"place\":\"村口\"}";
    private static final String BOARDS = "/api/v1/boards";
    private static final String LIST = BOARDS + "?limit=1";
    private static final int NO_SUCH_FORM = 406; // which is asked for once the caller is let in

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private TestStore store;
    private TestIssuer issuer;
    private ConfigurableApplicationContext service;
    private HttpClient http;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        store = TestStore.open();
        issuer = TestIssuer.start();
        http = HttpClient.newHttpClient();
        service = BoardApplication.start(
                issuer.settings().getFirst(),
                "--kepu.tokens.clock-skew=0s",
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("boards"),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        service.close();
        http.close();
        issuer.close();
        store.close();
        broker.close();
    }

    @Test
    void what_was_revoked_locked_or_rotated_neither_writes_nor_takes_files_away_after_five_seconds_but_reads_on() {
        for (AccountEvent end : List.of(
                new AccountLocked("locked", LockReason.ADMINISTRATOR, null),
                new PasswordChanged("rotated"),
                new RoleRevoked("revoked", "g-revoked", "换岗"))) {
            String account = end.accountId();
            String bearer = bearer(account, LIFE.multipliedBy(50));
            try (Topics told = Topics.of(broker.bootstrapServers(), "identity")) {
                told.publish(account, "all", SINCE, granted(account));
                assertThat(write(bearer)).as(account).isEqualTo(201);
                assertThat(call("GET", LIST, bearer, "Accept", "text/csv"))
                        .as(account)
                        .isEqualTo(NO_SUCH_FORM);

                told.publish(account, "all", SINCE, end);
            }

            int refused = end instanceof RoleRevoked ? 403 : 401;
            await().atMost(BUSY).until(() -> write(bearer) == refused);
            assertThat(call("GET", LIST, bearer, "Accept", "text/csv"))
                    .as(account)
                    .isEqualTo(refused);
            assertThat(call("GET", LIST, bearer, "Accept", "text/*"))
                    .as(account)
                    .isEqualTo(refused);
            assertThat(call("GET", LIST, bearer)).as(account).isEqualTo(200);
        }
    }

    @Test
    void while_kafka_is_away_a_revoked_token_counts_until_it_ends_which_a_metric_tells_and_then_is_heard_of() {
        String account = "p-9";
        try (Topics told = Topics.of(broker.bootstrapServers(), "identity")) {
            told.publish(account, "all", SINCE, granted(account));
        }
        String longer = bearer(account, LIFE.multipliedBy(50));
        assertThat(write(longer)).isEqualTo(201);
        await().atMost(BUSY).until(() -> heartbeatAge() < 10);
        int port = broker.port();

        broker.close();
        Instant made = Instant.now();
        String bearer = bearer(account, LIFE);
        assertThat(write(bearer)).as("nobody hears of any revocation").isEqualTo(201);
        await().atMost(LIFE.plus(BUSY)).until(() -> write(bearer) == 401);
        assertThat(Instant.now())
                .as("not before its end")
                .isAfterOrEqualTo(made.plus(LIFE).minusSeconds(1));
        assertThat(write(longer)).as("of which the end is still to come").isEqualTo(201);
        await().atMost(LIFE.plus(BUSY)).until(() -> heartbeatAge() > 10);

        broker = EmbeddedBroker.start(folder.resolve("broker"), port);
        try (Topics told = Topics.of(broker.bootstrapServers(), "identity")) {
            told.publish(account, "all", SINCE, granted(account)); // as the first event, which is known
            told.publish(account, "all", SINCE, new AccountLocked(account, LockReason.ADMINISTRATOR, null));
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> write(longer) == 401);
    }

    private double heartbeatAge() {
        return service.getBean(MeterRegistry.class)
                .get("kepu.consumer.heartbeat.age")
                .tag("group", service.getEnvironment().getProperty("spring.application.name") + ".accounts")
                .timeGauge()
                .value(TimeUnit.SECONDS);
    }

    private static RoleGranted granted(String account) {
        return new RoleGranted(account, "g-" + account, Role.VILLAGE_SECRETARY, "all", SINCE, null);
    }

    /** Of somebody who may write, made when they had been granted that. */
    private String bearer(String account, Duration life) {
        return "Bearer "
                + issuer.token(
                        account,
                        claims -> claims.claim(AsOf.CLAIM, new AsOf(1, 1).text())
                                .expirationTime(Date.from(Instant.now().plus(life))),
                        "VILLAGE_SECRETARY@all");
    }

    private int write(String bearer) {
        return call("POST", BOARDS, bearer);
    }

    private int call(String method, String path, String bearer, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(BOARD));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
