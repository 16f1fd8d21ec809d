package kepu.defaults;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, the same however often it is retried.
 *
 * @param id the aggregate
 * @param itemId what was made inside it, if anything
 * @param version of the aggregate after the command; its {@code ETag}
 * @param events ids of its events, as found on the topics and in explanations
 * @param warnings what to think about, if anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String id,
        @Nullable String itemId,
        String unitId,
        long version,
        List<String> events,
        @Nullable List<Warning> warnings) {}
