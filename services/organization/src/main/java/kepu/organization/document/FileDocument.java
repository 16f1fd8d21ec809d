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
        Instant at = command.occurredAt(request.occurredAt());
        units.requireKnown(request.unitId());
        FiledDocument document =
                new FiledDocument(command.newId("document"), request.unitId(), request.content(), at, command.actor());
        return store.create(command, document, FiledDocument::file);
    }
}
