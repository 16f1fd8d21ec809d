package kepu.readingrooms.loan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has and who waits for the copies of one resource in one room.
 *
 * @param title none if the room has no copy
 * @param copies that the room has, lent or not
 * @param lent of them
 * @param waiting who reserved one, the first first
 */
record Shelf(String resourceId, String title, int copies, int lent, List<Reservation> waiting) {
    boolean hasFree() {
        return copies > lent;
    }

    /** The reader's, if they wait. */
    @Nullable
    String reservationOf(String readerId) {
        return waiting.stream()
                .filter(reservation -> reservation.readerId().equals(readerId))
                .findFirst()
                .map(Reservation::id)
                .orElse(null);
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-resource} */
    void requireKnown() {
        if (copies == 0) {
            throw LoanRejection.unknownResource(resourceId);
        }
    }

    /**
     * Free copies are for those who wait first.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-resource}, 409 {@code no-copy-free}, {@code reserved-by-another}
     */
    void requireFreeFor(String readerId) {
        requireKnown();
        if (!hasFree()) {
            throw LoanRejection.noCopyFree(resourceId);
        }
        boolean mayTake = waiting.stream()
                .limit(copies - lent)
                .anyMatch(reservation -> reservation.readerId().equals(readerId));
        if (!mayTake && waiting.size() >= copies - lent) {
            throw LoanRejection.reservedByAnother(resourceId);
        }
    }

    /** @throws kepu.defaults.Rejection 409 {@code reserved-by-another} if somebody waits for whom no copy is free */
    void requireNobodyWaits() {
        // fewer copies than are lent: the others were counted as lost, or their delivery was withdrawn
        if (waiting.size() > Math.max(0, copies - lent)) {
            throw LoanRejection.reservedByAnother(resourceId);
        }
    }
}
