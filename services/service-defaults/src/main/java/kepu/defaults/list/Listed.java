package kepu.defaults.list;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the list of a stored class offers beside {@code unitId}, {@code subtree}, {@code sort}, {@code cursor} and
 * {@code limit}. The indexes follow from it.
 *
 * <p>Period, state and sort of a subclass are as its superclass says, unless it says otherwise; to what it says of
 * {@code by} and {@code indexed} comes what its superclass says.
 *
 * <p>A property is named as callers see it; {@code name=path} says where it is stored if its path is another one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Listed {
    /** The stored class, where another one stands for it outside of its package; else the annotated class itself. */
    Class<?> of() default void.class;

    /** The instant or the day that {@code from} and {@code to} are compared with. */
    String period() default "";

    /** What {@code state} may be. */
    Class<? extends ListState> state() default ListState.None.class;

    /** Texts and enums of which one value may be asked for, each by a parameter of its own name; of a set, one that it has. */
    String[] by() default {};

    /** Texts that may be asked for and are not in the stored class: the route itself narrows the list by their values. */
    String[] elsewhere() default {};

    /** Properties by which routes of their own, or states, narrow the list to little of it; indexed like those of {@link #by}. */
    String[] indexed() default {};

    /** Texts in which {@code q} is looked for. */
    String[] text() default {};

    /** Properties that no item of the list shows, and that are not read. */
    String[] without() default {};

    /** By what it is sorted, never absent from a document: the first unless {@code sort} asks for another. */
    String[] sort() default {"id"};
}
