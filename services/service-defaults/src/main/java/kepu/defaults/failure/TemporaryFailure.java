package kepu.defaults.failure;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;

/**
 * Tells a failure of a consumer that passes by itself, or with a setting that is put right, from one that the same data will
 * cause again.
 */
public final class TemporaryFailure {
    private static final Set<Integer> NO_RIGHT = Set.of(
            13, // Unauthorized
            18); // AuthenticationFailed

    private TemporaryFailure() {}

    /** Whether it, or what caused it, is an absent store or broker, a refused right or an interruption. */
    public static boolean isBehind(Throwable failure) {
        if (StoreOutage.isBehind(failure)) {
            return true;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException
                    || cause instanceof InterruptedException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof MongoSecurityException
                    || cause instanceof MongoException mongo && StoreOutage.hasCode(mongo, NO_RIGHT)) {
                return true;
            }
        }
        return false;
    }
}
