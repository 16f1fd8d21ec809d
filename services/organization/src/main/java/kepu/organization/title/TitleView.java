package kepu.organization.title;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/** What people see of a title, and whether it holds today. */
record TitleView(
        String id,
        String unitId,
        @JsonUnwrapped Title.Content content,
        Instant occurredAt,
        boolean held,
        boolean withdrawn,
        @Nullable Duplicate duplicate,
        String recordedBy,
        long version) {
    static TitleView of(Title title, LocalDate today, ZoneId zone) {
        return new TitleView(
                title.id(),
                title.unitId(),
                title.content(),
                title.occurredAt(),
                title.holdsOn(today, LocalDate.ofInstant(title.occurredAt(), zone)),
                title.isWithdrawn(),
                title.duplicate(),
                title.recordedBy(),
                title.version());
    }
}
