package kepu.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the services are and on which terms the gateway lets callers through to them.
 *
 * @param services base URI (scheme, host, port, no path) by service; each gets the route {@code /api/v1/<service>/**}
 */
@ConfigurationProperties("kepu")
record Settings(Map<String, URI> services, Terms gateway) {
    Settings {
        services = Map.copyOf(services);
        services.forEach((service, base) -> {
            if (base.getHost() == null || !base.getRawPath().isEmpty()) {
                throw new IllegalArgumentException(
                        "kepu.services." + service + " must be like http://host:port, without a path: " + base);
            }
        });
    }

    URI base(String service) {
        var base = services.get(service);
        if (base == null) {
            throw new IllegalStateException("kepu.services." + service + " is not set");
        }
        return base;
    }

    /**
     * What the gateway allows a request and a service; the defaults stand in {@code gateway.yml}.
     *
     * @param publicUrl how callers reach the gateway
     * @param hosts names beside that of {@code publicUrl} and of this machine that a {@code Host} header may give
     * @param trustedProxies networks whose word about the caller's address is believed
     * @param readTimeout from sending a request to a service to the end of its answer
     * @param glanceDeadline the same for each part of a composed read
     * @param headerDeadline from the first byte of a request to the end of its headers
     * @param bodyDeadline from the end of the headers to the end of the body
     * @param writeDeadline for the caller to take the answer
     */
    record Terms(
            URI publicUrl,
            @DefaultValue List<String> hosts,
            @DefaultValue List<String> trustedProxies,
            Duration connectTimeout,
            Duration readTimeout,
            Duration glanceDeadline,
            Duration headerDeadline,
            Duration bodyDeadline,
            Duration writeDeadline,
            DataSize uriLimit,
            DataSize headerLimit,
            int headerCount,
            DataSize bodyLimit,
            DataSize answerLimit,
            Limits limits,
            Bulkhead bulkhead,
            Breaker breaker,
            @DefaultValue Cors cors) {}

    /**
     * How much one caller may ask of this instance.
     *
     * @param signIn of one address, for the paths where passwords and secrets are tried
     * @param callsPerAddress at one time
     * @param callsAtOnce of all addresses together
     * @param connectionsPerAddress open at one time
     * @param remembered how many principals, and how many addresses, are counted at all
     */
    record Limits(
            Rate principal,
            Rate address,
            Rate signIn,
            int callsPerAddress,
            int callsAtOnce,
            int connectionsPerAddress,
            int remembered) {}

    /** So many requests a second for long, and so many at once. */
    record Rate(int perSecond, int burst) {}

    /**
     * How many calls one service gets at one time.
     *
     * @param longestWait how long a call waits for its turn
     */
    record Bulkhead(int calls, Duration longestWait) {}

    /**
     * When a service counts as out.
     *
     * @param failureRate per cent of the last {@code window} calls that got no answer
     * @param openFor how long nothing is sent to a service that is out
     */
    record Breaker(int window, int minimumCalls, float failureRate, Duration openFor, int trialCalls) {}

    /** Which pages of other origins may read answers. */
    record Cors(@DefaultValue List<String> origins) {}
}
