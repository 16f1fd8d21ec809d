package kepu.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kepu.sample.command.CommandScript;
import kepu.sample.command.SampleCommand;
import kepu.sample.profile.HolidayNotice;
import kepu.sample.script.SupervisionScript;

/** Writes what belongs to the county and the township itself: units, windows, calendars, group, documents, room, activities. */
final class TownshipScript {
    private static final String ORG = "/api/v1/organization";
    private static final String ROOMS = "/api/v1/reading-rooms/rooms";
    private static final String CAM = "/api/v1/campaigns";

    private final long seed;
    private final int year;

    TownshipScript(long seed, int year) {
        this.seed = seed;
        this.year = year;
    }

    List<SampleCommand> setUp() {
        CommandScript script = new CommandScript(SampleCounty.COUNTY, "county", seed, year, SampleCounty.ZONE);
        LocalDate start = LocalDate.of(year - 2, 1, 1);
        unit(script, "county", SampleCounty.COUNTY, "COUNTY", "云汀县", "", start);
        unit(script, "township", SampleCounty.TOWNSHIP, "TOWNSHIP", "松涛乡", SampleCounty.COUNTY, start);
        unit(
                script,
                "agro",
                SampleCounty.DEPARTMENTS.getFirst(),
                "DEPARTMENT",
                "农业技术推广站",
                SampleCounty.TOWNSHIP,
                start);
        unit(script, "culture", SampleCounty.DEPARTMENTS.getLast(), "DEPARTMENT", "文化站", SampleCounty.TOWNSHIP, start);
        window(script, "PUBLICITY_MONTH", LocalDate.of(year, 3, 1), LocalDate.of(year, 3, 31), "科普惠农兴村");
        window(script, "SCIENCE_WEEK", LocalDate.of(year, 5, 24), LocalDate.of(year, 5, 31), "矢志创新发展");
        // First announced for the later week, then moved: the true dates come as a correction.
        String day = window(script, "SCIENCE_DAY", LocalDate.of(year, 9, 20), LocalDate.of(year, 9, 26), "提升科学素质");
        script.put("window-SCIENCE_DAY-moved", CAM + "/windows/{ref:" + day + "}")
                .with("from", LocalDate.of(year, 9, 13).toString())
                .with("to", LocalDate.of(year, 9, 20).toString())
                .with("theme", "提升科学素质，共创美好未来")
                .at(LocalDate.of(year, 8, 5).atTime(10, 0))
                .basedOn(day)
                .add();
        programme(script);
        SupervisionScript.plan(script, year);
        Stream.of(year, year + 1).flatMap(of -> HolidayNotice.of(of).stream()).forEach(of -> calendar(script, of));
        return script.commands();
    }

    private static void calendar(CommandScript script, HolidayNotice notice) {
        script.post("working-calendar-" + notice.year(), ORG + "/working-calendars")
                .with("unitId", SampleCounty.COUNTY)
                .with("year", notice.year())
                .with("layer", "NATION")
                .with("holidays", notice.holidayDates())
                .with("makeUpDays", notice.makeUpDates())
                .with("authority", "国务院办公厅")
                .with("documentNumber", notice.documentNumber())
                .at(LocalDate.parse(notice.announced()).atTime(18, 0))
                .add();
    }

    /** Registered with the last day of its first half by mistake, then put right. */
    private void programme(CommandScript script) {
        LocalDate from = LocalDate.of(year - 1, 1, 1);
        String ref = script.post("programme", ORG + "/programmes")
                .with("unitId", SampleCounty.COUNTY)
                .with("title", "云汀县党建带科普示范创建活动")
                .with("level", "COUNTY")
                .with("authority", "云汀县科学技术协会")
                .with("approvalNumber", "云科协发〔" + (year - 1) + "〕3号")
                .with("from", from.toString())
                .with("to", LocalDate.of(year, 6, 29).toString())
                .at(LocalDate.of(year - 1, 1, 8).atTime(10, 0))
                .add();
        script.put("programme-corrected", ORG + "/programmes/{ref:" + ref + "}")
                .with("title", "云汀县党建带科普示范创建活动")
                .with("level", "COUNTY")
                .with("authority", "云汀县科学技术协会")
                .with("approvalNumber", "云科协发〔" + (year - 1) + "〕3号")
                .with("from", from.toString())
                .with("to", LocalDate.of(year + 1, 12, 31).toString())
                .at(LocalDate.of(year - 1, 1, 8).atTime(10, 0))
                .basedOn(ref)
                .add();
    }

    List<SampleCommand> year(SplittableRandom random) {
        CommandScript script = new CommandScript(SampleCounty.TOWNSHIP, "township", seed, year, SampleCounty.ZONE);
        String group = script.post("group", ORG + "/leading-groups")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("name", "松涛乡党建带科普工作领导小组")
                .at(LocalDate.of(year - 1, 2, 1).atTime(9, 0))
                .add();
        String[] duties = {"总负责", "协调党建", "协调科普", "统计报送"};
        for (int i = 0; i < duties.length; i++) {
            script.post("group-" + i, ORG + "/leading-groups/{ref:" + group + "}/members")
                    .with("personId", "person-990101201-" + i)
                    .with("role", i == 0 ? "LEADER" : "STAFF")
                    .with("duty", duties[i])
                    .at(LocalDate.of(year - 1, 2, 1).atTime(10, i))
                    .add();
        }
        document(script, "plan", "PLAN", "松涛乡%d年党建带科普工作计划", LocalDate.of(year, 2, 20));
        document(script, "rules", "RULES", "科普服务队管理办法（%d年修订）", LocalDate.of(year, 4, 2));
        document(script, "summary", "SUMMARY", "松涛乡%d年党建带科普工作总结", LocalDate.of(year, 12, 19));
        String room = script.post("room", ROOMS)
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("level", "TOWNSHIP")
                .with("name", "松涛乡党建科普网络书屋")
                .at(LocalDate.of(year - 1, 3, 1).atTime(9, 0))
                .add();
        script.post("keeper", ROOMS + "/{ref:" + room + "}/keeper")
                .with("personId", "person-990101201-8")
                .at(LocalDate.of(year - 1, 3, 1).atTime(9, 30))
                .add();
        // The township's room reports market days only.
        for (LocalDate day = LocalDate.of(year, 1, 4); day.getYear() == year; day = day.plusDays(7)) {
            script.post("day-" + day, ROOMS + "/{ref:" + room + "}/days")
                    .with("date", day.toString())
                    .with("sessions", List.of(CommandScript.session("09:00", random.nextBoolean() ? "12:00" : "16:00")))
                    .enteredOn(day)
                    .add();
        }
        desk(script, room);
        String[] venues = {"MARKET_TOWN", "SCHOOL", "GOVERNMENT_OFFICE", "ENTERPRISE"};
        for (int i = 0; i < venues.length; i++) {
            script.post("activity-" + i, CAM + "/activities")
                    .with("unitId", SampleCounty.TOWNSHIP)
                    .with("title", "乡级科普活动第" + (i + 1) + "场")
                    .with("venueKind", venues[i])
                    .with("participants", random.nextInt(60, 200))
                    .with("partyKnowledge", true)
                    .with("scienceKnowledge", true)
                    .at(LocalDate.of(year, 3 * i + 2, 12).atTime(9, 30))
                    .add();
        }
        gallery(script);
        partner(script);
        practiceOfDepartment(script);
        return script.commands();
    }

    /** The township's room is asked and teaches too; no village's card knows of it. */
    private void desk(CommandScript script, String room) {
        String asked = script.post("question", "/api/v1/reading-rooms/consultations")
                .with("roomId", "{ref:" + room + "}")
                .with("kind", "POLICY")
                .with("question", "合作社如何申报示范社")
                .at(LocalDate.of(year, 6, 3).atTime(10, 0))
                .add();
        script.post("question-answered", "/api/v1/reading-rooms/consultations/{ref:" + asked + "}/answer")
                .with("answer", "已答复申报条件和材料清单")
                .at(LocalDate.of(year, 6, 5).atTime(10, 0))
                .basedOn(asked)
                .add();
        script.post("distance", "/api/v1/reading-rooms/distance-sessions")
                .with("roomId", "{ref:" + room + "}")
                .with("kind", "PARTY")
                .with("topic", "党课直播")
                .with("minutes", 90)
                .with("participants", 60)
                .at(LocalDate.of(year, 7, 1).atTime(9, 0))
                .add();
    }

    /** Booked for the second activity, and afterwards for an exhibition of two weeks. */
    private void gallery(CommandScript script) {
        String gallery = script.post("gallery", CAM + "/venues")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("kind", "GALLERY")
                .with("name", "松涛乡科普画廊")
                .with("place", "乡文化广场")
                .at(LocalDate.of(year - 1, 4, 1).atTime(9, 0))
                .add();
        String bookings = CAM + "/venues/{ref:" + gallery + "}/bookings";
        LocalDate day = LocalDate.of(year, 5, 12);
        script.post("booking-1", bookings)
                .with("title", "乡级科普活动第2场")
                .with("from", script.instant(day.atTime(8, 0)))
                .with("until", script.instant(day.atTime(18, 0)))
                .with("activityId", "{ref:township/activity-1}")
                .enteredOn(day)
                .add();
        script.post("booking-2", bookings)
                .with("title", "防汛知识展")
                .with("from", script.instant(day.atTime(18, 0)))
                .with("until", script.instant(day.plusDays(14).atTime(18, 0)))
                .enteredOn(day)
                .add();
    }

    /** Published, and taken up by the township itself. */
    private void practiceOfDepartment(CommandScript script) {
        String practice = script.post("practice", CAM + "/practices")
                .with("unitId", SampleCounty.DEPARTMENTS.getFirst())
                .with("kind", "GOOD_PRACTICE")
                .with("title", "赶场日农技咨询摊")
                .with("story", "每逢赶场日设摊，问题当场答复，答不了的登记后回访")
                .at(LocalDate.of(year, 4, 8).atTime(9, 0))
                .add();
        String published = script.post("practice-published", CAM + "/practices/{ref:" + practice + "}/publication")
                .at(LocalDate.of(year, 5, 13).atTime(9, 0))
                .basedOn(practice)
                .add();
        script.post("practice-reused", CAM + "/practice-reuses")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("practiceId", "{ref:" + practice + "}")
                .with("note", "文化站照此设摊")
                .at(LocalDate.of(year, 7, 1).atTime(9, 0))
                .after(published)
                .add();
    }

    private void partner(CommandScript script) {
        String partner = script.post("partner", CAM + "/partners")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("kind", "INSTITUTE")
                .with("name", "云汀县农业科学研究所")
                .at(LocalDate.of(year - 1, 6, 3).atTime(9, 0))
                .add();
        String contribution = script.post("contribution", CAM + "/contributions")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("partnerId", "{ref:" + partner + "}")
                .with("kind", "MATERIALS")
                .with("title", "柑橘病虫害图册")
                .at(LocalDate.of(year, 1, 15).atTime(9, 0))
                .add();
        for (int i = 0; i < 2; i++) {
            script.post("handout-" + i, CAM + "/resource-uses")
                    .with("unitId", SampleCounty.TOWNSHIP)
                    .with("activityId", "{ref:township/activity-" + i + "}")
                    .with("title", "柑橘病虫害图册")
                    .with("copies", 60)
                    .with("contributionId", "{ref:" + contribution + "}")
                    .at(LocalDate.of(year, 3 * i + 2, 12).atTime(9, 30))
                    .add();
        }
    }

    private static void unit(
            CommandScript script, String name, String id, String kind, String title, String parent, LocalDate start) {
        CommandScript.Draft draft = script.post(name, ORG + "/units")
                .with("unitId", id)
                .with("kind", kind)
                .with("name", title);
        if (!parent.isEmpty()) {
            draft.with("parentId", parent);
        }
        draft.at(start.atTime(8, 0)).add();
    }

    private String window(CommandScript script, String campaign, LocalDate from, LocalDate to, String theme) {
        return script.post("window-" + campaign, CAM + "/windows")
                .with("unitId", SampleCounty.COUNTY)
                .with("campaign", campaign)
                .with("year", year)
                .with("from", from.toString())
                .with("to", to.toString())
                .with("theme", theme)
                .at(LocalDate.of(year, 1, 6).atTime(9, 0))
                .add();
    }

    private void document(CommandScript script, String name, String kind, String title, LocalDate day) {
        script.post(name, ORG + "/documents")
                .with("unitId", SampleCounty.TOWNSHIP)
                .with("kind", kind)
                .with("year", year)
                .with("title", title.formatted(year))
                .at(day.atTime(15, 0))
                .add();
    }
}
