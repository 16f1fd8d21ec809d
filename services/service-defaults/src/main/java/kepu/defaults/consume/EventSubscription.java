package kepu.defaults.consume;

import java.util.List;
import kepu.contracts.DomainEvent;

/**
 * A bean of this type makes its service listen.
 *
 * @param group consumer group; the service's name, with a projection version behind it if there are several
 * @param families whose topics are read from their beginning
 */
public record EventSubscription(String group, List<Class<? extends DomainEvent>> families, EventListener listener) {}
