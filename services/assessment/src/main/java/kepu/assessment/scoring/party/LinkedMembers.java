package kepu.assessment.scoring.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.Team;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import org.apache.commons.numbers.fraction.BigFraction;

/** P04 定点联系: share of the active members with a fitting number of active links, day by day. */
record LinkedMembers(int minLinks, int maxLinks) implements Policy {
    LinkedMembers(Parameters parameters) {
        this(parameters.positive("minLinks"), parameters.positive("maxLinks"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "每日有 " + minLinks + "–" + maxLinks + " 个有效定点联系的有效队员数 ÷ 有效队员数(无队员之日计 0)之和 ÷ 已过天数；按人计算，同一人对同一对象的多个联系计一个",
                "sum over the elapsed days of active members with " + minLinks + "–" + maxLinks
                        + " active links ÷ active members (0 on a day without members) ÷ elapsed days; by person, several links to one target are one");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Days elapsed = unit.elapsed();
        Team team = unit.team();
        Map<String, List<Span>> bondsByVolunteer = new HashMap<>();
        team.linkedByBond()
                .forEach((bond, spans) -> bondsByVolunteer
                        .computeIfAbsent(bond.volunteer(), _ -> new ArrayList<>())
                        .addAll(spans));
        int[] members = team.activePersons(elapsed);
        int[] linked = new int[elapsed.length()];
        team.activeByVolunteer()
                .forEach((volunteer, stays) -> addLinkedDays(
                        linked,
                        elapsed.count(stays),
                        elapsed.count(bondsByVolunteer.getOrDefault(volunteer, List.of()))));
        // days with equally many members share a denominator: far fewer fractions than days
        Map<Integer, Integer> linkedByMembers = new TreeMap<>();
        for (int day = 0; day < linked.length; day++) {
            if (members[day] > 0) {
                linkedByMembers.merge(members[day], linked[day], Integer::sum);
            }
        }
        BigFraction sum = BigFraction.ZERO;
        for (Map.Entry<Integer, Integer> days : linkedByMembers.entrySet()) {
            sum = sum.add(BigFraction.of(days.getValue(), days.getKey()));
        }
        Evidence evidence = unit.newEvidence();
        evidence.counts(team.active(), elapsed);
        evidence.counts(team.links(), elapsed);
        return PolicyResult.timeWeighted(
                elapsed,
                sum,
                new FormulaNumbers().put("minLinks", minLinks).put("maxLinks", maxLinks),
                elapsed.runs(
                        day -> (long) members[day] << Integer.SIZE | linked[day],
                        (run, day) -> run.put("linked", linked[day]).put("members", members[day])),
                evidence);
    }

    private void addLinkedDays(int[] linked, int[] active, int[] links) {
        for (int day = 0; day < linked.length; day++) {
            if (active[day] > 0 && links[day] >= minLinks && links[day] <= maxLinks) {
                linked[day]++;
            }
        }
    }
}
