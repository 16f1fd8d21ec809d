package kepu.sample;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.ActivityProfile.Activity;
import kepu.sample.profile.ActivityProfile.AmendedActivity;
import org.jspecify.annotations.Nullable;

/** The activities of the year and of its neighbours. */
final class ActivityScript {
    private static final String ACTIVITIES = "/api/v1/campaigns/activities";

    private final VillageWriter village;
    private final CommandScript script;

    private record Held(LocalDateTime at, @Nullable String campaign, String venue, int participants) {}

    ActivityScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write() {
        List<Held> held = new ArrayList<>();
        for (Activity activity : village.profile.activities()) {
            Held one = held(activity);
            if (one != null) {
                held.add(one);
            }
        }
        village.profile.amendedActivities().forEach(this::amended);
        for (int i = 0; i < held.size(); i++) {
            activity("activity-" + (i + 1), held.get(i), village.usuallyLate());
        }
    }

    private @Nullable Held held(Activity activity) {
        if (village.hasTime(activity.at())) {
            return exactly(activity);
        }
        var on = village.day(activity.at());
        return on.isAfter(village.established().plusDays(10))
                ? new Held(
                        on.atTime(village.random.nextInt(8, 16), 30),
                        activity.campaign(),
                        activity.venue(),
                        activity.participants().draw(village.random))
                : null;
    }

    private Held exactly(Activity activity) {
        return new Held(
                village.time(activity.at()),
                activity.campaign(),
                activity.venue(),
                activity.participants().draw(village.random));
    }

    private void amended(AmendedActivity amended) {
        String ref = activity(amended.name(), exactly(amended.stated()), 0);
        String path = ACTIVITIES + "/{ref:" + ref + "}";
        if (amended.withdrawn() != null) {
            village.withdraw(path, ref, amended.withdrawn());
        }
        if (amended.corrected() != null) {
            state(script.put(amended.name() + "-corrected", path), exactly(amended.corrected()))
                    .late(village.late(amended.late()))
                    .basedOn(ref)
                    .add();
        }
    }

    private String activity(String name, Held held, int late) {
        return state(script.post(name, ACTIVITIES).with("unitId", village.unitId), held)
                .late(late)
                .add();
    }

    private CommandScript.Draft state(CommandScript.Draft draft, Held held) {
        int branch = 1 + held.participants() % village.profile.branches();
        draft.with("branchId", village.branchId(branch)).with("title", village.any(OrganizationScript.TITLES) + "宣传活动");
        if (held.campaign() != null) {
            draft.with("campaign", held.campaign());
        }
        return draft.with("venueKind", held.venue())
                .with("participants", held.participants())
                .with("partyKnowledge", held.participants() % 3 > 0)
                .with("scienceKnowledge", true)
                .at(held.at())
                .after(village.ref("branch-" + branch));
    }
}
