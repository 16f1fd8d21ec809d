package kepu.defaults.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoExceptionTranslator;

class StoreOutageTest {
    private static final ServerAddress SERVER = new ServerAddress("127.0.0.1", 27017);
    private static final WriteConcernError NOT_CONFIRMED =
            new WriteConcernError(64, "WriteConcernFailed", "waiting for replication timed out", new BsonDocument());

    static List<MongoException> outages() {
        MongoException retryable = new MongoException("whatever the reason");
        retryable.addLabel("RetryableWriteError");
        return List.of(
                new MongoTimeoutException("no server"),
                new MongoExecutionTimeoutException(50, "operation exceeded time limit"),
                new MongoSocketReadTimeoutException("it hangs", SERVER, new java.net.SocketTimeoutException()),
                new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), SERVER), null),
                new MongoNotPrimaryException(answer(10107), SERVER),
                new MongoNodeIsRecoveringException(answer(11600), SERVER),
                new MongoInterruptedException("the request was given up", new InterruptedException()),
                new MongoWriteConcernException(NOT_CONFIRMED, null, SERVER, Set.of()),
                bulk(NOT_CONFIRMED),
                bulk(null, 189),
                retryable);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void what_may_be_tried_again_soon_is_an_outage_however_it_is_wrapped(MongoException outage) {
        RuntimeException translated = new MongoExceptionTranslator().translateExceptionIfPossible(outage);

        assertThat(outage).matches(StoreOutage::isBehind);
        assertThat(translated == null ? outage : translated).matches(StoreOutage::isBehind);
        assertThat(new CompletionException(new IllegalStateException(outage))).matches(StoreOutage::isBehind);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 64, 91, 134, 189, 262, 10107, 11600, 11602, 13435, 13436})
    void so_is_what_the_server_says_when_it_is_not_primary_shuts_down_or_runs_out_of_time(int code) {
        assertThat(new MongoCommandException(answer(code), SERVER)).matches(StoreOutage::isBehind);
        assertThat(new MongoWriteException(new WriteError(code, "no", new BsonDocument()), SERVER, Set.of()))
                .matches(StoreOutage::isBehind);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 59, 10334, 11000, 17419})
    void what_the_store_refuses_is_none(int code) {
        assertThat(new MongoCommandException(answer(code), SERVER)).matches(other -> !StoreOutage.isBehind(other));
        assertThat(bulk(null, code)).matches(other -> !StoreOutage.isBehind(other));
        assertThat(new IllegalStateException("a bug")).matches(other -> !StoreOutage.isBehind(other));
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code));
    }

    private static MongoBulkWriteException bulk(@Nullable WriteConcernError notConfirmed, int... codes) {
        List<BulkWriteError> errors = java.util.Arrays.stream(codes)
                .mapToObj(code -> new BulkWriteError(code, "no", new BsonDocument(), 0))
                .toList();
        return new MongoBulkWriteException(BulkWriteResult.unacknowledged(), errors, notConfirmed, SERVER, Set.of());
    }
}
