package kepu.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The metrics of each service on the gateway's management port: {@code /actuator/services/<name>}. */
@WebEndpoint(id = "services")
class ServicesEndpoint {
    private final Map<String, ConfigurableApplicationContext> services;

    private ServicesEndpoint(Map<String, ConfigurableApplicationContext> services) {
        this.services = services;
    }

    /** Adds the endpoint and the health of each service to the gateway's context. */
    static void addTo(GenericApplicationContext gateway, Map<String, ConfigurableApplicationContext> services) {
        Map<String, ConfigurableApplicationContext> opened = new LinkedHashMap<>(services);
        gateway.registerBean(ServicesEndpoint.class, () -> new ServicesEndpoint(opened));
        gateway.registerBean(
                "servicesHealthContributor",
                HealthContributor.class,
                () -> CompositeHealthContributor.fromMap(opened, ServicesEndpoint::health));
    }

    private static HealthIndicator health(ConfigurableApplicationContext service) {
        HealthEndpoint health = service.getBean(HealthEndpoint.class);
        return () -> Health.status(health.health().getStatus()).build();
    }

    /** In the format that the client asks for, like {@code /actuator/prometheus}; 404 for a name that is no service's. */
    @ReadOperation(producesFrom = PrometheusOutputFormat.class)
    WebEndpointResponse<byte[]> scrape(
            @Selector String service, PrometheusOutputFormat format, @Nullable Set<String> includedNames) {
        ConfigurableApplicationContext context = services.get(service);
        return context == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : context.getBean(PrometheusScrapeEndpoint.class).scrape(format, includedNames);
    }
}
