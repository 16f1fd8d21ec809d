package kepu.gateway;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and its port as a {@code Host} header gives them.
 *
 * @param host in small letters, an IPv6 address in brackets
 * @param port -1 if none is named
 */
record Authority(String host, int port) {
    private static final Pattern SYNTAX =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::(?<port>\\d{1,5}))?");

    static Optional<Authority> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var match = SYNTAX.matcher(header.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var port = match.group("port");
        return Optional.of(new Authority(plain(match.group("host")), port == null ? -1 : Integer.parseInt(port)));
    }

    static Authority of(URI url) {
        return new Authority(plain(url.getHost()), url.getPort());
    }

    /** A name with its dot at the end is the same name. */
    static String plain(String host) {
        var small = host.toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    int portOr(String scheme) {
        if (port >= 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
