package kepu.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a request comes from and under which name it came, as far as the gateway believes it.
 *
 * @param address of the caller, past the trusted proxies
 * @param authority the name the caller used for the gateway; empty if it is none of the gateway's
 */
record Origin(InetAddress address, String scheme, Optional<Authority> authority) {
    /** What limits count: an IPv4 address, or the IPv6 network that one household or office has whole. */
    InetAddress counted() {
        return counted(address);
    }

    static InetAddress counted(InetAddress address) {
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
