package kepu.defaults.consume;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why a batch fails: the first time with its stack trace, then once a minute, and that it was taken in the end. */
final class FailureLog {
    private static final Logger log = LoggerFactory.getLogger(FailureLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String group;
    private final Clock clock;
    private final Map<TopicPartition, Trouble> troubles = new ConcurrentHashMap<>();

    FailureLog(String group, Clock clock) {
        this.group = group;
        this.clock = clock;
    }

    private record Trouble(Instant since, Instant logged, int times) {}

    void failed(List<? extends ConsumerRecord<?, ?>> records, Throwable why) {
        Instant now = clock.instant();
        ConsumerRecord<?, ?> first = records.getFirst();
        Trouble before = troubles.get(partition(first));
        if (before == null) {
            log.warn(
                    "{} could not take {} records, which come again; the first is {}-{}@{}",
                    group,
                    records.size(),
                    first.topic(),
                    first.partition(),
                    first.offset(),
                    why);
            troubles.put(partition(first), new Trouble(now, now, 1));
            return;
        }
        boolean isTime = !now.isBefore(before.logged().plus(PAUSE));
        if (isTime) {
            log.warn(
                    "{} has not taken {} records for {} s and {} attempts; the first is {}-{}@{}: {}",
                    group,
                    records.size(),
                    seconds(before, now),
                    before.times() + 1,
                    first.topic(),
                    first.partition(),
                    first.offset(),
                    root(why));
        }
        troubles.put(partition(first), new Trouble(before.since(), isTime ? now : before.logged(), before.times() + 1));
    }

    void taken(List<? extends ConsumerRecord<?, ?>> records) {
        if (troubles.isEmpty()) {
            return;
        }
        Trouble ended = troubles.remove(partition(records.getFirst()));
        if (ended != null) {
            log.info(
                    "{} goes on after {} s and {} failed attempts",
                    group,
                    seconds(ended, clock.instant()),
                    ended.times());
        }
    }

    private static long seconds(Trouble trouble, Instant now) {
        return Duration.between(trouble.since(), now).toSeconds();
    }

    private static String root(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> received) {
        return new TopicPartition(received.topic(), received.partition());
    }
}
