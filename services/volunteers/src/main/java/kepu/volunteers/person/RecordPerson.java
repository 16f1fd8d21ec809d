package kepu.volunteers.person;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Takes a person's data into keeping, sealed with a key made for it; not once more after it was erased. */
@Component
class RecordPerson {
    private final AggregateStore store;
    private final PersonKeys keys;
    private final UnitReplica units;
    private final ZoneId zone;

    RecordPerson(AggregateStore store, PersonKeys keys, UnitReplica units, ZoneId zone) {
        this.store = store;
        this.keys = keys;
        this.units = units;
        this.zone = zone;
    }

    /** A crash in between leaves a key that has sealed nothing anybody has. */
    Receipt handle(Command command, PersonController.PersonRequest request) {
        PersonKey key = PersonKey.fresh();
        String id = Person.id(request.unitId(), request.personId());
        try {
            return store.create(command, Person.class, id, () -> person(command, id, request, key), created -> {
                keys.keep(key);
                return created.record();
            });
        } catch (Rejection refused) {
            keys.destroy(key.id());
            throw refused;
        }
    }

    private Person person(Command command, String id, PersonController.PersonRequest request, PersonKey key) {
        UnitReplica.Unit unit = units.requireKnown(request.unitId());
        String personId = request.personId();
        store.find(Person.class, id)
                .or(() -> recordedUnderPseudonym(unit.unitId(), personId))
                .ifPresent(known -> {
                    throw known.erasedAt() == null
                            ? SharedRefusal.ALREADY_EXISTS.with(personId)
                            : PersonRejection.erased(personId); // what arrives late must not bring it back
                });
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        Plain plain = Plain.of(request.idNumber(), request.phone(), LocalDate.ofInstant(command.now(), zone));
        Person.Sealed sealed = plain.sealed(key, id);
        return new Person(id, request.unitId(), personId, key.id(), sealed.idNumber(), sealed.phone(), at);
    }

    /** When pseudonyms were the whole installation's, they were the ids. */
    private Optional<Person> recordedUnderPseudonym(String unitId, String personId) {
        return store.find(Person.class, personId)
                .filter(person -> person.unitId().equals(unitId));
    }
}
