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
     * @param name of the field or parameter
     * @param value as read; what is no time is known
     * @param stated as sent
     * @throws Rejection 400 {@code year-out-of-range}
     */
    static void require(String name, Object value, String stated) {
        boolean isKnown = switch (value) {
            case Year year -> Years.include(year.getValue());
            case LocalDate date -> Years.include(date.getYear());
            case Instant instant -> Years.include(instant);
            default -> true;
        };
        if (!isKnown) {
            throw new Rejection(400, "year-out-of-range", name, stated, Years.FIRST, Years.LAST);
        }
    }

    /** Of one that no calendar has, the last or the first. */
    static Year year(long stated) {
        return Year.of(Math.clamp(stated, Year.MIN_VALUE, Year.MAX_VALUE));
    }
}
