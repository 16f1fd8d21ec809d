package kepu.defaults.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people see of a record that shows nothing beyond its content and what all records have. */
public record RecordView<C>(
        String id,
        String unitId,
        @JsonUnwrapped C content,
        Instant occurredAt,
        boolean withdrawn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duplicate duplicate,
        String recordedBy,
        long version) {
    static <C> RecordView<C> of(AmendableRecord<C> record) {
        return new RecordView<>(
                record.id(),
                record.unitId(),
                record.content(),
                record.occurredAt(),
                record.isWithdrawn(),
                record.duplicate(),
                record.recordedBy(),
                record.version());
    }
}
