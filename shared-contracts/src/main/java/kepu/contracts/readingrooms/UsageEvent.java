package kepu.contracts.readingrooms;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/**
 * How a room was used on a day (利用情况), as one source tells it. Source: R11, R15.
 *
 * <p>The usage of a room on a day from a source is one fact: of several statements about it the one with the highest (epoch,
 * sequence) holds. It names the readers, so that those of any days and rooms can be joined and counted exactly.
 */
@Family(topic = "kepu.reading-rooms.usage")
public sealed interface UsageEvent extends FactVersion {
    String roomId();

    LocalDate date();

    Source source();

    @Override
    default String factId() {
        return roomId() + ':' + date() + ':' + source();
    }

    /** 书屋自身, 远程教育, 数字图书馆, 其他平台. */
    enum Source {
        ROOM,
        DISTANCE_EDUCATION,
        DIGITAL_LIBRARY,
        OTHER_PLATFORM
    }

    /**
     * All that is known of that day by now.
     *
     * @param readers pseudonyms, each one reader's within the unit, of who read or visited; who is not known by a pseudonym, or
     *     only downloaded, is in the numbers only
     */
    @WireType("kepu.reading-rooms.usage-recorded.v1")
    record UsageRecorded(
            String roomId, LocalDate date, Source source, int reads, int downloads, int visits, Set<String> readers)
            implements UsageEvent {
        public UsageRecorded {
            readers = Sorted.copyOf(readers);
        }
    }

    /** What was said of that day by that source does not hold; nothing is known of it. */
    @WireType("kepu.reading-rooms.usage-withdrawn.v1")
    record UsageWithdrawn(String roomId, LocalDate date, Source source, String reason, Instant previousOccurredAt)
            implements UsageEvent, Withdrawal {}
}
