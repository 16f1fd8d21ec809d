package kepu.gateway;

import kepu.gateway.door.Door;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Hangs the {@link Door} where Tomcat's own would be. */
@Component
final class FrontDoor implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /** Tomcat refuses more of them in words of its own; below that {@link RequestGuard} does. */
    private static final int MOST_HEADERS = 500;

    private final Settings.Terms terms;
    private final Proxies proxies;
    private final Problems problems;

    FrontDoor(Settings settings, Proxies proxies, Problems problems) {
        this.terms = settings.gateway();
        this.proxies = proxies;
        this.problems = problems;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Refusals(problems)));
        factory.setProtocol(Door.class.getName());
        factory.addConnectorCustomizers(connector -> {
            connector.setProperty("maxHeaderCount", Integer.toString(MOST_HEADERS));
            if (connector.getProtocolHandler() instanceof Door door) {
                door.keep(new Door.Rules(
                        terms.headerDeadline(),
                        terms.limits().connectionsPerAddress(),
                        proxies::isTrusted,
                        Origin::counted));
            }
        });
    }
}
