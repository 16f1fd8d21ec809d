package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When and by whom a step is taken; {@code day} is its local day, {@code recordedOn} that on which it is entered. */
record Moment(Instant at, LocalDate day, Instant recordedAt, LocalDate recordedOn, String by) {
    static Moment of(Instant at, Instant recordedAt, ZoneId zone, String by) {
        return new Moment(at, LocalDate.ofInstant(at, zone), recordedAt, LocalDate.ofInstant(recordedAt, zone), by);
    }
}
