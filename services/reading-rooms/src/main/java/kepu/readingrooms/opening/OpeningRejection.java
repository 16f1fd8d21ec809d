package kepu.readingrooms.opening;

import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a calendar or the record of a day is refused. */
final class OpeningRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private OpeningRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    // Years and weeks are passed as text: as numbers they would be written 2,026.

    static OpeningRejection noSuchYear(int year) {
        return new OpeningRejection(422, "no-such-year", String.valueOf(year));
    }

    static OpeningRejection noSuchWeek(int year, int week, int weeks) {
        return new OpeningRejection(
                422, "no-such-week", String.valueOf(year), String.valueOf(week), String.valueOf(weeks));
    }

    static OpeningRejection needsSessionsOrReason() {
        return new OpeningRejection(422, "day-needs-sessions-or-reason");
    }

    static OpeningRejection endsBeforeStart(String from, String to) {
        return new OpeningRejection(422, "session-ends-before-start", from, to);
    }

    static OpeningRejection overlap(String from, String to) {
        return new OpeningRejection(422, "sessions-overlap", from, to);
    }

    static OpeningRejection inFuture(LocalDate date) {
        return new OpeningRejection(422, "date-in-future", date);
    }

    static OpeningRejection sessionNotOver(LocalDate date, String end) {
        return new OpeningRejection(422, "session-not-over", date, end);
    }

    static OpeningRejection beforeTheRoom(LocalDate date, LocalDate standsSince) {
        return new OpeningRejection(422, "day-before-room", date, standsSince);
    }

    static OpeningRejection afterRetirement(LocalDate date, LocalDate retired) {
        return new OpeningRejection(422, "day-after-retirement", date, retired);
    }

    static OpeningRejection alreadyRecorded(LocalDate date) {
        return new OpeningRejection(409, "day-already-recorded", date);
    }

    static OpeningRejection alreadyWithdrawn(LocalDate date) {
        return new OpeningRejection(409, "already-withdrawn", date);
    }
}
