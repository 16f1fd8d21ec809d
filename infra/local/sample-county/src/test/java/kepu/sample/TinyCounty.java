package kepu.sample;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.sample.command.CommandScript;
import kepu.sample.command.SampleCommand;

/** A county of a few commands, for tests of the loader. */
public final class TinyCounty {
    private TinyCounty() {}

    /** One command of set-up and three villages of a team, a member, a correction and three visits each. */
    public static SampleCounty create() {
        CommandScript setUp = new CommandScript("990101", "county", 1, 2025, SampleCounty.ZONE);
        setUp.post("county", "/api/v1/organization/units")
                .with("unitId", "990101")
                .add();
        Map<String, List<SampleCommand>> lists = new LinkedHashMap<>();
        for (String village : List.of("a", "b", "c")) {
            CommandScript script = new CommandScript(village, village, 1, 2025, SampleCounty.ZONE);
            String team = script.post("team", "/teams").with("name", "队").add();
            String member = script.post("member", "/teams/{ref:" + team + "}/members")
                    .with("name", "某")
                    .add();
            script.put("team-corrected", "/teams/{ref:" + team + "}")
                    .with("name", "大队")
                    .basedOn(member)
                    .add();
            for (int i = 1; i <= 3; i++) {
                script.post("visit-" + i, "/visits")
                        .with("attendees", List.of("{ref:" + member + "#item}"))
                        .at(LocalDate.of(2025, i, 1).atTime(9, 0))
                        .add();
            }
            lists.put(village, script.commands());
        }
        return new SampleCounty(1, 2025, setUp.commands(), lists);
    }
}
