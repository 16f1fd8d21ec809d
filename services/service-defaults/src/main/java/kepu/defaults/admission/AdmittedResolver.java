package kepu.defaults.admission;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a controller method what the {@link AccessInterceptor} found out about whose request it is.
 *
 * @param type of the parameter
 * @param known what is known of it; nothing on a route whose rule does not ask for it
 */
record AdmittedResolver(Class<?> type, Function<RequestAttributes, @Nullable Object> known)
        implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == type;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object found = known.apply(request);
        if (found == null) {
            throw new IllegalStateException(
                    "by its rule no " + type.getSimpleName() + " is known to " + parameter.getMethod());
        }
        return found;
    }
}
