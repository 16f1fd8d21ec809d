package kepu.defaults.replica;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.contracts.WorkingDays;
import kepu.defaults.access.Subtrees;
import org.bson.conversions.Bson;

/** The deadlines of one kind of matter, by the working days of each unit's county; as queries of {@code occurredAt} too. */
public final class Deadlines {
    private static final String UNIT = "unitId";
    private static final String BEGUN = "occurredAt";

    private final WorkingCalendars calendars;
    private final Subtrees subtrees;
    private final Clock clock;
    private final ZoneId zone;
    private final int days;

    /** @param days how many working days there are for it */
    public Deadlines(WorkingCalendars calendars, Subtrees subtrees, Clock clock, ZoneId zone, int days) {
        this.calendars = calendars;
        this.subtrees = subtrees;
        this.clock = clock;
        this.zone = zone;
        this.days = days;
    }

    public Deadline of(String unitId) {
        return deadline(calendars.of(unitId));
    }

    private Deadline deadline(WorkingDays workingDays) {
        return new Deadline(workingDays, LocalDate.now(clock.withZone(zone)), zone, days);
    }

    /** Whatever has its last day behind it. */
    public Bson passed() {
        return begunBefore(Deadline::passedIfBegunBefore);
    }

    /** Whatever has its last day today or on the next working day. */
    public Bson dueSoon() {
        return Filters.and(begunBefore(Deadline::dueSoonIfBegunBefore), Filters.nor(passed()));
    }

    /**
     * On most days that is one instant for all counties; while holidays make it differ, the counties of each instant are asked
     * for by the units below them.
     */
    private Bson begunBefore(Function<Deadline, Instant> which) {
        Instant usual = which.apply(deadline(WorkingDays.MONDAY_TO_FRIDAY));
        Map<Instant, Set<String>> otherwise = new TreeMap<>(calendars.counties().stream()
                .collect(Collectors.groupingBy(county -> which.apply(of(county)), Collectors.toSet())));
        otherwise.remove(usual);
        if (otherwise.isEmpty()) {
            return Filters.lt(BEGUN, usual);
        }
        List<Bson> begun = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        otherwise.forEach((instant, counties) -> {
            Set<String> units = subtrees.atAndBelow(counties, clock.instant());
            begun.add(Filters.and(Filters.in(UNIT, units), Filters.lt(BEGUN, instant)));
            elsewhere.addAll(units);
        });
        begun.add(Filters.and(Filters.nin(UNIT, elsewhere), Filters.lt(BEGUN, usual)));
        return Filters.or(begun);
    }
}
