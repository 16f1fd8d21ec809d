package kepu.defaults.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListParameter;
import kepu.defaults.list.ListedCollection;
import kepu.defaults.record.Poster.Content;
import kepu.embedded.TestStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

class AmendableRecordTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Content SPRING = new Content("b1", "春季防火", Set.of("fire"), null);
    private static final Content SUMMER = new Content("b1", "夏季防汛", Set.of("flood"), "镇水利站");

    private final Poster poster = new Poster("u1", "990101201201", SPRING, MARCH, "anna");

    @Test
    void each_version_tells_what_it_states_and_since_when_the_one_before_stood() {
        assertThat(poster.record().events()).containsExactly(new BoardUpdated("b1", "u1", "春季防火"));
        assertThat(poster.correct(SUMMER, APRIL, "bo").events())
                .containsExactly(new BoardUpdateCorrected("b1", "u1", "夏季防汛", MARCH));
        assertThat(poster.withdraw("重复", MARCH, "anna").events())
                .containsExactly(new BoardUpdateWithdrawn("b1", "u1", "重复", APRIL));
    }

    @Test
    void nobody_who_recorded_or_ever_corrected_it_judges_it() {
        poster.correct(SUMMER, APRIL, "bo");
        poster.correct(SPRING, MARCH, "anna");

        assertThat(poster.correctedBy()).isEqualTo("anna");
        refused(409, "own-record", () -> poster.judge("anna"));
        refused(409, "own-record", () -> poster.judge("bo"));
        poster.judge("carl");
    }

    @Test
    void two_accounts_of_one_person_are_one_where_a_record_is_judged() {
        poster.correct(SUMMER, APRIL, "bo");

        as(Set.of("anna", "anna-2", "p-anna"), () -> refused(409, "own-record", () -> poster.judge("anna-2")));
        as(Set.of("bo", "bo-2", "p-bo"), () -> refused(409, "own-record", () -> poster.judge("bo-2")));
        as(Set.of("carl", "carl-2", "p-carl"), () -> poster.judge("carl-2"));
    }

    private static void as(Set<String> accountsOfPerson, Runnable work) {
        new Access(Set.of(), _ -> List.of(), Clock.systemUTC(), accountsOfPerson).run(work);
    }

    @Test
    void a_version_that_breaks_a_rule_of_its_kind_changes_nothing() {
        Content untitled = new Content("b1", "", Set.of(), null);

        refused(422, "poster-without-title", () -> poster.correct(untitled, APRIL, "bo"));
        refused(422, "poster-without-title", () -> new Poster("u2", "990101201201", untitled, MARCH, "anna").record());
        assertThat(poster.content()).isEqualTo(SPRING);
        assertThat(poster.correctedBy()).isNull();
    }

    @Test
    void what_was_withdrawn_is_left_alone() {
        poster.withdraw("重复", APRIL, "anna");

        refused(409, "already-withdrawn", () -> poster.correct(SUMMER, APRIL, "bo"));
        refused(409, "already-withdrawn", () -> poster.withdraw("重复", APRIL, "bo"));
    }

    @Test
    void people_see_the_content_beside_what_all_records_have() {
        assertThat(new JsonMapper().writeValueAsString(RecordView.of(poster))).isEqualTo("""
                        {"id":"u1","unitId":"990101201201","boardId":"b1","title":"春季防火","tags":["fire"],"author":null,\
                        "occurredAt":"2025-03-05T02:00:00Z","withdrawn":false,"recordedBy":"anna","version":0}""");
    }

    @Test
    void its_list_goes_by_time_and_state_without_saying_so() {
        ListedCollection posters = ListedCollection.of(Poster.class);

        assertThat(posters.parameters())
                .extracting(ListParameter::name)
                .contains("from", "to", "state", "boardId", "sort");
        assertThat(posters.indexes()).contains(Document.parse("{unitId: 1, occurredAt: 1, _id: 1}"));
    }

    @Test
    void a_stored_record_is_read_as_it_was_written() {
        try (TestStore store = TestStore.open();
                MongoClient client = MongoClients.create(store.uri())) {
            MongoTemplate mongo = new MongoTemplate(client, store.database("records"));
            poster.correct(SUMMER, APRIL, "bo");
            poster.withdraw("重复", APRIL, "carl");
            mongo.insert(poster);

            Poster read = mongo.findById("u1", Poster.class);

            assertThat(read).usingRecursiveComparison().isEqualTo(poster);
            assertThat(mongo.getCollection("posters").find().first().get("content", Document.class))
                    .containsOnlyKeys("boardId", "title", "tags", "author");
        }
    }

    @Test
    void what_release_0_1_0_stored_is_brought_into_todays_shape_once() {
        try (TestStore store = TestStore.open();
                MongoClient client = MongoClients.create(store.uri())) {
            MongoTemplate mongo = new MongoTemplate(client, store.database("records"));
            mongo.getCollection("posters").insertOne(Document.parse("""
                    {"_id": "u1", "unitId": "990101201201", "version": 3, "sequence": 3, "recordedBy": "anna",
                     "boardId": "b1", "title": "春季防火", "tags": ["fire"], "correctedBy": "bo", "state": "WITHDRAWN",
                     "filedAt": {"$date": "2025-03-05T02:00:00Z"}, "outbox": [{"title": "x"}]}"""));
            mongo.getConverter().getMappingContext().getPersistentEntity(Poster.class);

            new RecordUpgrade(mongo).afterPropertiesSet();
            Document once = mongo.getCollection("posters").find().first();
            new RecordUpgrade(mongo).afterPropertiesSet();

            assertThat(mongo.getCollection("posters").find().first()).isEqualTo(once);
            assertThat(once)
                    .doesNotContainKeys("boardId", "title", "tags", "filedAt")
                    .containsKey("outbox");
            Poster read = mongo.findById("u1", Poster.class);
            assertThat(read.content()).isEqualTo(SPRING);
            assertThat(read.occurredAt()).isEqualTo(MARCH);
            assertThat(read.isWithdrawn()).isTrue();
            assertThat(read.version()).isEqualTo(3);
            refused(409, "own-record", () -> read.judge("bo"));
            refused(409, "own-record", () -> read.judge("anna"));
        }
    }

    private static void refused(int status, String code, ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOfSatisfying(Rejection.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.code()).isEqualTo(code);
        });
    }
}
