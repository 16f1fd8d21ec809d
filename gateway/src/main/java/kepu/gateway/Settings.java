package kepu.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the services are and how long the gateway waits for them.
 *
 * @param services base URI (scheme, host, port, no path) by service; each gets the route {@code /api/v1/<service>/**}
 */
@ConfigurationProperties("kepu")
record Settings(Map<String, URI> services, @DefaultValue Limits gateway) {
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
     * What the gateway allows a request and a service.
     *
     * @param readTimeout from sending a request to the end of the answer
     * @param glanceDeadline the same for each part of a composed read
     */
    record Limits(
            @DefaultValue("1s") Duration connectTimeout,
            @DefaultValue("5s") Duration readTimeout,
            @DefaultValue("2s") Duration glanceDeadline,
            @DefaultValue("256KB") DataSize bodyLimit,
            @DefaultValue("16MB") DataSize answerLimit,
            @DefaultValue Breaker breaker) {}

    /**
     * When a service counts as out.
     *
     * @param failureRate per cent of the last {@code window} calls that got no answer
     * @param openFor how long nothing is sent to a service that is out
     */
    record Breaker(
            @DefaultValue("20") int window,
            @DefaultValue("5") int minimumCalls,
            @DefaultValue("50") float failureRate,
            @DefaultValue("5s") Duration openFor,
            @DefaultValue("2") int trialCalls) {}
}
