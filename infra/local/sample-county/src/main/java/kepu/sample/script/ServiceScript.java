package kepu.sample.script;

import java.time.LocalDate;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.VolunteersProfile.Served;
import kepu.sample.script.TeamScript.Member;

/** Services of the members, each logged for itself, and what becomes of the records. */
final class ServiceScript {
    private static final String RECORDS = "/api/v1/volunteers/service-records";
    private static final List<String> TASKS = List.of("指导修剪果树", "测土配方施肥指导", "入户讲解防火知识", "整理书屋图书", "大棚温湿度检查", "协助科普集市");

    private final VillageWriter village;
    private final CommandScript script;
    private final List<Member> members;

    ServiceScript(VillageWriter village, List<Member> members) {
        this.village = village;
        this.members = members;
        script = village.script;
    }

    void write() {
        village.profile.services().forEach(this::service);
    }

    private void service(Served service) {
        LocalDate on = village.day(service.on());
        List<Member> present = members.stream()
                .filter(member -> member.activeOn(on.minusDays(1)) && member.activeOn(on))
                .skip(service.absent())
                .filter(_ -> service.percent() == 0 || village.random.nextInt(100) < service.percent())
                .toList();
        String task = village.any(TASKS);
        for (Member member : present) {
            record(service, member, on, task);
        }
    }

    private void record(Served service, Member member, LocalDate on, String task) {
        String name = "%s-%02d".formatted(service.name(), member.number);
        String record = script.post(name, RECORDS)
                .with("teamId", "{ref:" + village.ref("team") + "}")
                .with("membershipId", "{ref:" + member.ref + "#item}")
                .with("minutes", service.minutes())
                .with("placeKind", service.placeKind())
                .with("task", task)
                .with("paid", service.paid())
                .at(on.atTime(8, 30))
                .late(village.usuallyLate())
                .add();
        String path = RECORDS + "/{ref:" + record + "}";
        if (service.paid() || service.unverified()) {
            return;
        }
        if (service.rejected()) {
            script.post(name + "-rejected", path + "/rejection")
                    .with("reason", "时长与签到表不符")
                    .at(on.plusDays(2).atTime(19, 0))
                    .basedOn(record)
                    .add();
            return;
        }
        script.post(name + "-verified", path + "/verification")
                .with("evidence", "签到表")
                .at(on.plusDays(village.random.nextInt(1, 10)).atTime(19, 0))
                .basedOn(record)
                .add();
    }
}
