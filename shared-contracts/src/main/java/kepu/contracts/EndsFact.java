package kepu.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an event after which there is nothing to say of its fact any more, until a newer event of the fact says otherwise.
 *
 * <p>A snapshot topic then holds a tombstone under the fact's key: a record without a value, with all headers of the event.
 * Such an event's fact is never told apart by a field of its value, which the tombstone lacks ({@link Fact#per}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EndsFact {}
