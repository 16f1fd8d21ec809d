package kepu.readingrooms.reader;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.Erasures;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Erases a reader's data (删除), the sealed fields and then the key. */
@Component
class EraseReader {
    private final AggregateStore store;
    private final Erasures erasures;

    EraseReader(AggregateStore store, Erasures erasures) {
        this.store = store;
        this.erasures = erasures;
    }

    Receipt handle(Command command, String id, ReaderController.ErasureRequest request) {
        return erasures.erase(
                id,
                ReaderRejection.ERASED,
                () -> store.update(command, Reader.class, id, reader -> reader.erase(request.reason(), command.now())));
    }
}
