package kepu.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import kepu.contracts.Contracts;
import kepu.defaults.consume.EventSubscription;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What the services listen to, as their own beans of type {@link EventSubscription} say. */
final class DeclaredSubscriptions {
    private static final String SHARED = "kepu.defaults";

    private DeclaredSubscriptions() {}

    static List<Subscription> all() {
        List<Subscription> found = new ArrayList<>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (var candidate : scanner.findCandidateComponents("kepu")) {
            Class<?> configuration = loaded(Objects.requireNonNull(candidate.getBeanClassName()));
            for (Method bean : configuration.getDeclaredMethods()) {
                if (bean.isAnnotationPresent(Bean.class) && bean.getReturnType() == EventSubscription.class) {
                    for (String service : servicesOf(configuration)) {
                        EventSubscription declared = made(configuration, bean, service);
                        found.add(new Subscription(
                                service,
                                declared.group(),
                                declared.families().stream()
                                        .map(Contracts::topicOf)
                                        .toList()));
                    }
                }
            }
        }
        return found;
    }

    /** The service in whose package it lies; what all share is every service's, but for who owns the units itself. */
    private static List<String> servicesOf(Class<?> configuration) {
        String name = configuration.getPackageName();
        List<String> services = name.startsWith(SHARED)
                ? Topology.SERVICES.stream()
                        .filter(service -> !configuration.isAnnotationPresent(ConditionalOnProperty.class)
                                || !ownsTheUnits(service))
                        .toList()
                : Topology.SERVICES.stream()
                        .filter(service -> (name + ".").startsWith("kepu." + service.replace("-", "") + "."))
                        .toList();
        if (services.isEmpty()) {
            throw new IllegalStateException(configuration + " subscribes for no known service");
        }
        return services;
    }

    private static boolean ownsTheUnits(String service) {
        try {
            for (PropertySource<?> source :
                    new YamlPropertySourceLoader().load(service, new ClassPathResource(service + ".yml"))) {
                if ("own".equals(source.getProperty("kepu.access.units"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventSubscription made(Class<?> configuration, Method bean, String service) {
        try {
            Constructor<?> constructor = configuration.getDeclaredConstructor();
            constructor.setAccessible(true);
            bean.setAccessible(true);
            // Nothing is listened with here, so collaborators may be missing; the one text is the service's name.
            Object[] arguments = Arrays.stream(bean.getParameters())
                    .map(parameter -> argument(parameter, service))
                    .toArray();
            return (EventSubscription) bean.invoke(constructor.newInstance(), arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(bean + " does not say what it listens to", e);
        }
    }

    private static @Nullable Object argument(Parameter parameter, String service) {
        Value value = parameter.getAnnotation(Value.class);
        if (value == null) {
            return null;
        }
        if (!value.value().equals("${spring.application.name}")) {
            throw new IllegalStateException(parameter + " is asked for by a subscription");
        }
        return service;
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
