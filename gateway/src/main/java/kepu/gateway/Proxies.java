package kepu.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who asks and by which name, believing forwarding headers of trusted proxies alone. */
@Component
final class Proxies {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[(?<six>[^]]+)](?::\\d+)?|(?<four>\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+");

    private final List<Network> trusted;
    private final Set<String> hosts;
    private final String publicScheme;
    private final Authority publicAuthority;

    Proxies(Settings settings) {
        var terms = settings.gateway();
        this.trusted = terms.trustedProxies().stream().map(Network::parse).toList();
        URI publicUrl = terms.publicUrl();
        this.publicScheme = publicUrl.getScheme();
        this.publicAuthority = Authority.of(publicUrl);
        this.hosts = Stream.concat(
                        Stream.of(publicAuthority.host()),
                        terms.hosts().stream().map(Authority::plain))
                .collect(Collectors.toUnmodifiableSet());
    }

    Origin origin(HttpServletRequest request) {
        var neighbour = InetAddress.ofLiteral(request.getRemoteAddr());
        if (!isTrusted(neighbour)) {
            return named(neighbour, request, request.getHeader("Host"), null, port -> port == request.getLocalPort());
        }
        var forwarded = forwarded(request);
        var host = first(request, "X-Forwarded-Host").or(() -> forwarded.parameter("host"));
        var proto = first(request, "X-Forwarded-Proto").or(() -> forwarded.parameter("proto"));
        return named(
                client(neighbour, hops(request, forwarded)),
                request,
                host.orElse(request.getHeader("Host")),
                proto.map(scheme -> scheme.toLowerCase(Locale.ROOT))
                        .filter(SCHEMES::contains)
                        .orElse(null),
                _ -> true);
    }

    private Origin named(
            InetAddress address,
            HttpServletRequest request,
            @Nullable String host,
            @Nullable String proto,
            Predicate<Integer> isOurPort) {
        // Who uses the public name came over the public URL, whatever the last stretch looks like.
        var authority = Authority.parse(host)
                .filter(given -> hosts.contains(given.host()) || THIS_MACHINE.contains(given.host()))
                .filter(given -> given.port() < 0 || isPublicPort(given) || isOurPort.test(given.port()));
        var scheme = authority
                        .filter(given -> given.host().equals(publicAuthority.host()))
                        .filter(this::isPublicPort)
                        .isPresent()
                ? publicScheme
                : proto == null ? request.getScheme() : proto;
        return new Origin(address, scheme, authority);
    }

    private boolean isPublicPort(Authority given) {
        return given.portOr(publicScheme) == publicAuthority.portOr(publicScheme);
    }

    /** The nearest hop that is no proxy of ours; what stands to its left is only its word. */
    private InetAddress client(InetAddress neighbour, List<String> hops) {
        var client = neighbour;
        for (var hop : hops.reversed()) {
            if (!isTrusted(client)) {
                break;
            }
            var before = address(hop);
            if (before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client;
    }

    boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static List<String> hops(HttpServletRequest request, Forwarded forwarded) {
        var hops = values(request, "X-Forwarded-For");
        return hops.isEmpty() ? forwarded.hops() : hops;
    }

    private static Optional<InetAddress> address(String hop) {
        var ported = WITH_PORT.matcher(hop);
        var literal =
                ported.matches() ? Optional.ofNullable(ported.group("six")).orElseGet(() -> ported.group("four")) : hop;
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Proxies append, but the first value of host and scheme is the one the caller saw. */
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

    /** The header of RFC 7239, a hop an element. */
    private record Forwarded(List<String> elements) {
        List<String> hops() {
            var hops = new ArrayList<String>();
            for (var element : elements) {
                // A hop that does not say whom it had it from ends the chain.
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
