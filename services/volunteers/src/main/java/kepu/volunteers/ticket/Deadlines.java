package kepu.volunteers.ticket;

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
import java.util.stream.Collectors;
import kepu.contracts.WorkingDays;
import kepu.defaults.access.Subtrees;
import kepu.defaults.replica.WorkingCalendars;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The deadlines of tickets, by the working days of each unit's county. */
@Component
final class Deadlines {
    private static final String UNIT = "unitId";
    private static final String RAISED = "occurredAt";

    private final WorkingCalendars calendars;
    private final Subtrees subtrees;
    private final Clock clock;
    private final ZoneId zone;
    private final int days;

    Deadlines(
            WorkingCalendars calendars,
            Subtrees subtrees,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.volunteers.ticket-working-days}") int days) {
        this.calendars = calendars;
        this.subtrees = subtrees;
        this.clock = clock;
        this.zone = zone;
        this.days = days;
    }

    Deadline of(String unitId) {
        return deadline(calendars.of(unitId));
    }

    private Deadline deadline(WorkingDays workingDays) {
        return new Deadline(workingDays, LocalDate.now(clock.withZone(zone)), zone, days);
    }

    /**
     * Tickets whose last day is over. On most days that is one instant for all counties; while holidays make it differ, the
     * counties of each instant are asked for by the units below them.
     */
    Bson passed() {
        Instant usual = deadline(WorkingDays.MONDAY_TO_FRIDAY).passedIfRaisedBefore();
        Map<Instant, Set<String>> otherwise = new TreeMap<>(calendars.counties().stream()
                .collect(Collectors.groupingBy(county -> of(county).passedIfRaisedBefore(), Collectors.toSet())));
        otherwise.remove(usual);
        if (otherwise.isEmpty()) {
            return Filters.lt(RAISED, usual);
        }
        List<Bson> passed = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        otherwise.forEach((instant, counties) -> {
            Set<String> units = subtrees.atAndBelow(counties, clock.instant());
            passed.add(Filters.and(Filters.in(UNIT, units), Filters.lt(RAISED, instant)));
            elsewhere.addAll(units);
        });
        passed.add(Filters.and(Filters.nin(UNIT, elsewhere), Filters.lt(RAISED, usual)));
        return Filters.or(passed);
    }
}
