package kepu.defaults.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.annotation.Scheduled;

/** What the log says when a scheduled task fails; and that the task has its next time. */
@ExtendWith(OutputCaptureExtension.class)
class ScheduledTasksTest {
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
            .withUserConfiguration(ObservabilityConfiguration.class)
            .withBean(SimpleMeterRegistry.class)
            .withPropertyValues("spring.threads.virtual.enabled=true", "kepu.census.every=PT1H");

    static class Task {
        private final RuntimeException failure;
        private final AtomicInteger times = new AtomicInteger();

        Task(RuntimeException failure) {
            this.failure = failure;
        }

        @Scheduled(fixedDelay = 10)
        void run() {
            times.incrementAndGet();
            throw failure;
        }
    }

    private void runsTwice(RuntimeException failure) {
        service.withBean(Task.class, () -> new Task(failure)).run(context -> {
            Task task = context.getBean(Task.class);
            await().until(() -> task.times.get() > 1);
        });
    }

    @Test
    void a_store_that_is_away_is_a_warning(CapturedOutput log) {
        runsTwice(new MongoTimeoutException("no server"));

        assertThat(log).contains("WARN", "waits for its next time, as the store is away", "no server");
        assertThat(log).doesNotContain("a scheduled task failed");
    }

    @Test
    void anything_else_is_an_error_with_its_stack_trace(CapturedOutput log) {
        runsTwice(new IllegalStateException("a bug"));

        assertThat(log).contains("ERROR", "a scheduled task failed", "IllegalStateException: a bug", "\tat ");
        assertThat(log).doesNotContain("waits for its next time");
    }
}
