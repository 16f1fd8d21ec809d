package kepu.organization.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/** What people see of a document, and how late it came. */
record DocumentView(
        String id,
        String unitId,
        @JsonUnwrapped FiledDocument.Content content,
        Instant filedAt,
        @Nullable LocalDate dueDate,
        @Nullable Long daysLate,
        boolean withdrawn,
        @Nullable Duplicate duplicate,
        String recordedBy,
        long version) {
    static DocumentView of(FiledDocument document, ZoneId zone) {
        return new DocumentView(
                document.id(),
                document.unitId(),
                document.content(),
                document.occurredAt(),
                document.content().due().orElse(null),
                document.daysLate(zone).orElse(null),
                document.isWithdrawn(),
                document.duplicate(),
                document.recordedBy(),
                document.version());
    }
}
