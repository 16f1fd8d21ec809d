package kepu.readingrooms.reader;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.sealing.Erasures;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Erases a reader's data (删除): stored and told first, then the key is destroyed, so that no copy of it can be read. */
@Component
class EraseReader {
    private final AggregateStore store;
    private final Erasures erasures;

    EraseReader(AggregateStore store, Erasures erasures) {
        this.store = store;
        this.erasures = erasures;
    }

    Receipt handle(Command command, String id, ReaderController.ErasureRequest request) {
        try {
            Receipt receipt =
                    store.update(command, Reader.class, id, reader -> reader.erase(request.reason(), command.now()));
            erasures.complete(id);
            return receipt;
        } catch (Rejection refused) {
            if (refused.code().equals(ReaderRejection.ERASED)) {
                erasures.complete(id);
            }
            throw refused;
        }
    }
}
