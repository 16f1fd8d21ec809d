package kepu.assessment.scoring.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.timeline.SpanBuilder;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
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
    public LocalizedText formula() {
        return new LocalizedText(
                "领导小组有效且组长不少于 " + leaders + " 人、工作人员不少于 " + staff + " 人(一人计一次)的天数 ÷ 已过天数",
                "days with a valid leading group of at least " + leaders + " leader(s) and " + staff
                        + " staff, each another person, ÷ elapsed days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Days elapsed = unit.elapsed();
        Evidence evidence = unit.newEvidence();
        Map<String, Group> groups = groups(unit.facts());
        int[] completeGroups = new int[elapsed.length()];
        for (Group group : groups.values()) {
            int[] valid = elapsed.count(group.validity);
            int[] leading = persons(elapsed, group.leaders);
            int[] working = persons(elapsed, group.staff);
            int[] people = persons(elapsed, group.everybody());
            for (int day = 0; day < completeGroups.length; day++) {
                // a person counts once: who leads and works takes one of the two places
                if (valid[day] > 0
                        && leading[day] >= leaders
                        && working[day] >= staff
                        && people[day] >= leaders + staff) {
                    completeGroups[day]++;
                }
            }
            evidence.counts(group.validity, elapsed);
            evidence.counts(group.everybody(), elapsed);
        }
        int complete = 0;
        for (int groupsOfDay : completeGroups) {
            complete += Math.min(1, groupsOfDay);
        }
        return PolicyResult.timeWeighted(
                elapsed,
                BigFraction.of(complete),
                new FormulaNumbers().put("leaders", leaders).put("staff", staff),
                elapsed.runs(
                        day -> Math.min(1, completeGroups[day]),
                        (run, day) -> run.put("complete", Math.min(1, completeGroups[day]))),
                evidence);
    }

    /** For each day how many people have one of the parts. */
    private static int[] persons(Days days, List<Span> parts) {
        return days.count(
                parts.stream()
                        .collect(Collectors.groupingBy(part -> assigned(part).personId()))
                        .values()
                        .stream()
                        .flatMap(ofOne -> SpanBuilder.union(ofOne).stream())
                        .toList());
    }

    private static GroupMemberAssigned assigned(Span part) {
        return (GroupMemberAssigned) part.startedBy().data();
    }

    private static Map<String, Group> groups(Facts facts) {
        SpanBuilder validity = new SpanBuilder();
        SpanBuilder parts = new SpanBuilder();
        for (DatedEvent<LeadingGroupEvent> fact : facts.inOrder(LeadingGroupEvent.class)) {
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
            GroupMemberAssigned assigned = assigned(part);
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

        private List<Span> everybody() {
            List<Span> everybody = new ArrayList<>(leaders);
            everybody.addAll(staff);
            return everybody;
        }
    }
}
