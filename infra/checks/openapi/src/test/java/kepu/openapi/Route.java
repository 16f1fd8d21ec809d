package kepu.openapi;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kepu.access.RouteRule;
import org.jspecify.annotations.Nullable;

/**
 * One operation that a running application answers.
 *
 * @param template of the path, without the patterns of its variables
 * @param handler none for what the gateway answers itself: composed reads, batches
 */
record Route(
        String service,
        String method,
        String template,
        RouteRule rule,
        @Nullable Method handler) implements Comparable<Route> {
    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::template).thenComparing(Route::method);

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");

    /** As the matrix and the document name it. */
    String name() {
        return method + " " + template;
    }

    boolean isWrite() {
        return !method.equals("GET");
    }

    /** Whether a literal path is one of this route. */
    boolean matches(Step step) {
        return step.method().equals(method) && variables(step.shown()) != null;
    }

    /** The path's variables by name; null if it is none of this route. */
    @Nullable
    Map<String, String> variables(String path) {
        String[] wanted = template.split("/");
        String[] given = path.split("/");
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && VARIABLE.matcher(wanted[i]).matches()) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return variables;
    }

    Set<String> variableNames() {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(template).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** Never changes while method and path do not. */
    String operationId() {
        StringBuilder id = new StringBuilder(method.toLowerCase(java.util.Locale.ROOT));
        for (String part : template.replace("/api/v1/", "").split("[/-]")) {
            String word = part.startsWith("{") ? "By" + upper(part.substring(1, part.length() - 1)) : upper(part);
            id.append(word);
        }
        return id.toString();
    }

    private static String upper(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
