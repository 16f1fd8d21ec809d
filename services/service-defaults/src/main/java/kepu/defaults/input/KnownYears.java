package kepu.defaults.input;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import kepu.contracts.Years;
import kepu.defaults.Rejection;

/** Refuses years, days and instants outside of {@link Years} before anybody computes with them. */
final class KnownYears {
    private KnownYears() {}

    /**
     * @param stated of whatever type; what is no time is known
     * @throws Rejection 400 {@code year-out-of-range}
     */
    static void require(Object stated) {
        boolean isKnown = switch (stated) {
            case Year year -> Years.include(year.getValue());
            case LocalDate date -> Years.include(date.getYear());
            case Instant instant -> Years.include(instant);
            default -> true;
        };
        if (!isKnown) {
            throw outOfRange(stated);
        }
    }

    static Year year(long stated) {
        if (!Years.include(stated)) {
            throw outOfRange(stated);
        }
        return Year.of(Math.toIntExact(stated));
    }

    private static Rejection outOfRange(Object stated) {
        return new Rejection(400, "year-out-of-range", stated.toString(), Years.FIRST, Years.LAST);
    }
}
