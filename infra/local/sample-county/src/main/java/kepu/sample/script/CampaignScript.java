package kepu.sample.script;

import java.time.LocalDateTime;
import java.util.Map;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.CampaignProfile.Chain;
import kepu.sample.profile.CampaignProfile.CorrectedStep;
import kepu.sample.profile.CampaignProfile.Practice;
import kepu.sample.profile.CampaignProfile.Research;
import kepu.sample.profile.CampaignProfile.WithdrawnStep;
import org.jspecify.annotations.Nullable;

/** What comes of the campaigns: chains of four steps, research, practices and role models. */
final class CampaignScript {
    private static final String CAM = "/api/v1/campaigns";
    private static final Map<String, String> STEPS =
            Map.of("LECTURE", "农技员讲座", "MATERIAL", "明白纸一种", "FAMILY", "入户结对指导", "COMMUNITY", "院坝会推广到全村");
    private static final Map<String, String> RESULTS =
            Map.of("FIELD_WORK", "走访各村民小组", "REPORT", "调研报告", "ADOPTION", "列入村年度实施方案");

    private final VillageWriter village;
    private final CommandScript script;

    CampaignScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write() {
        village.profile.chains().forEach(this::chain);
        village.profile.research().forEach(this::research);
        village.profile.practices().forEach(this::practice);
    }

    private boolean isTooEarly(String first) {
        return !village.day(first).isAfter(village.established().plusDays(10));
    }

    private void chain(Chain chain) {
        if (isTooEarly(chain.steps().values().iterator().next())) {
            return;
        }
        String path = CAM + "/chains/{ref:" + village.ref(chain.name()) + "}/steps";
        String last = null;
        for (Map.Entry<String, String> step : chain.steps().entrySet()) {
            last = step(chain, path, step.getKey(), village.time(step.getValue()), last);
        }
        CorrectedStep corrected = chain.corrected();
        if (corrected != null && last != null) {
            CommandScript.Draft draft = script.put(chain.name() + "-corrected", path + "/" + corrected.step());
            last = state(draft, corrected.step(), village.time(corrected.at()))
                    .late(village.late(corrected.late()))
                    .basedOn(last)
                    .add();
        }
        WithdrawnStep withdrawn = chain.withdrawn();
        if (withdrawn != null && last != null) {
            village.withdraw(
                    withdrawn.name(),
                    path + "/" + withdrawn.step(),
                    last,
                    withdrawn.reason(),
                    village.day(withdrawn.on()));
        }
    }

    private String step(Chain chain, String path, String step, LocalDateTime at, @Nullable String last) {
        CommandScript.Draft draft = last == null
                ? script.post(chain.name(), CAM + "/chains").with("unitId", village.unitId)
                : script.post(chain.name() + "-" + step, path);
        state(draft.with("step", step), step, at);
        return last == null ? draft.add() : draft.basedOn(last).add();
    }

    private CommandScript.Draft state(CommandScript.Draft draft, String step, LocalDateTime at) {
        draft.with("title", String.valueOf(STEPS.get(step)));
        if (step.equals("FAMILY")) {
            draft.with("householdNumber", "H-%03d".formatted(100 + village.ordinal));
        }
        return draft.at(at);
    }

    private void research(Research research) {
        if (isTooEarly(research.proposed())) {
            return;
        }
        String last = script.post(research.name(), CAM + "/research-projects")
                .with("unitId", village.unitId)
                .with("theme", research.theme())
                .with("title", village.title(research.title()))
                .at(village.time(research.proposed()))
                .add();
        String path = CAM + "/research-projects/{ref:" + last + "}";
        String stage = "";
        for (Map.Entry<String, String> reached : research.stages().entrySet()) {
            stage = reached.getKey();
            last = reached(research.name() + "-" + stage, path, stage, reached.getValue(), last);
        }
        if (research.takenBack() != null) {
            last = village.withdraw(path + "/stages", last, research.takenBack());
        }
        if (research.again() != null) {
            last = reached(research.name() + "-again", path, stage, research.again(), last);
        }
        if (research.withdrawn() != null) {
            village.withdraw(path, last, research.withdrawn());
        }
    }

    private String reached(String name, String path, String stage, String at, String last) {
        return script.post(name, path + "/stages")
                .with("stage", stage)
                .with("result", String.valueOf(RESULTS.get(stage)))
                .at(village.time(at))
                .basedOn(last)
                .add();
    }

    private void practice(Practice practice) {
        if (isTooEarly(practice.nominated())) {
            return;
        }
        CommandScript.Draft nomination = script.post(practice.name(), CAM + "/practices")
                .with("unitId", village.unitId)
                .with("kind", practice.kind())
                .with("title", practice.title());
        if (practice.person() != null) {
            nomination.with("personId", "volunteer-%s-%02d".formatted(village.unitId, practice.person()));
        }
        String last = nomination
                .with("story", "做法具体，群众认可，可以推广")
                .at(village.time(practice.nominated()))
                .add();
        String path = CAM + "/practices/{ref:" + last + "}/publication";
        if (practice.published() != null) {
            last = script.post(practice.name() + "-published", path)
                    .at(village.time(practice.published()))
                    .basedOn(last)
                    .add();
        }
        if (practice.unpublished() != null) {
            village.withdraw(path, last, practice.unpublished());
        }
    }
}
