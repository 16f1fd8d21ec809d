package kepu.sample.script;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.VolunteersProfile.Departure;
import kepu.sample.profile.VolunteersProfile.EndedLink;
import kepu.sample.profile.VolunteersProfile.Joining;
import kepu.sample.profile.VolunteersProfile.Links;
import kepu.sample.profile.VolunteersProfile.RetiredTarget;
import kepu.sample.profile.VolunteersProfile.Suspension;
import kepu.sample.profile.VolunteersProfile.Talent;
import kepu.sample.profile.VolunteersProfile.Team;
import kepu.sample.profile.VolunteersProfile.Training;
import org.jspecify.annotations.Nullable;

/** The team, who is in it, what they can do and with whom they are linked, and its trainings. */
final class TeamScript {
    private static final String ORG = "/api/v1/organization";
    private static final String VOL = "/api/v1/volunteers";
    private static final List<String> SURNAMES =
            List.of("赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈");
    private static final List<String> GIVEN = List.of("春生", "秀英", "建国", "桂兰", "志强", "玉梅", "永福", "小燕", "德明", "晓红", "国栋");
    private static final List<String> TOPICS = List.of("党章学习", "惠农政策解读", "果树修剪技术", "测土配方施肥", "乡村振兴政策", "畜禽防疫");
    private static final List<String> TARGET_KINDS =
            List.of("BASE", "LARGE_GROWER", "LEADING_ENTERPRISE", "LARGE_GROWER", "BASE");
    private static final List<String> TARGET_NAMES = List.of("柑橘示范基地", "生猪养殖大户", "粮油加工公司", "水产养殖大户", "食用菌基地");

    private final VillageWriter village;
    private final CommandScript script;
    private final List<Member> members = new ArrayList<>();

    /** A stay in the team as the village itself knows it: {@code until} is the day of leaving. */
    static final class Member {
        final int number;
        final String ref;
        private final LocalDate from;
        private final List<LocalDate[]> suspensions = new ArrayList<>();
        final List<Link> links = new ArrayList<>();
        private @Nullable LocalDate until;

        private Member(int number, String ref, LocalDate from) {
            this.number = number;
            this.ref = ref;
            this.from = from;
        }

        boolean activeOn(LocalDate day) {
            if (day.isBefore(from) || until != null && !day.isBefore(until)) {
                return false;
            }
            return suspensions.stream().noneMatch(pause -> !day.isBefore(pause[0]) && day.isBefore(pause[1]));
        }
    }

    static final class Link {
        final String ref;
        private final Member member;
        private final LocalDate from;
        private @Nullable LocalDate until;

        private Link(String ref, Member member, LocalDate from) {
            this.ref = ref;
            this.member = member;
            this.from = from;
            until = member.until;
        }

        boolean visitableOn(LocalDate day) {
            return day.isAfter(from) && (until == null || day.isBefore(until)) && member.activeOn(day);
        }
    }

    TeamScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    List<Member> members() {
        return members;
    }

    void write() {
        team(village.profile.team());
        links(village.profile.links());
    }

    private void team(Team team) {
        LocalDate formed = village.day(team.formed());
        script.post("team", VOL + "/teams")
                .with("unitId", village.unitId)
                .with("name", village.title("流动党员科普服务队"))
                .at(formed.atTime(9, 0))
                .add();
        int initial = team.members().draw(village.random);
        for (int i = 1; i <= initial; i++) {
            enlist(
                    formed.plusDays(team.enlistedDaysAfter().draw(village.random))
                            .atTime(10, 0),
                    i,
                    0);
        }
        team.suspended().forEach(this::suspend);
        team.left().forEach(this::leave);
        team.joined().forEach(this::join);
    }

    private String teamPath() {
        return VOL + "/teams/{ref:" + village.ref("team") + "}";
    }

    private Member member(int number) {
        return members.get(number - 1);
    }

    private static String name(int number) {
        return "member-%02d".formatted(number);
    }

    private void join(Joining joining) {
        enlist(
                village.time(joining.at()),
                joining.again() == 0 ? members.size() + 1 : joining.again(),
                village.late(joining.late()));
    }

    private void enlist(LocalDateTime at, int volunteer, int late) {
        int number = members.size() + 1;
        CommandScript.Draft draft = script.post(name(number), teamPath() + "/members")
                .with("volunteerId", "volunteer-%s-%02d".formatted(village.unitId, volunteer))
                .with(
                        "name",
                        SURNAMES.get((volunteer + village.ordinal) % SURNAMES.size())
                                + GIVEN.get((volunteer * 3 + village.ordinal) % GIVEN.size()))
                .at(at)
                .late(late);
        if (volunteer != number) {
            // Who comes back was entered as gone first.
            draft.after(village.ref(name(volunteer) + "-left"));
        }
        members.add(new Member(number, draft.add(), at.toLocalDate()));
    }

    private void leave(Departure departure) {
        Member member = member(departure.member());
        LocalDateTime at = village.time(departure.at());
        member.until = at.toLocalDate();
        script.post(name(member.number) + "-left", memberPath(member) + "/departure")
                .with("reason", "外出务工")
                .at(at)
                .late(village.late(departure.late()))
                .after(member.suspensions.isEmpty() ? member.ref : member.ref + "-suspended")
                .add();
    }

    private void suspend(Suspension suspension) {
        Member member = member(suspension.member());
        LocalDate from = village.day(suspension.from());
        LocalDate to = suspension.to() == null ? LocalDate.MAX : village.day(suspension.to());
        member.suspensions.add(new LocalDate[] {from, to});
        String suspended = script.post(name(member.number) + "-suspended", memberPath(member) + "/suspension")
                .with("reason", "连续缺席活动")
                .at(from.atTime(9, 0))
                .add();
        if (suspension.to() != null) {
            script.post(name(member.number) + "-reinstated", memberPath(member) + "/reinstatement")
                    .at(to.atTime(9, 0))
                    .after(suspended)
                    .add();
        }
    }

    private String memberPath(Member member) {
        return teamPath() + "/members/{ref:" + member.ref + "#item}";
    }

    private void links(Links links) {
        LocalDate registered = village.day(links.targets());
        for (int i = 0; i < TARGET_KINDS.size(); i++) {
            script.post("target-" + (i + 1), ORG + "/link-targets")
                    .with("unitId", village.unitId)
                    .with("kind", TARGET_KINDS.get(i))
                    .with("name", village.title(TARGET_NAMES.get(i)))
                    .at(registered.atTime(9, i))
                    .add();
        }
        for (Member member : members) {
            int i = member.number;
            LocalDate usual = member.from.plusDays(links.daysAfter());
            String own = links.individually().get(i);
            if (own != null) {
                link(member, 1 + i % 5, village.time(own));
            } else if (i <= links.members()) {
                link(member, 1 + i % 5, usual.atTime(15, 0));
            }
            if (links.second() && i % 5 == 2) {
                link(member, 1 + (i + 2) % 5, usual.plusDays(20).atTime(15, 0));
            }
        }
        if (links.ended() != null) {
            end(links.ended());
        }
        if (links.retired() != null) {
            retire(links.retired());
        }
    }

    private void link(Member member, int target, LocalDateTime at) {
        String name = "link-%02d%s".formatted(member.number, member.links.isEmpty() ? "" : "-b");
        String ref = script.post(name, teamPath() + "/links")
                .with("membershipId", "{ref:" + member.ref + "#item}")
                .with("targetId", "{ref:" + village.ref("target-" + target) + "}")
                .at(at)
                .add();
        member.links.add(new Link(ref, member, at.toLocalDate()));
    }

    private void end(EndedLink ended) {
        Link link = member(ended.member()).links.getFirst();
        LocalDateTime at = village.time(ended.at());
        link.until = at.toLocalDate();
        script.post("link-ended", teamPath() + "/links/{ref:" + link.ref + "#item}/end")
                .with("reason", ended.reason())
                .at(at)
                .add();
    }

    private void retire(RetiredTarget retired) {
        String target = "target-" + retired.target();
        script.post(target + "-retired", ORG + "/link-targets/{ref:" + village.ref(target) + "}/retirement")
                .with("reason", retired.reason())
                .at(village.time(retired.at()))
                .add();
    }

    /** What some of the volunteers can do. */
    void talents() {
        for (Talent talent : village.profile.talents()) {
            script.post("talent-%02d".formatted(talent.volunteer()), VOL + "/talents")
                    .with("unitId", village.unitId)
                    .with("personId", "volunteer-%s-%02d".formatted(village.unitId, talent.volunteer()))
                    .with("skills", talent.skills())
                    .with("profession", talent.profession())
                    .with("scienceTalent", talent.scienceTalent())
                    .at(village.day(talent.on()).atTime(10, 0))
                    .after(village.ref("unit"))
                    .add();
        }
    }

    void trainings() {
        village.profile.trainings().forEach(this::training);
    }

    private void training(Training training) {
        LocalDate on = village.day(training.on());
        List<Member> present = new ArrayList<>(activeOn(on));
        int late = 0;
        if (training.percent() > 0) {
            present.removeIf(member -> village.random.nextInt(100) >= training.percent());
            late = village.usuallyLate();
        }
        present.subList(0, training.absent()).clear();
        if (training.besides() > 0) {
            present.add(member(training.besides()));
        }
        String held = script.post(training.name(), VOL + "/trainings")
                .with("teamId", "{ref:" + village.ref("team") + "}")
                .with("kind", training.kind())
                .with("topic", village.any(TOPICS))
                .with("minutes", 60 + 15 * village.random.nextInt(7))
                .with("attendees", attendees(present))
                .at(on.atTime(16, 0))
                .late(late)
                .add();
        String path = VOL + "/trainings/{ref:" + held + "}";
        if (training.corrected() != null) {
            LocalDateTime at = village.time(training.corrected().at());
            script.put(training.corrected().name(), path)
                    .with("kind", training.kind())
                    .with("topic", village.any(TOPICS))
                    .with("minutes", 120)
                    .with("attendees", attendees(activeOn(at.toLocalDate())))
                    .at(at)
                    .late(village.late(training.corrected().late()))
                    .basedOn(held)
                    .add();
        }
        if (training.withdrawn() != null) {
            village.withdraw(path, held, training.withdrawn());
        }
    }

    private List<Member> activeOn(LocalDate on) {
        return members.stream().filter(member -> member.activeOn(on)).toList();
    }

    private static List<String> attendees(List<Member> present) {
        return present.stream().map(member -> "{ref:" + member.ref + "#item}").toList();
    }
}
