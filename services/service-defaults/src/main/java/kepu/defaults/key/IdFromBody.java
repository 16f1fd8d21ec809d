package kepu.defaults.key;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Of an aggregate whose id follows from what a body says, and not from the request's path or its {@code Idempotency-Key}: under
 * one key another body would find another document, and no receipt. So its documents hold their keys, each key once; see {@link
 * UsedKeys}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IdFromBody {}
