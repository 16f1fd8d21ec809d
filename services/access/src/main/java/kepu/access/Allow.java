package kepu.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import kepu.contracts.identity.AccountEvent.Role;

/** The route is for these roles, inside the subtree of units at which the caller holds one of them. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allow {
    Role[] value();

    /** Path variable or request parameter that names the unit asked for; it must lie in the subtree. */
    String unit() default "";
}
