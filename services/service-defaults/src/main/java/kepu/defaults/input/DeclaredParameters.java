package kepu.defaults.input;

import java.util.Map;
import org.springframework.core.MethodParameter;

/** Knows the query parameters that stand behind one argument of a handler method. */
@FunctionalInterface
public interface DeclaredParameters {
    /** Types by names; empty for an argument of another kind. */
    Map<String, Class<?>> of(MethodParameter argument);
}
