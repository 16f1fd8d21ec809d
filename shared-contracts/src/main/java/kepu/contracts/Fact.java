package kepu.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the fact that an event is about, where its subject tells several; events of one fact replace each other.
 *
 * <p>Without it the subject is one fact.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Fact {
    /** Name within the subject. */
    String value();

    /** The event's field by whose value the subject tells the fact several times over; empty if it tells it once. */
    String per() default "";
}
