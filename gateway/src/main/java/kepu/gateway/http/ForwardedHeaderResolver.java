package kepu.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.gateway.GatewayProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the client of a request; it reads the forwarding headers of trusted proxies only. */
@Component
public final class ForwardedHeaderResolver {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[(?<six>[^]]+)](?::\\d+)?|(?<four>\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+");

    private final TrustedProxies trustedProxies;
    private final Set<String> hosts;
    private final String publicScheme;
    private final HostAndPort publicHost;

    ForwardedHeaderResolver(GatewayProperties properties, TrustedProxies trustedProxies) {
        this.trustedProxies = trustedProxies;
        this.publicScheme = properties.publicUrl().getScheme();
        this.publicHost = HostAndPort.of(properties.publicUrl());
        this.hosts = Stream.concat(
                        Stream.of(publicHost.host()),
                        properties.hosts().stream().map(HostAndPort::normalize))
                .collect(Collectors.toUnmodifiableSet());
    }

    public ClientConnection resolve(HttpServletRequest request) {
        var peer = InetAddress.ofLiteral(request.getRemoteAddr());
        if (!trustedProxies.contains(peer)) {
            return connection(peer, request, request.getHeader("Host"), null, port -> port == request.getLocalPort());
        }
        var forwarded = forwarded(request);
        var host = first(request, "X-Forwarded-Host").or(() -> forwarded.parameter("host"));
        var proto = first(request, "X-Forwarded-Proto").or(() -> forwarded.parameter("proto"));
        return connection(
                client(peer, hops(request, forwarded)),
                request,
                host.orElse(request.getHeader("Host")),
                proto.map(scheme -> scheme.toLowerCase(Locale.ROOT))
                        .filter(SCHEMES::contains)
                        .orElse(null),
                _ -> true);
    }

    private ClientConnection connection(
            InetAddress address,
            HttpServletRequest request,
            @Nullable String hostHeader,
            @Nullable String proto,
            IntPredicate isLocalPort) {
        var host = HostAndPort.parse(hostHeader)
                .filter(given -> hosts.contains(given.host()) || LOOPBACK_HOSTS.contains(given.host()))
                .filter(given -> given.port() < 0 || isPublicPort(given) || isLocalPort.test(given.port()));
        // A client that names the public host and port used the public URL, whatever the last hop looks like.
        var scheme = host.filter(given -> given.host().equals(publicHost.host()))
                        .filter(this::isPublicPort)
                        .isPresent()
                ? publicScheme
                : proto == null ? request.getScheme() : proto;
        return new ClientConnection(address, scheme, host);
    }

    private boolean isPublicPort(HostAndPort given) {
        return given.portOrDefault(publicScheme) == publicHost.portOrDefault(publicScheme);
    }

    /** The nearest hop that is no trusted proxy: everything to its left is unverified. */
    private InetAddress client(InetAddress peer, List<String> hops) {
        var client = peer;
        for (var hop : hops.reversed()) {
            if (!trustedProxies.contains(client)) {
                break;
            }
            var previous = address(hop);
            if (previous.isEmpty()) {
                break;
            }
            client = previous.get();
        }
        return client;
    }

    private static List<String> hops(HttpServletRequest request, Forwarded forwarded) {
        var hops = values(request, "X-Forwarded-For");
        return hops.isEmpty() ? forwarded.hops() : hops;
    }

    private static Optional<InetAddress> address(String hop) {
        var withPort = WITH_PORT.matcher(hop);
        var literal = withPort.matches()
                ? Optional.ofNullable(withPort.group("six")).orElseGet(() -> withPort.group("four"))
                : hop;
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Proxies append to a list; of host and scheme the first value is the one that the client used. */
    private static Optional<String> first(HttpServletRequest request, String header) {
        return values(request, header).stream().findFirst();
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Forwarded forwarded(HttpServletRequest request) {
        return new Forwarded(values(request, "Forwarded"));
    }

    /** The header of RFC 7239 with one element for each hop. */
    private record Forwarded(List<String> elements) {
        List<String> hops() {
            var hops = new ArrayList<String>();
            for (var element : elements) {
                // A hop that does not tell its client ends the chain.
                hops.add(parameter(element, "for").orElse("unknown"));
            }
            return hops;
        }

        Optional<String> parameter(String name) {
            return elements.isEmpty() ? Optional.empty() : parameter(elements.getFirst(), name);
        }

        private static Optional<String> parameter(String element, String name) {
            for (var pair : element.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                    return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
                }
            }
            return Optional.empty();
        }
    }
}
