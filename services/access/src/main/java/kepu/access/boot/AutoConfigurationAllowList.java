package kepu.access.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Admits only the auto-configurations of Spring Boot and Spring Cloud in the packages that {@code kepu.auto-configurations}
 * lists; all of them if the setting is absent.
 *
 * <p>Those of tracing also need {@code management.tracing.export.enabled}. Several applications may share a JVM and its class
 * path, so what is on the class path does not tell what one of them needs.
 */
final class AutoConfigurationAllowList implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final List<String> GUARDED = List.of("org.springframework.boot.", "org.springframework.cloud.");
    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.zipkin.");

    private List<String> packages = List.of();
    private boolean tracing;

    @Override
    public void setEnvironment(Environment environment) {
        packages = Binder.get(environment)
                .bind("kepu.auto-configurations", Bindable.listOf(String.class))
                .orElse(List.of());
        tracing = environment.getProperty("management.tracing.export.enabled", Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] admitted = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            var configuration = configurations[i];
            // Another filter has already rejected an element that is null.
            admitted[i] = configuration == null || isAdmitted(configuration);
        }
        return admitted;
    }

    boolean isAdmitted(String configuration) {
        return isListed(configuration) && (tracing || TRACING.stream().noneMatch(configuration::startsWith));
    }

    /** Spring also asks about an application's own configurations; these are always admitted. */
    private boolean isListed(String configuration) {
        return packages.isEmpty()
                || GUARDED.stream().noneMatch(configuration::startsWith)
                || packages.stream().anyMatch(name -> configuration.startsWith(name + '.'));
    }
}
