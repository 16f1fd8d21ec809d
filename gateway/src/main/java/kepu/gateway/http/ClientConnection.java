package kepu.gateway.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a request comes from and how it reached the gateway, after trusted forwarding headers were applied.
 *
 * @param address of the client, behind the trusted proxies
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param host the name the client used for the gateway; empty if the gateway does not have that name
 */
public record ClientConnection(InetAddress address, String scheme, Optional<HostAndPort> host) {
    /** What the limits count as one client: an IPv4 address, or the /64 of an IPv6 address. */
    public InetAddress network() {
        return networkOf(address);
    }

    public static InetAddress networkOf(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        var network = address.getAddress();
        Arrays.fill(network, 8, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
