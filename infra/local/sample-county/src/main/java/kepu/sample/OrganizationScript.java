package kepu.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import kepu.sample.VillageProfile.AmendedUpdate;
import kepu.sample.VillageProfile.Board;
import kepu.sample.VillageProfile.Closure;
import kepu.sample.VillageProfile.Document;
import kepu.sample.VillageProfile.Group;
import kepu.sample.VillageProfile.GroupMember;
import kepu.sample.VillageProfile.Officer;
import kepu.sample.VillageProfile.Station;

/** Plan and summary, leading groups, station, board and officers. */
final class OrganizationScript {
    private static final String ORG = "/api/v1/organization";
    static final List<String> TITLES = List.of("防汛避险知识", "食品安全常识", "节水灌溉技术", "反对迷信崇尚科学", "森林防火须知", "健康素养66条");

    private final VillageWriter village;
    private final VillageProfile profile;
    private final CommandScript script;

    OrganizationScript(VillageWriter village) {
        this.village = village;
        profile = village.profile;
        script = village.script;
    }

    void write() {
        documents();
        profile.groups().forEach(this::group);
        station(profile.station());
        board(profile.board());
        profile.officers().forEach(this::officer);
    }

    private void documents() {
        profile.earlierDocuments().forEach(document -> document(document, LocalDateTime.MIN));
        LocalDateTime plan = village.time("02-10 +0..37 15:20");
        LocalDateTime summary = village.time("12-10 +0..17 10:40");
        profile.documents()
                .forEach(document -> document(document, document.kind().equals("PLAN") ? plan : summary));
    }

    private void document(Document document, LocalDateTime usual) {
        int named = village.year + document.yearOffset();
        int late = village.late(document.late());
        String filed = script.post(document.name(), ORG + "/documents")
                .with("unitId", village.unitId)
                .with("kind", document.kind())
                .with("year", named)
                .with("title", title(document.kind(), named))
                .with("sha256", sha256())
                .at(document.filed() == null ? usual : village.time(document.filed()))
                .late(late)
                .add();
        String path = ORG + "/documents/{ref:" + filed + "}";
        if (document.corrected() != null) {
            script.put(document.corrected().name(), path)
                    .with("kind", document.kind())
                    .with("year", village.year)
                    .with("title", title(document.kind(), village.year))
                    .at(village.time(document.corrected().at()))
                    .late(village.late(document.corrected().late()))
                    .basedOn(filed)
                    .add();
        }
        if (document.withdrawn() != null) {
            village.withdraw(path, filed, document.withdrawn());
        }
    }

    private String sha256() {
        return "%016x%016x%016x%016x"
                .formatted(
                        village.random.nextLong(),
                        village.random.nextLong(),
                        village.random.nextLong(),
                        village.random.nextLong());
    }

    private String title(String kind, int named) {
        String what = switch (kind) {
            case "PLAN" -> "工作计划";
            case "SUMMARY" -> "工作总结";
            default -> "管理办法";
        };
        return village.title(named + "年科普" + what);
    }

    private void group(Group group) {
        LocalDate formed = village.day(group.formed());
        CommandScript.Draft draft = script.post(group.name(), ORG + "/leading-groups")
                .with("unitId", village.unitId)
                .with("name", village.title("党建带科普领导小组"));
        if (group.until() != null) {
            draft.with("until", script.instant(village.time(group.until())));
        }
        String ref = draft.at(formed.atTime(9, 0)).add();
        String path = ORG + "/leading-groups/{ref:" + ref + "}";
        for (int i = 0; i < group.members().size(); i++) {
            GroupMember member = group.members().get(i);
            member(path, member, member.at() == null ? formed.atTime(10, 5 * i) : village.time(member.at()));
        }
        if (group.dissolved() != null) {
            script.post(group.name() + "-dissolved", path + "/dissolution")
                    .with("reason", group.dissolved().reason())
                    .at(village.time(group.dissolved().at()))
                    .add();
        }
    }

    private void member(String group, GroupMember member, LocalDateTime at) {
        String ref = script.post(member.name(), group + "/members")
                .with("personId", "person-" + village.unitId + "-" + member.name())
                .with("role", member.role())
                .with("duty", member.role().equals("LEADER") ? "全面负责" : "日常工作")
                .at(at)
                .add();
        if (member.released() != null) {
            script.post(member.name() + "-released", group + "/members/{ref:" + ref + "#item}/release")
                    .at(village.time(member.released()))
                    .add();
        }
    }

    private void station(Station station) {
        LocalDate registered = village.day(station.registered());
        String ref = script.post("station", ORG + "/stations")
                .with("unitId", village.unitId)
                .with("venue", village.title("党群服务中心"))
                .with("inVillageOrganisationVenue", true)
                .at(registered.atTime(9, 0))
                .add();
        String path = ORG + "/stations/{ref:" + ref + "}";
        script.post("station-opened", path + "/openings")
                .at(registered.plusDays(1).atTime(8, 30))
                .add();
        Closure closed = station.closed();
        if (closed == null) {
            return;
        }
        script.post("station-closed", path + "/closures")
                .with("reason", closed.reason())
                .at(village.time(closed.at()))
                .add();
        if (closed.reopened() != null) {
            script.post("station-reopened", path + "/openings")
                    .at(village.time(closed.reopened()))
                    .add();
        }
    }

    private void board(Board board) {
        String ref = script.post("board", ORG + "/boards")
                .with("unitId", village.unitId)
                .with("place", village.title("村委会门口"))
                .with("combined", village.random.nextInt(4) > 0)
                .at(village.day(board.registered()).atTime(9, 0))
                .add();
        List<LocalDate> updates = board.updates().stream().map(village::day).toList();
        for (int i = 0; i < updates.size(); i++) {
            String name = "board-update-" + (i + 1);
            String update = update(ref, name, updates.get(i), village.usuallyLate());
            if (village.oneIn(9)) {
                correctUpdate(name, update, updates.get(i).atTime(9, 30), village.usuallyLate());
            }
        }
        board.amendedUpdates().forEach(update -> amendedUpdate(ref, update));
    }

    private void amendedUpdate(String board, AmendedUpdate amended) {
        String update = update(board, amended.name(), village.day(amended.on()), village.late(amended.late()));
        if (amended.withdrawn() != null) {
            village.withdraw(ORG + "/board-updates/{ref:" + update + "}", update, amended.withdrawn());
        }
        if (amended.corrected() != null) {
            correctUpdate(
                    amended.name(),
                    update,
                    village.time(amended.corrected().at()),
                    village.late(amended.corrected().late()));
        }
    }

    private String update(String board, String name, LocalDate on, int late) {
        return script.post(name, ORG + "/boards/{ref:" + board + "}/updates")
                .with("title", village.any(TITLES))
                .at(on.atTime(village.random.nextInt(8, 18), village.random.nextInt(60)))
                .late(late)
                .add();
    }

    private void correctUpdate(String name, String update, LocalDateTime at, int late) {
        script.put(name + "-corrected", ORG + "/board-updates/{ref:" + update + "}")
                .with("title", village.any(TITLES) + "（更正）")
                .at(at)
                .late(late)
                .basedOn(update)
                .add();
    }

    private void officer(Officer officer) {
        String path = ORG + "/officer-posts/" + village.unitId + "/appointments";
        CommandScript.Draft draft =
                script.post(officer.name(), path).with("personId", "person-" + village.unitId + "-" + officer.name());
        if (officer.until() != null) {
            draft.with("until", script.instant(village.time(officer.until())));
        }
        String appointment = draft.at(village.day(officer.on()).atTime(9, 0))
                .after(village.ref("unit"))
                .add();
        if (officer.left() != null) {
            script.post(officer.name() + "-left", path + "/{ref:" + appointment + "#item}/departure")
                    .with("reason", "调离")
                    .at(village.day(officer.left()).atTime(17, 30))
                    .add();
        }
    }
}
