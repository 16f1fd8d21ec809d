package kepu.assessment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.StationEvent.StationRegistered;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.defaults.Command;

/** Events of one unit as its services would tell them, with sequences per aggregate. */
public final class Story {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final String unitId;
    private final List<Envelope<?>> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private String subject;

    public Story(String unitId, String subject) {
        this.unitId = unitId;
        this.subject = subject;
    }

    public List<Envelope<?>> events() {
        return events;
    }

    public Story about(String newSubject) {
        subject = newSubject;
        return this;
    }

    public Story tell(String date, DomainEvent event) {
        Instant at = LocalDate.parse(date).atTime(10, 0).atZone(ZONE).toInstant();
        events.add(new Envelope<>(
                Command.newEventId(),
                subject,
                at,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                1,
                sequences.merge(subject, 1L, Long::sum),
                unitId,
                "clerk-1",
                "story",
                null,
                null,
                event));
        return this;
    }

    Story windows(int year) {
        return about("month")
                .tell(
                        year + "-01-02",
                        new WindowSet(
                                "month",
                                Campaign.PUBLICITY_MONTH,
                                year,
                                LocalDate.of(year, 5, 1),
                                LocalDate.of(year, 5, 31),
                                "科普惠民"))
                .about("week")
                .tell(
                        year + "-01-02",
                        new WindowSet(
                                "week",
                                Campaign.SCIENCE_WEEK,
                                year,
                                LocalDate.of(year, 5, 24),
                                LocalDate.of(year, 5, 31),
                                "科技周"));
    }

    /** A village with facts of every kind that is scored, some of them corrected, withdrawn or rejected. */
    public static Story ofVillage(String id, String townshipId) {
        Story story = new Story(id, id)
                .tell("2021-01-01", new UnitEvent.UnitEstablished(id, UnitEvent.Kind.VILLAGE, "试点村", townshipId))
                .tell("2024-12-01", new UnitEvent.ResidentsCounted(id, 1200, null))
                .tell(
                        "2024-12-01",
                        new UnitEvent.VenueKindsDeclared(
                                id, Set.of(UnitEvent.VenueKind.VILLAGE, UnitEvent.VenueKind.SCHOOL)));
        story.about("s-" + id)
                .tell("2024-02-01", new StationRegistered("s-" + id, "村委会"))
                .tell("2025-02-01", new StationOpened("s-" + id));
        story.about("d-" + id)
                .tell("2025-04-02", new DocumentFiled("d-" + id, DocumentEvent.Kind.PLAN, 2025, "年度计划", null));
        story.team(id);
        story.boards(id);
        story.about("r-" + id).tell("2024-03-01", new RoomRegistered("r-" + id, RoomEvent.Level.VILLAGE, "书屋"));
        for (LocalDate day = LocalDate.of(2025, 3, 3); day.isBefore(LocalDate.of(2025, 5, 5)); day = day.plusDays(1)) {
            story.about("r-" + id + ":" + day)
                    .tell(day.toString(), new DayOpened("r-" + id, day, day.getDayOfMonth() % 5 == 0 ? 239 : 240));
        }
        story.about("a1-" + id)
                .tell("2025-05-10", activity("a1-" + id, Campaign.PUBLICITY_MONTH, UnitEvent.VenueKind.SCHOOL, 150));
        story.about("a2-" + id).tell("2025-07-10", activity("a2-" + id, null, UnitEvent.VenueKind.VILLAGE, 60));
        return story;
    }

    private static ActivityHeld activity(
            String id,
            @org.jspecify.annotations.Nullable Campaign campaign,
            UnitEvent.VenueKind kind,
            int participants) {
        return new ActivityHeld(id, null, "科普讲座", campaign, kind, participants, true, true, null);
    }

    private void team(String id) {
        String team = "t-" + id;
        about(team).tell("2024-01-05", new TeamFormed(team, "服务队"));
        Set<String> members = new TreeSet<>();
        for (int i = 0; i < 11; i++) {
            String member = "m" + i + "-" + id;
            members.add(member);
            tell("2024-01-0" + (i % 9 + 1), new VolunteerEnlisted(team, member, "v" + i));
        }
        tell("2025-06-01", new VolunteerSuspended(team, "m1-" + id, "外出务工"));
        tell("2025-08-05", new VolunteerLeft(team, "m2-" + id, "调离"));
        for (int i = 0; i < 8; i++) {
            tell(
                    "2025-01-15",
                    new LinkStarted(
                            "l" + i + "-" + id, team, "m" + i + "-" + id, "target-" + i, LinkTargetEvent.Kind.BASE));
        }
        about("v1-" + id)
                .tell("2025-03-03", new VisitMade("v1-" + id, "l0-" + id, "m0-" + id, ""))
                .tell("2025-03-04", new VisitVerified("v1-" + id, "clerk-2", "签字", at("2025-03-03")));
        about("v2-" + id)
                .tell("2025-03-03", new VisitMade("v2-" + id, "l3-" + id, "m3-" + id, ""))
                .tell("2025-03-04", new VisitRejected("v2-" + id, "clerk-2", "未到场", at("2025-03-03")));
        about("tr-" + id)
                .tell("2025-04-04", new TrainingHeld("tr-" + id, team, TrainingEvent.Kind.POLICY, "政策学习", 90, members));
    }

    private void boards(String id) {
        String board = "b-" + id;
        about("u1").tell("2025-01-20", new BoardUpdated(board, "u1", "春节安全"));
        about("u2-" + id)
                .tell("2025-02-20", new BoardUpdated(board, "u2-" + id, "春耕"))
                .tell("2025-02-25", new BoardUpdateCorrected(board, "u2-" + id, "春耕备耕", at("2025-02-20")));
        about("u3-" + id)
                .tell("2025-09-01", new BoardUpdated(board, "u3-" + id, "重复"))
                .tell("2025-09-02", new BoardUpdateWithdrawn(board, "u3-" + id, "重复登记", at("2025-09-01")));
    }

    public static Instant at(String date) {
        return LocalDate.parse(date).atTime(10, 0).atZone(ZONE).toInstant();
    }
}
