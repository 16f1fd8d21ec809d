package kepu.volunteers.person;

import java.time.Instant;
import kepu.contracts.volunteers.PersonEvent.PersonalDataChanged;
import kepu.contracts.volunteers.PersonEvent.PersonalDataErased;
import kepu.contracts.volunteers.PersonEvent.PersonalDataRecorded;
import kepu.contracts.volunteers.PersonEvent.PersonalDataUnmasked;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Personal data (个人信息) of the person behind a pseudonym, sealed; once erased it stays so. A pseudonym is one person's
 * within a unit: the same in two units are two people.
 */
@Document("people")
@IdFromBody
@Listed(
        period = "recordedFrom",
        state = PersonViews.State.class,
        by = "personId",
        sort = {"id", "recordedFrom"})
@CompoundIndex(def = "{'personId': 1}")
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

    /** Of people recorded when pseudonyms were ids there is none. */
    private final @Nullable String personId;

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
            @Nullable String personId,
            String keyId,
            @Nullable String idNumber,
            @Nullable String phone,
            Instant recordedFrom) {
        super(id, unitId);
        this.personId = personId;
        this.keyId = keyId;
        this.idNumber = idNumber;
        this.phone = phone;
        this.recordedFrom = recordedFrom;
    }

    /** Under which one is kept whom the unit calls so; no unit's code holds a colon. */
    static String id(String unitId, String personId) {
        return unitId + ':' + personId;
    }

    DomainEvents record() {
        return raise(recordedFrom, new PersonalDataRecorded(personId()));
    }

    /** Replaces all that is held. */
    DomainEvents change(Sealed by, Instant at) {
        stillHeld();
        idNumber = by.idNumber();
        phone = by.phone();
        return raise(at, new PersonalDataChanged(personId()));
    }

    /** Somebody gets to see it, and that is told whether or not they look. */
    DomainEvents unmask(String purpose, Instant at) {
        stillHeld();
        return raise(at, new PersonalDataUnmasked(personId(), purpose));
    }

    DomainEvents erase(String reason, Instant at) {
        stillHeld();
        idNumber = null;
        phone = null;
        erasedAt = at;
        return raise(at, new PersonalDataErased(personId(), reason));
    }

    private void stillHeld() {
        if (erasedAt != null) {
            throw PersonRejection.erased(personId());
        }
    }

    /** The pseudonym, by which teams, posts and rooms of the unit name the person. */
    String personId() {
        return personId == null ? id() : personId;
    }

    /** Recorded when pseudonyms were the whole installation's, and ids. */
    boolean isUnderPseudonym() {
        return personId == null;
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
