package kepu.defaults.list;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a view as CSV, named as its fields are in JSON: a group of fields has a column for each of them
 * ({@code keeper.since}), a list is one cell, its values parted by a blank, or JSON if they are groups.
 *
 * <p>A field with a {@link JsonPropertyDescription} has that as its header: for a file that another system takes.
 */
final class CsvColumns {
    /** Wide ones too: a spreadsheet of a Chinese or Japanese office takes them for the others. */
    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private final List<Column> columns;

    private CsvColumns(List<Column> columns) {
        this.columns = columns;
    }

    private record Column(String header, List<String> path) {}

    static CsvColumns of(ResolvableType view) {
        List<Column> columns = new ArrayList<>();
        add(view, List.of(), columns);
        return new CsvColumns(columns);
    }

    /** @param fields by header; one without a name is left blank */
    static CsvColumns stated(SequencedMap<String, String> fields) {
        return new CsvColumns(fields.sequencedEntrySet().stream()
                .map(column -> new Column(column.getKey(), List.of(column.getValue())))
                .toList());
    }

    private static void add(ResolvableType type, List<String> above, List<Column> columns) {
        for (RecordComponent component : type.toClass().getRecordComponents()) {
            ResolvableType inner = ResolvableType.forType(component.getGenericType(), type);
            List<String> path = new ArrayList<>(above);
            if (!component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                path.add(component.getName());
            }
            if (inner.toClass().isRecord()) {
                add(inner, path, columns);
            } else {
                JsonPropertyDescription header = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
                columns.add(new Column(header == null ? String.join(".", path) : header.value(), path));
            }
        }
    }

    List<String> header() {
        return columns.stream().map(Column::header).toList();
    }

    List<String> row(JsonNode view) {
        return columns.stream().map(column -> cell(at(view, column.path()))).toList();
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
