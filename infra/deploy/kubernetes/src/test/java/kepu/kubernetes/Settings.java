package kepu.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a part reads from its files and from the variables that a manifest gives it, put together by Spring Boot itself. */
final class Settings {
    private Settings() {}

    static ConfigurableEnvironment of(Manifests manifests, String part) {
        Map<String, Object> variables = variables(manifests, part);
        ConfigurableEnvironment environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addLast(
                        new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
                sources.addLast(new MapPropertySource("name", Map.of("spring.config.name", part)));
            }
        };
        new SpringApplicationJsonEnvironmentPostProcessor()
                .postProcessEnvironment(environment, new SpringApplication());
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }

    /** Of a secret's value only that there is one is known: it reads {@code <name>/<key>}. */
    private static Map<String, Object> variables(Manifests manifests, String part) {
        JsonNode container = Manifests.container(manifests.one("Deployment", part));
        Map<String, Object> variables = new HashMap<>();
        for (JsonNode from : container.path("envFrom")) {
            manifests
                    .one("ConfigMap", from.path("configMapRef").path("name").asText())
                    .path("data")
                    .properties()
                    .forEach(entry ->
                            variables.put(entry.getKey(), entry.getValue().asText()));
        }
        for (JsonNode variable : container.path("env")) {
            JsonNode secret = variable.path("valueFrom").path("secretKeyRef");
            variables.put(
                    variable.path("name").asText(),
                    secret.isMissingNode()
                            ? variable.path("value").asText()
                            : secret.path("name").asText() + "/"
                                    + secret.path("key").asText());
        }
        return variables;
    }

    static int port(JsonNode container, String name) {
        return Manifests.each(container.path("ports"))
                .filter(port -> port.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port " + name))
                .path("containerPort")
                .asInt();
    }
}
