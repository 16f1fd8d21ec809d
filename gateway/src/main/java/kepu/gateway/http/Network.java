package kepu.gateway.http;

import java.net.InetAddress;

/** A network in CIDR notation, {@code 10.0.0.0/8} or {@code fd00::/8}; a single address without a prefix length. */
record Network(InetAddress address, int prefix) {
    static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no such network: " + cidr);
        }
        return new Network(address, prefix);
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
