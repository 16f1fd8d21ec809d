package kepu.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves tracing out of a context altogether, unless its settings ask for it. */
final class TracingOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.zipkin.");

    private boolean asked;

    @Override
    public void setEnvironment(Environment environment) {
        asked = environment.getProperty("management.tracing.export.enabled", Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            String configuration = configurations[i];
            wanted[i] = asked || configuration == null || TRACING.stream().noneMatch(configuration::startsWith);
        }
        return wanted;
    }
}
