package kepu.defaults.input;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds a request of the API against what its handler method declares: each parameter of the query known, there once unless it is a list, not
 * empty and of its type; no parameters within the path; a body of {@code application/json} in UTF-8 where one is read, and nothing said where
 * nobody would read it.
 *
 * <p>Pages and OAuth 2 endpoints lie outside of {@code /api/} and keep the rules of their RFCs.
 */
final class RequestShape implements HandlerInterceptor {
    private static final String API = "/api/";
    private static final char REPLACEMENT = '\uFFFD';
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final List<DeclaredParameters> declared;
    private final Map<Method, Shape> shapes = new ConcurrentHashMap<>();

    /** @param declared of arguments that are made of several parameters */
    RequestShape(List<DeclaredParameters> declared) {
        this.declared = declared;
    }

    /** A parameter of the query. */
    private record Asked(Class<?> type, boolean mayRepeat) {
        static Asked of(MethodParameter parameter) {
            Class<?> type = typeOf(parameter);
            return Collection.class.isAssignableFrom(type)
                    ? new Asked(
                            ResolvableType.forMethodParameter(parameter)
                                    .asCollection()
                                    .getGeneric(0)
                                    .toClass(),
                            true)
                    : new Asked(type, false);
        }
    }

    /** Of what stands in query and path, by name, and whether there is a body. */
    private record Shape(Map<String, Asked> query, Map<String, Class<?>> path, List<MediaType> body) {
        static Shape of(HandlerMethod handler, List<DeclaredParameters> declared) {
            Map<String, Asked> query = new LinkedHashMap<>();
            Map<String, Class<?>> path = new HashMap<>();
            List<MediaType> body = List.of();
            for (MethodParameter parameter : handler.getMethodParameters()) {
                RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
                PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
                if (asked != null) {
                    query.put(name(asked.name(), parameter), Asked.of(parameter));
                } else if (variable != null) {
                    path.put(name(variable.name(), parameter), typeOf(parameter));
                }
                declared.forEach(known ->
                        known.of(parameter).forEach((name, type) -> query.put(name, new Asked(type, false))));
                if (parameter.hasParameterAnnotation(RequestBody.class)) {
                    body = parameter.getParameterType().isAnnotationPresent(AlsoCsv.class)
                            ? List.of(MediaType.APPLICATION_JSON, CsvBodyReader.TYPE)
                            : List.of(MediaType.APPLICATION_JSON);
                } else if (parameter.hasParameterAnnotation(RawBody.class)) {
                    body = List.of(MediaType.APPLICATION_OCTET_STREAM);
                }
            }
            return new Shape(query, path, body);
        }

        private static String name(String stated, MethodParameter parameter) {
            parameter.initParameterNameDiscovery(NAMES);
            return stated.isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : stated;
        }
    }

    private static Class<?> typeOf(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (!(handler instanceof HandlerMethod method)
                || !request.getRequestURI().startsWith(API)) {
            return true;
        }
        Shape shape = shapes.computeIfAbsent(method.getMethod(), _ -> Shape.of(method, declared));
        path(request, shape);
        query(request.getQueryString(), shape.query());
        if (!shape.body().isEmpty()) {
            contentType(request, shape.body());
        } else if (saysSomething(request)) {
            throw InputRejection.bodyNotExpected();
        }
        return true;
    }

    /** Spring drops {@code ;name=value} from a path, whoever asked for it. */
    private static void path(HttpServletRequest request, Shape known) {
        String path = request.getRequestURI();
        int at = path.indexOf(';');
        if (at >= 0) {
            String name = path.substring(at + 1).split("[=;/]", 2)[0];
            throw InputRejection.unknownParameter(decoded(name), known.query().keySet());
        }
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            known.path().forEach((name, type) -> value(name, type, String.valueOf(variables.get(name))));
        }
    }

    private static void query(@Nullable String query, Map<String, Asked> known) {
        Set<String> seen = new HashSet<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            Asked asked = known.get(name);
            if (asked == null) {
                throw InputRejection.unknownParameter(name, known.keySet());
            }
            if (!seen.add(name) && !asked.mayRepeat()) {
                throw InputRejection.duplicateParameter(name);
            }
            String value = parts.length < 2 ? "" : decoded(parts[1]);
            if (value.isEmpty()) {
                throw InputRejection.emptyParameter(name);
            }
            value(name, asked.type(), value);
        }
    }

    /** Looked at here already, for where Spring's own converters fail it tries its far more lenient editors. */
    private static void value(String name, Class<?> type, String text) {
        try {
            KnownYears.require(name, ScalarText.read(type, text), text);
        } catch (IllegalArgumentException _) {
            throw InputRejection.wrongParameter(name, type);
        }
    }

    /** What is no UTF-8 would be read as something that nobody sent. */
    private static String decoded(String part) {
        try {
            String decoded = URLDecoder.decode(part, StandardCharsets.UTF_8);
            if (decoded.indexOf(REPLACEMENT) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw InputRejection.unreadableAddress();
    }

    private static void contentType(HttpServletRequest request, List<MediaType> expected)
            throws HttpMediaTypeNotSupportedException {
        String header = request.getContentType();
        boolean mayBeSilent = expected.contains(MediaType.APPLICATION_JSON);
        if (header == null ? !mayBeSilent : expected.stream().noneMatch(type -> is(type, header))) {
            throw new HttpMediaTypeNotSupportedException(String.valueOf(header), expected);
        }
    }

    private static boolean is(MediaType expected, String header) {
        try {
            MediaType type = MediaType.parseMediaType(header);
            return expected.equalsTypeAndSubtype(type)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    /** Whether a body says that it is a file, so that nobody keeps it. */
    static boolean isRaw(HttpServletRequest request) {
        String header = request.getContentType();
        return header != null && is(MediaType.APPLICATION_OCTET_STREAM, header);
    }

    /** An empty object says as little as nothing, and some clients cannot post without one. */
    private static boolean saysSomething(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            return false;
        }
        if (isRaw(request)) {
            return true; // nobody reads a file where none is taken
        }
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return !body.isEmpty()
                && !(body.startsWith("{")
                        && body.endsWith("}")
                        && body.length() > 1
                        && body.substring(1, body.length() - 1).isBlank());
    }
}
