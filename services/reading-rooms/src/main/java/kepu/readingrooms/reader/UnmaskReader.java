package kepu.readingrooms.reader;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Shows a reader's data unmasked, once it is stored that it was (脱敏查看): who looks again states again what for. */
@Component
class UnmaskReader {
    private final AggregateStore store;
    private final PersonKeys keys;

    UnmaskReader(AggregateStore store, PersonKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    record Unmasked(String readerId, Plain plain, long version) {}

    Unmasked handle(Command command, String id, ReaderController.UnmaskingRequest request) {
        AtomicReference<Unmasked> opened = new AtomicReference<>();
        Receipt receipt = store.update(command, Reader.class, id, reader -> {
            Plain plain = Optional.ofNullable(reader.sealed())
                    .flatMap(held -> keys.find(reader.keyId()).map(key -> Plain.opened(key, id, held)))
                    .orElseThrow(() -> ReaderRejection.erased(reader.readerId()));
            opened.set(new Unmasked(reader.readerId(), plain, reader.version()));
            return reader.unmask(request.purpose(), command.now());
        });
        Unmasked unmasked = opened.get();
        if (unmasked == null) { // a retry, perhaps by somebody else, of which nothing would be told
            throw ReaderRejection.unmaskedUnderThisKey();
        }
        return new Unmasked(unmasked.readerId(), unmasked.plain(), receipt.version());
    }
}
