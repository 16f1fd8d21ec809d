package kepu.defaults.input;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.defaults.Rejection;

/**
 * A table as a spreadsheet saves it: a line of names, then lines with as many fields; a comma between them, lines counted as an
 * editor counts them.
 */
public final class CsvTable {
    /** One line after the first. */
    public record Line(long number, Map<String, String> fields) {
        /** Without blanks around it; empty if nothing stands there. */
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }

        /** That it is not what it should be. */
        public Rejection refuse(String column, String expected) {
            return InputRejection.csv("value", number, column, expected);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    /**
     * Reads a table.
     *
     * @param names of its columns, as people write them, to what they are called here; each column once and none missing
     */
    public CsvTable(String text, Map<String, String> names) {
        List<CsvRecord> records = records(text);
        if (records.isEmpty()) {
            throw InputRejection.noBody();
        }
        CsvRecord head = records.getFirst();
        List<String> columns = new ArrayList<>();
        for (String written : head.getFields()) {
            String name = names.get(written.strip());
            if (name == null || columns.contains(name)) {
                throw InputRejection.csv("column", head.getStartingLineNumber(), written.strip());
            }
            columns.add(name);
        }
        names.forEach((written, name) -> {
            if (!columns.contains(name)) {
                throw InputRejection.csv("missing", head.getStartingLineNumber(), written);
            }
        });
        for (CsvRecord record : records.subList(1, records.size())) {
            if (record.getFieldCount() != columns.size()) {
                throw InputRejection.csv(
                        "fields", record.getStartingLineNumber(), record.getFieldCount(), columns.size());
            }
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), record.getField(i).strip());
            }
            lines.add(new Line(record.getStartingLineNumber(), fields));
        }
    }

    private static List<CsvRecord> records(String text) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            csv.forEach(records::add);
        } catch (CsvParseException e) {
            long last = records.isEmpty() ? 1 : records.getLast().getStartingLineNumber() + 1;
            throw InputRejection.csv("quotes", last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** What stands in this column on the first line that has something there, and the same on each later one that has. */
    public String once(String column, String written) {
        String said = "";
        long by = 0;
        for (Line line : lines) {
            String here = line.field(column);
            if (said.isEmpty()) {
                said = here;
                by = line.number();
            } else if (!here.isEmpty() && !here.equals(said)) {
                throw InputRejection.csv("differs", line.number(), written, by);
            }
        }
        return said;
    }

    /** Of a column that is said once, that it is not what it should be. */
    public Rejection refuseFirst(String written, String expected) {
        return InputRejection.csv(
                "value", lines.isEmpty() ? 1 : lines.getFirst().number(), written, expected);
    }

    /** That what stands on a line stood on another one already. */
    public static Rejection refuseAgain(Line line, String value, long before) {
        return InputRejection.csv("again", line.number(), value, before);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }
}
