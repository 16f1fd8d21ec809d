package kepu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

class UniqueIndexTest {

    private final MVStore store = MVStore.open(null);
    private final UniqueIndex byId = index("_id");
    private final UniqueIndex byUnitAndPeriod = index("unit", "period");

    @Test
    void a_query_that_fixes_the_id_is_looked_up_whatever_else_it_asks() {
        Document id = new Document("_id", "a");
        assertThat(Stream.of(
                        id,
                        new Document("_id", "a").append("version", 3),
                        new Document("$and", List.of(id, new Document("version", 3))),
                        new Document("$and", List.of(new Document("$and", List.of(id)), new Document("version", 3))),
                        new Document("_id", new Document("$eq", "a")).append("version", 3),
                        new Document("_id", new Document("$in", List.of("a", "b"))).append("version", 3),
                        new Document("_id", "a").append("$or", List.of(new Document("version", 3)))))
                .allMatch(byId::canHandle);
    }

    @Test
    void a_query_that_leaves_the_id_open_reads_the_collection() {
        assertThat(Stream.of(
                        new Document(),
                        new Document("version", 3),
                        new Document("_id", new Document("$gt", "a")),
                        new Document("_id", new Document("$ne", "a")).append("version", 3),
                        new Document("$or", List.of(new Document("_id", "a"), new Document("version", 3)))))
                .noneMatch(byId::canHandle);
    }

    @Test
    void a_range_of_text_is_found_in_order() {
        for (String key : List.of("b|2", "a", "b|1", "b}", "b|", "c", "b")) {
            byId.add(new Document("_id", key), key, null);
        }
        byId.add(new Document("_id", 7), 7, null);
        Document range = new Document("$gte", "b|").append("$lt", "b}");

        assertThat(byId.canHandle(new Document("_id", range).append("unit", "350102")))
                .isTrue();
        assertThat(byId.getPositions(new Document("_id", range).append("unit", "350102")))
                .containsExactly("b|", "b|1", "b|2");
        assertThat(byId.getPositions(new Document("_id", new Document("$gte", "d").append("$lt", "e"))))
                .isEmpty();
        assertThat(byUnitAndPeriod.canHandle(new Document("unit", range).append("period", "2026")))
                .isFalse();
    }

    @Test
    void an_index_of_two_fields_wants_both() {
        assertThat(byUnitAndPeriod.canHandle(new Document("unit", "350102"))).isFalse();
        assertThat(byUnitAndPeriod.canHandle(new Document("unit", "350102").append("period", "2026")))
                .isTrue();
        assertThat(byUnitAndPeriod.canHandle(
                        new Document("period", "2026").append("unit", "350102").append("version", 3)))
                .isTrue();
    }

    @Test
    void keys_of_every_kind_are_found_where_they_were_put() {
        for (Object key : List.of("text", 7L, new Document("unit", "350102").append("period", "2026"))) {
            byId.add(new Document("_id", key), key, null);
            assertThat(byId.getPositions(new Document("_id", key).append("version", 1)))
                    .containsExactly(key);
        }
        assertThat(byId.getCount()).isEqualTo(3);
        assertThat(byId.remove(new Document("_id", "text"))).isEqualTo("text");
        assertThat(byId.getPositions(new Document("_id", "text"))).isEmpty();
    }

    private UniqueIndex index(String... fields) {
        return new UniqueIndex(
                store.openMap(String.join("-", fields)),
                "index",
                Stream.of(fields).map(field -> new IndexKey(field, true)).toList(),
                false);
    }
}
