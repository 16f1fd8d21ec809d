package kepu.sample.script;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.OrganizationProfile.AmendedUpdate;
import kepu.sample.profile.OrganizationProfile.Board;
import kepu.sample.profile.OrganizationProfile.Demonstration;
import kepu.sample.profile.OrganizationProfile.Document;
import kepu.sample.profile.OrganizationProfile.Group;
import kepu.sample.profile.OrganizationProfile.GroupMember;
import kepu.sample.profile.OrganizationProfile.LedgerEntry;
import kepu.sample.profile.OrganizationProfile.Officer;
import kepu.sample.profile.OrganizationProfile.Restated;
import kepu.sample.profile.OrganizationProfile.Station;
import kepu.sample.profile.ProfileValues.Closure;
import kepu.sample.profile.VillageProfile;

/** Plan and summary, leading groups, station, board, officers, funding ledger and demonstration titles. */
final class OrganizationScript {
    private static final String ORG = "/api/v1/organization";
    private static final String ENTRIES = ORG + "/funding-entries";
    private static final String DEMONSTRATIONS = ORG + "/demonstrations";
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
        profile.ledger().forEach(this::entry);
        profile.demonstrations().forEach(this::demonstration);
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

    // ---- nothing in these is drawn at random

    private void entry(LedgerEntry entry) {
        LocalDate on = village.day(entry.on());
        CommandScript.Draft draft = script.post(entry.name(), ENTRIES).with("unitId", village.unitId);
        String ref = stated(draft, entry, entry.stage(), fen(entry.fen(), entry.fenPerResident()))
                .at(on.atTime(15, 30))
                .late(village.late(entry.late()))
                .after(village.ref("unit"))
                .add();
        String path = ENTRIES + "/{ref:" + ref + "}";
        Restated restated = entry.restated();
        if (restated != null) {
            CommandScript.Draft correction = script.put(entry.name() + "-corrected", path);
            stated(correction, entry, restated.stage(), fen(restated.fen(), restated.fenPerResident()))
                    .at(village.day(restated.on()).atTime(15, 30))
                    .basedOn(ref)
                    .add();
        }
        if (entry.withdrawn() != null) {
            village.withdraw(path, ref, entry.withdrawn());
        }
    }

    private static CommandScript.Draft stated(CommandScript.Draft draft, LedgerEntry entry, String stage, int fen) {
        draft.with("stage", stage)
                .with("purpose", entry.purpose())
                .with("source", entry.source())
                .with("title", useOf(entry.purpose()))
                .with("amountFen", fen);
        return stage.equals("BUDGETED") ? draft : draft.with("voucherNumber", "记-" + entry.name());
    }

    private int fen(int fixed, int perResident) {
        return fixed + perResident * village.profile.residents();
    }

    private static String useOf(String purpose) {
        return switch (purpose) {
            case "TRAINING" -> "队员培训讲课费";
            case "ACTIVITIES" -> "科普活动物料";
            case "READING_ROOM" -> "书屋图书添置";
            case "MATERIALS" -> "宣传资料印制";
            default -> "科普工作经费";
        };
    }

    private void demonstration(Demonstration one) {
        CommandScript.Draft application = script.post(one.name(), DEMONSTRATIONS)
                .with("unitId", village.unitId)
                .with("programmeId", "{ref:county/programme}")
                .with("level", one.household() == null ? "VILLAGE" : "HOUSEHOLD");
        if (one.household() != null) {
            application.with("householdNumber", one.household());
        }
        String ref = application
                .with("evidence", "申报表，归档号 " + one.name())
                .at(village.day(one.applied()).atTime(9, 0))
                .after(village.ref("unit"))
                .add();
        String path = DEMONSTRATIONS + "/{ref:" + ref + "}";
        String before = ref;
        if (one.sentBack() != null) {
            before = reviewed(one.name() + "-sent-back", path, "SENT_BACK", "请补充照片", one.sentBack(), before);
            before = script.post(one.name() + "-resubmitted", path + "/resubmission")
                    .with("evidence", "申报表和照片，归档号 " + one.name())
                    .at(village.day(one.sentBack()).plusDays(7).atTime(9, 0))
                    .after(before)
                    .add();
        }
        before = one.refused()
                ? reviewed(one.name() + "-refused", path, "REFUSED", "未达到创建标准", one.reviewed(), before)
                : reviewed(one.name() + "-reviewed", path, "RECOMMENDED", "材料齐全，同意推荐", one.reviewed(), before);
        if (one.awarded() != null && one.until() != null) {
            before = decided(one.name() + "-awarded", path + "/award", one.awarded(), one.until(), before);
        }
        if (one.renewed() != null) {
            before = script.post(one.name() + "-rechecked", path + "/rechecks")
                    .with("passed", true)
                    .with("comment", "仍符合标准")
                    .with("evidence", "复核表")
                    .at(village.time(one.renewed().rechecked()))
                    .after(before)
                    .add();
            before = decided(
                    one.name() + "-renewed",
                    path + "/renewal",
                    one.renewed().at(),
                    one.renewed().until(),
                    before);
        }
        if (one.revoked() != null) {
            script.post(one.name() + "-revoked", path + "/revocation")
                    .with("reason", one.revoked().reason())
                    .at(village.time(one.revoked().at()))
                    .after(before)
                    .add();
        }
        if (one.withdrawn() != null) {
            village.withdraw(path, before, one.withdrawn());
        }
    }

    private String reviewed(String name, String path, String verdict, String comment, String on, String before) {
        return script.post(name, path + "/review")
                .with("verdict", verdict)
                .with("comment", comment)
                .at(village.day(on).atTime(14, 0))
                .after(before)
                .add();
    }

    private String decided(String name, String path, String at, String until, String before) {
        return script.post(name, path)
                .with("documentNumber", "云科协发〔" + village.day(at).getYear() + "〕18号")
                .with("validUntil", village.day(until).toString())
                .at(village.time(at))
                .after(before)
                .add();
    }
}
