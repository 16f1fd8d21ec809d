package kepu.defaults.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Who writes snapshots at all. */
class SnapshotConfigurationTest {
    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(SnapshotConfiguration.class);

    @Test
    void a_service_that_owns_topics_wants_a_writer() {
        runner.withPropertyValues("spring.application.name=campaigns")
                .run(context -> assertThat(context).hasFailed()); // for want of a store
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.application.name=gateway", "spring.application.name=", "unnamed=true"})
    void whoever_owns_none_has_none(String name) {
        runner.withPropertyValues(name).run(context -> assertThat(context).doesNotHaveBean(SnapshotWriter.class));
    }

    @Test
    void it_can_be_left_out() {
        runner.withPropertyValues("spring.application.name=campaigns", "kepu.snapshots.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(SnapshotWriter.class));
    }
}
