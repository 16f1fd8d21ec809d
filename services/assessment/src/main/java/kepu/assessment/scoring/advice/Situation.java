package kepu.assessment.scoring.advice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.volunteers.TeamEvent;

/** A unit's year as it will be if nothing is done, and the days on which something can be. */
final class Situation {
    /** Late, so that what happens earlier on a day does not undo it. */
    private static final LocalTime HOUR = LocalTime.of(23, 0);

    /** Newer than whatever was stored. */
    private static final long EPOCH = Long.MAX_VALUE;

    private final String unitId;
    private final UnitYear unit;
    private final ZoneId zone;
    private final LocalDate from;
    private final LocalDate by;
    private long steps;

    Situation(String unitId, UnitYear unit, ZoneId zone, LocalDate from, LocalDate by) {
        this.unitId = unitId;
        this.unit = unit;
        this.zone = zone;
        this.from = from;
        this.by = by;
    }

    /** As of the last day. */
    UnitYear unit() {
        return unit;
    }

    /** The first day on which something can be done. */
    LocalDate from() {
        return from;
    }

    /** The unit's days in its year on which something can be done; often none. */
    Days days() {
        return unit.elapsed().intersection(new Days(from, by));
    }

    /** Up to so many of {@link #days}, from the first one on. */
    Stream<LocalDate> days(int most) {
        Days days = days();
        return days.length() == 0
                ? Stream.of()
                : days.first().datesUntil(days.last().plusDays(1)).limit(most);
    }

    /** An id of something that is not there yet. */
    String newId(String what) {
        return "new-" + what + "-" + ++steps;
    }

    Step step(Action action, LocalDate on, String subject, DomainEvent event) {
        return step(action, on, subject, event, new LocalizedText("", ""));
    }

    /** @param detail appended to what the action is called */
    Step step(Action action, LocalDate on, String subject, DomainEvent event, LocalizedText detail) {
        steps++;
        Instant at = on.atTime(HOUR).atZone(zone).toInstant();
        Envelope<?> fact = new Envelope<>(
                UUID.nameUUIDFromBytes((unitId + " " + steps).getBytes(StandardCharsets.UTF_8)),
                subject,
                at,
                at,
                EPOCH,
                steps,
                unitId,
                "advice",
                "advice",
                null,
                null,
                event);
        String zh = action.text().zh() + (detail.zh().isEmpty() ? "" : "：" + detail.zh());
        String en = action.text().en() + (detail.en().isEmpty() ? "" : ": " + detail.en());
        return new Step(action, on, subject, new LocalizedText(zh, en), fact);
    }

    /** The versions that hold of the facts of a family dated before the last day. */
    <E extends DomainEvent> List<DatedEvent<E>> held(Class<E> family) {
        return unit.held(family, fact -> !fact.date().isAfter(by), Evidence.none());
    }

    /** Those on days of the unit's year before something is done. */
    <E extends DomainEvent> List<DatedEvent<E>> heldThisYear(Class<E> family) {
        return unit.heldOnElapsedDays(family, Evidence.none()).stream()
                .filter(fact -> !fact.date().isAfter(from))
                .toList();
    }

    /** A membership of each person who is active on a day, by person. */
    Map<String, String> memberships(LocalDate day) {
        Map<String, String> memberships = new TreeMap<>();
        for (Span stay : unit.team().active()) {
            if (covers(stay, day)) {
                memberships.merge(
                        unit.team().volunteerOf(stay.key()), stay.key(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        return memberships;
    }

    /** Persons with a link on a day. */
    Set<String> linked(LocalDate day) {
        Set<String> linked = new HashSet<>();
        for (Span link : unit.team().links()) {
            if (covers(link, day)) {
                linked.add(unit.team().bondOf(link).volunteer());
            }
        }
        return linked;
    }

    /** A team that there is, or one to be formed. */
    String team() {
        List<String> teams = new ArrayList<>();
        unit.facts()
                .inOrder(TeamEvent.class)
                .forEach(fact -> teams.add(fact.data().teamId()));
        return teams.isEmpty() ? "new-team" : teams.getLast();
    }

    static boolean covers(Span span, LocalDate day) {
        return !day.isBefore(span.from()) && day.isBefore(span.to());
    }
}
