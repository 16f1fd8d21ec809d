package kepu.readingrooms.reader;

import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Replaces a reader's data, sealed with the key that the reader has. */
@Component
class ChangeReader {
    private final AggregateStore store;
    private final PersonKeys keys;
    private final ZoneId zone;

    ChangeReader(AggregateStore store, PersonKeys keys, ZoneId zone) {
        this.store = store;
        this.keys = keys;
        this.zone = zone;
    }

    Receipt handle(Command command, String id, ReaderController.DataRequest request) {
        return store.update(command.onSeenVersion(), Reader.class, id, reader -> {
            PersonKey key = keys.find(reader.keyId()).orElseThrow(() -> ReaderRejection.erased(reader.readerId()));
            Plain plain = request.plain(LocalDate.ofInstant(reader.registeredAt(), zone));
            keys.rewrap(key);
            return reader.change(plain.sealed(key, id), command.now());
        });
    }
}
