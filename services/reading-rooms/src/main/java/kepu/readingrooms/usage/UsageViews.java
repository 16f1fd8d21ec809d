package kepu.readingrooms.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of the usage of a day. */
@Component
class UsageViews {
    private final AggregateStore store;

    UsageViews(AggregateStore store) {
        this.store = store;
    }

    /**
     * @param readers how many are known by a pseudonym
     * @param readerIds their pseudonyms; absent in lists
     * @param files in which platforms told it
     */
    record UsageDayView(
            String id,
            String unitId,
            String roomId,
            LocalDate date,
            Source source,
            int reads,
            int downloads,
            int visits,
            int readers,
            @Nullable Set<String> readerIds,
            Set<String> files,
            boolean withdrawn,
            @Nullable String recordedBy,
            long version) {}

    UsageDayView day(String id) {
        UsageDay day = store.get(UsageDay.class, id);
        return view(day, day.readerIds());
    }

    static List<UsageDayView> days(List<UsageDay> days) {
        return days.stream().map(day -> view(day, null)).toList();
    }

    private static UsageDayView view(UsageDay day, @Nullable Set<String> readerIds) {
        return new UsageDayView(
                day.id(),
                day.unitId(),
                day.roomId(),
                day.date(),
                day.source(),
                day.reads(),
                day.downloads(),
                day.visits(),
                day.readers(),
                readerIds,
                day.files(),
                day.withdrawn(),
                day.recordedBy(),
                day.version());
    }
}
