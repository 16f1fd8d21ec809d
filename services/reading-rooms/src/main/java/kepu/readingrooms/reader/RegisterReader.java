package kepu.readingrooms.reader;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/** Registers a reader at a room of the unit, sealed with a key made for it; not once more after it was erased. */
@Component
class RegisterReader {
    private final AggregateStore store;
    private final PersonKeys keys;
    private final Rooms rooms;
    private final ZoneId zone;

    RegisterReader(AggregateStore store, PersonKeys keys, Rooms rooms, ZoneId zone) {
        this.store = store;
        this.keys = keys;
        this.rooms = rooms;
        this.zone = zone;
    }

    /** A crash in between leaves a key that has sealed nothing anybody has. */
    Receipt handle(Command command, ReaderController.ReaderRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        Rooms.Known room = rooms.get(request.roomId());
        String id = Reader.id(room.unitId(), request.readerId());
        PersonKey key = PersonKey.fresh();
        try {
            return store.create(
                    command,
                    Reader.class,
                    id,
                    () -> {
                        rooms.standing(room.roomId(), at);
                        store.find(Reader.class, id).ifPresent(known -> {
                            throw known.erasedAt() == null
                                    ? SharedRefusal.ALREADY_EXISTS.with(request.readerId())
                                    : ReaderRejection.erased(
                                            request.readerId()); // what arrives late brings nothing back
                        });
                        return new Reader(id, room.unitId(), request.readerId(), room.roomId(), key.id(), at);
                    },
                    reader -> {
                        Plain plain = request.data().plain(LocalDate.ofInstant(at, zone));
                        keys.keep(key);
                        return reader.register(plain.sealed(key, id));
                    });
        } catch (Rejection refused) {
            keys.destroy(key.id());
            throw refused;
        }
    }
}
