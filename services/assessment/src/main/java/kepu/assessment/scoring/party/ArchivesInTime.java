package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Activity;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.WorkingDays;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveStated;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import org.jspecify.annotations.Nullable;

/**
 * P10 档案: activities whose archive is complete in time, of those that are complete or whose days have passed.
 *
 * <p>One entry of any kind completes an archive: a document is enough, and no photo is asked for.
 */
record ArchivesInTime(int workingDays, EmptyPolicy empty) implements Policy {
    /** Those of 31 December are over by the end of February, holidays and all; later entries are not among the year's facts. */
    private static final int MOST_WORKING_DAYS = 30;

    ArchivesInTime(Parameters parameters) {
        this(parameters.positive("workingDays", MOST_WORKING_DAYS), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "按期建档的活动数 ÷ 应计的活动数；活动后 " + workingDays + " 个工作日内有任一类档案一件即为按期，已建档或期限已过的活动应计(没有时"
                        + empty.text().zh() + ")",
                "activities archived in time ÷ those that count; one entry of any archive within " + workingDays
                        + " working days of the activity is in time, and activities count that are archived or whose days have"
                        + " passed (none: " + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        WorkingDays calendar = unit.workingDays(evidence);
        Map<String, DatedEvent<ArchiveEvent>> firstEntries = firstEntries(unit, evidence);
        int inTime = 0;
        int late = 0;
        int overdue = 0;
        int notYetDue = 0;
        for (Activity activity : Activity.of(unit, evidence)) {
            LocalDate due = calendar.after(activity.fact().date(), workingDays);
            DatedEvent<ArchiveEvent> entry =
                    firstEntries.get(activity.fact().data().activityId());
            if (entry == null && !unit.asOf().isAfter(due)) {
                notYetDue++;
                evidence.doesNotCount(activity.fact(), Reason.ARCHIVE_NOT_YET_DUE);
                continue;
            }
            evidence.counts(activity.fact());
            if (entry == null) {
                overdue++;
            } else if (entry.date().isAfter(due)) {
                late++;
                evidence.doesNotCount(entry, Reason.ARCHIVED_LATE);
            } else {
                inTime++;
                evidence.counts(entry);
            }
        }
        return PolicyResult.of(
                empty.ratio(inTime, inTime + late + overdue),
                new FormulaNumbers()
                        .put("workingDays", workingDays)
                        .put("inTime", inTime)
                        .put("late", late)
                        .put("overdue", overdue)
                        .put("notYetDue", notYetDue),
                evidence);
    }

    /** The first entry of each activity since the period's start; one of an earlier year belongs to no activity of this one. */
    private static Map<String, DatedEvent<ArchiveEvent>> firstEntries(UnitYear unit, Evidence evidence) {
        List<DatedEvent<ArchiveEvent>> entries = unit.held(
                ArchiveEvent.class,
                entry -> ofActivity(entry) != null
                        && !entry.date().isBefore(unit.period().first())
                        && !entry.date().isAfter(unit.asOf()),
                evidence);
        Map<String, DatedEvent<ArchiveEvent>> first = new HashMap<>();
        for (DatedEvent<ArchiveEvent> entry : entries) {
            String activity = ofActivity(entry);
            if (activity != null) {
                first.putIfAbsent(activity, entry);
            }
        }
        return first;
    }

    private static @Nullable String ofActivity(DatedEvent<ArchiveEvent> entry) {
        return entry.data() instanceof ArchiveStated stated && stated.subject() == Subject.ACTIVITY
                ? stated.subjectId()
                : null;
    }
}
