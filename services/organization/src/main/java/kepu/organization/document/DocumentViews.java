package kepu.organization.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of documents, and how late they came. */
@Component
class DocumentViews {
    private final AggregateStore store;
    private final ZoneId zone;

    DocumentViews(AggregateStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    record DocumentView(
            String id,
            String unitId,
            Kind kind,
            int year,
            String title,
            @Nullable String sha256,
            Instant filedAt,
            @Nullable LocalDate dueDate,
            @Nullable Long daysLate,
            boolean withdrawn,
            String recordedBy,
            long version) {}

    DocumentView document(String id) {
        FiledDocument document = store.get(FiledDocument.class, id);
        FiledDocument.Content content = document.content();
        return new DocumentView(
                id,
                document.unitId(),
                content.kind(),
                content.year(),
                content.title(),
                content.sha256(),
                document.filedAt(),
                content.due().orElse(null),
                document.daysLate(zone).orElse(null),
                document.withdrawn(),
                document.recordedBy(),
                document.version());
    }
}
