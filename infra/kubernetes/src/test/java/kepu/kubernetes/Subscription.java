package kepu.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import kepu.contracts.Contracts;
import kepu.defaults.consume.EventSubscription;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What a service listens to and as which group, as its own beans of type {@link EventSubscription} say. */
record Subscription(String service, String group, List<String> topics) {
    private static final String SHARED = "kepu.defaults";

    /** Those of all services, in the order of services and groups. */
    static List<Subscription> all() {
        List<Subscription> found = new ArrayList<>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        for (var candidate : scanner.findCandidateComponents("kepu")) {
            Class<?> configuration = loaded(Objects.requireNonNull(candidate.getBeanClassName()));
            for (Method bean : configuration.getDeclaredMethods()) {
                if (bean.getReturnType() == EventSubscription.class && bean.isAnnotationPresent(Bean.class)) {
                    for (String service : servicesOf(configuration)) {
                        EventSubscription told = made(configuration, bean, service);
                        found.add(new Subscription(
                                service,
                                told.group(),
                                told.families().stream().map(Contracts::topicOf).toList()));
                    }
                }
            }
        }
        found.sort(Comparator.<Subscription>comparingInt(each -> Topology.SERVICES.indexOf(each.service))
                .thenComparing(Subscription::group));
        return found;
    }

    /** The service in whose package it lies; what all share is every service's that does not own the units itself. */
    private static List<String> servicesOf(Class<?> configuration) {
        String name = configuration.getPackageName();
        List<String> services = name.startsWith(SHARED)
                ? Topology.SERVICES.stream()
                        .filter(service -> !"own".equals(setting(service, "kepu.access.units")))
                        .toList()
                : Topology.SERVICES.stream()
                        .filter(service -> (name + ".").startsWith("kepu." + service.replace("-", "") + "."))
                        .toList();
        if (services.isEmpty()) {
            throw new IllegalStateException(configuration + " subscribes for no known service");
        }
        return services;
    }

    private static EventSubscription made(Class<?> configuration, Method bean, String service) {
        try {
            Constructor<?> constructor = configuration.getDeclaredConstructor();
            constructor.setAccessible(true);
            bean.setAccessible(true);
            // Nothing is listened with here, so collaborators may be missing; the one text asked for is the service's
            // name.
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

    /** What the service's own file says, as text. */
    static String setting(String service, String name) {
        try {
            for (PropertySource<?> source :
                    new YamlPropertySourceLoader().load(service, new ClassPathResource(service + ".yml"))) {
                if (source.containsProperty(name)) {
                    return String.valueOf(source.getProperty(name));
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
