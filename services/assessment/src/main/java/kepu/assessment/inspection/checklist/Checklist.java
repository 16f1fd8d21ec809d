package kepu.assessment.inspection.checklist;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.contracts.assessment.ChecklistEvent.ChecklistPublished;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/** One edition of a checklist (督查清单): its items are worth 100 points together, and it never changes. */
@Document("checklists")
@IdFromBody
@Listed(
        period = "publishedAt",
        by = "code",
        text = "title",
        sort = {"publishedAt", "id"})
class Checklist extends Aggregate {
    private static final int FULL_SCORE = 100;

    private final String code;
    private final int edition;
    private final String title;
    private final List<Item> items;
    private final Instant publishedAt;

    /** What is looked at, and how many points it is worth. */
    record Item(String code, String text, int maxPoints) {}

    Checklist(String id, String unitId, String code, int edition, String title, List<Item> items, Instant publishedAt) {
        super(id, unitId);
        this.code = code;
        this.edition = edition;
        this.title = title;
        this.items = items;
        this.publishedAt = publishedAt;
    }

    /** Natural, so that no edition is published twice. */
    static String id(String unitId, String code, int edition) {
        return unitId + ':' + code + ':' + edition;
    }

    /** @throws kepu.defaults.Rejection 422 {@code checklist-item-twice}, {@code checklist-not-of-100} */
    DomainEvents publish() {
        Set<String> codes = new HashSet<>();
        int sum = 0;
        for (Item item : items) {
            if (!codes.add(item.code())) {
                throw ChecklistRejection.itemTwice(item.code());
            }
            sum += item.maxPoints();
        }
        if (sum != FULL_SCORE) {
            throw ChecklistRejection.notOf100(sum);
        }
        return raise(publishedAt, new ChecklistPublished(id(), code, edition, title, items.size()));
    }

    /**
     * What was given for each item, added up.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-checklist-item}, {@code checklist-item-not-scored}, {@code
     *     too-many-points}
     */
    int score(Map<String, Integer> points) {
        Map<String, Integer> most = new HashMap<>();
        items.forEach(item -> most.put(item.code(), item.maxPoints()));
        int score = 0;
        for (Map.Entry<String, Integer> given : points.entrySet()) {
            Integer max = most.remove(given.getKey());
            if (max == null) {
                throw ChecklistRejection.unknownItem(given.getKey(), id());
            }
            if (given.getValue() > max) {
                throw ChecklistRejection.tooManyPoints(given.getKey(), given.getValue(), max);
            }
            score += given.getValue();
        }
        if (!most.isEmpty()) {
            throw ChecklistRejection.notScored(
                    most.keySet().stream().sorted().findFirst().orElseThrow());
        }
        return score;
    }

    String code() {
        return code;
    }

    int edition() {
        return edition;
    }

    String title() {
        return title;
    }

    List<Item> items() {
        return items;
    }

    Instant publishedAt() {
        return publishedAt;
    }
}
