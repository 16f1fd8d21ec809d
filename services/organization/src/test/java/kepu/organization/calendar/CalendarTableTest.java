package kepu.organization.calendar;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import kepu.defaults.Rejection;
import kepu.defaults.input.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class CalendarTableTest {
    private static final String HEAD = "单位代码,年度,层级,发布机关,文号,日期,安排\n";
    private static final String NATION = "9901,2026,国家,国务院办公厅,1号,2026-10-01,放假\n";

    private static ObjectNode read(String text) {
        CalendarTable calendars = new CalendarTable();
        return calendars.read(new CsvTable(text, calendars.columns()));
    }

    @Test
    void a_day_stands_on_each_line_and_what_is_said_of_the_calendar_on_the_first() {
        ObjectNode calendar = read(HEAD + NATION + ",,,,,2026-10-02,放假\n,,,,,2026-10-10,上班\n");

        assertThat(calendar.toString())
                .isEqualTo("{\"unitId\":\"9901\",\"year\":2026,\"layer\":\"NATION\",\"authority\":\"国务院办公厅\","
                        + "\"documentNumber\":\"1号\",\"holidays\":[\"2026-10-01\",\"2026-10-02\"],"
                        + "\"makeUpDays\":[\"2026-10-10\"]}");
    }

    @Test
    void headings_and_words_may_be_those_of_the_body_in_any_order_and_quoted() {
        ObjectNode calendar = read(
                "date,kind,year,unitId,layer,authority,documentNumber\r\n2026-02-16,HOLIDAY,2026,9901,COUNTY,\"县政府, 办公室\",2号\r\n");

        assertThat(calendar.path("authority").asString()).isEqualTo("县政府, 办公室");
        assertThat(calendar.path("holidays").get(0).asString()).isEqualTo("2026-02-16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",,,,,2026-13-01,放假 | 3",
                ",,,,,2026-10-01,上班 | 3",
                ",,,,,2026-10-03,休息 | 3",
                ",,,,,2026-10-03 | 3",
                ",2027,,,,2026-10-03,放假 | 3",
                "`,,,,,\"2026-10-03,放假` | 3",
            })
    void a_line_that_cannot_be_used_is_named_by_its_number(String line, long number) {
        assertRefused("invalid-csv", () -> read(HEAD + NATION + line + "\n"));
        assertThat(refused(HEAD + NATION + line + "\n").arguments().getFirst()).isEqualTo(String.valueOf(number));
    }

    @Test
    void an_unknown_a_missing_and_a_repeated_column_are_refused_on_the_first_line() {
        for (String head : new String[] {HEAD.replace("安排", "备注"), HEAD.replace(",安排", ""), HEAD.replace("年度", "日期")}) {
            assertThat(refused(head + NATION).arguments().getFirst()).isEqualTo("1");
        }
    }

    private static Rejection refused(String text) {
        try {
            read(text);
        } catch (Rejection refused) {
            return refused;
        }
        throw new AssertionError("taken: " + text);
    }
}
