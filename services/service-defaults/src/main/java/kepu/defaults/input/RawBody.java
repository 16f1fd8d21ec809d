package kepu.defaults.input;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The argument, an {@link java.io.InputStream}, is the body as it comes: {@code application/octet-stream} of any length. Whoever
 * reads it keeps to a limit of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RawBody {}
