package kepu.volunteers.person;

import java.time.LocalDate;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.Phone;
import org.jspecify.annotations.Nullable;

/** What was stated of a person, readable; prints itself masked. */
record Plain(@Nullable IdNumber idNumber, @Nullable Phone phone) {
    /** @throws PersonRejection if something is not what it should be, or nothing was stated */
    static Plain of(@Nullable String idNumber, @Nullable String phone, LocalDate today) {
        if (idNumber == null && phone == null) {
            throw PersonRejection.nothingStated();
        }
        return new Plain(
                idNumber == null ? null : IdNumber.of(idNumber, today), phone == null ? null : Phone.of(phone));
    }

    Person.Sealed sealed(PersonKey key, String personId) {
        return new Person.Sealed(
                idNumber == null ? null : key.seal(personId, Person.Sealed.ID_NUMBER, idNumber.plain()),
                phone == null ? null : key.seal(personId, Person.Sealed.PHONE, phone.plain()));
    }

    static Plain opened(PersonKey key, Person person) {
        Person.Sealed sealed = person.sealed();
        return new Plain(
                sealed.idNumber() == null
                        ? null
                        : new IdNumber(key.open(person.id(), Person.Sealed.ID_NUMBER, sealed.idNumber())),
                sealed.phone() == null ? null : new Phone(key.open(person.id(), Person.Sealed.PHONE, sealed.phone())));
    }
}
