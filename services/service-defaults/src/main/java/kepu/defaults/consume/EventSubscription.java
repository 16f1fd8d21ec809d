package kepu.defaults.consume;

import java.util.List;
import kepu.contracts.DomainEvent;

/**
 * A bean of this type makes its service listen.
 *
 * @param group consumer group; the service's name, with a projection version behind it if there are several
 * @param families whose topics are read from their beginning
 */
public record EventSubscription(String group, List<Class<? extends DomainEvent>> families, EventListener listener) {
    /** A family and the listener of its own that takes it in. */
    public record Heard(Class<? extends DomainEvent> family, EventListener by) {
        private int on(List<ReceivedEvent> events) {
            return by.on(events.stream()
                    .filter(received -> family.isInstance(received.envelope().data()))
                    .toList());
        }
    }

    /** Each family has a listener of its own. */
    public static EventSubscription of(String group, Heard... each) {
        List<Heard> all = List.of(each);
        return new EventSubscription(
                group,
                all.stream().<Class<? extends DomainEvent>>map(Heard::family).toList(),
                events -> all.stream().mapToInt(one -> one.on(events)).sum());
    }
}
