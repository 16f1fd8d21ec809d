package kepu.assessment.scoring.science;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.Team;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContested;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** S10 服务时长: verified hours of each active member against their part of the year's, one person over all teams. */
record ServiceHours(BigFraction hoursPerYear, BigFraction leastHours, EmptyPolicy empty) implements Policy {
    private static final int MINUTES = 60;

    ServiceHours(Parameters parameters) {
        this(parameters.fraction("hoursPerYear"), parameters.fraction("leastHours"), parameters.emptyPolicy("empty"));
    }

    /** A service as the version that holds states it. */
    private record Served(DatedEvent<ServiceRecordEvent> fact, String volunteer, int minutes, boolean paid) {}

    /** A person active on the day of reckoning. */
    private record Member(int activeDays, BigFraction target, int minutes) {
        BigFraction ratio() {
            return Fractions.capped(BigFraction.of(minutes, MINUTES).divide(target));
        }
    }

    @Override
    public LocalizedText formula() {
        String hours = Fractions.plain(hoursPerYear);
        String least = Fractions.plain(leastHours);
        return new LocalizedText(
                "考核日各有效队员 min(1, 已核实服务小时 ÷ (" + hours + " × 本年在队天数 ÷ 全年天数，至少 " + least + "))的平均值(没有队员时"
                        + empty.text().zh() + ")；按人合计，有偿履职不计",
                "mean over the members active on the day of reckoning of min(1, verified hours ÷ (" + hours
                        + " × own days active ÷ days of the period, at least " + least + ")) (no member: "
                        + empty.text().en() + "); by person, paid duty does not count");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Map<String, Integer> minutes = minutesByVolunteer(unit, evidence);
        List<Member> members = new ArrayList<>();
        unit.team().activeByVolunteer().forEach((volunteer, stays) -> {
            if (unit.team().isActive(volunteer, unit.reckoningDay())) {
                evidence.counts(stays, unit.elapsed());
                int days = stays.stream().mapToInt(unit.elapsed()::overlap).sum();
                members.add(new Member(days, target(days, unit), minutes.getOrDefault(volunteer, 0)));
            }
        });
        BigFraction sum = members.stream().map(Member::ratio).reduce(BigFraction.ZERO, BigFraction::add);
        return PolicyResult.of(
                members.isEmpty() ? empty.ratio() : sum.divide(members.size()),
                new FormulaNumbers()
                        .put("hoursPerYear", hoursPerYear)
                        .put("leastHours", leastHours)
                        .put("members", members.size())
                        .put("sum", sum)
                        .put("byMember", list(members)),
                evidence);
    }

    private BigFraction target(int activeDays, UnitYear unit) {
        BigFraction share =
                hoursPerYear.multiply(activeDays).divide(unit.period().length());
        return share.compareTo(leastHours) < 0 ? leastHours : share;
    }

    private static Map<String, Integer> minutesByVolunteer(UnitYear unit, Evidence evidence) {
        List<DatedEvent<ServiceRecordEvent>> held = unit.heldOnElapsedDays(ServiceRecordEvent.class, evidence);
        Map<String, DatedEvent<ServiceRecordEvent>> verdicts = verdicts(unit, held);
        Map<String, Integer> minutes = new HashMap<>();
        for (DatedEvent<ServiceRecordEvent> fact : held) {
            Served service = stated(fact, unit.team());
            DatedEvent<ServiceRecordEvent> verdict = verdicts.get(fact.data().serviceId());
            Reason reason = reasonAgainst(service, verdict, unit);
            if (reason == null && verdict != null) {
                minutes.merge(service.volunteer(), service.minutes(), Integer::sum);
                evidence.counts(fact);
                evidence.counts(verdict);
            } else if (reason != null) {
                evidence.doesNotCount(fact, reason);
            }
        }
        return minutes;
    }

    /** Why a service does not count; null if it does. */
    private static @Nullable Reason reasonAgainst(
            Served service, @Nullable DatedEvent<ServiceRecordEvent> verdict, UnitYear unit) {
        if (service.paid()) {
            return Reason.PAID_DUTY;
        }
        if (verdict == null) {
            return Reason.NOT_VERIFIED;
        }
        if (verdict.data() instanceof ServiceRejected) {
            return Reason.REJECTED;
        }
        if (!(verdict.data() instanceof ServiceVerified verified && verified.complete())) {
            return Reason.SECOND_VERIFIER_MISSING;
        }
        if (isSuspended(service, unit.team())) {
            return Reason.SUSPENDED;
        }
        return unit.team().isActive(service.volunteer(), unit.reckoningDay()) ? null : Reason.MEMBER_GONE;
    }

    private static boolean isSuspended(Served service, Team team) {
        LocalDate day = service.fact().date();
        return !team.isActive(service.volunteer(), day)
                && team.suspended().stream()
                        .filter(pause -> !day.isBefore(pause.from()) && day.isBefore(pause.to()))
                        .map(Span::key)
                        .anyMatch(membership -> team.volunteerOf(membership).equals(service.volunteer()));
    }

    /** The newest verdict over each service that is newer than the version that holds. */
    private static Map<String, DatedEvent<ServiceRecordEvent>> verdicts(
            UnitYear unit, List<DatedEvent<ServiceRecordEvent>> held) {
        Map<String, DatedEvent<ServiceRecordEvent>> holding = new HashMap<>();
        held.forEach(service -> holding.put(service.data().serviceId(), service));
        Map<String, DatedEvent<ServiceRecordEvent>> verdicts = new HashMap<>();
        for (DatedEvent<ServiceRecordEvent> fact : unit.facts().of(ServiceRecordEvent.class)) {
            if (fact.data() instanceof ServiceVerified || fact.data() instanceof ServiceRejected) {
                DatedEvent<ServiceRecordEvent> service = holding.get(fact.data().serviceId());
                if (service != null && fact.isNewerThan(service) && !fact.date().isAfter(unit.asOf())) {
                    verdicts.merge(fact.data().serviceId(), fact, (a, b) -> b.isNewerThan(a) ? b : a);
                }
            }
        }
        return verdicts;
    }

    private static Served stated(DatedEvent<ServiceRecordEvent> fact, Team team) {
        return switch (fact.data()) {
            case ServiceLogged logged ->
                new Served(fact, team.volunteerOf(logged.membershipId()), logged.minutes(), logged.paid());
            case ServiceCorrected corrected ->
                new Served(fact, team.volunteerOf(corrected.membershipId()), corrected.minutes(), corrected.paid());
            case ServiceWithdrawn _,
                    ServiceVerified _,
                    ServiceRejected _,
                    ServiceContested _,
                    ServiceContestSettled _ -> throw new IllegalStateException("no version of a service: " + fact);
        };
    }

    private static List<Map<String, Object>> list(List<Member> members) {
        return members.stream()
                .sorted(Comparator.comparing(Member::activeDays).thenComparing(Member::minutes))
                .map(member -> new FormulaNumbers()
                        .put("activeDays", member.activeDays())
                        .put("targetHours", member.target())
                        .put("verifiedMinutes", member.minutes())
                        .put("ratio", member.ratio())
                        .asMap())
                .toList();
    }
}
