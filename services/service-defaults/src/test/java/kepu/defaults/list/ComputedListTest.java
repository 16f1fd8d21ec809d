package kepu.defaults.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kepu.defaults.Rejection;
import org.junit.jupiter.api.Test;

class ComputedListTest {
    private final List<String> computed = new ArrayList<>();
    private final Map<String, List<String>> villages = Map.of(
            "A", IntStream.range(0, 60).mapToObj(i -> "A" + i).toList(),
            "B", List.of(),
            "C", List.of("C0", "C1"));

    private ComputedList<String> list(String asked) {
        return new ComputedList<>(
                "rankings",
                asked,
                List.of("A", "B", "C"),
                place -> {
                    computed.add(place);
                    return villages.getOrDefault(place, List.of());
                },
                item -> item);
    }

    @Test
    void each_item_comes_once_page_by_page_across_places() {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            ListAnswer<String> page = list("2026").answer(cursor, 7);
            assertThat(page.items()).hasSizeBetween(1, 7);
            assertThat(page.rest()).isNull();
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(all).hasSize(62).doesNotHaveDuplicates().startsWith("A0").endsWith("C0", "C1");
    }

    @Test
    void a_page_that_ends_with_the_list_is_the_last_one() {
        assertThat(list("2026").answer(null, 62).next()).isNull();
        assertThat(list("2026").answer(null, 61).next()).isNotNull();
    }

    @Test
    void a_file_computes_each_place_once_and_only_when_it_gets_there() {
        ListAnswer<String> first = list("2026").answer(null, null);

        assertThat(first.items()).hasSize(50);
        assertThat(computed).containsExactly("A");
        assertThat(first.rest()).isNotNull();
        ListAnswer<String> rest = first.rest().get();
        assertThat(rest.items()).hasSize(12);
        assertThat(rest.rest()).isNull();
        assertThat(computed).containsExactly("A", "B", "C");
    }

    @Test
    void a_cursor_is_of_use_for_the_same_list_only() {
        String cursor = list("2026").answer(null, 5).next();

        refused("cursor-of-another-list", list("2025"), cursor);
        refused("invalid-cursor", list("2026"), "made up!");
        refused("invalid-cursor", list("2026"), "bWFkZSB1cA");
    }

    private static void refused(String code, ComputedList<String> list, String cursor) {
        assertThatThrownBy(() -> list.answer(cursor, 5))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
