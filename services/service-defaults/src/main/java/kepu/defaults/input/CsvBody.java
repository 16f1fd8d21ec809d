package kepu.defaults.input;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Makes a body of a table ({@link AlsoCsv}); what it makes is read like any other body, with all its rules. */
public interface CsvBody {
    /** The columns, as people write them, to what {@link #read} calls them; each is there once. */
    Map<String, String> columns();

    /** @throws kepu.defaults.Rejection 400 {@code invalid-csv}, with the line */
    ObjectNode read(CsvTable table);
}
