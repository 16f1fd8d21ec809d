package kepu.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whom the gateway believes about where a request comes from. */
class ForwardedHeaderResolverTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | trusted | X-Forwarded-For | Forwarded | caller
                "198.51.100.1 | '' | 10.0.0.1 | '' | 198.51.100.1",
                "198.51.100.1 | 10.0.0.0/8 | 10.0.0.1 | for=10.0.0.1 | 198.51.100.1",
                "10.0.0.1 | 10.0.0.0/8 | '' | '' | 10.0.0.1",
                "10.0.0.1 | 10.0.0.0/8 | 203.0.113.7 | '' | 203.0.113.7",
                "10.0.0.1 | 10.0.0.0/8 | 127.0.0.1, 203.0.113.7 | '' | 203.0.113.7",
                "10.0.0.1 | 10.0.0.0/8 | 203.0.113.7, 10.0.0.2 | '' | 203.0.113.7",
                "10.0.0.1 | 10.0.0.0/8 | 10.0.0.3, 10.0.0.2 | '' | 10.0.0.3",
                "10.0.0.1 | 10.0.0.0/8 | 203.0.113.7, junk, 10.0.0.2 | '' | 10.0.0.2",
                "10.0.0.1 | 10.0.0.0/8 | kepu.example | '' | 10.0.0.1",
                "10.0.0.1 | 10.0.0.0/8 | 203.0.113.7:4711 | '' | 203.0.113.7",
                "10.0.0.1 | 10.0.0.0/8 | '' | for=203.0.113.7;proto=https;by=10.0.0.1 | 203.0.113.7",
                "10.0.0.1 | 10.0.0.0/8 | '' | for=192.0.2.1, for=\"[2001:db8::7]:4711\" | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1 | 10.0.0.0/8 | '' | for=192.0.2.1, for=_hidden | 10.0.0.1",
                "10.0.0.1 | 10.0.0.0/8 | 203.0.113.7 | for=192.0.2.1 | 203.0.113.7",
                "fd00::1 | fd00::/8 | 2001:db8::7 | '' | 2001:db8:0:0:0:0:0:7"
            })
    void the_caller_is_the_nearest_hop_that_is_no_proxy_of_ours(
            String peer, String trusted, String forwardedFor, String forwarded, String caller) {
        var request = request(peer, "127.0.0.1");
        if (!forwardedFor.isEmpty()) {
            request.addHeader("X-Forwarded-For", forwardedFor);
        }
        if (!forwarded.isEmpty()) {
            request.addHeader("Forwarded", forwarded);
        }

        var client = resolver("http://127.0.0.1:8080", trusted).resolve(request);

        assertThat(client.address().getHostAddress()).isEqualTo(caller);
    }

    @ParameterizedTest
    @CsvSource({
        // public URL, Host, scheme and authority that services hear of
        "http://127.0.0.1:8080, 127.0.0.1:8080, http, 127.0.0.1:8080",
        "https://kepu.example, kepu.example, https, kepu.example",
        "https://kepu.example, KEPU.example., https, kepu.example",
        "https://kepu.example, kepu.example:443, https, kepu.example:443",
        "https://kepu.example:8443, kepu.example:8443, https, kepu.example:8443",
        "https://kepu.example:8443, kepu.example, http, kepu.example",
        "https://kepu.example, localhost:8080, http, localhost:8080",
        "https://kepu.example, kepu.example:8080, http, kepu.example:8080"
    })
    void who_uses_the_public_name_came_by_the_public_url(
            String publicUrl, String host, String scheme, String authority) {
        var client = resolver(publicUrl, "").resolve(request("198.51.100.1", host));

        assertThat(client.scheme()).isEqualTo(scheme);
        assertThat(client.host()).hasToString("Optional[" + authority + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "kepu.example:9", "kepu.example@evil.example", "a b", "[::2]", ""})
    void a_name_that_is_none_of_ours_is_none(String host) {
        assertThat(resolver("https://kepu.example", "")
                        .resolve(request("198.51.100.1", host))
                        .host())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0",
    })
    void an_ipv6_network_counts_as_one_address(String address, String counted) {
        assertThat(ClientConnection.networkOf(InetAddress.ofLiteral(address)).getHostAddress())
                .isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.0/8, 0a00::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false"
    })
    void a_network_holds_what_begins_like_it(String network, String address, boolean holds) {
        assertThat(TrustedProxies.parse(network).matches(InetAddress.ofLiteral(address)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.example", ""})
    void a_network_that_is_none_stops_the_gateway_from_starting(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(network));
    }

    @Test
    void nobody_is_trusted_by_default() throws Exception {
        var yml = new YamlPropertySourceLoader()
                .load("gateway", new ClassPathResource("gateway.yml"))
                .getFirst();

        assertThat(yml.getProperty("kepu.gateway.trusted-proxies")).isNull();
        assertThat(yml.getProperty("kepu.gateway.cors.origins")).isNull();
    }

    private static MockHttpServletRequest request(String peer, String host) {
        var request = new MockHttpServletRequest("GET", "/health");
        request.setRemoteAddr(peer);
        request.setLocalPort(8080);
        request.addHeader("Host", host);
        return request;
    }

    private static ForwardedHeaderResolver resolver(String publicUrl, String trusted) {
        var properties = TestProperties.with(Map.of(
                "kepu.gateway.public-url", publicUrl,
                "kepu.gateway.trusted-proxies", trusted));
        return new ForwardedHeaderResolver(properties, new TrustedProxies(properties));
    }
}
