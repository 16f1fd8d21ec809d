package kepu.readingrooms.opening;

import java.time.Duration;
import java.time.LocalTime;
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
            if (session.from().isBefore(sessions.get(i - 1).to())) {
                throw OpeningRejection.overlap(session.from(), session.to());
            }
        }
    }

    /** Open from … to (exclusive) on one day. */
    record Session(LocalTime from, LocalTime to) {
        Session {
            if (!to.isAfter(from)) {
                throw OpeningRejection.endsBeforeStart(from, to);
            }
        }

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Open in total. */
    int minutes() {
        return Math.toIntExact(sessions.stream()
                .map(Session::length)
                .reduce(Duration.ZERO, Duration::plus)
                .toMinutes());
    }
}
