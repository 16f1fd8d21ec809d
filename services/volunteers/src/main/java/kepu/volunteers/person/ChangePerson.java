package kepu.volunteers.person;

import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.PersonKey;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Replaces a person's data, sealed with the key that the person has. */
@Component
class ChangePerson {
    private final AggregateStore store;
    private final PersonKeys keys;
    private final ZoneId zone;

    ChangePerson(AggregateStore store, PersonKeys keys, ZoneId zone) {
        this.store = store;
        this.keys = keys;
        this.zone = zone;
    }

    Receipt handle(Command command, String id, PersonController.ChangeRequest request) {
        return store.update(command, Person.class, id, person -> {
            PersonKey key = keys.find(person.keyId()).orElseThrow(() -> PersonRejection.erased(person.personId()));
            Plain plain = Plain.of(request.idNumber(), request.phone(), LocalDate.ofInstant(command.now(), zone));
            keys.rewrap(key);
            return person.change(plain.sealed(key, person.id()), command.now());
        });
    }
}
