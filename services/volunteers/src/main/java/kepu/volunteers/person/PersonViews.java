package kepu.volunteers.person;

import java.time.Instant;
import java.util.Optional;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of a person's data: masked. */
@Component
class PersonViews {
    private final AggregateStore store;
    private final PersonKeys keys;

    PersonViews(AggregateStore store, PersonKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** 在管, 已删除. */
    enum State {
        HELD,
        ERASED
    }

    /**
     * @param idNumber {@code 1101**********8515}
     * @param phone {@code 138****5678}
     */
    record PersonView(
            String personId,
            String unitId,
            State state,
            @Nullable String idNumber,
            @Nullable String phone,
            Instant recordedFrom,
            @Nullable Instant erasedAt,
            long version) {}

    PersonView person(String personId) {
        Person person = store.get(Person.class, personId);
        Optional<Plain> plain = person.erasedAt() == null
                ? keys.find(person.keyId()).map(key -> Plain.opened(key, person))
                : Optional.empty();
        return new PersonView(
                person.id(),
                person.unitId(),
                plain.isPresent() ? State.HELD : State.ERASED,
                plain.map(Plain::idNumber).map(IdNumber::masked).orElse(null),
                plain.map(Plain::phone).map(Phone::masked).orElse(null),
                person.recordedFrom(),
                person.erasedAt(),
                person.version());
    }
}
