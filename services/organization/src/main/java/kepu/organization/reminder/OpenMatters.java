package kepu.organization.reminder;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import kepu.contracts.DomainEvent;
import kepu.organization.unit.Units;

/** What a feature knows to stand open in units. */
@FunctionalInterface
public interface OpenMatters {
    /**
     * A matter of one unit that is to be told of.
     *
     * @param id the same as long as it stands open
     * @param reminder the event, of the week
     */
    record OpenMatter(String id, String unitId, Function<String, DomainEvent> reminder) {}

    /** @param units open villages and townships that are looked at together */
    List<OpenMatter> of(List<Units.Known> units, Instant now);
}
