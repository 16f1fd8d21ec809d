package kepu.assessment.inspection.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.assessment.inspection.checklist.Checklist.Item;
import kepu.contracts.assessment.ChecklistEvent.ChecklistPublished;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class ChecklistTest {
    private static final Instant AT = Instant.parse("2025-01-08T02:00:00Z");
    private final Checklist checklist = checklist(60, 40);

    private static Checklist checklist(int opening, int stock) {
        List<Item> items = List.of(new Item("OPEN", "按时开放", opening), new Item("STOCK", "图书更新", stock));
        return checklist(items);
    }

    private static Checklist checklist(List<Item> items) {
        return new Checklist(Checklist.id("990101", "ROOM", 2), "990101", "ROOM", 2, "书屋督查清单", items, AT);
    }

    @Test
    void a_published_checklist_is_named_by_its_unit_its_code_and_its_edition() {
        ChecklistPublished published = new ChecklistPublished("990101:ROOM:2", "ROOM", 2, "书屋督查清单", 2);
        assertThat(checklist.publish()).isEqualTo(new DomainEvents(AT, List.of(published), null));
    }

    @Test
    void its_items_are_worth_a_hundred_points_and_each_is_there_once() {
        refused("checklist-not-of-100", () -> checklist(60, 39).publish());
        refused("checklist-not-of-100", () -> checklist(60, 41).publish());
        List<Item> twice = List.of(new Item("OPEN", "按时开放", 50), new Item("OPEN", "按时开放", 50));
        refused("checklist-item-twice", () -> checklist(twice).publish());
    }

    @Test
    void a_score_is_the_sum_of_the_points_of_all_items() {
        assertThat(checklist.score(Map.of("OPEN", 60, "STOCK", 40))).isEqualTo(100);
        assertThat(checklist.score(Map.of("OPEN", 0, "STOCK", 39))).isEqualTo(39);
        refused("too-many-points", () -> checklist.score(Map.of("OPEN", 61, "STOCK", 40)));
        refused("checklist-item-not-scored", () -> checklist.score(Map.of("OPEN", 60)));
        refused("unknown-checklist-item", () -> checklist.score(Map.of("OPEN", 60, "STOCK", 40, "LIGHT", 0)));
    }

    private static void refused(String code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
