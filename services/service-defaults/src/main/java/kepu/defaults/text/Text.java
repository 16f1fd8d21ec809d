package kepu.defaults.text;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * How long a text is in its stored form, in Unicode characters as JSON Schema counts them, not in halves of them; and
 * whether it may have several lines. None at all satisfies it.
 */
@CodePointLength
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Text {
    @OverridesAttribute(constraint = CodePointLength.class, name = "min")
    int min() default 0;

    @OverridesAttribute(constraint = CodePointLength.class, name = "max")
    int max();

    /** {@link TextNormalizer#lines Several lines}, or else {@link TextNormalizer#line one}. */
    boolean lines() default false;

    String message() default "{text-length}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
