package kepu.access.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AutoConfigurationAllowListTest {
    private static final String TOMCAT = "org.springframework.boot.tomcat.autoconfigure.TomcatAutoConfiguration";
    private static final String MONGO = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration";
    private static final String BRAVE =
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration";

    @Test
    void only_those_of_the_listed_packages_are_admitted() {
        var list = with(Map.of(
                "kepu.auto-configurations[0]", "org.springframework.boot.tomcat",
                "kepu.auto-configurations[1]", "org.springframework.boot.mongo"));

        assertThat(list.isAdmitted(TOMCAT)).isTrue();
        assertThat(list.isAdmitted(MONGO)).isFalse();
    }

    @Test
    void an_applications_own_configurations_need_not_be_listed() {
        var list = with(Map.of("kepu.auto-configurations", "org.springframework.boot.tomcat"));

        assertThat(list.isAdmitted("kepu.defaults.web.WebConfiguration")).isTrue();
    }

    @Test
    void without_a_list_all_are_admitted() {
        assertThat(with(Map.of()).isAdmitted(TOMCAT)).isTrue();
        assertThat(with(Map.of()).isAdmitted(MONGO)).isTrue();
    }

    @Test
    void those_of_tracing_need_tracing_to_be_on_as_well() {
        Map<String, Object> listed = Map.of("kepu.auto-configurations", "org.springframework.boot.micrometer");
        Map<String, Object> on = Map.of(
                "kepu.auto-configurations",
                "org.springframework.boot.micrometer",
                "management.tracing.export.enabled",
                "true");

        assertThat(with(listed).isAdmitted(BRAVE)).isFalse();
        assertThat(with(on).isAdmitted(BRAVE)).isTrue();
    }

    private static AutoConfigurationAllowList with(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        var list = new AutoConfigurationAllowList();
        list.setEnvironment(environment);
        return list;
    }
}
