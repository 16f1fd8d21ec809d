package kepu.defaults.consume;

import java.util.List;
import java.util.Map;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;

/**
 * A bean of this type makes its service listen.
 *
 * @param group consumer group; the service's name, with a projection version behind it if there are several
 * @param families whose topics are read from their beginning
 */
public record EventSubscription(String group, List<Class<? extends DomainEvent>> families, EventListener listener) {
    /** Each family has a listener of its own; in the order of {@link Contracts#FAMILIES}. */
    public static EventSubscription of(String group, Map<Class<? extends DomainEvent>, EventListener> listeners) {
        return new EventSubscription(
                group,
                Contracts.FAMILIES.stream().filter(listeners::containsKey).toList(),
                events -> listeners.entrySet().stream()
                        .mapToInt(family -> family.getValue().on(of(family.getKey(), events)))
                        .sum());
    }

    private static List<ReceivedEvent> of(Class<? extends DomainEvent> family, List<ReceivedEvent> events) {
        return events.stream()
                .filter(received -> family.isInstance(received.envelope().data()))
                .toList();
    }
}
