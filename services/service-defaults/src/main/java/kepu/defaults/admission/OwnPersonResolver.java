package kepu.defaults.admission;

import kepu.defaults.access.OwnPerson;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives the method of an {@link kepu.access.Own} route the person whose account calls. */
final class OwnPersonResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == OwnPerson.class;
    }

    @Override
    public OwnPerson resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        OwnPerson person = AccessInterceptor.person(request);
        if (person == null) {
            throw new IllegalStateException("a route that is not @Own knows no person: " + parameter.getMethod());
        }
        return person;
    }
}
