package kepu.assessment.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import org.apache.commons.numbers.fraction.BigFraction;

/** P01 领导机构: days on which any one valid group has its leaders and staff. */
record LeadingGroupDays(int leaders, int staff) implements Policy {
    LeadingGroupDays(Parameters parameters) {
        this(parameters.notNegative("leaders"), parameters.notNegative("staff"));
    }

    @Override
    public Text formula() {
        return new Text(
                "领导小组有效且组长不少于 " + leaders + " 人、工作人员不少于 " + staff + " 人的天数 ÷ 已过天数",
                "days with a valid leading group of at least " + leaders + " leader(s) and " + staff
                        + " staff ÷ elapsed days");
    }

    @Override
    public Finding judge(UnitYear unit) {
        Days elapsed = unit.elapsed();
        Evidence evidence = new Evidence();
        Map<String, Group> groups = groups(unit.facts());
        int[] completeGroups = new int[elapsed.length()];
        for (Group group : groups.values()) {
            int[] valid = elapsed.count(group.validity);
            int[] leading = elapsed.count(group.leaders);
            int[] working = elapsed.count(group.staff);
            for (int day = 0; day < completeGroups.length; day++) {
                if (valid[day] > 0 && leading[day] >= leaders && working[day] >= staff) {
                    completeGroups[day]++;
                }
            }
            evidence.counts(group.validity, elapsed);
            evidence.counts(group.leaders, elapsed);
            evidence.counts(group.staff, elapsed);
        }
        int complete = 0;
        for (int groupsOfDay : completeGroups) {
            complete += Math.min(1, groupsOfDay);
        }
        return Finding.timeWeighted(
                elapsed,
                BigFraction.of(complete),
                new Numbers().put("leaders", leaders).put("staff", staff),
                elapsed.runs(
                        day -> Math.min(1, completeGroups[day]),
                        (run, day) -> run.put("complete", Math.min(1, completeGroups[day]))),
                evidence);
    }

    private static Map<String, Group> groups(Facts facts) {
        Spans validity = new Spans();
        Spans parts = new Spans();
        for (Dated<LeadingGroupEvent> fact : facts.inOrder(LeadingGroupEvent.class)) {
            switch (fact.data()) {
                case LeadingGroupFormed formed -> validity.start(formed.groupId(), fact, facts.until(formed.until()));
                case LeadingGroupDissolved dissolved -> validity.end(dissolved.groupId(), fact);
                case GroupMemberAssigned assigned -> parts.start(assigned.assignmentId(), fact);
                case GroupMemberReleased released -> parts.end(released.assignmentId(), fact);
            }
        }
        Map<String, Group> groups = new HashMap<>();
        for (Span span : validity.all()) {
            groups.computeIfAbsent(span.key(), _ -> new Group()).validity.add(span);
        }
        for (Span part : parts.all()) {
            GroupMemberAssigned assigned =
                    (GroupMemberAssigned) part.startedBy().data();
            Group group = groups.get(assigned.groupId());
            if (group != null) {
                (assigned.role() == Role.LEADER ? group.leaders : group.staff).add(part);
            }
        }
        return groups;
    }

    /** One leading group through time. */
    private static final class Group {
        private final List<Span> validity = new ArrayList<>();
        private final List<Span> leaders = new ArrayList<>();
        private final List<Span> staff = new ArrayList<>();
    }
}
