package kepu.volunteers.person;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.sealing.Erasures;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/**
 * Erases a person's data (删除): the sealed fields, then the key, so that no copy of them anywhere can be read.
 *
 * <p>What happened is stored first, for nobody shall destroy a key untold. If the process dies in between, a retry
 * destroys the key, and so does the next start.
 */
@Component
class ErasePerson {
    private final AggregateStore store;
    private final Erasures erasures;

    ErasePerson(AggregateStore store, Erasures erasures) {
        this.store = store;
        this.erasures = erasures;
    }

    Receipt handle(Command command, String id, PersonController.ErasureRequest request) {
        try {
            Receipt receipt =
                    store.update(command, Person.class, id, person -> person.erase(request.reason(), command.now()));
            erasures.complete(id);
            return receipt;
        } catch (Rejection refused) {
            if (refused.code().equals(PersonRejection.ERASED)) {
                erasures.complete(id);
            }
            throw refused;
        }
    }
}
