package kepu.volunteers.person;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.sealing.Erasures;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Erases a person's data (删除), the sealed fields and then the key. */
@Component
class ErasePerson {
    private final AggregateStore store;
    private final Erasures erasures;

    ErasePerson(AggregateStore store, Erasures erasures) {
        this.store = store;
        this.erasures = erasures;
    }

    Receipt handle(Command command, String id, PersonController.ErasureRequest request) {
        return erasures.erase(
                id,
                PersonRejection.ERASED,
                () -> store.update(command, Person.class, id, person -> person.erase(request.reason(), command.now())));
    }
}
