package kepu.campaigns.activity;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.defaults.replica.Deadline;
import kepu.defaults.replica.Deadlines;
import org.springframework.stereotype.Component;

/** How complete the archives of activities are: one entry of any kind, within so many working days, is enough. */
@Component
class ActivityArchives {
    private final Activities.Archives archives;
    private final Deadlines deadlines;

    ActivityArchives(Activities.Archives archives, Deadlines deadlines) {
        this.archives = archives;
        this.deadlines = deadlines;
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
        Map<String, Set<Kind>> kinds = kindsOf(activities);
        return activities.stream().collect(Collectors.toMap(Activity::id, activity -> {
            Set<Kind> kept = kinds.getOrDefault(activity.id(), Set.of());
            Deadline deadline = deadlines.of(activity.unitId());
            return new Archive(
                    !kept.isEmpty(),
                    new TreeSet<>(kept),
                    deadline.of(activity.occurredAt()),
                    kept.isEmpty() && deadline.hasPassed(activity.occurredAt()));
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
