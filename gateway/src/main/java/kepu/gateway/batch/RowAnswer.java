package kepu.gateway.batch;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a row.
 *
 * @param status as if the command had been sent by itself
 * @param isKnown whether the service says that it had carried out the command before
 * @param content the receipt, or the problem; none if the service's answer has none
 * @param retryAfter seconds to wait, if waiting helps
 */
record RowAnswer(
        Outcome outcome,
        int status,
        boolean isKnown,
        @Nullable JsonNode content,
        OptionalLong retryAfter) {
    /** How sure the caller can be. */
    enum Outcome {
        /** The service carried it out, now or before. */
        ACCEPTED,
        /** It was looked at and not carried out. */
        REFUSED,
        /** It was sent, or the service could not be reached: it may have been carried out or not. */
        UNANSWERED,
        /** It was not sent. */
        NOT_SENT
    }

    /** Whether nothing is gained by sending the row again. */
    boolean isFinal() {
        return outcome == Outcome.ACCEPTED || outcome == Outcome.REFUSED;
    }

    ObjectNode json(int index) {
        var row = JsonNodeFactory.instance
                .objectNode()
                .put("index", index)
                .put("outcome", outcome.name())
                .put("status", status);
        if (isKnown) {
            row.put("known", true);
        }
        if (content != null) {
            row.set(outcome == Outcome.ACCEPTED ? "receipt" : "problem", content);
        }
        retryAfter.ifPresent(seconds -> row.put("retryAfter", seconds));
        return row;
    }
}
