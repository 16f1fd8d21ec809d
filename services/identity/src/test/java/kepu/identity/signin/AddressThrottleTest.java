package kepu.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AddressThrottleTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final AddressThrottle addresses = new AddressThrottle(3, clock);

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            addresses.failed(address);
        }
    }

    @Test
    void three_failures_shut_an_address_and_no_other() {
        fail("192.0.2.7", 2);
        assertThat(addresses.isShut("192.0.2.7")).isFalse();
        fail("192.0.2.7", 1);
        assertThat(addresses.isShut("192.0.2.7")).isTrue();
        assertThat(addresses.isShut("192.0.2.8")).isFalse();
    }

    @Test
    void it_opens_again_after_ten_minutes() {
        fail("192.0.2.7", 3);
        now.set(START.plus(AddressThrottle.MEMORY).minusMillis(1));
        assertThat(addresses.isShut("192.0.2.7")).isTrue();
        now.set(START.plus(AddressThrottle.MEMORY).plus(Duration.ofMillis(1)));
        assertThat(addresses.isShut("192.0.2.7")).isFalse();
    }

    @Test
    void whoever_has_one_address_of_an_ipv6_network_has_them_all() {
        fail("2001:db8:1:2::1", 3);
        assertThat(addresses.isShut("2001:db8:1:2:ffff::9")).isTrue();
        assertThat(addresses.isShut("2001:db8:1:3::1")).isFalse();
    }
}
