package kepu.sample.script;

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

    /** An activity as it was entered. */
    record Entered(String name, String ref, LocalDateTime at) {}

    /** @return what was held, in the order of the profile; those amended last */
    List<Entered> write() {
        List<Held> held = new ArrayList<>();
        for (Activity activity : village.profile.activities()) {
            Held one = held(activity);
            if (one != null) {
                held.add(one);
            }
        }
        List<Entered> amended =
                village.profile.amendedActivities().stream().map(this::amended).toList();
        List<Entered> entered = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            String name = "activity-" + (i + 1);
            String ref = activity(name, held.get(i), village.usuallyLate());
            entered.add(new Entered(name, ref, held.get(i).at()));
        }
        entered.addAll(amended);
        return entered;
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

    private Entered amended(AmendedActivity amended) {
        Held stated = exactly(amended.stated());
        String ref = activity(amended.name(), stated, 0);
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
        return new Entered(amended.name(), ref, stated.at());
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
