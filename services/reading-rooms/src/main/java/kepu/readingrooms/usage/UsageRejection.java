package kepu.readingrooms.usage;

import java.time.Instant;
import java.time.LocalDate;
import kepu.defaults.Rejection;

/** Why a batch of usage, or what is done about a day of it, is refused. */
final class UsageRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private UsageRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static UsageRejection inFuture(LocalDate date) {
        return new UsageRejection(422, "date-in-future", date);
    }

    static UsageRejection beforeTheRoom(LocalDate date, LocalDate standsSince) {
        return new UsageRejection(422, "day-before-room", date, standsSince);
    }

    static UsageRejection afterRetirement(LocalDate date, LocalDate retired) {
        return new UsageRejection(422, "day-after-retirement", date, retired);
    }

    static UsageRejection fileNeeded() {
        return new UsageRejection(422, "usage-file-needed");
    }

    static UsageRejection laterThanFile(LocalDate date, LocalDate file) {
        return new UsageRejection(422, "usage-after-file", date, file);
    }

    static UsageRejection dayFull(String day, int most) {
        return new UsageRejection(422, "usage-day-full", day, String.valueOf(most));
    }

    static UsageRejection effectVerified(String effectId) {
        return new UsageRejection(409, "effect-verified", effectId);
    }

    static UsageRejection verifiedBeforeEffect(Instant seenAt) {
        return new UsageRejection(422, "verified-before-effect", seenAt);
    }

    static UsageRejection tooManyRooms(String unitId, int most) {
        return new UsageRejection(422, "too-many-rooms", unitId, String.valueOf(most));
    }

    static UsageRejection alreadyWithdrawn(LocalDate date) {
        return new UsageRejection(409, "already-withdrawn", date);
    }
}
