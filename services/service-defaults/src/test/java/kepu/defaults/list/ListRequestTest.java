package kepu.defaults.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.defaults.Rejection;
import kepu.embedded.TestStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;

/** Lists as callers ask for them, on a store. */
class ListRequestTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String ROUTE = "/notes";
    private static final ListedCollection NOTES = ListedCollection.of(Note.class);

    private static TestStore store;
    private static MongoClient client;
    private static int databases;

    private MongoTemplate mongo;

    @BeforeAll
    static void open() {
        store = TestStore.open();
        client = MongoClients.create(store.uri());
    }

    @AfterAll
    static void close() {
        client.close();
        store.close();
    }

    @BeforeEach
    void empty() {
        mongo = new MongoTemplate(client, store.database("lists-" + ++databases));
    }

    private void noted(Note... notes) {
        mongo.insertAll(List.of(notes));
    }

    private ListRequest<Note> asked(Map<String, Object> asked, @Nullable Set<String> units) {
        return new ListRequest<>(mongo, NOTES, ZONE, ROUTE, asked, units);
    }

    private List<String> ids(Map<String, Object> asked) {
        return ids(asked(asked, null));
    }

    private static List<String> ids(ListRequest<Note> request) {
        return request.answer(ListRequestTest::idsOf).items();
    }

    private static List<String> idsOf(List<Note> notes) {
        return notes.stream().map(Note::id).toList();
    }

    /** All pages, each by the cursor of the one before. */
    private List<List<String>> pages(Map<String, Object> asked) {
        List<List<String>> pages = new ArrayList<>();
        Map<String, Object> next = new HashMap<>(asked);
        while (true) {
            ListAnswer<String> page = asked(next, null).answer(ListRequestTest::idsOf);
            pages.add(page.items());
            if (page.next() == null) {
                return pages;
            }
            next.put("cursor", page.next());
        }
    }

    @Test
    void a_list_is_of_the_units_within_reach_only() {
        noted(
                Note.of("1", "a", "一", "2025-03-01T00:00:00Z"),
                Note.of("2", "b", "二", "2025-03-01T00:00:00Z"),
                Note.of("3", "c", "三", "2025-03-01T00:00:00Z"));

        assertThat(ids(asked(Map.of(), Set.of("a", "c")))).containsExactly("1", "3");
        assertThat(ids(asked(Map.of(), Set.of()))).isEmpty();
        assertThat(ids(asked(Map.of(), null))).containsExactly("1", "2", "3");
    }

    @Test
    void a_period_has_its_days_in_the_zone_of_the_installation_first_and_last_included() {
        noted(
                Note.of("28 Feb", "a", "一", "2025-02-28T15:59:59Z"),
                Note.of("1 March", "a", "二", "2025-02-28T16:00:00Z"),
                Note.of("2 March", "a", "三", "2025-03-02T15:59:59Z"),
                Note.of("3 March", "a", "四", "2025-03-02T16:00:00Z"));

        assertThat(ids(Map.of("from", LocalDate.of(2025, 3, 1), "to", LocalDate.of(2025, 3, 2))))
                .containsExactlyInAnyOrder("1 March", "2 March");
        assertThat(ids(Map.of("to", LocalDate.of(2025, 2, 28)))).containsExactly("28 Feb");
    }

    /** Something of which a list can be asked by each of several values. */
    @Document("kits")
    @Listed(by = "tool=content.tools")
    record Kit(@Id String id, String unitId, Content content) {
        enum Tool {
            SAW,
            DRILL,
            FILE
        }

        record Content(Set<Tool> tools) {}
    }

    @Test
    void a_property_of_several_values_is_asked_for_one_that_it_has() {
        mongo.insertAll(List.of(
                new Kit("1", "a", new Kit.Content(Set.of(Kit.Tool.SAW, Kit.Tool.DRILL))),
                new Kit("2", "a", new Kit.Content(Set.of(Kit.Tool.DRILL))),
                new Kit("3", "a", new Kit.Content(Set.of()))));
        ListedCollection kits = ListedCollection.of(Kit.class);

        assertThat(kits.parameters()).contains(ListParameter.of("tool", Kit.Tool.class));
        for (Kit.Tool tool : Kit.Tool.values()) {
            List<String> found = new ListRequest<Kit>(mongo, kits, ZONE, "/kits", Map.of("tool", tool), null)
                    .answer(having -> having.stream().map(Kit::id).toList())
                    .items();
            assertThat(found)
                    .as(tool.name())
                    .isEqualTo(
                            switch (tool) {
                                case SAW -> List.of("1");
                                case DRILL -> List.of("1", "2");
                                case FILE -> List.of();
                            });
        }
    }

    @Test
    void text_is_looked_for_literally_whatever_characters_it_has_and_in_whatever_case() {
        noted(
                Note.of("1", "a", "科普.* (Lesson A)", "2025-03-01T00:00:00Z"),
                Note.of("2", "a", "科普讲座 lesson a", "2025-03-01T00:00:00Z"),
                Note.of("3", "a", "\\E.*", "2025-03-01T00:00:00Z"));

        assertThat(ids(Map.of("q", "普.*"))).containsExactly("1");
        assertThat(ids(Map.of("q", "LESSON A"))).containsExactly("1", "2");
        assertThat(ids(Map.of("q", "\\E.*"))).containsExactly("3");
    }

    @Test
    void a_list_is_narrowed_by_state_and_by_the_values_of_properties() {
        noted(
                Note.of("1", "a", "一", "2025-03-01T00:00:00Z"),
                new Note(
                        "2",
                        "a",
                        Note.of("", "", "", "2025-03-01T00:00:00Z").writtenAt(),
                        Note.Colour.GREEN,
                        "door",
                        true,
                        new Note.Content("二")));

        assertThat(ids(Map.of("state", Note.State.HOLDS))).containsExactly("1");
        assertThat(ids(Map.of("colour", Note.Colour.GREEN, "place", "door"))).containsExactly("2");
        assertThat(ids(Map.of("colour", Note.Colour.RED, "place", "door"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "-id", "title", "-title", "writtenAt", "-writtenAt"})
    void pages_have_everything_once_also_where_many_are_alike_in_what_they_are_sorted_by(String sort) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            noted(Note.of("n%02d".formatted(i), "a", "题" + i % 3, "2025-03-0%dT00:00:00Z".formatted(1 + i % 2)));
            all.add("n%02d".formatted(i));
        }

        List<List<String>> pages = pages(Map.of("sort", sort, "limit", 7));

        assertThat(pages).hasSize(8).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(7));
        assertThat(pages.stream().flatMap(List::stream)).hasSize(50).containsExactlyInAnyOrderElementsOf(all);
        List<String> order = mongo.findAll(Note.class).stream()
                .sorted((one, other) -> {
                    int sign = sort.startsWith("-") ? -1 : 1;
                    int byValue = switch (sort.replace("-", "")) {
                        case "title" ->
                            one.content().title().compareTo(other.content().title());
                        case "writtenAt" -> one.writtenAt().compareTo(other.writtenAt());
                        default -> 0;
                    };
                    return sign * (byValue == 0 ? one.id().compareTo(other.id()) : byValue);
                })
                .map(Note::id)
                .toList();
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(order);
    }

    @Test
    void a_condition_that_no_index_knows_leaves_no_hole_between_the_pages() {
        Set<String> wanted = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            String id = "n%02d".formatted(i);
            noted(Note.of(id, "a", i % 5 == 0 ? "要" : "不", "2025-03-01T00:00:00Z"));
            if (i % 5 == 0) {
                wanted.add(id);
            }
        }
        assertThat(pagesOfWanted(5).stream().flatMap(page -> page.items().stream()))
                .hasSize(12)
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void a_cursor_tells_nothing_of_what_the_list_keeps_from_the_caller() {
        noted(
                Note.of("n1", "a", "要", "2025-03-01T00:00:00Z"),
                Note.of("n2-kept-back", "a", "不", "2025-03-01T00:00:00Z"),
                Note.of("n3", "a", "要", "2025-03-01T00:00:00Z"),
                Note.of("n4-kept-back", "a", "不", "2025-03-01T00:00:00Z"));
        List<ListAnswer<String>> pages = pagesOfWanted(1);

        assertThat(pages).extracting(ListAnswer::items).containsExactly(List.of("n1"), List.of("n3"));
        assertThat(new String(Base64.getUrlDecoder().decode(pages.getFirst().next()), UTF_8))
                .contains("n1")
                .doesNotContain("kept-back");
    }

    /** All pages of what a condition lets through that no index knows. */
    private List<ListAnswer<String>> pagesOfWanted(int limit) {
        List<ListAnswer<String>> pages = new ArrayList<>();
        Map<String, Object> asked = new HashMap<>(Map.of("limit", limit));
        do {
            ListAnswer<String> page = asked(asked, null)
                    .only(_ -> note -> note.content().title().equals("要"))
                    .answer(ListRequestTest::idsOf);
            pages.add(page);
            asked.put("cursor", page.next());
        } while (pages.getLast().next() != null);
        return pages;
    }

    @Test
    void a_cursor_of_another_list_or_order_and_what_is_none_are_refused() {
        for (int i = 0; i < 5; i++) {
            noted(Note.of("n" + i, "a", "题", "2025-03-01T00:00:00Z"));
        }
        String cursor =
                asked(Map.of("limit", 2), null).answer(ListRequestTest::idsOf).next();

        assertThat(ids(Map.of("limit", 3, "cursor", cursor))).containsExactly("n2", "n3", "n4");
        refused(Map.of("cursor", cursor, "sort", "title"), "cursor-of-another-list");
        refused(Map.of("cursor", cursor, "sort", "-id"), "cursor-of-another-list");
        refused(Map.of("cursor", cursor, "q", "题"), "cursor-of-another-list");
        refused(Map.of("cursor", cursor, "unitId", "a"), "cursor-of-another-list");
        assertThatThrownBy(() -> new ListRequest<Note>(mongo, NOTES, ZONE, "/other", Map.of("cursor", cursor), null)
                        .answer(ListRequestTest::idsOf))
                .isInstanceOf(Rejection.class);
        for (String none :
                List.of("n2", "", "%", "AAAA", "//////", cursor.substring(4), cursor + "AAAA", "x".repeat(2000))) {
            refused(Map.of("cursor", none), "invalid-cursor");
        }
    }

    private void refused(Map<String, Object> asked, String code) {
        assertThatThrownBy(() -> ids(asked)).as(asked.toString()).isInstanceOfSatisfying(Rejection.class, refused -> {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    @Test
    void what_was_before_the_cursor_may_come_and_go_without_a_trace_in_the_next_page() {
        for (int i = 0; i < 6; i++) {
            noted(Note.of("n" + i, "a", "题", "2025-03-01T00:00:00Z"));
        }
        String cursor =
                asked(Map.of("limit", 3), null).answer(ListRequestTest::idsOf).next();
        noted(Note.of("m", "a", "题", "2025-03-01T00:00:00Z"));
        mongo.remove(new org.springframework.data.mongodb.core.query.BasicQuery("{_id: 'n2'}"), Note.class);

        assertThat(ids(Map.of("limit", 3, "cursor", cursor))).containsExactly("n3", "n4", "n5");
    }

    @Test
    void without_a_limit_an_export_goes_on_to_the_end_and_with_one_it_ends_there() {
        for (int i = 0; i < 120; i++) {
            noted(Note.of("n%03d".formatted(i), "a", "题", "2025-03-01T00:00:00Z"));
        }

        ListAnswer<String> whole = asked(Map.of(), null).answer(ListRequestTest::idsOf);
        assertThat(whole.items()).hasSize(50);
        assertThat(whole.rest().get().items()).hasSize(70).startsWith("n050").endsWith("n119");
        assertThat(whole.rest().get().rest()).isNull();
        assertThat(asked(Map.of("limit", 10), null)
                        .answer(ListRequestTest::idsOf)
                        .rest())
                .isNull();
    }
}
