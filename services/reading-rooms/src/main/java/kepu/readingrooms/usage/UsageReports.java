package kepu.readingrooms.usage;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.Subtrees;
import kepu.defaults.replica.UnitReplica;
import kepu.readingrooms.catalogue.Catalogue;
import kepu.readingrooms.loan.Loans;
import kepu.readingrooms.opening.Openings;
import kepu.readingrooms.room.Rooms;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The usage report (利用情况报告) of a year: of a room with the facts behind each figure, and of a unit with the rooms that may be
 * commended. Who is, a person decides; nothing is deducted for little reading.
 */
@Component
class UsageReports {
    /** A county has 172 villages. */
    private static final int MOST_ROOMS = 500;

    /** Of so many all facts of the year are read at once; their days, readers and deliveries are in memory meanwhile. */
    private static final int ROOMS_AT_ONCE = 50;

    private final MongoOperations mongo;
    private final Rooms rooms;
    private final Openings openings;
    private final Catalogue catalogue;
    private final Loans loans;
    private final Subtrees subtrees;
    private final UnitReplica units;
    private final Clock clock;
    private final ZoneId zone;

    UsageReports(
            MongoOperations mongo,
            Rooms rooms,
            Openings openings,
            Catalogue catalogue,
            Loans loans,
            Subtrees subtrees,
            UnitReplica units,
            Clock clock,
            ZoneId zone) {
        this.mongo = mongo;
        this.rooms = rooms;
        this.openings = openings;
        this.catalogue = catalogue;
        this.loans = loans;
        this.subtrees = subtrees;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /** A figure with the ids of the records that it rests on. */
    record Figure(int count, List<String> facts) {}

    /**
     * @param volume reads, downloads, visits and loans together
     * @param readers distinct ones who read, visited or borrowed
     * @param titles in stock on the last day of the year, or today
     * @param effects that somebody verified
     */
    record RoomReport(
            String roomId,
            String unitId,
            String name,
            Level level,
            int year,
            int volume,
            Figure reads,
            Figure downloads,
            Figure visits,
            Figure loans,
            Figure readers,
            Figure openDays,
            int titles,
            Figure effects,
            int beneficiaries) {}

    /** A room in short; its own report has the facts. */
    record RoomLine(
            String roomId,
            String unitId,
            String name,
            Level level,
            int volume,
            int reads,
            int downloads,
            int visits,
            int loans,
            int readers,
            int openDays,
            int titles,
            int effects,
            int beneficiaries) {}

    /**
     * A room that has both, volume and a demonstrated effect.
     *
     * @param placeByVolume among the rooms of the report, the same for equal ones
     * @param effects the verified ones
     */
    record Candidate(
            String roomId,
            String unitId,
            String name,
            int placeByVolume,
            int volume,
            int placeByEffect,
            int beneficiaries,
            List<String> effects) {}

    /** @param readers of all rooms; a pseudonym is one reader's within a unit */
    record UnitReport(
            String unitId, int year, int volume, int readers, List<RoomLine> rooms, List<Candidate> candidates) {}

    RoomReport room(String roomId, int year) {
        return reports(List.of(rooms.get(roomId)), year, new TreeSet<>()).getFirst();
    }

    UnitReport unit(String unitId, int year) {
        Access.current().require(unitId);
        if (units.find(unitId).isEmpty()) {
            throw Rejection.notFound("units", unitId);
        }
        List<Rooms.Known> known = rooms.ofUnits(subtrees.atAndBelow(List.of(unitId), clock.instant()));
        if (known.size() > MOST_ROOMS) {
            throw UsageRejection.tooManyRooms(unitId, MOST_ROOMS);
        }
        Set<String> readers = new TreeSet<>();
        List<RoomReport> reports = new ArrayList<>();
        known.stream()
                .gather(Gatherers.windowFixed(ROOMS_AT_ONCE))
                .forEach(some -> reports.addAll(reports(some, year, readers)));
        reports.sort(Comparator.comparing(RoomReport::volume).reversed().thenComparing(RoomReport::roomId));
        return new UnitReport(
                unitId,
                year,
                reports.stream().mapToInt(RoomReport::volume).sum(),
                readers.size(),
                reports.stream().map(UsageReports::line).toList(),
                candidates(reports));
    }

    /** By volume; the place by effect stands beside it, and no number is made of both. */
    static List<Candidate> candidates(List<RoomReport> reports) {
        return reports.stream()
                .filter(report -> report.volume() > 0 && report.effects().count() > 0)
                .map(report -> new Candidate(
                        report.roomId(),
                        report.unitId(),
                        report.name(),
                        place(reports, report, RoomReport::volume),
                        report.volume(),
                        place(reports, report, RoomReport::beneficiaries),
                        report.beneficiaries(),
                        report.effects().facts()))
                .toList();
    }

    private static int place(List<RoomReport> all, RoomReport of, ToIntFunction<RoomReport> what) {
        return 1
                + Math.toIntExact(all.stream()
                        .filter(other -> what.applyAsInt(other) > what.applyAsInt(of))
                        .count());
    }

    /** Of a year and several rooms what is asked for, by room; a room of which there is nothing may be missing. */
    private record Found(
            Map<String, List<UsageDay>> days,
            Map<String, List<Loans.Lent>> lent,
            Map<String, List<Effect>> effects,
            Map<String, List<String>> openDays,
            Map<String, Integer> titles) {}

    /** @param all readers of the unit's rooms, to which those of these rooms are added */
    private List<RoomReport> reports(List<Rooms.Known> some, int year, Set<String> all) {
        List<String> ids = some.stream().map(Rooms.Known::roomId).toList();
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate last = LocalDate.of(year, 12, 31);
        Instant from = start(first);
        Instant until = start(last.plusDays(1));
        Instant end = until.minusMillis(1);
        Instant now = clock.instant();
        Found found = new Found(
                days(ids, first, last),
                loans.lentBy(ids, from, until),
                effects(ids, from, until),
                openings.openBetween(ids, first, last),
                catalogue.titles(ids, end.isBefore(now) ? end : now));
        return some.stream().map(room -> report(room, year, found, all)).toList();
    }

    private static RoomReport report(Rooms.Known room, int year, Found found, Set<String> all) {
        List<UsageDay> days = found.days().getOrDefault(room.roomId(), List.of());
        List<Loans.Lent> lent = found.lent().getOrDefault(room.roomId(), List.of());
        List<Effect> effects = found.effects().getOrDefault(room.roomId(), List.of());
        List<String> open = found.openDays().getOrDefault(room.roomId(), List.of());
        Set<String> readers = new TreeSet<>();
        days.forEach(day -> readers.addAll(day.readerIds()));
        lent.forEach(loan -> readers.add(loan.readerId()));
        readers.forEach(reader -> all.add(room.unitId() + ':' + reader));
        Figure reads = figure(days, UsageDay::reads);
        Figure downloads = figure(days, UsageDay::downloads);
        Figure visits = figure(days, UsageDay::visits);
        return new RoomReport(
                room.roomId(),
                room.unitId(),
                room.name(),
                room.level(),
                year,
                reads.count() + downloads.count() + visits.count() + lent.size(),
                reads,
                downloads,
                visits,
                new Figure(lent.size(), lent.stream().map(Loans.Lent::loanId).toList()),
                new Figure(readers.size(), List.copyOf(readers)),
                new Figure(open.size(), open),
                found.titles().getOrDefault(room.roomId(), 0),
                new Figure(effects.size(), effects.stream().map(Effect::id).toList()),
                effects.stream()
                        .mapToInt(effect -> effect.content().beneficiaries())
                        .sum());
    }

    private static Figure figure(List<UsageDay> days, ToIntFunction<UsageDay> what) {
        return new Figure(
                days.stream().mapToInt(what).sum(),
                days.stream()
                        .filter(day -> what.applyAsInt(day) > 0)
                        .map(UsageDay::id)
                        .toList());
    }

    private static RoomLine line(RoomReport report) {
        return new RoomLine(
                report.roomId(),
                report.unitId(),
                report.name(),
                report.level(),
                report.volume(),
                report.reads().count(),
                report.downloads().count(),
                report.visits().count(),
                report.loans().count(),
                report.readers().count(),
                report.openDays().count(),
                report.titles(),
                report.effects().count(),
                report.beneficiaries());
    }

    private Map<String, List<UsageDay>> days(List<String> roomIds, LocalDate first, LocalDate last) {
        Query days = query(where("roomId")
                .in(roomIds)
                .and("date")
                .gte(first)
                .lte(last)
                .and("withdrawn")
                .is(false));
        days.fields().exclude("outbox", "applied", "firstApplied", "usedKeys", "uses");
        return mongo.find(days, UsageDay.class).stream()
                .sorted(Comparator.comparing(UsageDay::date).thenComparing(UsageDay::id))
                .collect(Collectors.groupingBy(UsageDay::roomId));
    }

    private Map<String, List<Effect>> effects(List<String> roomIds, Instant from, Instant until) {
        Query effects = query(where("content.roomId")
                .in(roomIds)
                .and("state")
                .is(Effect.State.VERIFIED.name())
                .and("occurredAt")
                .gte(from)
                .lt(until));
        effects.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(effects, Effect.class).stream()
                .sorted(Comparator.comparing(Effect::occurredAt).thenComparing(Effect::id))
                .collect(Collectors.groupingBy(effect -> effect.content().roomId()));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
