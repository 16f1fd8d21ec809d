package kepu.gateway.http;

import java.net.InetAddress;
import java.util.List;
import kepu.gateway.GatewayProperties;
import org.springframework.stereotype.Component;

/** The networks whose forwarding headers the gateway believes. */
@Component
public final class TrustedProxies {
    private final List<Network> networks;

    TrustedProxies(GatewayProperties properties) {
        this.networks = properties.trustedProxies().stream().map(Network::parse).toList();
    }

    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
