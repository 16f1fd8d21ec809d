package kepu.defaults.store;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an aggregate that the service itself computes from the events of others: the audit log, which is about acts, leaves it
 * out. Whoever wants to know why it changed finds the acts in the logs of those services. On a field: it is computed from
 * others of its document, and looked through for personal data with them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface NotAudited {}
