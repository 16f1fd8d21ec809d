package kepu.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The route is for whoever holds any role, inside the subtree of units at which they hold one. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllowAnyRole {
    /** Path variable or request parameter that names the unit asked for; it must lie in the subtree. */
    String unit() default "";
}
