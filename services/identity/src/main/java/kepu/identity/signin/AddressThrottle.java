package kepu.identity.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Turns away, in this instance, an address from which too many sign-ins failed of late, whatever names they gave. */
@Component
class AddressThrottle {
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MOST_ADDRESSES = 100_000;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int most;
    private final Cache<String, AtomicInteger> failures;

    AddressThrottle(@Value("${kepu.identity.failures-per-address}") int most, Clock clock) {
        this.most = most;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(MEMORY)
                .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                .build();
    }

    boolean isShut(String address) {
        AtomicInteger count = failures.getIfPresent(network(address));
        return count != null && count.get() >= most;
    }

    void failed(String address) {
        failures.get(network(address), _ -> new AtomicInteger()).incrementAndGet();
    }

    /** Of IPv6 the network: whoever has one address has all of it. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == IPV6_BYTES
                    ? Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException e) {
            return "not an address";
        }
    }
}
