package kepu.gateway.http;

import java.net.InetAddress;
import java.util.List;
import kepu.gateway.GatewayProperties;
import org.apache.catalina.util.NetMask;
import org.springframework.stereotype.Component;

/** The networks whose forwarding headers the gateway believes. */
@Component
public final class TrustedProxies {
    private final List<NetMask> networks;

    TrustedProxies(GatewayProperties properties) {
        this.networks =
                properties.trustedProxies().stream().map(TrustedProxies::parse).toList();
    }

    /**
     * Tomcat's matcher and not Spring Security's: there an IPv4 network also matches IPv6 addresses that begin with the same
     * bytes, such as {@code 0a00::1} for {@code 10.0.0.0/8}.
     *
     * @param cidr {@code 10.0.0.0/8} or {@code fd00::/8}; a single address without a prefix length
     */
    static NetMask parse(String cidr) {
        // The matcher alone would look up the address of a host name.
        InetAddress.ofLiteral(cidr.split("/", 2)[0]);
        return new NetMask(cidr);
    }

    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }
}
