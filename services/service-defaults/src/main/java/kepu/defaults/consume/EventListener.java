package kepu.defaults.consume;

import java.util.List;

/**
 * Takes in events: idempotent, indifferent to order between aggregates, all or nothing.
 *
 * <p>An exception means "not now": the same events come again, with growing pauses, for ever.
 */
@FunctionalInterface
public interface EventListener {
    /**
     * @param events of one or several partitions, in the order of each
     * @return how many of them were new
     */
    int on(List<ReceivedEvent> events);
}
