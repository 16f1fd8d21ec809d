package kepu.gateway.connection;

import kepu.gateway.GatewayProperties;
import kepu.gateway.http.ClientConnection;
import kepu.gateway.http.TrustedProxies;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Makes Tomcat use the {@link GatewayHttp11Protocol}. */
@Component
final class ConnectorCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /** Far above {@code header-count}, so that the gateway's own filter refuses first, with a problem document. */
    private static final int MAX_HEADER_COUNT = 500;

    private final GatewayProperties properties;
    private final TrustedProxies trustedProxies;

    ConnectorCustomizer(GatewayProperties properties, TrustedProxies trustedProxies) {
        this.properties = properties;
        this.trustedProxies = trustedProxies;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(GatewayHttp11Protocol.class.getName());
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("maxHeaderCount", Integer.toString(MAX_HEADER_COUNT));
            connector.setMaxLocaleCount(-1); // else Tomcat throws at the eleventh language of a header
            connector.setMaxCookieCount(-1); // and at the 201st cookie, before any filter
            if (connector.getProtocolHandler() instanceof GatewayHttp11Protocol protocol) {
                protocol.setLimits(new GatewayHttp11Protocol.Limits(
                        properties.headerDeadline(),
                        properties.limits().connectionsPerAddress(),
                        trustedProxies::contains,
                        ClientConnection::networkOf));
            }
        });
    }
}
