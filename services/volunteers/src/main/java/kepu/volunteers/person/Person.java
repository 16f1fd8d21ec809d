package kepu.volunteers.person;

import java.time.Instant;
import kepu.contracts.volunteers.PersonEvent.PersonalDataChanged;
import kepu.contracts.volunteers.PersonEvent.PersonalDataErased;
import kepu.contracts.volunteers.PersonEvent.PersonalDataRecorded;
import kepu.contracts.volunteers.PersonEvent.PersonalDataUnmasked;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Secret;
import kepu.defaults.store.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** Personal data (个人信息) of the person behind a pseudonym, sealed; once erased it stays so. */
@Document("people")
class Person extends Aggregate {
    /** What is sealed of a person: a value each, absent if it was not stated. */
    record Sealed(@Nullable String idNumber, @Nullable String phone) {
        static final String ID_NUMBER = "idNumber";
        static final String PHONE = "phone";

        @Override
        public String toString() {
            return "sealed";
        }
    }

    private final String keyId;
    private final Instant recordedFrom;

    @Secret
    private @Nullable String idNumber;

    @Secret
    private @Nullable String phone;

    private @Nullable Instant erasedAt;

    Person(
            String id,
            String unitId,
            String keyId,
            @Nullable String idNumber,
            @Nullable String phone,
            Instant recordedFrom) {
        super(id, unitId);
        this.keyId = keyId;
        this.idNumber = idNumber;
        this.phone = phone;
        this.recordedFrom = recordedFrom;
    }

    Told record() {
        return tell(recordedFrom, new PersonalDataRecorded(id()));
    }

    /** Replaces all that is held. */
    Told change(Sealed by, Instant at) {
        stillHeld();
        idNumber = by.idNumber();
        phone = by.phone();
        return tell(at, new PersonalDataChanged(id()));
    }

    /** Somebody gets to see it, and that is told whether or not they look. */
    Told unmask(String purpose, Instant at) {
        stillHeld();
        return tell(at, new PersonalDataUnmasked(id(), purpose));
    }

    Told erase(String reason, Instant at) {
        stillHeld();
        idNumber = null;
        phone = null;
        erasedAt = at;
        return tell(at, new PersonalDataErased(id(), reason));
    }

    private void stillHeld() {
        if (erasedAt != null) {
            throw PersonRejection.erased(id());
        }
    }

    /** The key that opens it, until it is erased. */
    String keyId() {
        return keyId;
    }

    Sealed sealed() {
        return new Sealed(idNumber, phone);
    }

    Instant recordedFrom() {
        return recordedFrom;
    }

    @Nullable
    Instant erasedAt() {
        return erasedAt;
    }
}
