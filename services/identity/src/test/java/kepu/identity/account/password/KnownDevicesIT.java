package kepu.identity.account.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class KnownDevicesIT {
    private static TestStore store;
    private static MongoClient client;
    private static int databases;

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private KnownDevices devices;

    @BeforeAll
    static void start() {
        store = TestStore.open();
        client = MongoClients.create(store.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @BeforeEach
    void nobody_was_anywhere_yet() {
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        devices = new KnownDevices(new MongoTemplate(client, "devices" + databases++), clock);
    }

    @Test
    void an_account_has_ten_known_devices_and_the_eleventh_takes_the_place_of_the_one_used_longest_ago() {
        List<String> secrets = used("a", KnownDevices.MOST);
        String others = used("b", 1).getFirst();
        assertThat(secrets).allMatch(device -> devices.isKnown("a", device));
        devices.remember("a", secrets.getFirst());

        String eleventh = used("a", 1).getFirst();

        assertThat(devices.isKnown("a", secrets.get(1))).isFalse();
        assertThat(Stream.concat(
                        Stream.of(secrets.getFirst(), eleventh),
                        secrets.stream().skip(2)))
                .hasSize(KnownDevices.MOST)
                .allMatch(device -> devices.isKnown("a", device));
        assertThat(devices.isKnown("b", others)).isTrue();
    }

    @Test
    void a_device_is_known_to_one_account_for_180_days_since_it_was_used_last() {
        Instant used = now;
        String device = used("a", 1).getFirst();
        assertThat(devices.isKnown("b", device)).isFalse();

        now = used.plus(KnownDevices.REMEMBERED).minusMillis(1);
        assertThat(devices.isKnown("a", device)).isTrue();
        now = used.plus(KnownDevices.REMEMBERED);
        assertThat(devices.isKnown("a", device)).isFalse();
    }

    /** New ones, a minute after each other, and a minute passes behind the last. */
    private List<String> used(String account, int number) {
        return IntStream.range(0, number)
                .mapToObj(_ -> {
                    String secret = devices.remember(account, null);
                    now = now.plus(Duration.ofMinutes(1));
                    return secret;
                })
                .toList();
    }
}
