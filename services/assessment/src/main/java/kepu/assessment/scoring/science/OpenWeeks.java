package kepu.assessment.scoring.science;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.readingrooms.OpeningEvent;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import org.jspecify.annotations.Nullable;

/**
 * S01 书屋开放: ended weeks with enough days of enough opening hours in one room; weeks that are not wholly the unit's and
 * busy-season (农忙) weeks are left out.
 */
record OpenWeeks(int daysPerWeek, int minutesPerDay, EmptyPolicy empty, EmptyPolicy noRoom) implements Policy {
    OpenWeeks(Parameters parameters) {
        this(
                parameters.positive("daysPerWeek"),
                parameters.positive("minutesPerDay"),
                parameters.emptyPolicy("empty"),
                parameters.emptyPolicy("noRoom"));
    }

    private record RoomDay(String roomId, LocalDate date) {}

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "达标周数 ÷ 已结束、全部在本单位存续期内的非豁免周数(没有时" + empty.text().zh() + "；没有书屋"
                        + noRoom.text().zh() + ")；同一书屋一周至少 " + daysPerWeek + " 天各开放满 " + minutesPerDay + " 分钟为达标",
                "good weeks ÷ ended weeks that lie wholly in the unit's life and are not exempt (none: "
                        + empty.text().en() + "; no room: "
                        + noRoom.text().en() + "); in a good week one and the same room has at least " + daysPerWeek
                        + " days of at least " + minutesPerDay + " minutes each");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        boolean room = hasRoom(unit, evidence);
        Days isoYear = isoYear(unit.year());
        Set<Integer> exempt = exemptWeeks(unit, evidence);
        int[] longDays = longDays(unit, isoYear, exempt, evidence);
        int judged = 0;
        int good = 0;
        List<Integer> exempted = new ArrayList<>();
        List<Map<String, Object>> shortWeeks = new ArrayList<>();
        for (int week = 1; week < longDays.length; week++) {
            Days days = week(isoYear, week);
            if (days.last().isAfter(unit.asOf()) || !isWhole(days, unit)) {
                continue;
            }
            if (exempt.contains(week)) {
                exempted.add(week);
                continue;
            }
            judged++;
            if (longDays[week] >= daysPerWeek) {
                good++;
            } else {
                shortWeeks.add(new FormulaNumbers()
                        .put("week", week)
                        .put("from", days.first())
                        .put("to", days.last())
                        .put("days", longDays[week])
                        .asMap());
            }
        }
        return PolicyResult.of(
                judged == 0 || room ? empty.ratio(good, judged) : noRoom.ratio(),
                new FormulaNumbers()
                        .put("rooms", room ? "REGISTERED" : "NONE")
                        .put("daysPerWeek", daysPerWeek)
                        .put("minutesPerDay", minutesPerDay)
                        .put("goodWeeks", good)
                        .put("judgedWeeks", judged)
                        .put("exemptWeeks", exempted)
                        .put("shortWeeks", shortWeeks),
                evidence);
    }

    private static boolean hasRoom(UnitYear unit, Evidence evidence) {
        boolean room = false;
        for (DatedEvent<RoomEvent> fact : unit.facts().of(RoomEvent.class)) {
            if (fact.data() instanceof RoomRegistered && !fact.date().isAfter(unit.reckoningDay())) {
                room = true;
                evidence.counts(fact);
            }
        }
        return room;
    }

    /** Weeks that the newest calendar of any room exempts. */
    private static Set<Integer> exemptWeeks(UnitYear unit, Evidence evidence) {
        Map<String, DatedEvent<OpeningEvent>> newest = new HashMap<>();
        for (DatedEvent<OpeningEvent> fact : unit.facts().of(OpeningEvent.class)) {
            if (fact.data() instanceof OpeningCalendarSet calendar
                    && calendar.year() == unit.year()
                    && !fact.date().isAfter(unit.asOf())) {
                newest.merge(calendar.roomId(), fact, (a, b) -> b.isNewerThan(a) ? b : a);
            }
        }
        Set<Integer> weeks = new HashSet<>();
        for (DatedEvent<OpeningEvent> fact : newest.values()) {
            weeks.addAll(((OpeningCalendarSet) fact.data()).exemptWeeks());
            evidence.counts(fact);
        }
        return weeks;
    }

    /** For each week, from 1, on how many of its days the same room was open long enough, at most. */
    private int[] longDays(UnitYear unit, Days isoYear, Set<Integer> exempt, Evidence evidence) {
        Map<RoomDay, DatedEvent<OpeningEvent>> held = new HashMap<>();
        List<DatedEvent<OpeningEvent>> openings = new ArrayList<>();
        for (DatedEvent<OpeningEvent> fact : unit.facts().of(OpeningEvent.class)) {
            LocalDate date = date(fact.data());
            if (date != null && isoYear.contains(date) && !date.isAfter(unit.asOf())) {
                held.merge(new RoomDay(fact.data().roomId(), date), fact, (a, b) -> b.isNewerThan(a) ? b : a);
                openings.add(fact);
            }
        }
        Map<String, int[]> longDaysByRoom = new HashMap<>();
        int weeks = weekOf(isoYear.length());
        Set<String> falseDays = FalseRecords.of(unit.facts(), OpeningEvent.class);
        for (DatedEvent<OpeningEvent> fact : openings) {
            if (fact.data() instanceof DayOpened opened) {
                DatedEvent<OpeningEvent> holding = held.get(new RoomDay(opened.roomId(), opened.date()));
                int day = isoYear.index(opened.date());
                Reason reason = holding == null || holding == fact
                        ? reasonAgainst(opened, unit, week(isoYear, weekOf(day)), exempt.contains(weekOf(day)))
                        : holding.data() instanceof DayWithdrawn ? Reason.WITHDRAWN : Reason.SUPERSEDED;
                if (FalseRecords.recordOf(opened).filter(falseDays::contains).isPresent()) {
                    evidence.doesNotCount(fact, Reason.FALSE_RECORD);
                } else if (reason == null) {
                    longDaysByRoom.computeIfAbsent(opened.roomId(), _ -> new int[weeks])[weekOf(day)]++;
                    evidence.counts(fact);
                } else {
                    evidence.doesNotCount(fact, reason);
                }
            }
        }
        int[] longDays = new int[weeks];
        for (int[] ofRoom : longDaysByRoom.values()) {
            for (int week = 0; week < weeks; week++) {
                longDays[week] = Math.max(longDays[week], ofRoom[week]);
            }
        }
        return longDays;
    }

    private @Nullable Reason reasonAgainst(DayOpened opened, UnitYear unit, Days week, boolean exempt) {
        if (!unit.life().contains(opened.date())) {
            return Reason.OUTSIDE_OWN_DAYS;
        }
        if (exempt) {
            return Reason.EXEMPT_WEEK;
        }
        if (!isWhole(week, unit)) {
            return Reason.WEEK_NOT_WHOLE;
        }
        if (week.last().isAfter(unit.asOf())) {
            return Reason.WEEK_NOT_ENDED;
        }
        return opened.minutes() < minutesPerDay ? Reason.SHORT_DAY : null;
    }

    private static boolean isWhole(Days week, UnitYear unit) {
        return unit.life().contains(week.first()) && unit.life().contains(week.last());
    }

    private static @Nullable LocalDate date(OpeningEvent event) {
        return switch (event) {
            case DayOpened opened -> opened.date();
            case DayClosed closed -> closed.date();
            case DayWithdrawn withdrawn -> withdrawn.date();
            case OpeningCalendarSet _ -> null;
        };
    }

    /** The whole weeks of an ISO week-based year. */
    private static Days isoYear(int year) {
        return new Days(firstMonday(year), firstMonday(year + 1).minusDays(1));
    }

    /** 4 January always lies in the first ISO week. */
    private static LocalDate firstMonday(int year) {
        return LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static int weekOf(int dayOfIsoYear) {
        return dayOfIsoYear / 7 + 1;
    }

    private static Days week(Days isoYear, int week) {
        LocalDate monday = isoYear.day(7 * (week - 1));
        return new Days(monday, monday.plusDays(6));
    }
}
