package kepu.sample.load;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints a ranking as a table whose columns stand straight under each other, Chinese names included. */
public final class RankingPrinter {
    private static final String[] HEADINGS = {"名次", "村", "党建 P", "科学素质 S", "综合", "等次", "说明"};
    private static final boolean[] TO_THE_RIGHT = {true, false, true, true, true, false, false};

    private final PrintStream out;

    public RankingPrinter(PrintStream out) {
        this.out = out;
    }

    /** Prints the answer of {@code GET /api/v1/assessment/rankings/{unitId}/{year}}. */
    public void print(JsonNode ranking) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (JsonNode entry : ranking.path("entries")) {
            rows.add(new String[] {
                text(entry, "rank", "–"),
                text(entry, "name", text(entry, "unitId", "?")),
                decimal(entry, "party"),
                decimal(entry, "science"),
                decimal(entry, "composite"),
                band(text(entry, "band", "–")),
                (text(entry, "unrankedReason", "") + " " + text(entry, "bandReason", "")).strip()
            });
        }
        for (JsonNode township : ranking.path("townships")) {
            rows.add(new String[] {
                "",
                text(township, "name", text(township, "unitId", "?")) + "（平均）",
                decimal(township, "party"),
                decimal(township, "science"),
                decimal(township, "composite"),
                "",
                ""
            });
        }
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], width(row[column]));
            }
        }
        out.println();
        out.println("%s %s 年排名 (截至 %s)"
                .formatted(text(ranking, "unitId", "?"), text(ranking, "year", "?"), text(ranking, "asOf", "今日")));
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                String gap = " ".repeat(widths[column] - width(row[column]));
                line.append(TO_THE_RIGHT[column] ? gap + row[column] : row[column] + gap)
                        .append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Columns that the text takes on a terminal: two for a full-width character. */
    static int width(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        return point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x20000 && point <= 0x3FFFD;
    }

    private static String text(JsonNode node, String field, String otherwise) {
        JsonNode value = node.path(field);
        if (value.isObject()) {
            // A text in several languages.
            return value.path("zh").asString(otherwise);
        }
        return value.isMissingNode() || value.isNull() ? otherwise : value.asString();
    }

    private static String band(String band) {
        return switch (band) {
            case "EXCELLENT" -> "优秀";
            case "GOOD" -> "良好";
            case "PASS" -> "合格";
            case "FAIL" -> "不合格";
            default -> band;
        };
    }

    private static String decimal(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "–";
        }
        return new BigDecimal(value.asString())
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
