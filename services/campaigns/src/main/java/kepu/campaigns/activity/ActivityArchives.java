package kepu.campaigns.activity;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.contracts.WorkingDays;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How complete the archives of activities are: one entry of any kind, within so many working days, is enough. */
@Component
class ActivityArchives {
    private final WorkingDays workingDays = WorkingDays.MONDAY_TO_FRIDAY;
    private final Activities.Archives archives;
    private final Clock clock;
    private final ZoneId zone;
    private final int days;

    ActivityArchives(
            Activities.Archives archives,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.campaigns.archive-working-days}") int days) {
        this.archives = archives;
        this.clock = clock;
        this.zone = zone;
        this.days = days;
    }

    /**
     * The archive of one activity.
     *
     * @param kinds of which there is an entry that holds
     * @param dueOn the last day on which an entry is in time
     * @param overdue whether that day is over and there is none
     */
    record Archive(boolean complete, Set<Kind> kinds, LocalDate dueOn, boolean overdue) {}

    /** By activity. */
    Map<String, Archive> of(List<Activity> activities) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        Map<String, Set<Kind>> kinds = kindsOf(activities);
        return activities.stream().collect(Collectors.toMap(Activity::id, activity -> {
            Set<Kind> kept = kinds.getOrDefault(activity.id(), Set.of());
            LocalDate dueOn = workingDays.after(LocalDate.ofInstant(activity.occurredAt(), zone), days);
            return new Archive(!kept.isEmpty(), new TreeSet<>(kept), dueOn, kept.isEmpty() && today.isAfter(dueOn));
        }));
    }

    Predicate<Activity> withoutAny(List<Activity> activities) {
        Map<String, Set<Kind>> kinds = kindsOf(activities);
        return activity -> !kinds.containsKey(activity.id());
    }

    private Map<String, Set<Kind>> kindsOf(List<Activity> activities) {
        return archives.kindsOf(activities.stream().map(Activity::id).toList());
    }
}
