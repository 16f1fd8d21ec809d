package kepu.campaigns.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kepu.campaigns.window.Windows;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.record.Duplicate;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of activities. */
@Component
class ActivityViews {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Windows windows;
    private final ActivityArchives archives;
    private final ZoneId zone;

    ActivityViews(AggregateStore store, UnitReplica units, Windows windows, ActivityArchives archives, ZoneId zone) {
        this.store = store;
        this.units = units;
        this.windows = windows;
        this.archives = archives;
        this.zone = zone;
    }

    /**
     * An activity; {@code insideWindow} tells whether its local date lies in the window of its campaign, and is absent
     * if it has no campaign or the window is not known.
     */
    record ActivityView(
            String id,
            String unitId,
            @Nullable String branchId,
            String title,
            @Nullable Campaign campaign,
            @Nullable String furtherCampaign,
            @Nullable Boolean insideWindow,
            VenueKind venueKind,
            int participants,
            boolean partyKnowledge,
            boolean scienceKnowledge,
            Instant occurredAt,
            ActivityArchives.Archive archive,
            boolean withdrawn,
            @Nullable Duplicate duplicate,
            String recordedBy,
            long version) {}

    ActivityView activity(String id) {
        return activities(List.of(store.get(Activity.class, id))).getFirst();
    }

    List<ActivityView> activities(List<Activity> activities) {
        Map<String, ActivityArchives.Archive> kept = archives.of(activities);
        return activities.stream()
                .map(activity -> view(activity, Objects.requireNonNull(kept.get(activity.id()))))
                .toList();
    }

    private ActivityView view(Activity activity, ActivityArchives.Archive archive) {
        Content content = activity.content();
        return new ActivityView(
                activity.id(),
                activity.unitId(),
                content.branchId(),
                content.title(),
                content.campaign(),
                content.furtherCampaign(),
                insideWindow(activity),
                content.venueKind(),
                content.participants(),
                content.partyKnowledge(),
                content.scienceKnowledge(),
                activity.occurredAt(),
                archive,
                activity.isWithdrawn(),
                activity.duplicate(),
                activity.recordedBy(),
                activity.version());
    }

    private @Nullable Boolean insideWindow(Activity activity) {
        Content content = activity.content();
        LocalDate date = LocalDate.ofInstant(activity.occurredAt(), zone);
        return units.countyOf(activity.unitId(), activity.occurredAt())
                .flatMap(county -> windows.find(county, date.getYear(), content.campaign(), content.furtherCampaign()))
                .map(window -> window.include(date))
                .orElse(null);
    }
}
