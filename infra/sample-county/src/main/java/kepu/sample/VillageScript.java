package kepu.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one village's year: the ordinary course of things, bent where the village's profile says so. */
final class VillageScript {
    private static final String ORG = "/api/v1/organization";
    private static final String VOL = "/api/v1/volunteers";
    private static final String ROOMS = "/api/v1/reading-rooms/rooms";
    private static final String CAM = "/api/v1/campaigns";
    private static final List<String> ALL_VENUES =
            List.of("VILLAGE", "MARKET_TOWN", "SCHOOL", "GOVERNMENT_OFFICE", "ENTERPRISE");
    private static final String[] SURNAMES = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈"};
    private static final String[] GIVEN = {"春生", "秀英", "建国", "桂兰", "志强", "玉梅", "永福", "小燕", "德明", "晓红", "国栋"};
    private static final String[] TOPICS = {"党章学习", "惠农政策解读", "果树修剪技术", "测土配方施肥", "乡村振兴政策", "畜禽防疫"};
    private static final String[] NOTES = {"查看果园病虫害", "讲解施肥要点", "核对养殖档案", "发放技术资料", "解答用药疑问", "察看大棚温湿度"};
    private static final String[] TITLES = {"防汛避险知识", "食品安全常识", "节水灌溉技术", "反对迷信崇尚科学", "森林防火须知", "健康素养66条"};

    private final SampleVillage village;
    private final int year;
    private final SplittableRandom random;
    private final CommandScript script;
    private final String unitId;
    private final LocalDate start;
    private final boolean young;
    private final List<Member> members = new ArrayList<>();

    /** A stay in the team as the village itself knows it: {@code until} is the day of leaving. */
    private static final class Member {
        private final String number;
        private final String ref;
        private final LocalDate from;
        private final List<LocalDate[]> suspensions = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private @Nullable LocalDate until;

        private Member(String number, String ref, LocalDate from) {
            this.number = number;
            this.ref = ref;
            this.from = from;
        }

        private boolean activeOn(LocalDate day) {
            if (day.isBefore(from) || until != null && !day.isBefore(until)) {
                return false;
            }
            return suspensions.stream().noneMatch(pause -> !day.isBefore(pause[0]) && day.isBefore(pause[1]));
        }
    }

    private static final class Link {
        private final String ref;
        private final Member member;
        private final LocalDate from;
        private @Nullable LocalDate until;

        private Link(String ref, Member member, LocalDate from) {
            this.ref = ref;
            this.member = member;
            this.from = from;
        }

        private boolean visitableOn(LocalDate day) {
            return day.isAfter(from) && (until == null || day.isBefore(until)) && member.activeOn(day);
        }
    }

    private record Held(LocalDateTime at, @Nullable String campaign, String venue, int participants) {}

    VillageScript(SampleVillage village, long seed, int year, SplittableRandom random) {
        this.village = village;
        this.year = year;
        this.random = random;
        unitId = village.unitId();
        script = new CommandScript(unitId, village.prefix(), seed, year, SampleCounty.ZONE);
        start = SampleCounty.establishedOn(village, year);
        young = start.getYear() == year;
    }

    List<SampleCommand> commands() {
        unit();
        residentsAndVenues();
        documents();
        group();
        station();
        board();
        officer();
        team();
        links();
        visits();
        trainings();
        rooms();
        activities();
        return script.commands();
    }

    private LocalDate day(int month, int dayOfMonth) {
        return LocalDate.of(year, month, dayOfMonth);
    }

    private LocalDate before(int month, int dayOfMonth) {
        return LocalDate.of(year - 1, month, dayOfMonth);
    }

    private LocalDate after(int month, int dayOfMonth) {
        return LocalDate.of(year + 1, month, dayOfMonth);
    }

    private int lateness() {
        return random.nextInt(20) == 0 ? random.nextInt(10, 46) : random.nextInt(4);
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    // ---- the unit itself

    private void unit() {
        script.post("unit", ORG + "/units")
                .with("unitId", unitId)
                .with("kind", "VILLAGE")
                .with("name", village.villageName())
                .with("parentId", SampleCounty.TOWNSHIP)
                .at(start.atTime(8, 0))
                .add();
        String[] ordinals = {"第一", "第二"};
        for (int i = 0; i < (young ? 1 : 2); i++) {
            script.post("branch-" + (i + 1), ORG + "/units")
                    .with("unitId", branchId(i + 1))
                    .with("kind", "BRANCH")
                    .with("name", village.villageName() + ordinals[i] + "党支部")
                    .with("parentId", unitId)
                    .at(start.atTime(8, 30 + i))
                    .after(village.prefix() + "/unit")
                    .add();
        }
    }

    private String branchId(int number) {
        return unitId + "00" + number;
    }

    private void residentsAndVenues() {
        if (village.residents() > 0) {
            if (young) {
                residents("residents", village.residents(), start.plusDays(3), 0);
            } else {
                // The older count of this one village reaches the system long after the newer one.
                int late = village == SampleVillage.GAOPING ? 500 : 0;
                residents("residents-before", village.residents() - random.nextInt(10, 40), before(11, 1), late);
                residents("residents", village.residents(), day(11, 1), 0);
            }
            if (village == SampleVillage.ZHUYUAN || village == SampleVillage.QINGHE) {
                residents("residents-after", village.residents() + 210, after(1, 10), 0);
            }
        }
        if (village == SampleVillage.GUJING) {
            venues("venues-before", ALL_VENUES, before(6, 1));
            venues("venues", List.of("VILLAGE", "MARKET_TOWN", "GOVERNMENT_OFFICE"), day(3, 1));
        } else if (village != SampleVillage.XINGHE) {
            venues("venues", ALL_VENUES, young ? start.plusDays(2) : before(6, 1));
        }
    }

    private void residents(String name, int residents, LocalDate day, int late) {
        script.post(name, ORG + "/units/" + unitId + "/resident-counts")
                .with("residents", residents)
                .at(day.atTime(17, 0))
                .late(late)
                .after(village.prefix() + "/unit")
                .add();
    }

    private void venues(String name, List<String> kinds, LocalDate day) {
        script.post(name, ORG + "/units/" + unitId + "/venue-kinds")
                .with("venueKinds", kinds)
                .at(day.atTime(11, 0))
                .after(village.prefix() + "/unit")
                .add();
    }

    // ---- plan and summary, group, station, board, officer

    private void documents() {
        if (!young) {
            document("summary-before", "SUMMARY", year - 1, before(12, 20).atTime(16, 0), 0);
        }
        LocalDateTime plan = day(2, 10).plusDays(random.nextInt(38)).atTime(15, 20);
        LocalDateTime summary = day(12, 10).plusDays(random.nextInt(18)).atTime(10, 40);
        switch (village) {
            case SHIQIAO -> {
                document("plan", "PLAN", year, day(3, 31).atTime(23, 59), 0);
                document("summary", "SUMMARY", year, day(12, 31).atTime(23, 59), 0);
            }
            case LIUXI -> {
                document("plan", "PLAN", year, day(4, 1).atStartOfDay(), 0);
                document("summary", "SUMMARY", year, after(1, 1).atStartOfDay(), 0);
            }
            case SHUANGHE -> {
                document("plan", "PLAN", year, plan, 0);
                document("summary", "SUMMARY", year, after(1, 6).atTime(9, 10), 0);
            }
            case LONGTAN -> document("plan", "PLAN", year, day(4, 14).atTime(16, 0), 0);
            case LIHUA -> document("summary", "SUMMARY", year, after(1, 20).atTime(10, 0), 0);
            case GAOPING -> {
                String filed = document("plan", "PLAN", year - 1, day(3, 12).atTime(14, 0), 0);
                script.put("plan-corrected", ORG + "/documents/{ref:" + filed + "}")
                        .with("kind", "PLAN")
                        .with("year", year)
                        .with("title", title("PLAN", year))
                        .at(day(3, 12).atTime(14, 0))
                        .late(40)
                        .basedOn(filed)
                        .add();
                String wrong =
                        document("summary-wrong", "SUMMARY", year, day(12, 29).atTime(11, 0), 0);
                withdraw("summary-withdrawn", ORG + "/documents/{ref:" + wrong + "}", wrong, "误报，非本村材料", day(12, 30));
                document("summary", "SUMMARY", year, after(1, 8).atTime(11, 0), 0);
            }
            case XIANGSHUI -> {
                document("plan-revised", "PLAN", year, day(4, 20).atTime(9, 0), 0);
                // Filed first, entered last: the earliest filing counts all the same.
                document("plan", "PLAN", year, day(3, 10).atTime(9, 0), 75);
                document("summary", "SUMMARY", year, summary, 0);
            }
            case XINYUE -> {
                document("plan", "PLAN", year, day(6, 5).atTime(9, 0), 0);
                document("summary", "SUMMARY", year, day(12, 26).atTime(9, 0), 0);
            }
            case XINGHE -> {
                document("plan", "PLAN", year, day(10, 8).atTime(9, 0), 0);
                document("summary", "SUMMARY", year, day(12, 30).atTime(9, 0), 0);
            }
            default -> {
                document("plan", "PLAN", year, plan, lateness());
                document("summary", "SUMMARY", year, summary, lateness());
            }
        }
        if (village == SampleVillage.QINGHE) {
            document("plan-after", "PLAN", year + 1, after(1, 15).atTime(9, 0), 0);
            document("rules", "RULES", year, day(4, 8).atTime(9, 0), 0);
        }
    }

    private String title(String kind, int named) {
        String what = switch (kind) {
            case "PLAN" -> "工作计划";
            case "SUMMARY" -> "工作总结";
            default -> "管理办法";
        };
        return village.villageName() + named + "年科普" + what;
    }

    private String document(String name, String kind, int named, LocalDateTime filed, int late) {
        return script.post(name, ORG + "/documents")
                .with("unitId", unitId)
                .with("kind", kind)
                .with("year", named)
                .with("title", title(kind, named))
                .with(
                        "sha256",
                        "%016x%016x%016x%016x"
                                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                .at(filed)
                .late(late)
                .add();
    }

    private String withdraw(String name, String path, String of, String reason, LocalDate entered) {
        return script.post(name, path + "/withdrawal")
                .with("reason", reason)
                .enteredOn(entered)
                .basedOn(of)
                .add();
    }

    private void group() {
        LocalDate formed = young ? start.plusDays(4) : before(2, 20);
        LocalDateTime until = switch (village) {
            case SHIQIAO -> after(1, 1).atStartOfDay();
            case LIUXI -> day(12, 31).atTime(23, 59);
            case LONGTAN -> day(7, 1).atStartOfDay();
            default -> null;
        };
        String group = formGroup("group", formed, until);
        assign(group, "leader", "LEADER", formed.atTime(10, 0));
        String staff = assign(group, "staff-1", "STAFF", formed.atTime(10, 5));
        switch (village) {
            case LONGTAN -> {
                assign(group, "staff-2", "STAFF", formed.atTime(10, 10));
                String renewed = formGroup("group-renewed", day(8, 15), null);
                assign(renewed, "renewed-leader", "LEADER", day(8, 15).atTime(10, 0));
                assign(renewed, "renewed-staff", "STAFF", day(8, 15).atTime(10, 5));
            }
            case LIHUA ->
                script.post("group-dissolved", ORG + "/leading-groups/{ref:" + group + "}/dissolution")
                        .with("reason", "班子调整，未重新成立")
                        .at(day(4, 30).atTime(17, 0))
                        .after(staff)
                        .add();
            case XIANGSHUI -> {
                String gone =
                        release(group, staff, "staff-1-released", day(5, 6).atTime(18, 0));
                assign(group, "staff-2", "STAFF", day(9, 2).atTime(9, 0), gone);
            }
            case TAOYUAN -> {
                assign(group, "staff-2", "STAFF", formed.atTime(10, 10));
                String gone = release(
                        group,
                        village.prefix() + "/leader",
                        "leader-released",
                        day(6, 3).atTime(9, 0));
                assign(group, "leader-2", "LEADER", day(6, 3).atTime(15, 0), gone);
            }
            default -> assign(group, "staff-2", "STAFF", formed.atTime(10, 10));
        }
    }

    private String formGroup(String name, LocalDate formed, @Nullable LocalDateTime until) {
        CommandScript.Draft draft = script.post(name, ORG + "/leading-groups")
                .with("unitId", unitId)
                .with("name", village.villageName() + "党建带科普领导小组");
        if (until != null) {
            draft.with("until", script.instant(until));
        }
        return draft.at(formed.atTime(9, 0)).add();
    }

    private String assign(String group, String name, String role, LocalDateTime at) {
        return assign(group, name, role, at, group);
    }

    private String assign(String group, String name, String role, LocalDateTime at, String after) {
        return script.post(name, ORG + "/leading-groups/{ref:" + group + "}/members")
                .with("personId", "person-" + unitId + "-" + name)
                .with("role", role)
                .with("duty", role.equals("LEADER") ? "全面负责" : "日常工作")
                .at(at)
                .after(after)
                .add();
    }

    private String release(String group, String assignment, String name, LocalDateTime at) {
        return script.post(
                        name, ORG + "/leading-groups/{ref:" + group + "}/members/{ref:" + assignment + "#item}/release")
                .at(at)
                .add();
    }

    private void station() {
        LocalDate registered = young ? start.plusDays(7) : LocalDate.of(year - 2, 3, 5);
        String station = script.post("station", ORG + "/stations")
                .with("unitId", unitId)
                .with("venue", village.villageName() + "党群服务中心")
                .with("inVillageOrganisationVenue", true)
                .at(registered.atTime(9, 0))
                .add();
        String path = ORG + "/stations/{ref:" + station + "}";
        String opened =
                openStation("station-opened", path, registered.plusDays(1).atTime(8, 30), station);
        switch (village) {
            case SHIQIAO -> {
                String closed = closeStation("station-closed", path, day(7, 15).atTime(9, 0), opened, "停电检修");
                openStation("station-reopened", path, day(7, 15).atTime(17, 0), closed);
            }
            case LIUXI -> {
                String closed = closeStation("station-closed", path, day(7, 15).atTime(17, 0), opened, "停电检修");
                openStation("station-reopened", path, day(7, 16).atTime(9, 0), closed);
            }
            case XIANGSHUI -> {
                String closed = closeStation("station-closed", path, day(7, 1).atTime(8, 0), opened, "房屋维修");
                openStation("station-reopened", path, day(8, 16).atTime(8, 0), closed);
            }
            case LIHUA -> closeStation("station-closed", path, day(5, 1).atTime(8, 0), opened, "场地挪作他用");
            default -> {}
        }
    }

    private String openStation(String name, String path, LocalDateTime at, String after) {
        return script.post(name, path + "/openings").at(at).after(after).add();
    }

    private String closeStation(String name, String path, LocalDateTime at, String after, String reason) {
        return script.post(name, path + "/closures")
                .with("reason", reason)
                .at(at)
                .after(after)
                .add();
    }

    private void board() {
        LocalDate registered = young ? start.plusDays(10) : LocalDate.of(year - 2, 4, 1);
        String board = script.post("board", ORG + "/boards")
                .with("unitId", unitId)
                .with("place", village.villageName() + "村委会门口")
                .with("combined", random.nextInt(4) > 0)
                .at(registered.atTime(9, 0))
                .add();
        LocalDate opening = day(1, 1).minusDays(1);
        LocalDate end = day(12, 31);
        List<LocalDate> updates = new ArrayList<>();
        switch (village) {
            case QINGHE ->
                updates.addAll(List.of(
                        day(1, 10),
                        day(2, 26),
                        day(4, 8),
                        day(5, 20),
                        day(5, 20),
                        day(7, 1),
                        day(8, 12),
                        day(9, 30),
                        day(11, 20)));
            case SHIQIAO ->
                updates.addAll(List.of(
                        opening.plusDays(90),
                        opening.plusDays(180),
                        day(8, 10),
                        day(9, 5),
                        day(9, 20),
                        end.minusDays(90)));
            case LIUXI ->
                updates.addAll(
                        List.of(opening.plusDays(91), day(5, 20), day(7, 10), day(8, 30), day(10, 10), day(11, 25)));
            case LONGTAN -> updates.addAll(List.of(day(2, 20), day(4, 30), day(7, 8), day(9, 15), day(11, 28)));
            case TAOYUAN ->
                updates.addAll(List.of(day(1, 20), day(3, 1), day(4, 20), day(6, 10), day(8, 1), day(9, 20)));
            case LIHUA -> updates.addAll(List.of(day(2, 3), day(11, 2)));
            case GAOPING -> updates.addAll(List.of(day(1, 15), day(3, 20), day(8, 10), day(9, 30), day(11, 20)));
            case XINYUE -> updates.addAll(List.of(day(6, 15), day(8, 20), day(11, 1), day(12, 15)));
            case XINGHE -> updates.addAll(List.of(day(10, 20), day(12, 5)));
            default -> {
                for (int i = 0; i < 7; i++) {
                    updates.add(day(1, 5).plusDays(52L * i + random.nextInt(13)));
                }
            }
        }
        if (!young) {
            updates.add(before(12, 8));
        }
        if (village == SampleVillage.TAOYUAN || village == SampleVillage.QINGHE) {
            updates.add(after(1, 6));
        }
        for (int i = 0; i < updates.size(); i++) {
            String name = "board-update-" + (i + 1);
            String update = update(board, name, updates.get(i), lateness());
            if (random.nextInt(9) == 0) {
                correctUpdate(name + "-corrected", update, updates.get(i).atTime(9, 30), lateness());
            }
        }
        if (village == SampleVillage.GAOPING) {
            String never = update(board, "board-update-never", day(5, 10), 0);
            withdraw(
                    "board-update-never-withdrawn",
                    ORG + "/board-updates/{ref:" + never + "}",
                    never,
                    "未张贴",
                    day(7, 1));
            String early = update(board, "board-update-moved", day(6, 5), 2);
            correctUpdate("board-update-moved-corrected", early, day(7, 5).atTime(9, 0), 60);
        }
    }

    private String update(String board, String name, LocalDate on, int late) {
        return script.post(name, ORG + "/boards/{ref:" + board + "}/updates")
                .with("title", any(TITLES))
                .at(on.atTime(random.nextInt(8, 18), random.nextInt(60)))
                .late(late)
                .add();
    }

    private void correctUpdate(String name, String update, LocalDateTime at, int late) {
        script.put(name, ORG + "/board-updates/{ref:" + update + "}")
                .with("title", any(TITLES) + "（更正）")
                .at(at)
                .late(late)
                .basedOn(update)
                .add();
    }

    private void officer() {
        LocalDate usual = before(3, 15);
        switch (village) {
            case SHIQIAO -> {
                String left = depart("officer-left", appoint("officer", usual, null), day(4, 1));
                appoint("officer-2", day(4, 1).plusDays(30), left, null);
            }
            case LIUXI -> {
                String left = depart("officer-left", appoint("officer", usual, null), day(4, 1));
                appoint("officer-2", day(4, 1).plusDays(31), left, null);
            }
            case SHUANGHE -> {
                String left = depart("officer-left", appoint("officer", usual, null), before(11, 20));
                appoint("officer-2", day(3, 5), left, null);
            }
            case LONGTAN -> {
                String term = appoint("officer", usual, day(7, 1).atStartOfDay());
                appoint("officer-2", day(9, 1), term, null);
            }
            case ZHUYUAN -> depart("officer-left", appoint("officer", usual, null), day(12, 10));
            case CHASHAN -> appoint("officer", usual, after(1, 1).atStartOfDay());
            case TAOYUAN -> appoint("officer", day(1, 20), null);
            case XINYUE -> appoint("officer", start.plusDays(10), null);
            case XINGHE -> appoint("officer", day(11, 1), null);
            case LIHUA -> {}
            default -> appoint("officer", usual, null);
        }
    }

    private String appoint(String name, LocalDate on, @Nullable LocalDateTime until) {
        return appoint(name, on, village.prefix() + "/unit", until);
    }

    private String appoint(String name, LocalDate on, String after, @Nullable LocalDateTime until) {
        CommandScript.Draft draft = script.post(name, ORG + "/officer-posts/" + unitId + "/appointments")
                .with("personId", "person-" + unitId + "-" + name);
        if (until != null) {
            draft.with("until", script.instant(until));
        }
        return draft.at(on.atTime(9, 0)).after(after).add();
    }

    private String depart(String name, String appointment, LocalDate on) {
        return script.post(
                        name,
                        ORG + "/officer-posts/" + unitId + "/appointments/{ref:" + appointment + "#item}/departure")
                .with("reason", "调离")
                .at(on.atTime(17, 30))
                .add();
    }

    // ---- the team, its links, visits and trainings

    private void team() {
        LocalDate formed = young ? start.plusDays(5) : LocalDate.of(year - 2, 5, 10);
        script.post("team", VOL + "/teams")
                .with("unitId", unitId)
                .with("name", village.villageName() + "流动党员科普服务队")
                .at(formed.atTime(9, 0))
                .add();
        int initial = switch (village) {
            case SHIQIAO, LIUXI, BAIGUO, CHASHAN, FENGLIN, ZHUYUAN, GAOPING, XINYUE -> 10;
            case XIANGSHUI -> 11;
            case LIHUA -> 6;
            case XINGHE -> 7;
            default -> 10 + random.nextInt(2);
        };
        for (int i = 1; i <= initial; i++) {
            LocalDate from = young ? formed.plusDays(1) : formed.plusDays(5 + random.nextInt(500));
            enlist(i, i, from.atTime(10, 0), 0);
        }
        switch (village) {
            case SHIQIAO -> {
                leave(5, day(10, 5).atTime(12, 0), 0);
                enlist(11, 11, day(10, 5).atTime(15, 0), 0);
            }
            case LIUXI -> {
                leave(5, day(10, 5).atTime(12, 0), 0);
                enlist(11, 11, day(10, 6).atTime(9, 0), 0);
            }
            case BAIGUO -> {
                for (int i = 8; i <= 10; i++) {
                    leave(i, day(3, 10).atTime(18, 0), 0);
                }
                for (int i = 6; i <= 7; i++) {
                    suspend(i, day(4, 15), day(7, 1));
                }
                enlist(11, 11, day(9, 1).atTime(9, 0), 0);
                enlist(12, 12, day(9, 1).atTime(9, 10), 0);
            }
            case GAOPING -> {
                leave(10, day(6, 15).atTime(9, 0), 60);
                enlist(11, 11, day(2, 1).atTime(9, 0), 90);
            }
            case XIANGSHUI -> {
                suspend(3, day(2, 10), day(4, 20));
                leave(4, day(3, 31).atTime(18, 0), 0);
                enlist(12, 4, day(7, 1).atTime(9, 0), 0);
                leave(5, day(6, 30).atTime(18, 0), 0);
                suspend(6, day(9, 1), null);
                leave(6, day(11, 15).atTime(9, 0), 0);
                enlist(13, 13, day(10, 10).atTime(9, 0), 0);
            }
            default -> {}
        }
    }

    private String teamPath() {
        return VOL + "/teams/{ref:" + village.prefix() + "/team}";
    }

    private Member member(int number) {
        return members.get(number - 1);
    }

    private void enlist(int number, int volunteer, LocalDateTime at, int late) {
        String label = "%02d".formatted(number);
        CommandScript.Draft draft = script.post("member-" + label, teamPath() + "/members")
                .with("volunteerId", "volunteer-%s-%02d".formatted(unitId, volunteer))
                .with(
                        "name",
                        SURNAMES[(volunteer + village.ordinal()) % SURNAMES.length]
                                + GIVEN[(volunteer * 3 + village.ordinal()) % GIVEN.length])
                .at(at)
                .late(late);
        if (volunteer != number) {
            // Who comes back was entered as gone first.
            draft.after(village.prefix() + "/member-%02d-left".formatted(volunteer));
        }
        members.add(new Member(label, draft.add(), at.toLocalDate()));
    }

    private void leave(int number, LocalDateTime at, int late) {
        Member member = member(number);
        member.until = at.toLocalDate();
        String last = member.suspensions.isEmpty() ? member.ref : member.ref + "-suspended";
        script.post("member-" + member.number + "-left", memberPath(member) + "/departure")
                .with("reason", "外出务工")
                .at(at)
                .late(late)
                .after(last)
                .add();
    }

    private void suspend(int number, LocalDate from, @Nullable LocalDate to) {
        Member member = member(number);
        member.suspensions.add(new LocalDate[] {from, to == null ? LocalDate.MAX : to});
        String suspended = script.post("member-" + member.number + "-suspended", memberPath(member) + "/suspension")
                .with("reason", "连续缺席活动")
                .at(from.atTime(9, 0))
                .add();
        if (to != null) {
            script.post("member-" + member.number + "-reinstated", memberPath(member) + "/reinstatement")
                    .at(to.atTime(9, 0))
                    .after(suspended)
                    .add();
        }
    }

    private String memberPath(Member member) {
        return teamPath() + "/members/{ref:" + member.ref + "#item}";
    }

    private void links() {
        String[] kinds = {"BASE", "LARGE_GROWER", "LEADING_ENTERPRISE", "LARGE_GROWER", "BASE"};
        String[] names = {"柑橘示范基地", "生猪养殖大户", "粮油加工公司", "水产养殖大户", "食用菌基地"};
        LocalDate registered = young ? start.plusDays(5) : LocalDate.of(year - 2, 5, 12);
        for (int i = 0; i < kinds.length; i++) {
            script.post("target-" + (i + 1), ORG + "/link-targets")
                    .with("unitId", unitId)
                    .with("kind", kinds[i])
                    .with("name", village.villageName() + names[i])
                    .at(registered.atTime(9, i))
                    .add();
        }
        for (int i = 1; i <= members.size(); i++) {
            Member member = member(i);
            LocalDate from = member.from.plusDays(young ? 5 : 2);
            int target = 1 + i % 5;
            switch (village) {
                case SHIQIAO, LIUXI -> link(member, target, i == 11 ? member.from.atTime(16, 0) : from.atTime(15, 0));
                case CHASHAN -> {
                    if (i <= 7) {
                        link(member, target, from.atTime(15, 0));
                    } else if (i < 10) {
                        // Active on exactly 30 days of the last quarter, and on 29.
                        link(member, target, day(12, i - 6).atTime(9, 0));
                    }
                }
                case LIHUA -> {
                    if (i <= 4) {
                        link(member, target, from.atTime(15, 0));
                    }
                }
                case FENGLIN, BAIGUO, XIANGSHUI, XINYUE, XINGHE -> link(member, target, from.atTime(15, 0));
                default -> {
                    link(member, target, from.atTime(15, 0));
                    if (i % 5 == 2) {
                        link(member, 1 + (i + 2) % 5, from.plusDays(20).atTime(15, 0));
                    }
                }
            }
        }
        if (village == SampleVillage.CHASHAN) {
            Link ended = member(7).links.getFirst();
            ended.until = day(6, 30);
            script.post("link-ended", teamPath() + "/links/{ref:" + ended.ref + "#item}/end")
                    .with("reason", "大户停产")
                    .at(day(6, 30).atTime(18, 0))
                    .add();
        }
        if (village == SampleVillage.QINGHE) {
            script.post("target-5-retired", ORG + "/link-targets/{ref:" + village.prefix() + "/target-5}/retirement")
                    .with("reason", "基地转产")
                    .at(day(12, 20).atTime(9, 0))
                    .add();
        }
    }

    private void link(Member member, int target, LocalDateTime at) {
        String name = "link-" + member.number + (member.links.isEmpty() ? "" : "-b");
        String ref = script.post(name, teamPath() + "/links")
                .with("membershipId", "{ref:" + member.ref + "#item}")
                .with("targetId", "{ref:" + village.prefix() + "/target-" + target + "}")
                .at(at)
                .add();
        Link link = new Link(ref, member, at.toLocalDate());
        link.until = member.until;
        member.links.add(link);
    }

    private void visits() {
        for (Member member : members) {
            for (Link link : member.links) {
                for (int quarter = 0; quarter <= 4; quarter++) {
                    quarterOf(link, quarter);
                }
            }
        }
    }

    private void quarterOf(Link link, int quarter) {
        LocalDate from = day(1, 1).plusMonths(3L * (quarter - 1));
        List<LocalDate> days =
                from.datesUntil(from.plusMonths(3)).filter(link::visitableOn).toList();
        int number = Integer.parseInt(link.member.number);
        // Last year's visits stand in the journal and must not count; a few are enough.
        if (days.size() < 20 || quarter == 0 && number > 2) {
            return;
        }
        LocalDate on = days.get(random.nextInt(days.size()));
        String name = "visit-" + link.ref.substring(link.ref.indexOf("link-") + 5) + "-q" + quarter;
        switch (village) {
            case FENGLIN -> fenglinVisit(name, link, quarter, number, on);
            case CHASHAN -> {
                boolean made = number <= 3 || number == 6 || (number == 4 || number == 7) && quarter <= 2;
                if (made) {
                    verify(name, visit(name, link, on), verificationDay(on), 0);
                }
            }
            case LIHUA -> {
                if (quarter == number) {
                    verify(name, visit(name, link, on), verificationDay(on), 0);
                }
            }
            case SHIQIAO, LIUXI -> verify(name, visit(name, link, on), verificationDay(on), 0);
            case QINGHE -> {
                String visit = visit(name, link, on);
                String verified = verify(name, visit, verificationDay(on), 0);
                if (random.nextInt(15) == 0) {
                    String corrected = correctVisit(name, visit, verified, link, on, 30);
                    verify(name + "-again", visit, corrected, on.plusDays(31), 0);
                }
            }
            default -> {
                if (random.nextInt(25) == 0) {
                    return;
                }
                String visit = visit(name, link, on);
                String last = random.nextInt(25) == 0 ? correctVisit(name, visit, visit, link, on, 1) : visit;
                verify(name, visit, last, verificationDay(on), lateness());
            }
        }
    }

    /** Ten links, forty link-quarters, of which 27 have a visit that counts. */
    private void fenglinVisit(String name, Link link, int quarter, int number, LocalDate on) {
        String visit = visit(name, link, on);
        switch (quarter) {
            case 2 -> {
                if (number <= 5) {
                    verify(name, visit, verificationDay(on), 0);
                }
            }
            case 3 -> {
                if (number <= 6) {
                    verify(name, visit, verificationDay(on), 0);
                } else {
                    script.post(name + "-rejected", VOL + "/visits/{ref:" + visit + "}/rejection")
                            .with("reason", "对象称当日无人到访")
                            .at(on.plusDays(9).atTime(16, 0))
                            .basedOn(visit)
                            .add();
                }
            }
            case 4 -> {
                if (number <= 3) {
                    // Verified only after the period's end; counts all the same.
                    verify(name, visit, after(1, 4 + number), 0);
                } else if (number <= 6) {
                    String verified = verify(name, visit, on.plusDays(2), 0);
                    correctVisit(name, visit, verified, link, on, 10);
                } else if (number == 7) {
                    String verified = verify(name, visit, on.plusDays(2), 0);
                    String corrected = correctVisit(name, visit, verified, link, on, 10);
                    verify(name + "-again", visit, corrected, on.plusDays(14), 0);
                } else if (number == 8) {
                    String verified = verify(name, visit, on.plusDays(2), 0);
                    withdraw(
                            name + "-withdrawn",
                            VOL + "/visits/{ref:" + visit + "}",
                            verified,
                            "重复录入",
                            on.plusDays(20));
                } else {
                    verify(name, visit, verificationDay(on), 0);
                }
            }
            default -> verify(name, visit, verificationDay(on), 0);
        }
    }

    private LocalDate verificationDay(LocalDate on) {
        return on.plusDays(random.nextInt(1, 16));
    }

    private String visit(String name, Link link, LocalDate on) {
        return script.post(name, VOL + "/visits")
                .with("teamId", "{ref:" + village.prefix() + "/team}")
                .with("linkId", "{ref:" + link.ref + "#item}")
                .with("note", any(NOTES))
                .at(on.atTime(random.nextInt(8, 18), random.nextInt(60)))
                .late(lateness())
                .add();
    }

    private String correctVisit(String name, String visit, String last, Link link, LocalDate on, int late) {
        return script.put(name + "-corrected", VOL + "/visits/{ref:" + visit + "}")
                .with("linkId", "{ref:" + link.ref + "#item}")
                .with("note", any(NOTES) + "（补充）")
                .at(on.atTime(18, 5))
                .late(late)
                .basedOn(last)
                .add();
    }

    private String verify(String name, String visit, LocalDate on, int late) {
        return verify(name, visit, visit, on, late);
    }

    private String verify(String name, String visit, String last, LocalDate on, int late) {
        return script.post(name + "-verified", VOL + "/visits/{ref:" + visit + "}/verification")
                .with("evidence", "电话回访")
                .at(on.atTime(19, 0))
                .late(late)
                .basedOn(last)
                .add();
    }

    private void trainings() {
        if (!young) {
            training("training-before", "POLICY", before(11, 5), 90);
        }
        switch (village) {
            case SHIQIAO -> {
                training("training-1", "PARTY_SPIRIT", day(2, 18), 100);
                training("training-2", "POLICY", day(4, 22), 100);
                training("training-3", "TECHNIQUE", day(6, 17), 100);
                training("training-4", "TECHNIQUE", day(10, 5), 100);
            }
            case LIUXI -> {
                training("training-1", "PARTY_SPIRIT", day(2, 18), 100);
                training("training-2", "POLICY", day(4, 22), 100);
                training("training-3", "TECHNIQUE", day(6, 17), 100);
                List<Member> allButOne = activeOn(day(11, 11));
                training("training-4", "TECHNIQUE", day(11, 11), allButOne.subList(1, allButOne.size()), 0);
            }
            case XIANGSHUI -> {
                training("training-1", "POLICY", day(3, 4), 50);
                training("training-2", "TECHNIQUE", day(6, 17), 60);
                training("training-3", "TECHNIQUE", day(10, 21), 50);
            }
            case LIHUA -> training("training-1", "TECHNIQUE", day(6, 17), 60);
            case GAOPING -> {
                String early = training("training-1", "PARTY_SPIRIT", before(12, 28), activeOn(before(12, 28)), 0);
                script.put("training-1-corrected", VOL + "/trainings/{ref:" + early + "}")
                        .with("kind", "PARTY_SPIRIT")
                        .with("topic", any(TOPICS))
                        .with("minutes", 120)
                        .with("attendees", attendees(activeOn(day(1, 9))))
                        .at(day(1, 9).atTime(14, 30))
                        .late(20)
                        .basedOn(early)
                        .add();
                String never = training("training-2", "POLICY", day(4, 22), activeOn(day(4, 22)), 0);
                withdraw("training-2-withdrawn", VOL + "/trainings/{ref:" + never + "}", never, "因雨取消", day(6, 1));
                // Number 10 had left five days before, which was entered only in August.
                List<Member> asBelieved = new ArrayList<>(activeOn(day(6, 20)));
                asBelieved.add(member(10));
                training("training-3", "TECHNIQUE", day(6, 20), asBelieved, 0);
                training("training-4", "TECHNIQUE", day(9, 16), 85);
                training("training-5", "TECHNIQUE", day(11, 11), 85);
            }
            case XINYUE -> {
                training("training-1", "PARTY_SPIRIT", day(7, 1), 95);
                training("training-2", "POLICY", day(9, 16), 95);
                training("training-3", "TECHNIQUE", day(11, 11), 95);
            }
            case XINGHE -> training("training-1", "TECHNIQUE", day(11, 11), 80);
            default -> {
                int attendance = village == SampleVillage.QINGHE ? 100 : 90;
                training("training-1", "PARTY_SPIRIT", day(2, 18), attendance);
                training("training-2", "POLICY", day(4, 22), attendance);
                training("training-3", "TECHNIQUE", day(6, 17), attendance);
                training("training-4", "TECHNIQUE", day(9, 16), attendance);
                training("training-5", "POLICY", day(11, 11), attendance);
            }
        }
    }

    private List<Member> activeOn(LocalDate on) {
        return members.stream().filter(member -> member.activeOn(on)).toList();
    }

    private void training(String name, String kind, LocalDate on, int percent) {
        List<Member> present = activeOn(on).stream()
                .filter(member -> random.nextInt(100) < percent)
                .toList();
        training(name, kind, on, present, lateness());
    }

    private String training(String name, String kind, LocalDate on, List<Member> present, int late) {
        return script.post(name, VOL + "/trainings")
                .with("teamId", "{ref:" + village.prefix() + "/team}")
                .with("kind", kind)
                .with("topic", any(TOPICS))
                .with("minutes", 60 + 15 * random.nextInt(7))
                .with("attendees", attendees(present))
                .at(on.atTime(16, 0))
                .late(late)
                .add();
    }

    private static List<String> attendees(List<Member> present) {
        return present.stream().map(member -> "{ref:" + member.ref + "#item}").toList();
    }

    // ---- the reading room

    private void rooms() {
        if (village == SampleVillage.XINGHE) {
            return;
        }
        LocalDate registered = young ? start.plusDays(8) : before(3, 10);
        String room = room("room", village.villageName() + "党建科普书屋", registered, village.prefix() + "/unit");
        if (village == SampleVillage.XIANGSHUI) {
            twoHalfOpenRooms(room);
            return;
        }
        LocalDate from = young ? start.plusDays(9) : firstMonday();
        LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        while (monday.getYear() <= year) {
            if (!monday.isBefore(from) && random.nextInt(4) > 0) {
                closed(room, "day-" + monday, monday, "每周休馆日");
            }
            for (LocalDate on : openingDays(monday)) {
                if (!on.isBefore(from)) {
                    oneDay(room, "day", on);
                }
            }
            monday = monday.plusDays(7);
        }
    }

    private LocalDate firstMonday() {
        return day(1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private TreeSet<Integer> exemptWeeks() {
        return new TreeSet<>(List.of(23, 24, 39, 40));
    }

    private boolean exempt(LocalDate on) {
        return exemptWeeks().contains(on.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private String room(String name, String title, LocalDate registered, String after) {
        String room = script.post(name, ROOMS)
                .with("unitId", unitId)
                .with("level", "VILLAGE")
                .with("name", title)
                .at(registered.atTime(9, 0))
                .after(after)
                .add();
        script.post(name + "-keeper", ROOMS + "/{ref:" + room + "}/keeper")
                .with("personId", "person-" + unitId + "-" + name + "-keeper")
                .at(registered.atTime(9, 30))
                .add();
        LocalDate calendarDay = young ? registered : day(1, 3);
        String calendar = ROOMS + "/{ref:" + room + "}/calendars/";
        if (village == SampleVillage.QINGHE) {
            String first = calendar(name + "-calendar", calendar + year, List.of(23, 24), calendarDay, null);
            calendar(name + "-calendar-2", calendar + year, List.copyOf(exemptWeeks()), day(5, 6), first);
        } else {
            calendar(name + "-calendar", calendar + year, List.copyOf(exemptWeeks()), calendarDay, null);
        }
        if (village == SampleVillage.SHUANGHE) {
            // Week 1 of the next ISO year holds the last days of December; it exempts nothing in this year's week 1.
            calendar(name + "-calendar-after", calendar + (year + 1), List.of(1), day(12, 22), null);
        }
        return room;
    }

    private String calendar(String name, String path, List<Integer> weeks, LocalDate on, @Nullable String basedOn) {
        CommandScript.Draft draft = script.put(name, path)
                .with("exemptWeeks", weeks.stream().sorted().toList())
                .at(on.atTime(9, 0));
        if (basedOn != null) {
            draft.basedOn(basedOn);
        }
        return draft.add();
    }

    private List<LocalDate> openingDays(LocalDate monday) {
        boolean exempt = exempt(monday);
        int count = switch (village) {
            case ZHUYUAN, LIHUA -> 5;
            case QINGHE -> exempt ? 2 : 5 + random.nextInt(2);
            case SHIQIAO, LIUXI -> exempt ? 1 : 5;
            default -> exempt ? random.nextInt(3) : random.nextInt(24) == 0 ? 4 : 5 + random.nextInt(4) / 3;
        };
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate on = monday.plusDays(1 + i);
            if (on.getYear() <= year || on.getDayOfMonth() <= 3) {
                days.add(on);
            }
        }
        return days;
    }

    private void oneDay(String room, String prefix, LocalDate on) {
        String name = prefix + "-" + on;
        int ordinal = on.getDayOfYear();
        switch (village) {
            case QINGHE -> open(room, name, on, random.nextInt(240, 421), random.nextInt(3));
            case SHIQIAO -> open(room, name, on, 240, ordinal % 3);
            case LIUXI -> {
                boolean short1 = on.getDayOfWeek() == DayOfWeek.THURSDAY && ordinal / 7 % 8 == 3;
                open(room, name, on, short1 ? 239 : 240, ordinal % 3);
            }
            case ZHUYUAN -> {
                if (ordinal / 7 % 8 == 5) {
                    open(room, name, on, 250, 1);
                } else if (on.getDayOfWeek() == DayOfWeek.FRIDAY) {
                    closed(room, name, on, "管理员进城办事");
                } else {
                    open(room, name, on, random.nextInt(120, 200), random.nextInt(2));
                }
            }
            case LIHUA -> {
                if (on.getMonthValue() <= 3 && on.getYear() == year) {
                    open(room, name, on, 240 + random.nextInt(60), 1);
                } else if (on.getDayOfWeek() == DayOfWeek.SATURDAY) {
                    open(room, name, on, 180, 0);
                } else {
                    closed(room, name, on, "无人值守");
                }
            }
            case GAOPING -> gaopingDay(room, name, on, ordinal);
            default -> {
                String stated = open(room, name, on, random.nextInt(240, 390), random.nextInt(3));
                if (random.nextInt(60) == 0) {
                    restate(room, name, on, stated, 260, 5);
                }
            }
        }
    }

    private void gaopingDay(String room, String name, LocalDate on, int ordinal) {
        if (ordinal % 61 == 20) {
            // Stated too short, then put right.
            restate(room, name, on, open(room, name, on, 180, 0), 240, 12);
        } else if (ordinal % 61 == 40) {
            // Stated too long, then put right.
            restate(room, name, on, open(room, name, on, 300, 1), 200, 25);
        } else if (ordinal % 61 == 55) {
            String stated = open(room, name, on, 270, 1);
            withdraw(name + "-withdrawn", dayPath(room, on), stated, "记错日期", on.plusDays(33));
        } else if (ordinal % 61 == 5) {
            restate(room, name, on, closed(room, name, on, "停电"), 245, 3);
        } else {
            open(room, name, on, random.nextInt(240, 390), random.nextInt(3));
        }
    }

    private static String dayPath(String room, LocalDate on) {
        return ROOMS + "/{ref:" + room + "}/days/" + on;
    }

    private String open(String room, String name, LocalDate on, int minutes, int style) {
        return script.post(name, ROOMS + "/{ref:" + room + "}/days")
                .with("date", on.toString())
                .with("sessions", sessions(minutes, style))
                .enteredOn(on)
                .late(lateness())
                .add();
    }

    private String closed(String room, String name, LocalDate on, String reason) {
        return script.post(name, ROOMS + "/{ref:" + room + "}/days")
                .with("date", on.toString())
                .with("closedReason", reason)
                .enteredOn(on)
                .late(lateness())
                .add();
    }

    private void restate(String room, String name, LocalDate on, String stated, int minutes, int late) {
        script.put(name + "-corrected", dayPath(room, on))
                .with("sessions", sessions(minutes, 0))
                .enteredOn(on)
                .late(late)
                .basedOn(stated)
                .add();
    }

    /** The minutes of a day in one to three sessions. */
    private static List<Map<String, Object>> sessions(int minutes, int style) {
        LocalTime morning = LocalTime.of(8, 30);
        LocalTime afternoon = LocalTime.of(14, 0);
        return switch (style) {
            case 0 -> List.of(session(LocalTime.of(9, 0), minutes));
            case 1 -> List.of(session(morning, minutes / 2), session(afternoon, minutes - minutes / 2));
            default ->
                List.of(session(morning, 60), session(LocalTime.of(10, 0), 60), session(afternoon, minutes - 120));
        };
    }

    private static Map<String, Object> session(LocalTime from, int minutes) {
        return CommandScript.session(from.toString(), from.plusMinutes(minutes).toString());
    }

    /**
     * Four hours a day on five days only in odd weeks, and up to September only if the two rooms were seen together, which
     * does not count: the five days must be of one room. The second room reaches the system when the first is out of
     * service, months after it began.
     */
    private void twoHalfOpenRooms(String first) {
        LocalDate lastOfFirst = day(9, 30);
        String retired = script.post("room-retired", ROOMS + "/{ref:" + first + "}/retirement")
                .with("reason", "并入二组书屋")
                .at(lastOfFirst.atTime(18, 0))
                .add();
        String second = room("room-b", village.villageName() + "二组书屋", day(1, 2), retired);
        for (LocalDate monday = firstMonday(); monday.getYear() <= year; monday = monday.plusDays(7)) {
            if (exempt(monday)) {
                continue;
            }
            boolean odd = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 == 1;
            for (int i = 0; i < 5; i++) {
                LocalDate on = monday.plusDays(i);
                boolean both = !on.isAfter(lastOfFirst);
                if (both) {
                    open(first, "day-" + on, on, i < 3 ? 240 : 180, i < 3 ? 1 : 0);
                }
                if (on.getYear() == year && (i >= 3 || !both)) {
                    script.post("day-b-" + on, ROOMS + "/{ref:" + second + "}/days")
                            .with("date", on.toString())
                            .with("sessions", List.of(CommandScript.session("14:00", odd ? "18:00" : "17:00")))
                            .enteredOn(on)
                            .late(lateness())
                            .add();
                }
            }
        }
    }

    // ---- activities

    private void activities() {
        List<Held> held = new ArrayList<>();
        switch (village) {
            case SHIQIAO -> {
                // Seven of 36 persons are 252 = 20 % of 1,260 residents exactly.
                held.add(new Held(day(3, 1).atTime(7, 0), "PUBLICITY_MONTH", "VILLAGE", 36));
                held.add(new Held(day(4, 20).atTime(9, 0), null, "SCHOOL", 36));
                held.add(new Held(day(5, 31).atTime(22, 30), "SCIENCE_WEEK", "SCHOOL", 36));
                held.add(new Held(day(7, 3).atTime(9, 0), null, "ENTERPRISE", 36));
                held.add(new Held(day(8, 14).atTime(9, 0), null, "GOVERNMENT_OFFICE", 36));
                held.add(new Held(day(9, 20).atTime(20, 0), "SCIENCE_DAY", "MARKET_TOWN", 36));
                held.add(new Held(day(12, 31).atTime(23, 30), null, "VILLAGE", 36));
                held.add(new Held(after(1, 1).atTime(7, 0), null, "VILLAGE", 50));
            }
            case LIUXI -> {
                // 277 persons, where 278 would be 20 % of 1,390 residents; the day after the window is not in it.
                held.add(new Held(day(1, 1).atTime(7, 30), null, "VILLAGE", 40));
                held.add(new Held(day(3, 31).atTime(21, 0), "PUBLICITY_MONTH", "VILLAGE", 40));
                held.add(new Held(day(4, 20).atTime(9, 0), null, "SCHOOL", 40));
                held.add(new Held(day(5, 24).atTime(7, 15), "SCIENCE_WEEK", "SCHOOL", 40));
                held.add(new Held(day(7, 3).atTime(9, 0), null, "ENTERPRISE", 40));
                held.add(new Held(day(8, 14).atTime(9, 0), null, "GOVERNMENT_OFFICE", 40));
                held.add(new Held(day(9, 21).atTime(7, 0), "SCIENCE_DAY", "MARKET_TOWN", 37));
                held.add(new Held(before(12, 31).atTime(23, 30), null, "VILLAGE", 60));
            }
            case TAOYUAN -> {
                held.add(new Held(day(2, 8).atTime(9, 0), null, "VILLAGE", 200));
                held.add(new Held(day(3, 8).atTime(9, 0), "PUBLICITY_MONTH", "VILLAGE", 12));
                held.add(new Held(day(4, 20).atTime(9, 0), null, "SCHOOL", 12));
                held.add(new Held(day(7, 3).atTime(9, 0), null, "SCHOOL", 12));
                // Inside the window, yet not named for it.
                held.add(new Held(day(9, 16).atTime(9, 0), null, "VILLAGE", 12));
                held.add(new Held(day(11, 18).atTime(9, 0), null, "VILLAGE", 12));
            }
            case GUJING -> {
                held.add(new Held(day(1, 18).atTime(9, 0), null, "VILLAGE", 55));
                held.add(new Held(day(3, 15).atTime(9, 0), "PUBLICITY_MONTH", "VILLAGE", 48));
                held.add(new Held(day(5, 27).atTime(9, 0), "SCIENCE_WEEK", "MARKET_TOWN", 62));
                held.add(new Held(day(8, 14).atTime(9, 0), null, "GOVERNMENT_OFFICE", 30));
                held.add(new Held(day(9, 17).atTime(9, 0), "SCIENCE_DAY", "MARKET_TOWN", 71));
                held.add(new Held(day(11, 18).atTime(9, 0), null, "VILLAGE", 44));
            }
            case ZHUYUAN -> {
                held.add(new Held(day(3, 15).atTime(9, 0), "PUBLICITY_MONTH", "VILLAGE", 40));
                held.add(new Held(day(5, 27).atTime(9, 0), "SCIENCE_WEEK", "SCHOOL", 40));
                held.add(new Held(day(7, 3).atTime(9, 0), null, "ENTERPRISE", 40));
                held.add(new Held(day(9, 17).atTime(9, 0), "SCIENCE_DAY", "MARKET_TOWN", 40));
                held.add(new Held(day(10, 22).atTime(9, 0), null, "GOVERNMENT_OFFICE", 40));
            }
            case LIHUA -> {
                held.add(new Held(day(3, 15).atTime(9, 0), "PUBLICITY_MONTH", "VILLAGE", 25));
                held.add(new Held(day(10, 22).atTime(9, 0), null, "VILLAGE", 18));
            }
            case XINGHE -> {
                held.add(new Held(day(9, 14).atTime(9, 0), "SCIENCE_DAY", "VILLAGE", 35));
                held.add(new Held(day(11, 18).atTime(9, 0), null, "VILLAGE", 22));
            }
            case GAOPING -> {
                held.add(new Held(day(4, 20).atTime(9, 0), null, "SCHOOL", 45));
                held.add(new Held(day(7, 3).atTime(9, 0), null, "ENTERPRISE", 45));
                held.add(new Held(day(8, 14).atTime(9, 0), null, "GOVERNMENT_OFFICE", 45));
                held.add(new Held(day(10, 22).atTime(9, 0), null, "VILLAGE", 45));
                gaopingActivities();
            }
            default -> usualActivities(held);
        }
        if (!young) {
            held.add(new Held(before(12, 15).atTime(9, 0), null, "VILLAGE", 40));
        }
        if (village == SampleVillage.QINGHE) {
            held.add(new Held(day(1, 1).atTime(7, 30), null, "VILLAGE", 40));
            held.add(new Held(after(1, 1).atTime(7, 30), null, "VILLAGE", 80));
        }
        for (int i = 0; i < held.size(); i++) {
            Held one = held.get(i);
            activity("activity-" + (i + 1), one, lateness());
        }
    }

    private void usualActivities(List<Held> held) {
        usual(held, day(1, 18), null, "VILLAGE");
        usual(held, day(3, 5).plusDays(random.nextInt(24)), "PUBLICITY_MONTH", "VILLAGE");
        usual(held, day(4, 20), null, "SCHOOL");
        usual(held, day(5, 24).plusDays(random.nextInt(8)), "SCIENCE_WEEK", "SCHOOL");
        usual(held, day(7, 3), null, "ENTERPRISE");
        usual(held, day(8, 14), null, "GOVERNMENT_OFFICE");
        usual(held, day(9, 13).plusDays(random.nextInt(8)), "SCIENCE_DAY", "MARKET_TOWN");
        usual(held, day(10, 22), null, "VILLAGE");
        usual(held, day(11, 18), null, "ENTERPRISE");
    }

    private void usual(List<Held> held, LocalDate on, @Nullable String campaign, String venue) {
        if (on.isAfter(start.plusDays(10))) {
            held.add(new Held(on.atTime(random.nextInt(8, 16), 30), campaign, venue, random.nextInt(38, 80)));
        }
    }

    private String activity(String name, Held held, int late) {
        return state(script.post(name, CAM + "/activities").with("unitId", unitId), held)
                .late(late)
                .add();
    }

    private CommandScript.Draft state(CommandScript.Draft draft, Held held) {
        int branch = young ? 1 : 1 + held.participants() % 2;
        draft.with("branchId", branchId(branch)).with("title", any(TITLES) + "宣传活动");
        if (held.campaign() != null) {
            draft.with("campaign", held.campaign());
        }
        return draft.with("venueKind", held.venue())
                .with("participants", held.participants())
                .with("partyKnowledge", held.participants() % 3 > 0)
                .with("scienceKnowledge", true)
                .at(held.at())
                .after(village.prefix() + "/branch-" + branch);
    }

    private void correctActivity(String activity, Held held, int late) {
        String name = activity.substring(activity.indexOf('/') + 1) + "-corrected";
        state(script.put(name, CAM + "/activities/{ref:" + activity + "}"), held)
                .late(late)
                .basedOn(activity)
                .add();
    }

    private void gaopingActivities() {
        String week = activity("week", new Held(day(5, 26).atTime(9, 0), "SCIENCE_WEEK", "SCHOOL", 50), 0);
        withdraw("week-withdrawn", CAM + "/activities/{ref:" + week + "}", week, "未举办", day(7, 1));
        LocalDateTime month = day(3, 18).atTime(9, 0);
        correctActivity(
                activity("month", new Held(month, null, "VILLAGE", 60), 0),
                new Held(month, "PUBLICITY_MONTH", "VILLAGE", 60),
                50);
        correctActivity(
                activity("science-day", new Held(day(9, 21).atTime(9, 0), "SCIENCE_DAY", "MARKET_TOWN", 400), 0),
                new Held(day(9, 20).atTime(9, 0), "SCIENCE_DAY", "MARKET_TOWN", 40),
                14);
    }
}
