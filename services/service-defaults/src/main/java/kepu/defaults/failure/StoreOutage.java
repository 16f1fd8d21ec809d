package kepu.defaults.failure;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** Tells a store that cannot answer now, though it will, from one that refuses. */
public final class StoreOutage {
    /**
     * What the server says when it is not primary, shuts down, was interrupted by either, has nobody to confirm a write, or
     * has run out of the time that it was given. The driver makes exceptions of their own of a few of these only.
     */
    private static final Set<Integer> CODES = Set.of(
            6, // HostUnreachable
            7, // HostNotFound
            24, // LockTimeout
            43, // CursorNotFound: the server that had it is another one now
            50, // MaxTimeMSExpired
            64, // WriteConcernFailed
            89, // NetworkTimeout
            91, // ShutdownInProgress
            100, // UnsatisfiableWriteConcern
            112, // WriteConflict
            133, // FailedToSatisfyReadPreference
            134, // ReadConcernMajorityNotAvailableYet
            175, // QueryPlanKilled: the server that made it is another one now
            189, // PrimarySteppedDown
            237, // CursorKilled
            262, // ExceededTimeLimit
            317, // ConnectionPoolExpired
            9001, // SocketException
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11602, // InterruptedDueToReplStateChange
            13388, // StaleConfig: a shard moved
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031); // OutOfDiskSpace

    private StoreOutage() {}

    /** Whether it, or what it was caused by, means that the same may be tried again soon. */
    public static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof MongoException mongo && isOutage(mongo)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException _,
                    MongoExecutionTimeoutException _,
                    MongoSocketException _,
                    MongoConnectionPoolClearedException _,
                    MongoServerUnavailableException _,
                    MongoInterruptedException _,
                    MongoStalePrimaryException _,
                    MongoWriteConcernException _ -> true;
            case MongoBulkWriteException bulk when bulk.getWriteConcernError() != null -> true;
            default ->
                hasCode(failure, CODES)
                        || failure.hasErrorLabel("RetryableWriteError")
                        || failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        };
    }

    /** Whether the server refused it, or one write of a bulk, with one of these codes. */
    static boolean hasCode(MongoException failure, Set<Integer> codes) {
        return codes.contains(failure.getCode())
                || failure instanceof MongoBulkWriteException bulk
                        && bulk.getWriteErrors().stream().anyMatch(error -> codes.contains(error.getCode()));
    }
}
