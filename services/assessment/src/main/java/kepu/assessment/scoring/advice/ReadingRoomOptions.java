package kepu.assessment.scoring.advice;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.Holdings;
import kepu.assessment.scoring.evidence.Holdings.Room;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.Origin;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionHeld;
import kepu.contracts.readingrooms.DistanceSessionEvent.Kind;
import kepu.contracts.readingrooms.OpeningEvent;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;

/** What is done in a reading room that there is: opening it, sessions, new titles. */
final class ReadingRoomOptions {
    static final Map<String, Options> BY_POLICY = Map.of(
            "open-weeks", ReadingRoomOptions::openings,
            "distance-education", ReadingRoomOptions::sessions,
            "stock-renewal", ReadingRoomOptions::titles);

    /** Nobody is advised to bring more at once, and as many ids are made. */
    private static final int MOST_TITLES = 2_000;

    private ReadingRoomOptions() {}

    private static Optional<String> room(Situation situation) {
        return Holdings.of(situation.unit()).rooms().stream().map(Room::roomId).findFirst();
    }

    /** For each week that ends in time one day more after the other, until it is a good one. */
    private static List<List<Step>> openings(Situation situation, Indicator indicator, IndicatorResult result) {
        Days days = situation.days();
        Optional<String> room = room(situation);
        if (room.isEmpty() || days.length() == 0) {
            return List.of();
        }
        int minutes = (Integer) indicator.parameters().getOrDefault("minutesPerDay", 240);
        Set<LocalDate> told = new HashSet<>();
        for (DatedEvent<OpeningEvent> fact : situation.unit().facts().inOrder(OpeningEvent.class)) {
            if (fact.data() instanceof DayOpened opened) {
                told.add(opened.date());
            }
        }
        List<List<Step>> weeks = new ArrayList<>();
        for (LocalDate sunday = days.first().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
                !sunday.isAfter(days.last());
                sunday = sunday.plusWeeks(1)) {
            LocalDate monday = sunday.minusDays(6);
            List<Step> week = new ArrayList<>();
            for (LocalDate day = monday.isBefore(days.first()) ? days.first() : monday;
                    !day.isAfter(sunday);
                    day = day.plusDays(1)) {
                if (!told.contains(day)) {
                    week.add(
                            situation.step(Action.OPEN_ROOM, day, room.get(), new DayOpened(room.get(), day, minutes)));
                    weeks.add(List.copyOf(week));
                }
            }
        }
        return weeks;
    }

    private static List<List<Step>> sessions(Situation situation, Indicator indicator, IndicatorResult result) {
        return room(situation).stream()
                .flatMap(room -> situation.days(31).map(day -> {
                    String id = situation.newId("session");
                    return List.of(situation.step(
                            Action.HOLD_DISTANCE_SESSION,
                            day,
                            id,
                            new DistanceSessionHeld(id, room, Kind.OTHER, "topic", 60, 10)));
                }))
                .toList();
    }

    /** As many new titles as the year still lacks, in one delivery. */
    private static List<List<Step>> titles(Situation situation, Indicator indicator, IndicatorResult result) {
        if (!(result.numbers().get("firstAdded") instanceof Integer added
                && result.numbers().get("newTitlesTarget") instanceof String target)) {
            return List.of();
        }
        int lacking =
                Fractions.parse(target).bigDecimalValue(0, RoundingMode.CEILING).intValueExact() - added;
        if (lacking < 1 || lacking > MOST_TITLES) {
            return List.of();
        }
        Set<String> titles = new HashSet<>();
        for (int i = 0; i < lacking; i++) {
            titles.add(situation.newId("title"));
        }
        return room(situation).stream()
                .flatMap(room -> situation.days(1).map(day -> {
                    String id = situation.newId("delivery");
                    return List.of(situation.step(
                            Action.ADD_TITLES,
                            day,
                            room,
                            new DeliveryReceived(id, room, Origin.BOUGHT, titles, lacking),
                            new LocalizedText(lacking + " 种", lacking + " titles")));
                }))
                .toList();
    }
}
