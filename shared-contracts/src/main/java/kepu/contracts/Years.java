package kepu.contracts;

import java.time.Instant;

/** The years in which anything is dated or can be asked for. */
public final class Years {
    public static final int FIRST = 1949;
    public static final int LAST = 2999;

    private static final Instant START = Instant.parse(FIRST + "-01-01T00:00:00Z");
    private static final Instant END = Instant.parse(LAST + 1 + "-01-01T00:00:00Z");

    private Years() {}

    public static boolean include(long year) {
        return year >= FIRST && year <= LAST;
    }

    /** Whether an instant lies in one of them, in UTC. */
    public static boolean include(Instant at) {
        return !at.isBefore(START) && at.isBefore(END);
    }
}
