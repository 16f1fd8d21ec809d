package kepu.gateway.upstream;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the services are.
 *
 * @param services base URI (scheme, host, port, no path) by service; each gets the route {@code /api/v1/<service>/**}
 */
@ConfigurationProperties("kepu")
public record UpstreamProperties(Map<String, URI> services) {
    public UpstreamProperties {
        services = Map.copyOf(services);
        services.forEach((service, base) -> {
            if (base.getHost() == null || !base.getRawPath().isEmpty()) {
                throw new IllegalArgumentException(
                        "kepu.services." + service + " must be like http://host:port, without a path: " + base);
            }
        });
    }

    public URI baseUri(String service) {
        var base = services.get(service);
        if (base == null) {
            throw new IllegalStateException("kepu.services." + service + " is not set");
        }
        return base;
    }
}
