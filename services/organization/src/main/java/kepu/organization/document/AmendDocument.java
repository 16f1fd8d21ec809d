package kepu.organization.document;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Corrects or withdraws a document that was filed wrongly. */
@Component
class AmendDocument {
    private final AggregateStore store;

    AmendDocument(AggregateStore store) {
        this.store = store;
    }

    /** A correction that states no time leaves it as it is. */
    Receipt correct(Command command, String documentId, DocumentController.CorrectionRequest request) {
        return store.update(
                command,
                FiledDocument.class,
                documentId,
                document -> document.correct(
                        request.content(),
                        request.occurredAt() == null ? document.filedAt() : command.occurredAt(request.occurredAt())));
    }

    Receipt withdraw(Command command, String documentId, DocumentController.WithdrawalRequest request) {
        return store.update(
                command,
                FiledDocument.class,
                documentId,
                document -> document.withdraw(request.reason(), command.now()));
    }
}
