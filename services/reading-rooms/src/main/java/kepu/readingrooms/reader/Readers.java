package kepu.readingrooms.reader;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.Phone;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the other features may ask about readers, and what people see of them: masked. */
@Component
public class Readers {
    private final AggregateStore store;
    private final PersonKeys keys;

    Readers(AggregateStore store, PersonKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** That a reader is known, and nothing of the person: one looks at people's data one by one. */
    record KnownView(
            String id,
            String readerId,
            String unitId,
            String roomId,
            Reader.State state,
            boolean guardianConsent,
            Instant registeredAt,
            @Nullable Instant erasedAt,
            long version) {}

    /**
     * @param name 张*
     * @param phone {@code 138****5678}
     */
    record ReaderView(
            String id,
            String readerId,
            String unitId,
            String roomId,
            Reader.State state,
            @Nullable String name,
            @Nullable String phone,
            boolean guardianConsent,
            Instant registeredAt,
            @Nullable Instant erasedAt,
            long version) {}

    /** @throws kepu.defaults.Rejection 422 {@code unknown-reader}, 409 {@code reader-erased} */
    public void requireRegistered(String unitId, String readerId) {
        Reader reader = store.find(Reader.class, Reader.id(unitId, readerId))
                .orElseThrow(() -> ReaderRejection.unknown(readerId));
        if (reader.erasedAt() != null) {
            throw ReaderRejection.erased(readerId);
        }
    }

    static List<KnownView> known(List<Reader> readers) {
        return readers.stream()
                .map(reader -> new KnownView(
                        reader.id(),
                        reader.readerId(),
                        reader.unitId(),
                        reader.roomId(),
                        state(reader),
                        reader.guardianConsent(),
                        reader.registeredAt(),
                        reader.erasedAt(),
                        reader.version()))
                .toList();
    }

    ReaderView reader(String id) {
        Reader reader = store.get(Reader.class, id);
        Optional<Plain> plain = Optional.ofNullable(reader.sealed())
                .flatMap(held -> keys.find(reader.keyId()).map(key -> Plain.opened(key, id, held)));
        return new ReaderView(
                reader.id(),
                reader.readerId(),
                reader.unitId(),
                reader.roomId(),
                plain.isPresent() ? Reader.State.REGISTERED : Reader.State.ERASED,
                plain.map(Plain::maskedName).orElse(null),
                plain.map(Plain::phone).map(Phone::masked).orElse(null),
                reader.guardianConsent(),
                reader.registeredAt(),
                reader.erasedAt(),
                reader.version());
    }

    private static Reader.State state(Reader reader) {
        return reader.erasedAt() == null ? Reader.State.REGISTERED : Reader.State.ERASED;
    }
}
