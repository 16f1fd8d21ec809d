package kepu.defaults.list;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a view as CSV, named as its fields are in JSON: a group of fields has a column for each of them
 * ({@code keeper.since}), a list is one cell, its values parted by a blank, or JSON if they are groups.
 */
final class CsvColumns {
    private static final String FORMULA = "=+-@\t\r";

    private final List<List<String>> paths;

    private CsvColumns(List<List<String>> paths) {
        this.paths = paths;
    }

    static CsvColumns of(ResolvableType view) {
        List<List<String>> paths = new ArrayList<>();
        add(view, List.of(), paths);
        return new CsvColumns(paths);
    }

    private static void add(ResolvableType type, List<String> above, List<List<String>> paths) {
        for (RecordComponent component : type.toClass().getRecordComponents()) {
            ResolvableType inner = ResolvableType.forType(component.getGenericType(), type);
            List<String> path = new ArrayList<>(above);
            if (!component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                path.add(component.getName());
            }
            if (inner.toClass().isRecord()) {
                add(inner, path, paths);
            } else {
                paths.add(path);
            }
        }
    }

    List<String> header() {
        return paths.stream().map(path -> String.join(".", path)).toList();
    }

    List<String> row(JsonNode view) {
        return paths.stream().map(path -> cell(at(view, path))).toList();
    }

    private static @Nullable JsonNode at(JsonNode view, List<String> path) {
        JsonNode found = view;
        for (String step : path) {
            found = found == null ? null : found.get(step);
        }
        return found;
    }

    private static String cell(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.asString();
        }
        return plain(value.isString() ? value.asString() : listed(value));
    }

    private static String listed(JsonNode value) {
        boolean isOfValues = value.isArray()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode);
        return isOfValues
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(" "))
                : value.toString();
    }

    /** A spreadsheet takes what begins like a formula for one; behind an apostrophe it is text. */
    private static String plain(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
