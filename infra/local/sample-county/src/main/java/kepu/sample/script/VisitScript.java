package kepu.sample.script;

import java.time.LocalDate;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.VolunteersProfile.Fate;
import kepu.sample.profile.VolunteersProfile.Visits;
import kepu.sample.script.TeamScript.Link;
import kepu.sample.script.TeamScript.Member;

/** A visit a link and quarter, and what becomes of it. */
final class VisitScript {
    private static final String VISITS = "/api/v1/volunteers/visits";
    private static final List<String> NOTES = List.of("查看果园病虫害", "讲解施肥要点", "核对养殖档案", "发放技术资料", "解答用药疑问", "察看大棚温湿度");

    private final VillageWriter village;
    private final CommandScript script;
    private final Visits visits;
    private final List<Member> members;

    VisitScript(VillageWriter village, List<Member> members) {
        this.village = village;
        this.members = members;
        script = village.script;
        visits = village.profile.visits();
    }

    void write() {
        for (Member member : members) {
            for (Link link : member.links) {
                for (int quarter = 0; quarter <= 4; quarter++) {
                    quarterOf(member, link, quarter);
                }
            }
        }
    }

    private void quarterOf(Member member, Link link, int quarter) {
        LocalDate from = village.day(1, 1).plusMonths(3L * (quarter - 1));
        List<LocalDate> days =
                from.datesUntil(from.plusMonths(3)).filter(link::visitableOn).toList();
        // Last year's visits stand in the journal and must not count; a few are enough.
        if (days.size() < 20 || quarter == 0 && member.number > 2) {
            return;
        }
        LocalDate on = days.get(village.random.nextInt(days.size()));
        boolean none = visits.quarters() != null
                && !visits.quarters().getOrDefault(member.number, List.of()).contains(quarter);
        if (none || village.oneIn(visits.missedOneIn())) {
            return;
        }
        String name = "visit-" + link.ref.substring(link.ref.indexOf("link-") + 5) + "-q" + quarter;
        String visit = visit(name, link, on);
        for (Fate fate : visits.fates()) {
            if (fate.quarter() == quarter && fate.members().contains(member.number)) {
                meet(fate, name, visit, link, on);
                return;
            }
        }
        String last = village.oneIn(visits.correctedOneIn()) ? correct(name, visit, visit, link, on, 1) : visit;
        LocalDate verifiedOn = on.plusDays(village.random.nextInt(1, 16));
        String verified = verify(name, visit, last, verifiedOn, village.late(visits.verifiedLate()));
        if (village.oneIn(visits.correctedOnceVerifiedOneIn())) {
            String corrected = correct(name, visit, verified, link, on, 30);
            verify(name + "-again", visit, corrected, on.plusDays(31), 0);
        }
    }

    private void meet(Fate fate, String name, String visit, Link link, LocalDate on) {
        switch (fate.outcome()) {
            case UNVERIFIED -> {}
            case REJECTED ->
                script.post(name + "-rejected", path(visit) + "/rejection")
                        .with("reason", "对象称当日无人到访")
                        .at(on.plusDays(9).atTime(16, 0))
                        .basedOn(visit)
                        .add();
            case VERIFIED -> verify(name, visit, visit, fate.on() == null ? on.plusDays(2) : village.day(fate.on()), 0);
            case CORRECTED_ONCE_VERIFIED -> correctOnceVerified(name, visit, link, on);
            case CORRECTED_AND_VERIFIED_AGAIN ->
                verify(name + "-again", visit, correctOnceVerified(name, visit, link, on), on.plusDays(14), 0);
            case WITHDRAWN -> {
                String verified = verify(name, visit, visit, on.plusDays(2), 0);
                village.withdraw(name + "-withdrawn", path(visit), verified, "重复录入", on.plusDays(20));
            }
        }
    }

    private String correctOnceVerified(String name, String visit, Link link, LocalDate on) {
        return correct(name, visit, verify(name, visit, visit, on.plusDays(2), 0), link, on, 10);
    }

    private static String path(String visit) {
        return VISITS + "/{ref:" + visit + "}";
    }

    private String visit(String name, Link link, LocalDate on) {
        return script.post(name, VISITS)
                .with("teamId", "{ref:" + village.ref("team") + "}")
                .with("linkId", "{ref:" + link.ref + "#item}")
                .with("note", village.any(NOTES))
                .at(on.atTime(village.random.nextInt(8, 18), village.random.nextInt(60)))
                .late(village.usuallyLate())
                .add();
    }

    private String correct(String name, String visit, String last, Link link, LocalDate on, int late) {
        return script.put(name + "-corrected", path(visit))
                .with("linkId", "{ref:" + link.ref + "#item}")
                .with("note", village.any(NOTES) + "（补充）")
                .at(on.atTime(18, 5))
                .late(late)
                .basedOn(last)
                .add();
    }

    private String verify(String name, String visit, String last, LocalDate on, int late) {
        return script.post(name + "-verified", path(visit) + "/verification")
                .with("evidence", "电话回访")
                .at(on.atTime(19, 0))
                .late(late)
                .basedOn(last)
                .add();
    }
}
