package kepu.defaults.list;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.Subtrees;
import kepu.defaults.input.InputRejection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller method its {@link ListRequest} from the query, with the units within the caller's reach. */
final class ListRequestResolver implements HandlerMethodArgumentResolver {
    private final MongoOperations mongo;
    private final Subtrees subtrees;
    private final Clock clock;
    private final ZoneId zone;

    ListRequestResolver(MongoOperations mongo, Subtrees subtrees, Clock clock, ZoneId zone) {
        this.mongo = mongo;
        this.subtrees = subtrees;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ListRequest.class;
    }

    @Override
    public ListRequest<?> resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null || binders == null) {
            throw new IllegalStateException("a list is asked for by an HTTP request");
        }
        ListedCollection collection = ListedCollection.of(parameter).orElseThrow();
        Map<String, Object> asked = new LinkedHashMap<>();
        for (ListParameter one : collection.parameters()) {
            String text = request.getParameter(one.name());
            if (text != null) {
                WebDataBinder binder = binders.createBinder(webRequest, null, one.name());
                asked.put(one.name(), checked(one, value(one, text, binder, parameter)));
            }
        }
        if (asked.get(ListedCollection.FROM) instanceof LocalDate from
                && asked.get(ListedCollection.TO) instanceof LocalDate to
                && from.isAfter(to)) {
            throw new Rejection(422, "period-ends-before-it-starts", from, to);
        }
        return new ListRequest<Object>(
                mongo, collection, zone, request.getRequestURI(), asked, units(Access.current(), asked));
    }

    private static Object value(ListParameter one, String text, WebDataBinder binder, MethodParameter parameter) {
        if (!one.values().isEmpty()) { // letter by letter, like constants
            if (!one.values().contains(text)) {
                throw InputRejection.notOneOf(one.name(), one.values());
            }
            return text;
        }
        try {
            Object value = binder.convertIfNecessary(text, one.type());
            if (value == null) {
                throw new IllegalStateException(one.name() + " was read as nothing");
            }
            return value;
        } catch (TypeMismatchException e) {
            throw new MethodArgumentTypeMismatchException(text, one.type(), one.name(), parameter, e);
        }
    }

    private static Object checked(ListParameter one, Object value) {
        Integer least = one.least();
        Integer most = one.most();
        int size = value instanceof String text ? text.codePointCount(0, text.length()) : 0;
        if (value instanceof Integer number) {
            size = number;
        }
        if (least != null && most != null && (size < least || size > most)) {
            throw InputRejection.outOfRange(one.name(), least, most);
        }
        return value;
    }

    /** @return null where nothing is kept from the caller and no unit is asked for */
    private @Nullable Set<String> units(Access access, Map<String, Object> asked) {
        if (asked.get(ListedCollection.UNIT) instanceof String unitId) {
            access.require(unitId);
            return Boolean.FALSE.equals(asked.get(ListedCollection.SUBTREE))
                    ? Set.of(unitId)
                    : subtrees.atAndBelow(Set.of(unitId), clock.instant());
        }
        return access.everywhere() ? null : subtrees.atAndBelow(access.roots(), clock.instant());
    }
}
