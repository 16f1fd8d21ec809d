package kepu.assessment.scoring.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a number rests on, by its id and wire type.
 *
 * @param probableDuplicate what it looks like, if that counts as well
 */
public record EvidenceRef(
        UUID eventId,
        String type,
        Instant occurredAt,
        @Nullable ProbableDuplicate probableDuplicate) {
    /**
     * That a fact counts beside others that it looks like (疑似重复): the number is not changed by it, somebody has to say.
     *
     * @param of events of those others
     */
    public record ProbableDuplicate(List<UUID> of, String zh, String en) {
        static ProbableDuplicate of(List<UUID> others) {
            return new ProbableDuplicate(
                    others,
                    "与另一条记录疑似重复，两条都已计入；请撤回其一或认定不重复",
                    "counts although it looks like another record, which counts as well; withdraw one or keep it");
        }
    }
}
