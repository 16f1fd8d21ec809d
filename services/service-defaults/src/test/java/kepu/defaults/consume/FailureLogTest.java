package kepu.defaults.consume;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
    private static final List<ConsumerRecord<String, byte[]>> BATCH =
            List.of(new ConsumerRecord<>("kepu.organization.boards", 3, 17, "k", new byte[0]));

    private final Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource source = () -> now;
    private final FailureLog log = new FailureLog("assessment", source.withZone(ZoneOffset.UTC));

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void the_first_failure_is_logged_with_its_cause_and_position_the_next_ones_once_a_minute_and_the_end() {
        fails();
        assertThat(last().getLevel()).isEqualTo(Level.WARN);
        assertThat(last().getFormattedMessage()).contains("assessment", "kepu.organization.boards-3@17");
        assertThat(last().getThrowableProxy().getMessage()).isEqualTo("the document is too large");

        now = now.plus(Duration.ofSeconds(59));
        fails();
        assertThat(logged.list).hasSize(1);

        now = now.plus(Duration.ofSeconds(1));
        fails();
        assertThat(logged.list).hasSize(2);
        assertThat(last().getFormattedMessage()).contains("60 s", "3 attempts", "the document is too large");

        log.taken(BATCH);
        assertThat(last().getFormattedMessage()).contains("goes on after 60 s");
        log.taken(BATCH);
        assertThat(logged.list).hasSize(3);
    }

    private void fails() {
        log.failed(BATCH, new IllegalStateException("the document is too large"));
    }

    private ILoggingEvent last() {
        return logged.list.getLast();
    }
}
