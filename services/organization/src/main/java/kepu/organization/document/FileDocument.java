package kepu.organization.document;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Files a document of a unit for a year. */
@Component
class FileDocument {
    private final AggregateStore store;
    private final Units units;

    FileDocument(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    /** Also a closed unit may still file: the summary of its last year is written afterwards. */
    Receipt handle(Command command, DocumentController.FilingRequest request) {
        String id = command.newId("document");
        return store.create(
                command, FiledDocument.class, id, () -> document(command, id, request), FiledDocument::file);
    }

    private FiledDocument document(Command command, String id, DocumentController.FilingRequest request) {
        units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        return new FiledDocument(id, request.unitId(), request.content(), at, command.actor());
    }
}
