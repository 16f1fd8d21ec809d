package kepu.readingrooms.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.readingrooms.UsageEvent.UsageWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.usage.UsageDay.Kind;
import kepu.readingrooms.usage.UsageDay.Use;
import org.junit.jupiter.api.Test;

class UsageDayTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DATE = LocalDate.of(2025, 3, 1);
    private static final Instant START = Instant.parse("2025-02-28T16:00:00Z");

    private final UsageDay day = new UsageDay("d", "v", "room", DATE, Source.ROOM);

    private DomainEvents take(Use... uses) {
        return day.take(List.of(uses), null, "keeper-1", ZONE);
    }

    private static UsageRecorded stated(int reads, int downloads, int visits, String... readers) {
        return new UsageRecorded("room", DATE, Source.ROOM, reads, downloads, visits, Set.of(readers));
    }

    @Test
    void a_day_is_stated_as_a_whole_whenever_something_new_comes() {
        assertThat(take(new Use("a", Kind.READ, "r1"), new Use("b", Kind.VISIT, "r1")))
                .isEqualTo(new DomainEvents(START, List.of(stated(1, 0, 1, "r1")), null));
        assertThat(take(new Use("c", Kind.READ, "r2")).events()).containsExactly(stated(2, 0, 1, "r1", "r2"));
    }

    @Test
    void a_use_sent_twice_counts_once_in_one_batch_and_in_two() {
        Use use = new Use("a", Kind.READ, "r1");
        assertThat(take(use, use).events()).containsExactly(stated(1, 0, 0, "r1"));
        assertThat(take(use, new Use("a", Kind.READ, "r2")).events()).isEmpty();
        assertThat(day.reads()).isEqualTo(1);
    }

    @Test
    void who_only_downloads_or_is_not_known_is_in_the_numbers_only() {
        assertThat(take(new Use("a", Kind.DOWNLOAD, "r1"), new Use("b", Kind.READ, null))
                        .events())
                .containsExactly(stated(1, 1, 0));
    }

    @Test
    void a_day_holds_a_thousand_readers_and_not_one_more() {
        Use[] thousand = IntStream.range(0, UsageDay.MOST_READERS)
                .mapToObj(i -> new Use("u" + i, Kind.READ, "r" + i))
                .toArray(Use[]::new);
        take(thousand);
        assertThat(take(new Use("again", Kind.VISIT, "r7")).events()).hasSize(1);
        assertThatThrownBy(() -> take(new Use("one-more", Kind.READ, "r-more")))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("usage-day-full"));
        assertThat(day.readers()).isEqualTo(UsageDay.MOST_READERS);
    }

    @Test
    void a_withdrawn_day_is_unknown_and_begins_anew() {
        take(new Use("a", Kind.READ, "r1"), new Use("b", Kind.READ, "r2"));
        assertThat(day.withdraw("误报", ZONE).events())
                .containsExactly(new UsageWithdrawn("room", DATE, Source.ROOM, "误报", START));
        assertThatThrownBy(() -> day.withdraw("误报", ZONE)).isInstanceOf(Rejection.class);
        assertThat(take(new Use("a", Kind.READ, "r1")).events()).containsExactly(stated(1, 0, 0, "r1"));
        assertThat(day.withdrawn()).isFalse();
    }
}
