package kepu.readingrooms.reader;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import kepu.contracts.readingrooms.ReaderEvent.ReaderChanged;
import kepu.contracts.readingrooms.ReaderEvent.ReaderErased;
import kepu.contracts.readingrooms.ReaderEvent.ReaderRegistered;
import kepu.contracts.readingrooms.ReaderEvent.ReaderUnmasked;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A reader (读者) of a unit under a pseudonym, with personal data that is sealed; once erased it stays so. The same pseudonym in
 * two units is two readers.
 */
@Document("readers")
@IdFromBody
@Listed(
        period = "registeredAt",
        state = Reader.State.class,
        by = {"roomId", "readerId"},
        sort = {"id", "registeredAt"})
class Reader extends Aggregate {
    /** 在册, 已删除. */
    enum State implements ListState {
        REGISTERED,
        ERASED;

        @Override
        public Bson filter() {
            return this == ERASED ? Filters.ne("erasedAt", null) : Filters.eq("erasedAt", null);
        }
    }

    /** What is sealed of a reader: a value each, absent if it was not stated. */
    record Sealed(
            String name,
            String birthDate,
            @Nullable String phone,
            @Nullable String guardian) {
        static final String NAME = "name";
        static final String BIRTH_DATE = "birthDate";
        static final String PHONE = "phone";
        static final String GUARDIAN = "guardian";

        @Override
        public String toString() {
            return "sealed";
        }
    }

    private final String readerId;
    private final String roomId;
    private final String keyId;
    private final Instant registeredAt;

    @Secret
    private @Nullable String name;

    @Secret
    private @Nullable String birthDate;

    @Secret
    private @Nullable String phone;

    @Secret
    private @Nullable String guardian;

    private boolean guardianConsent;
    private @Nullable Instant erasedAt;

    Reader(String id, String unitId, String readerId, String roomId, String keyId, Instant registeredAt) {
        super(id, unitId);
        this.readerId = readerId;
        this.roomId = roomId;
        this.keyId = keyId;
        this.registeredAt = registeredAt;
    }

    /** No unit's id holds a colon. */
    static String id(String unitId, String readerId) {
        return unitId + ':' + readerId;
    }

    DomainEvents register(Sealed by) {
        hold(by);
        return raise(registeredAt, new ReaderRegistered(readerId, guardianConsent));
    }

    /** Replaces all that is held. */
    DomainEvents change(Sealed by, Instant at) {
        stillHeld();
        hold(by);
        return raise(at, new ReaderChanged(readerId, guardianConsent));
    }

    private void hold(Sealed by) {
        name = by.name();
        birthDate = by.birthDate();
        phone = by.phone();
        guardian = by.guardian();
        guardianConsent = by.guardian() != null;
    }

    /** Somebody gets to see it, and that is told whether or not they look. */
    DomainEvents unmask(String purpose, Instant at) {
        stillHeld();
        return raise(at, new ReaderUnmasked(readerId, purpose));
    }

    DomainEvents erase(String reason, Instant at) {
        stillHeld();
        name = null;
        birthDate = null;
        phone = null;
        guardian = null;
        erasedAt = at;
        return raise(at, new ReaderErased(readerId, reason));
    }

    private void stillHeld() {
        if (erasedAt != null) {
            throw ReaderRejection.erased(readerId);
        }
    }

    String readerId() {
        return readerId;
    }

    String roomId() {
        return roomId;
    }

    /** The key that opens it, until it is erased. */
    String keyId() {
        return keyId;
    }

    /** None once it is erased. */
    @Nullable
    Sealed sealed() {
        return name == null || birthDate == null ? null : new Sealed(name, birthDate, phone, guardian);
    }

    boolean guardianConsent() {
        return guardianConsent;
    }

    Instant registeredAt() {
        return registeredAt;
    }

    @Nullable
    Instant erasedAt() {
        return erasedAt;
    }
}
