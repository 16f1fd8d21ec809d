package kepu.gateway.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code Host} header.
 *
 * @param host in lower case, an IPv6 address in brackets
 * @param port -1 if the header names none
 */
public record HostAndPort(String host, int port) {
    private static final Pattern SYNTAX =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::(?<port>\\d{1,5}))?");

    static Optional<HostAndPort> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var match = SYNTAX.matcher(header.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var port = match.group("port");
        return Optional.of(new HostAndPort(normalize(match.group("host")), port == null ? -1 : Integer.parseInt(port)));
    }

    static HostAndPort of(URI url) {
        return new HostAndPort(normalize(url.getHost()), url.getPort());
    }

    /** Lower case, without the dot that may end a fully qualified name. */
    static String normalize(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    int portOrDefault(String scheme) {
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
