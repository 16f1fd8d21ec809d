package kepu.defaults.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import kepu.defaults.failure.TemporaryFailure;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {
    private final List<Collection<String>> calls = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void while_nothing_fails_there_is_one_call_for_all() {
        assertThat(Isolation.each(List.of("a", "b", "c"), work("", new IllegalStateException())))
                .isEmpty();
        assertThat(calls).containsExactly(List.of("a", "b", "c"));
        assertThat(Isolation.each(List.of(), work("", new IllegalStateException())))
                .isEmpty();
        assertThat(calls).hasSize(1);
    }

    @Test
    void one_that_fails_for_good_does_not_stop_the_others() {
        assertThat(Isolation.each(List.of("a", "bad", "c"), work("bad", refusal(10334))))
                .containsOnlyKeys("bad")
                .allSatisfy((_, why) -> assertThat(why).hasMessageContaining("too large"));
        assertThat(done).contains("a", "c");
    }

    @Test
    void one_that_is_alone_is_not_tried_twice() {
        assertThat(Isolation.each(Set.of("bad"), work("bad", new ClassCastException("a bug"))))
                .containsOnlyKeys("bad");
        assertThat(calls).hasSize(1);
    }

    @Test
    void a_stack_that_overflows_is_a_failure_for_good() {
        assertThat(Isolation.each(List.of("a", "bad"), some -> {
                    if (some.contains("bad")) {
                        throw new StackOverflowError();
                    }
                }))
                .containsOnlyKeys("bad");
    }

    @Test
    void an_absent_store_concerns_all() {
        assertThatThrownBy(() -> Isolation.each(
                        List.of("a", "b"),
                        work("b", new IllegalStateException(new MongoTimeoutException("no server")))))
                .hasRootCauseInstanceOf(MongoTimeoutException.class);
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 50, 91, 189, 10107, 11600, 14031})
    void what_the_server_may_accept_later_is_temporary(int code) {
        assertThat(TemporaryFailure.isBehind(refusal(code))).isTrue();
        assertThat(TemporaryFailure.isBehind(bulk(code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 121, 10334, 17419})
    void what_the_server_refuses_as_such_is_not(int code) {
        assertThat(TemporaryFailure.isBehind(refusal(code))).isFalse();
        assertThat(TemporaryFailure.isBehind(bulk(code))).isFalse();
    }

    private java.util.function.Consumer<Collection<String>> work(String bad, RuntimeException why) {
        return some -> {
            calls.add(List.copyOf(some));
            if (some.contains(bad)) {
                throw why;
            }
            done.addAll(some);
        };
    }

    private static MongoCommandException refusal(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new org.bson.BsonString("too large")),
                new ServerAddress());
    }

    private static MongoBulkWriteException bulk(int code) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                List.of(new BulkWriteError(code, "refused", new BsonDocument(), 0)),
                null,
                new ServerAddress(),
                Set.of());
    }
}
