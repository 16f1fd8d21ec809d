package kepu.organization.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.defaults.input.CsvBody;
import kepu.defaults.input.CsvTable;
import kepu.defaults.input.CsvTable.Line;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A calendar as a table, a day on each line; what is said of the whole calendar stands on the first line, and on the others
 * again or not at all. Headings and words are Chinese or those of the body.
 */
final class CalendarTable implements CsvBody {
    private static final String KIND = "安排";
    private static final String DATE = "日期";
    private static final Map<String, String> LAYERS = Map.of(
            "国家",
            Layer.NATION.name(),
            "省",
            Layer.PROVINCE.name(),
            "市",
            Layer.PREFECTURE.name(),
            "县",
            Layer.COUNTY.name());

    @Override
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("单位代码", "unitId");
        columns.put("年度", "year");
        columns.put("层级", "layer");
        columns.put("发布机关", "authority");
        columns.put("文号", "documentNumber");
        columns.put(DATE, "date");
        columns.put(KIND, "kind");
        for (String name : columns.values().toArray(String[]::new)) {
            columns.put(name, name);
        }
        return columns;
    }

    @Override
    public ObjectNode read(CsvTable table) {
        ObjectNode calendar = JsonNodeFactory.instance.objectNode();
        calendar.put("unitId", table.once("unitId", "单位代码"));
        String year = table.once("year", "年度");
        if (!year.matches("[0-9]{4}")) {
            throw table.refuseFirst("年度", "YYYY (2026)");
        }
        calendar.put("year", Integer.parseInt(year));
        String layer = table.once("layer", "层级");
        calendar.put("layer", LAYERS.getOrDefault(layer, layer));
        calendar.put("authority", table.once("authority", "发布机关"));
        calendar.put("documentNumber", table.once("documentNumber", "文号"));
        ArrayNode holidays = calendar.putArray("holidays");
        ArrayNode makeUpDays = calendar.putArray("makeUpDays");
        Map<LocalDate, Long> seen = new TreeMap<>();
        for (Line line : table.lines()) {
            LocalDate day = day(line);
            Long before = seen.put(day, line.number());
            if (before != null) {
                throw CsvTable.refuseAgain(line, day.toString(), before);
            }
            switch (line.field("kind")) {
                case "放假", "HOLIDAY" -> holidays.add(day.toString());
                case "上班", "MAKE_UP_DAY" -> makeUpDays.add(day.toString());
                default -> throw line.refuse(KIND, "放假, 上班, HOLIDAY, MAKE_UP_DAY");
            }
        }
        return calendar;
    }

    private static LocalDate day(Line line) {
        try {
            return LocalDate.parse(line.field("date"));
        } catch (DateTimeException _) { // whose message says what was stated
            throw line.refuse(DATE, "YYYY-MM-DD (2026-10-01)");
        }
    }
}
