package kepu.volunteers.person;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import org.springframework.stereotype.Component;

/** Takes a person's data into keeping, sealed with a key made for it; not once more after it was erased. */
@Component
class RecordPerson {
    private final AggregateStore store;
    private final PersonKeys keys;
    private final Register register;
    private final ZoneId zone;

    RecordPerson(AggregateStore store, PersonKeys keys, Register register, ZoneId zone) {
        this.store = store;
        this.keys = keys;
        this.register = register;
        this.zone = zone;
    }

    /** A crash in between leaves a key that has sealed nothing anybody has. */
    Receipt handle(Command command, PersonController.PersonRequest request) {
        PersonKey key = PersonKey.fresh();
        try {
            return store.create(
                    command, Person.class, request.personId(), () -> person(command, request, key), born -> {
                        keys.keep(key);
                        return born.record();
                    });
        } catch (Rejection refused) {
            keys.destroy(key.id());
            throw refused;
        }
    }

    private Person person(Command command, PersonController.PersonRequest request, PersonKey key) {
        Register.Unit unit = register.unit(request.unitId());
        String personId = request.personId();
        if (store.find(Person.class, personId).map(Person::erasedAt).isPresent()) {
            throw PersonRejection.erased(personId); // what arrives late must not bring it back
        }
        Instant at = command.occurredAt(request.occurredAt());
        unit.requireOpen(at);
        Plain plain = Plain.of(request.idNumber(), request.phone(), LocalDate.ofInstant(command.now(), zone));
        Person.Sealed sealed = plain.sealed(key, personId);
        return new Person(personId, request.unitId(), key.id(), sealed.idNumber(), sealed.phone(), at);
    }
}
