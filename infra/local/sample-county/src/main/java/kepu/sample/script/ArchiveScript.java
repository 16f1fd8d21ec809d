package kepu.sample.script;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.ActivityProfile.Archives;
import kepu.sample.profile.ActivityProfile.Entry;
import kepu.sample.profile.ProfileValues.Correction;
import kepu.sample.script.ActivityScript.Entered;

/** What is kept of the activities: references to paper documents, as the sample has no files. */
final class ArchiveScript {
    private static final String ENTRIES = "/api/v1/campaigns/archive-entries";
    private static final List<String> KINDS = List.of("TRAINING_MATERIAL", "PHOTO");

    private final VillageWriter village;
    private final CommandScript script;

    ArchiveScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write(List<Entered> activities) {
        Archives archives = village.profile.archives();
        Set<String> done = new HashSet<>(archives.without());
        for (Entry entry : archives.entries()) {
            done.add(entry.activity());
            Entered of = activities.stream()
                    .filter(activity -> activity.name().equals(entry.activity()))
                    .findFirst()
                    .orElseThrow();
            own(entry, of);
        }
        for (Entered activity : activities) {
            if (!done.contains(activity.name())) {
                LocalDateTime filed = activity.at()
                        .toLocalDate()
                        .plusDays(archives.after().draw(village.random))
                        .atTime(17, 30);
                file("archive-of-" + activity.name(), activity, filed);
            }
        }
    }

    private void own(Entry entry, Entered activity) {
        String ref = file(entry.name(), activity, village.time(entry.at()));
        Correction corrected = entry.corrected();
        if (corrected != null) {
            ref = state(script.put(corrected.name(), ENTRIES + "/{ref:" + ref + "}"), village.time(corrected.at()))
                    .late(village.late(corrected.late()))
                    .basedOn(ref)
                    .add();
        }
        if (entry.withdrawn() != null) {
            village.withdraw(ENTRIES + "/{ref:" + village.ref(entry.name()) + "}", ref, entry.withdrawn());
        }
    }

    private String file(String name, Entered activity, LocalDateTime at) {
        return state(
                        script.post(name, ENTRIES)
                                .with("unitId", village.unitId)
                                .with("subject", "ACTIVITY")
                                .with("subjectId", "{ref:" + activity.ref() + "}"),
                        at)
                .add();
    }

    private CommandScript.Draft state(CommandScript.Draft draft, LocalDateTime at) {
        return draft.with("kind", village.any(KINDS))
                .with("title", "活动材料")
                .with("responsible", village.title("党支部"))
                .with("retention", "YEARS_10")
                .with("pages", village.random.nextInt(1, 6))
                .with("paperLocation", "村档案柜第一格")
                .at(at);
    }
}
