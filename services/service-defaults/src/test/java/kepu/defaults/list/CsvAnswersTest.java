package kepu.defaults.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.mock.http.MockHttpOutputMessage;
import tools.jackson.databind.json.JsonMapper;

/** Lists as spreadsheets read them. */
class CsvAnswersTest {
    private static final Type LIST =
            ResolvableType.forClassWithGenerics(ListAnswer.class, View.class).getType();

    private final CsvAnswers csv = new CsvAnswers(
            new JsonMapper(),
            Clock.fixed(Instant.parse("2025-03-01T17:00:00Z"), ZoneOffset.UTC),
            ZoneId.of("Asia/Shanghai"));

    record Keeper(String personId, Instant since) {}

    record View(
            String id,
            String name,
            int count,
            BigDecimal amount,
            boolean open,
            @Nullable Keeper keeper,
            List<String> tags,
            List<Keeper> keepers) {}

    private static View named(String name) {
        return new View("1", name, -3, new BigDecimal("1.50"), true, null, List.of(), List.of());
    }

    private MockHttpOutputMessage written(ListAnswer<View> answer) throws IOException {
        MockHttpOutputMessage output = new MockHttpOutputMessage();
        csv.write(answer, LIST, new MediaType("text", "csv"), output);
        return output;
    }

    private List<String> rows(View... views) throws IOException {
        String text =
                written(new ListAnswer<>(List.of(views), null, "notes", null)).getBodyAsString(StandardCharsets.UTF_8);
        return List.of(text.split("\r\n"));
    }

    @Test
    void a_file_is_utf_8_with_a_byte_order_mark_and_is_called_after_the_collection_and_the_local_day()
            throws IOException {
        MockHttpOutputMessage output = written(new ListAnswer<>(List.of(named("科普\uD842\uDFB7")), null, "notes", null));

        assertThat(output.getBodyAsBytes()).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(output.getBodyAsString(StandardCharsets.UTF_8)).contains(",科普\uD842\uDFB7,");
        assertThat(output.getHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
        assertThat(output.getHeaders().getContentDisposition())
                .hasToString("attachment; filename=\"notes-2025-03-02.csv\"");
    }

    @Test
    void columns_are_the_fields_of_the_view_also_of_groups_that_are_absent() throws IOException {
        Keeper keeper = new Keeper("p-1", Instant.parse("2025-01-01T00:00:00Z"));
        List<String> rows = rows(
                new View("1", "甲,乙", 2, new BigDecimal("1.50"), false, keeper, List.of("a", "b"), List.of(keeper)),
                named("丙"));

        assertThat(rows)
                .containsExactly(
                        "\uFEFFid,name,count,amount,open,keeper.personId,keeper.since,tags,keepers",
                        "1,\"甲,乙\",2,1.50,false,p-1,2025-01-01T00:00:00Z,a b,"
                                + "\"[{\"\"personId\"\":\"\"p-1\"\",\"\"since\"\":\"\"2025-01-01T00:00:00Z\"\"}]\"",
                        "1,丙,-3,1.50,true,,,,");
    }

    record Exported(
            @JsonPropertyDescription("姓名") String name,
            @JsonPropertyDescription("证件号码") @Nullable String idNumber,
            int minutes) {}

    @Test
    void a_field_with_a_description_has_that_as_its_header_and_its_place_also_when_it_is_blank() throws IOException {
        MockHttpOutputMessage output = new MockHttpOutputMessage();
        csv.write(
                new ListAnswer<>(List.of(new Exported("张*", null, 90)), null, "notes", null),
                ResolvableType.forClassWithGenerics(ListAnswer.class, Exported.class)
                        .getType(),
                new MediaType("text", "csv"),
                output);

        assertThat(output.getBodyAsString(StandardCharsets.UTF_8).split("\r\n"))
                .containsExactly("\uFEFF姓名,证件号码,minutes", "张*,,90");
    }

    @Test
    void stated_columns_come_in_their_order_and_one_without_a_field_is_blank() throws IOException {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put("分钟", "minutes");
        columns.put("备注", "");
        columns.put("姓名", "name");
        MockHttpOutputMessage output = new MockHttpOutputMessage();
        csv.write(
                new ListAnswer<>(List.of(new Exported("张*", null, 90)), null, "notes", null).inColumns(columns),
                ResolvableType.forClassWithGenerics(ListAnswer.class, Exported.class)
                        .getType(),
                new MediaType("text", "csv"),
                output);

        assertThat(output.getBodyAsString(StandardCharsets.UTF_8).split("\r\n"))
                .containsExactly("\uFEFF分钟,备注,姓名", "90,,张*");
    }

    @Test
    void what_begins_like_a_formula_is_text_and_a_negative_number_stays_a_number() throws IOException {
        for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠SUM(A1)")) {
            assertThat(String.join("\r\n", rows(named(formula))))
                    .as(formula)
                    .contains("'" + formula)
                    .contains(",-3,");
        }
        assertThat(rows(named("a=1")).get(1)).startsWith("1,a=1,");
    }

    @Test
    void pages_are_read_one_by_one_as_they_are_written() throws IOException {
        List<Integer> read = new ArrayList<>();
        ListAnswer<View> third = new ListAnswer<>(List.of(named("三")), null, "notes", null);
        ListAnswer<View> second = new ListAnswer<>(List.of(named("二")), "c2", "notes", () -> {
            read.add(3);
            return third;
        });
        ListAnswer<View> first = new ListAnswer<>(List.of(named("一")), "c1", "notes", () -> {
            read.add(2);
            return second;
        });

        String text = written(first).getBodyAsString(StandardCharsets.UTF_8);

        assertThat(read).containsExactly(2, 3);
        assertThat(text.split("\r\n")).hasSize(4);
        assertThat(text).containsSubsequence("一", "二", "三");
    }

    @Test
    void only_a_list_is_written_as_csv() {
        assertThat(csv.canWrite(LIST, ListAnswer.class, new MediaType("text", "csv")))
                .isTrue();
        assertThat(csv.canWrite(View.class, View.class, new MediaType("text", "csv")))
                .isFalse();
        assertThat(csv.canRead(LIST, null, new MediaType("text", "csv"))).isFalse();
    }
}
