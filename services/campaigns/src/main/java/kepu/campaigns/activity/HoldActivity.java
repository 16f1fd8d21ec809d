package kepu.campaigns.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import kepu.campaigns.window.Windows;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records an activity that a unit held, also one named for a campaign but held outside its window, and corrects such a
 * record; the unit was open then.
 */
@Component
class HoldActivity {
    private final AmendableRecords records;
    private final UnitReplica units;
    private final Branches branches;
    private final Windows windows;
    private final Activities.Archives archives;
    private final ZoneId zone;

    HoldActivity(
            AmendableRecords records,
            UnitReplica units,
            Branches branches,
            Windows windows,
            Activities.Archives archives,
            ZoneId zone) {
        this.records = records;
        this.units = units;
        this.branches = branches;
        this.windows = windows;
        this.archives = archives;
        this.zone = zone;
    }

    Receipt handle(Command command, ActivityController.ActivityRequest request) {
        return records.record(command, Activity.class, "activity", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            branches.requireKnown(request.branchId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            requireKnown(request.unitId(), request.furtherCampaign(), at);
            return new Activity(id, request.unitId(), request.content(), at, command.actor());
        });
    }

    /** The branch that the activity names already may be one that whoever corrects it could not name themselves. */
    Receipt correct(Command command, String activityId, ActivityController.CorrectionRequest request) {
        return records.change(command, Activity.class, activityId, activity -> {
            Instant at = command.occurredAt(request.occurredAt(), activity.occurredAt());
            units.requireKnown(activity.unitId()).openAt(at);
            if (!Objects.equals(request.branchId(), activity.content().branchId())) {
                branches.requireKnown(request.branchId());
            }
            if (!Objects.equals(request.furtherCampaign(), activity.content().furtherCampaign())) {
                requireKnown(activity.unitId(), request.furtherCampaign(), at);
            }
            if (at.isAfter(activity.occurredAt())) {
                requireNoEntryBefore(activityId, at);
            }
            return activity.correct(request.content(), at, command.actor());
        });
    }

    /** What is kept of it was filed on its day or later. */
    private void requireNoEntryBefore(String activityId, Instant at) {
        LocalDate held = LocalDate.ofInstant(at, zone);
        archives.firstOf(activityId).ifPresent(entry -> {
            LocalDate filed = LocalDate.ofInstant(entry.at(), zone);
            if (filed.isBefore(held)) {
                throw ActivityRejection.afterArchive(held, entry.number(), filed);
            }
        });
    }

    /** A key is typed, so one that the county of that day did not set for that year is more likely a mistake. */
    private void requireKnown(String unitId, @Nullable String furtherCampaign, Instant at) {
        if (furtherCampaign != null) {
            int year = LocalDate.ofInstant(at, zone).getYear();
            units.countyOf(unitId, at)
                    .flatMap(county -> windows.find(county, year, null, furtherCampaign))
                    .orElseThrow(() -> ActivityRejection.unknownCampaign(furtherCampaign, year));
        }
    }
}
