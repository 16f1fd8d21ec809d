package kepu.readingrooms.opening;

import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says a day of a room was: open in sessions that do not overlap, or closed for a reason.
 *
 * @param sessions in the order of time; none if the room was closed
 */
record Statement(List<Session> sessions, @Nullable String closedReason) {
    Statement {
        if (sessions.isEmpty() == (closedReason == null)) {
            throw OpeningRejection.needsSessionsOrReason();
        }
        sessions = sessions.stream().sorted(Comparator.comparing(Session::from)).toList();
        for (int i = 1; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (session.firstMinute() < sessions.get(i - 1).endMinute()) {
                throw OpeningRejection.overlap(session.starts(), session.ends());
            }
        }
    }

    /**
     * Open from … to (exclusive) on one day.
     *
     * @param to midnight is the one at the end of the day, 24:00
     */
    record Session(LocalTime from, LocalTime to) {
        private static final String END_OF_DAY = "24:00";
        private static final int MINUTES_OF_A_DAY = 24 * 60;

        Session {
            if (minuteOf(from) >= endMinuteOf(to)) {
                throw OpeningRejection.endsBeforeStart(from.toString(), to.toString());
            }
        }

        /**
         * As people state it.
         *
         * @param from {@code HH:mm}
         * @param to {@code HH:mm}, {@code 24:00} for the end of the day
         */
        static Session of(String from, String to) {
            LocalTime start = LocalTime.parse(from);
            if (to.equals(END_OF_DAY)) {
                return new Session(start, LocalTime.MIDNIGHT);
            }
            LocalTime end = LocalTime.parse(to);
            if (end.equals(LocalTime.MIDNIGHT)) {
                throw OpeningRejection.endsBeforeStart(from, to);
            }
            return new Session(start, end);
        }

        String starts() {
            return from.toString();
        }

        String ends() {
            return to.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : to.toString();
        }

        int firstMinute() {
            return minuteOf(from);
        }

        int endMinute() {
            return endMinuteOf(to);
        }

        private static int endMinuteOf(LocalTime to) {
            return to.equals(LocalTime.MIDNIGHT) ? MINUTES_OF_A_DAY : minuteOf(to);
        }

        private static int minuteOf(LocalTime time) {
            return time.get(ChronoField.MINUTE_OF_DAY);
        }
    }

    /** When the last session ends; 0 if the room was closed. */
    int endMinute() {
        return sessions.isEmpty() ? 0 : sessions.getLast().endMinute();
    }

    /** Open in total. */
    int minutes() {
        return sessions.stream()
                .mapToInt(session -> session.endMinute() - session.firstMinute())
                .sum();
    }
}
