package kepu.defaults.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSettled;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSuspected;
import kepu.defaults.Rejection;
import kepu.defaults.Warning;
import kepu.defaults.Warnings;
import kepu.defaults.record.Duplicate.State;
import kepu.defaults.record.Duplicates.Compared;
import kepu.defaults.record.Poster.Content;
import kepu.defaults.store.DomainEvents;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class DuplicatesTest {
    private static final String VILLAGE = "990101201201";

    /** Morning, last millisecond and end of the 5th of March in Shanghai. */
    private static final Instant MORNING = Instant.parse("2025-03-05T02:00:00Z");

    private static final Instant LATE = Instant.parse("2025-03-05T15:59:59.999Z");
    private static final Instant MIDNIGHT = Instant.parse("2025-03-05T16:00:00Z");

    private final TestStore store = TestStore.open();
    private final MongoClient client = MongoClients.create(store.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, store.database("duplicates"));
    private final Duplicates duplicates = new Duplicates(
            mongo,
            DuplicateEvents.of(DuplicateSuspected::new, DuplicateSettled::new),
            warnings(),
            ZoneId.of("Asia/Shanghai"));

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    @Test
    void what_is_entered_again_is_accepted_with_a_warning_marked_and_told_of() {
        record("u1", VILLAGE, "春季防火", MORNING);

        Compared again = record("u2", VILLAGE, "春季防火", LATE);

        assertThat(again.raised().warnings()).extracting(Warning::code).containsExactly("probable-duplicate");
        assertThat(again.raised().warnings()).extracting(Warning::zh).containsExactly("疑似 u1");
        assertThat(again.raised().events()).hasSize(2).endsWith(new DuplicateSuspected("u2", Set.of("u1"), LATE));
        assertThat(mark("u2")).isEqualTo(probably("u1"));
        assertThat(mark("u1")).isNull();
    }

    @Test
    void entered_four_times_three_are_marked_and_each_names_those_before_it() {
        for (String id : List.of("u1", "u2", "u3", "u4")) {
            record(id, VILLAGE, "春季防火", MORNING);
        }

        assertThat(mark("u1")).isNull();
        assertThat(mark("u2")).isEqualTo(probably("u1"));
        assertThat(mark("u4")).isEqualTo(probably("u1", "u2", "u3"));
    }

    @Test
    void a_title_looks_the_same_in_wide_letters_and_other_case() {
        record("u1", VILLAGE, "防火 ABC(一)", MORNING);
        record("u2", VILLAGE, "防火 ａｂｃ（一）", MORNING);
        record("u3", VILLAGE, "防火 ABD(一)", MORNING);

        assertThat(mark("u2")).isEqualTo(probably("u1"));
        assertThat(mark("u3")).isNull();
    }

    @Test
    void the_same_on_the_next_local_day_or_in_another_unit_is_another_fact() {
        record("u1", VILLAGE, "春季防火", LATE);

        assertThat(record("u2", VILLAGE, "春季防火", MIDNIGHT).raised().warnings()).isEmpty();
        assertThat(record("u3", "990101201202", "春季防火", LATE).raised().warnings())
                .isEmpty();
        assertThat(mark("u2")).isNull();
    }

    @Test
    void a_withdrawal_of_the_later_one_takes_its_mark_away() {
        record("u1", VILLAGE, "春季防火", MORNING);
        record("u2", VILLAGE, "春季防火", MORNING);

        Compared withdrawn = withdrawn("u2");

        assertThat(withdrawn.raised().events())
                .hasSize(2)
                .endsWith(new DuplicateSettled("u2", Outcome.NO_LONGER_ALIKE, MORNING));
        assertThat(mark("u2")).isNull();
        assertThat(record("u3", VILLAGE, "春季防火", MORNING).raised().events())
                .endsWith(new DuplicateSuspected("u3", Set.of("u1"), MORNING));
    }

    @Test
    void a_withdrawal_of_the_earlier_one_clears_the_marks_of_those_that_named_it() {
        record("u1", VILLAGE, "春季防火", MORNING);
        record("u2", VILLAGE, "春季防火", MORNING);
        record("u3", VILLAGE, "春季防火", MORNING);

        assertThat(withdrawn("u1").left()).containsExactlyInAnyOrder("u2", "u3");
        assertThat(forget("u2", "u1").events())
                .containsExactly(new DuplicateSettled("u2", Outcome.NO_LONGER_ALIKE, MORNING));
        assertThat(forget("u3", "u1").events()).containsExactly(new DuplicateSuspected("u3", Set.of("u2"), MORNING));
        assertThat(mark("u2")).isNull();
        assertThat(mark("u3")).isEqualTo(probably("u2"));
        assertThat(forget("u2", "u1").events()).as("once").isEmpty();
    }

    @Test
    void a_correction_that_says_something_else_is_compared_anew() {
        record("u1", VILLAGE, "春季防火", MORNING);
        record("u2", VILLAGE, "春季防火", MORNING);
        record("u3", VILLAGE, "夏季防汛", MORNING);

        assertThat(corrected("u2", "夏季防汛").raised().events())
                .endsWith(new DuplicateSuspected("u2", Set.of("u3"), MORNING));
        assertThat(corrected("u2", "秋收").raised().events())
                .endsWith(new DuplicateSettled("u2", Outcome.NO_LONGER_ALIKE, MORNING));
    }

    @Test
    void what_was_kept_stays_a_fact_of_its_own_also_when_it_is_corrected_and_looks_the_same() {
        record("u1", VILLAGE, "春季防火", MORNING);
        record("u2", VILLAGE, "春季防火", MORNING);

        Poster second = poster("u2");
        DomainEvents kept = duplicates.keep(second, "上午下午各一次", LATE, "bo");
        mongo.save(second);

        assertThat(kept.events()).containsExactly(new DuplicateSettled("u2", Outcome.KEPT, MORNING));
        assertThat(corrected("u2", "春季防火").raised().warnings()).isEmpty();
        assertThat(mark("u2")).isEqualTo(new Duplicate(State.KEPT, Set.of("u1"), "bo", "上午下午各一次"));
        refused("not-a-probable-duplicate", poster("u2"));
    }

    @Test
    void only_what_is_marked_is_kept() {
        record("u1", VILLAGE, "春季防火", MORNING);
        refused("not-a-probable-duplicate", poster("u1"));

        withdrawn("u1");
        refused("already-withdrawn", poster("u1"));
    }

    @Test
    void whoever_records_the_same_at_the_same_moment_waits_and_whoever_records_something_else_does_not()
            throws InterruptedException {
        Runnable stored = duplicates.enter(new Poster("u1", VILLAGE, content("春季防火"), MORNING, "anna"));

        Thread other = entering(new Poster("u2", VILLAGE, content("夏季防汛"), MORNING, "bo"));
        Thread same = entering(new Poster("u3", VILLAGE, content("春季防火"), MORNING, "bo"));

        other.join();
        await().until(() -> same.getState() == Thread.State.WAITING);
        stored.run();
        same.join();
    }

    private Thread entering(Poster poster) {
        return Thread.ofPlatform().start(() -> duplicates.enter(poster).run());
    }

    private static Content content(String title) {
        return new Content("b1", title, Set.of(), null);
    }

    private Compared record(String id, String unit, String title, Instant at) {
        Poster made = new Poster(id, unit, content(title), at, "anna");
        Compared compared = duplicates.compare(made, made.record());
        mongo.insert(made);
        return compared;
    }

    private Compared corrected(String id, String title) {
        Poster stored = poster(id);
        Compared compared = duplicates.compare(stored, stored.correct(content(title), MORNING, "bo"));
        mongo.save(stored);
        return compared;
    }

    private Compared withdrawn(String id) {
        Poster stored = poster(id);
        Compared compared = duplicates.compare(stored, stored.withdraw("重复", LATE, "bo"));
        mongo.save(stored);
        return compared;
    }

    private DomainEvents forget(String id, String other) {
        Poster stored = poster(id);
        DomainEvents told = duplicates.forget(stored, other, LATE);
        mongo.save(stored);
        return told;
    }

    private Poster poster(String id) {
        return mongo.findById(id, Poster.class);
    }

    private Duplicate mark(String id) {
        return poster(id).duplicate();
    }

    private static Duplicate probably(String... of) {
        return new Duplicate(State.PROBABLE, Set.of(of), null, null);
    }

    private void refused(String code, Poster poster) {
        assertThatThrownBy(() -> duplicates.keep(poster, "x", LATE, "bo"))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Warnings warnings() {
        StaticMessageSource messages = new StaticMessageSource();
        messages.setUseCodeAsDefaultMessage(true);
        messages.addMessage("probable-duplicate", Locale.SIMPLIFIED_CHINESE, "疑似 {0}");
        return new Warnings(messages);
    }
}
