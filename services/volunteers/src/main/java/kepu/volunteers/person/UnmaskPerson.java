package kepu.volunteers.person;

import java.util.concurrent.atomic.AtomicReference;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/**
 * Shows a person's data unmasked, once it is stored that it was (脱敏查看): who looks again states again what for.
 */
@Component
class UnmaskPerson {
    private final AggregateStore store;
    private final PersonKeys keys;

    UnmaskPerson(AggregateStore store, PersonKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    record Unmasked(String personId, Plain plain, long version) {}

    Unmasked handle(Command command, String id, PersonController.UnmaskingRequest request) {
        AtomicReference<Plain> opened = new AtomicReference<>();
        AtomicReference<String> personId = new AtomicReference<>("");
        Receipt receipt = store.update(command, Person.class, id, person -> {
            personId.set(person.personId());
            opened.set(keys.find(person.keyId())
                    .map(key -> Plain.opened(key, person))
                    .orElseThrow(() -> PersonRejection.erased(person.personId())));
            return person.unmask(request.purpose(), command.now());
        });
        Plain plain = opened.get();
        if (plain == null) { // a retry, perhaps by somebody else, of which nothing would be told
            throw PersonRejection.unmaskedUnderThisKey();
        }
        return new Unmasked(personId.get(), plain, receipt.version());
    }
}
