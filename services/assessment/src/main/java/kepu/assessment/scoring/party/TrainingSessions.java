package kepu.assessment.scoring.party;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.Team;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import org.apache.commons.numbers.fraction.BigFraction;

/** P06 队员培训: how many sessions, of how many kinds, attended by how many of the persons expected. */
record TrainingSessions(
        int sessions,
        BigFraction sessionPoints,
        List<Kind> kinds,
        BigFraction pointsPerKind,
        BigFraction attendancePoints)
        implements Policy {
    TrainingSessions(Parameters parameters) {
        this(
                parameters.positive("sessions"),
                parameters.fraction("sessionPoints"),
                parameters.some("kinds", Kind.class),
                parameters.points("pointsPerKind"),
                parameters.points("attendancePoints"));
    }

    /** A session as the version that holds states it, among the persons active on its day. */
    private record Session(DatedEvent<TrainingEvent> fact, Kind kind, int attended, int others, int expected) {}

    @Override
    public LocalizedText formula() {
        String full = Fractions.plain(fullPoints());
        return new LocalizedText(
                "(" + Fractions.plain(sessionPoints) + "×min(1, 次数 ÷ " + sessions + ")+ 每类 "
                        + Fractions.plain(pointsPerKind) + " 分 + " + Fractions.plain(attendancePoints) + "×到训率)÷ "
                        + full + "；应到为当日有效队员(一人计一次)；次数按存续天数折算",
                "(" + Fractions.plain(sessionPoints) + " × min(1, sessions ÷ " + sessions + ") + "
                        + Fractions.plain(pointsPerKind)
                        + " for each kind + " + Fractions.plain(attendancePoints) + " × attended ÷ expected) ÷ " + full
                        + "; expected are the persons active on the day; the sessions are pro rata of the own days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        List<Session> held = sessions(unit, evidence);
        int attended = 0;
        int expected = 0;
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        for (Session session : held) {
            attended += session.attended();
            expected += session.expected();
            seen.add(session.kind());
            evidence.counts(session.fact());
            if (session.others() > 0) {
                evidence.doesNotCount(session.fact(), Reason.ATTENDEE_NOT_ACTIVE);
            }
        }
        seen.retainAll(kinds);
        BigFraction target = unit.proRata(sessions);
        BigFraction attendance = expected == 0 ? BigFraction.ZERO : BigFraction.of(attended, expected);
        BigFraction sum = Fractions.capped(BigFraction.of(held.size()).divide(target))
                .multiply(sessionPoints)
                .add(pointsPerKind.multiply(seen.size()))
                .add(attendance.multiply(attendancePoints));
        return PolicyResult.of(
                sum.divide(fullPoints()),
                new FormulaNumbers()
                        .put("sessions", held.size())
                        .put("target", target)
                        .put("kinds", seen.stream().map(Kind::name).toList())
                        .put("attended", attended)
                        .put("expected", expected)
                        .put("attendance", attendance)
                        .put("held", list(held))
                        .put("points", sum)
                        .put("fullPoints", fullPoints()),
                evidence);
    }

    private static List<Session> sessions(UnitYear unit, Evidence evidence) {
        List<DatedEvent<TrainingEvent>> held = unit.heldOnElapsedDays(TrainingEvent.class, evidence);
        Team team = unit.team();
        int[] members = team.activePersons(unit.elapsed());
        List<Session> sessions = new ArrayList<>(held.size());
        for (DatedEvent<TrainingEvent> fact : held) {
            Set<String> attendees =
                    attendees(fact.data()).stream().map(team::volunteerOf).collect(Collectors.toSet());
            int attended = (int) attendees.stream()
                    .filter(attendee -> team.isActive(attendee, fact.date()))
                    .count();
            int expected = members[unit.elapsed().index(fact.date())];
            sessions.add(new Session(fact, kind(fact.data()), attended, attendees.size() - attended, expected));
        }
        return sessions;
    }

    private static List<Map<String, Object>> list(List<Session> sessions) {
        return sessions.stream()
                .sorted(Comparator.comparing((Session session) -> session.fact().date())
                        .thenComparing(Session::kind)
                        .thenComparing(Session::attended)
                        .thenComparing(Session::expected)
                        .thenComparing(Session::others))
                .map(session -> new FormulaNumbers()
                        .put("date", session.fact().date())
                        .put("kind", session.kind().name())
                        .put("attended", session.attended())
                        .put("expected", session.expected())
                        .put("notActive", session.others())
                        .asMap())
                .toList();
    }

    private BigFraction fullPoints() {
        return sessionPoints.add(pointsPerKind.multiply(kinds.size())).add(attendancePoints);
    }

    private static Kind kind(TrainingEvent version) {
        return switch (version) {
            case TrainingHeld held -> held.kind();
            case TrainingCorrected corrected -> corrected.kind();
            case TrainingWithdrawn _ -> throw new IllegalStateException("withdrawn: " + version);
        };
    }

    private static Set<String> attendees(TrainingEvent version) {
        return switch (version) {
            case TrainingHeld held -> held.attendees();
            case TrainingCorrected corrected -> corrected.attendees();
            case TrainingWithdrawn _ -> throw new IllegalStateException("withdrawn: " + version);
        };
    }
}
