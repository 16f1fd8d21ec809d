package kepu.defaults.consume;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.bulk.BulkWriteError;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Tells a failure that passes by itself, such as an absent store or broker, from one that the same data will cause again.
 */
public final class TemporaryFailure {
    private static final List<Class<? extends Throwable>> TYPES = List.of(
            MongoSocketException.class,
            MongoTimeoutException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoConnectionPoolClearedException.class,
            MongoWriteConcernException.class,
            MongoInterruptedException.class,
            MongoSecurityException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            KafkaException.class,
            InterruptedException.class);

    /** Of the server: no right, not primary, shutting down, time limit, write concern, conflict, no room on the disk. */
    private static final Set<Integer> CODES = Set.of(
            6, 7, 13, 18, 24, 50, 64, 79, 89, 91, 100, 112, 133, 134, 175, 189, 234, 262, 317, 358, 384, 9001, 10107,
            11600, 11602, 13388, 13435, 13436, 14031);

    private static final List<String> LABELS =
            List.of("RetryableWriteError", "RetryableError", "TransientTransactionError", "SystemOverloadedError");

    private static final int DEEPEST = 16;

    private TemporaryFailure() {}

    /** Whether it, or what caused it, passes by itself. */
    public static boolean isBehind(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOne(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether a server that refuses with this code may accept the same later. */
    public static boolean isCode(int code) {
        return CODES.contains(code);
    }

    private static boolean isOne(Throwable cause) {
        if (TYPES.stream().anyMatch(type -> type.isInstance(cause))) {
            return true;
        }
        if (cause instanceof MongoBulkWriteException bulk
                && (bulk.getWriteConcernError() != null
                        || bulk.getWriteErrors().stream()
                                .mapToInt(BulkWriteError::getCode)
                                .anyMatch(TemporaryFailure::isCode))) {
            return true;
        }
        return cause instanceof MongoException mongo
                && (isCode(mongo.getCode()) || LABELS.stream().anyMatch(mongo::hasErrorLabel));
    }
}
