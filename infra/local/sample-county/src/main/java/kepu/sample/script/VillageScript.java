package kepu.sample.script;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import kepu.sample.command.CommandScript;
import kepu.sample.command.SampleCommand;
import kepu.sample.profile.VillageProfile;
import kepu.sample.profile.VillageProfile.ResidentCount;
import kepu.sample.profile.VillageProfile.VenueKinds;

/** Writes one village's year as its {@link VillageProfile} has it. */
public final class VillageScript {
    private static final String UNITS = "/api/v1/organization/units";
    private static final List<String> ORDINALS = List.of("第一", "第二");

    private final VillageWriter village;
    private final CommandScript script;

    public VillageScript(SampleVillage village, long seed, int year, SplittableRandom random) {
        this.village = new VillageWriter(village, seed, year, random);
        script = this.village.script;
    }

    /** The order of the parts is the order of the random choices. */
    public List<SampleCommand> commands() {
        unit();
        village.profile.residentCounts().forEach(this::residents);
        village.profile.venueKinds().forEach(this::venueKinds);
        new OrganizationScript(village).write();
        TeamScript team = new TeamScript(village);
        team.write();
        new VisitScript(village, team.members()).write();
        team.trainings();
        new RoomScript(village).write();
        List<ActivityScript.Entered> activities = new ActivityScript(village).write();
        new ServiceScript(village, team.members()).write();
        new TicketScript(village).write();
        new DeskScript(village).write();
        team.talents();
        new CampaignScript(village).write();
        new ArchiveScript(village).write(activities);
        new SupervisionScript(village).write();
        return script.commands();
    }

    private void unit() {
        LocalDate start = village.established();
        script.post("unit", UNITS)
                .with("unitId", village.unitId)
                .with("kind", "VILLAGE")
                .with("name", village.profile.name())
                .with("parentId", SampleCounty.TOWNSHIP)
                .at(start.atTime(8, 0))
                .add();
        for (int i = 1; i <= village.profile.branches(); i++) {
            script.post("branch-" + i, UNITS)
                    .with("unitId", village.branchId(i))
                    .with("kind", "BRANCH")
                    .with("name", village.title(ORDINALS.get(i - 1) + "党支部"))
                    .with("parentId", village.unitId)
                    .at(start.atTime(8, 29 + i))
                    .after(village.ref("unit"))
                    .add();
        }
    }

    private void residents(ResidentCount count) {
        int fewer = count.fewer() == null ? 0 : count.fewer().draw(village.random);
        script.post(count.name(), UNITS + "/" + village.unitId + "/resident-counts")
                .with("residents", village.profile.residents() + count.more() - fewer)
                .at(village.day(count.on()).atTime(17, 0))
                .late(village.late(count.late()))
                .after(village.ref("unit"))
                .add();
    }

    private void venueKinds(VenueKinds declared) {
        script.post(declared.name(), UNITS + "/" + village.unitId + "/venue-kinds")
                .with("venueKinds", declared.kinds())
                .at(village.day(declared.on()).atTime(11, 0))
                .after(village.ref("unit"))
                .add();
    }
}
