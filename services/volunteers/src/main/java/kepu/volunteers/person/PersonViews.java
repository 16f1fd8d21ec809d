package kepu.volunteers.person;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListState;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.Phone;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of a person's data: masked. */
@Component
class PersonViews {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final PersonKeys keys;

    PersonViews(AggregateStore store, MongoOperations mongo, PersonKeys keys) {
        this.store = store;
        this.mongo = mongo;
        this.keys = keys;
    }

    /** 在管, 已删除. */
    enum State implements ListState {
        HELD,
        ERASED;

        @Override
        public Bson filter() {
            return this == ERASED ? Filters.ne("erasedAt", null) : Filters.eq("erasedAt", null);
        }
    }

    /** That a person is known, and nothing of the person: one looks at people's data one by one. */
    record KnownView(
            String id,
            String personId,
            String unitId,
            State state,
            Instant recordedFrom,
            @Nullable Instant erasedAt,
            long version) {}

    /**
     * @param id by which the person is found and changed
     * @param personId pseudonym within the unit
     * @param idNumber {@code 1101**********8515}
     * @param phone {@code 138****5678}
     */
    record PersonView(
            String id,
            String personId,
            String unitId,
            State state,
            @Nullable String idNumber,
            @Nullable String phone,
            Instant recordedFrom,
            @Nullable Instant erasedAt,
            long version) {}

    /**
     * The id of the one person in reach who is meant.
     *
     * @param named an id ({@code unit:pseudonym}), or a pseudonym
     * @throws Rejection 404 {@code not-found}, 409 {@code several-people} where several units in reach have such a pseudonym
     */
    String idOf(String named) {
        Optional<Person> exactly = store.find(Person.class, named);
        if (exactly.isPresent() && !exactly.get().isUnderPseudonym()) {
            return named;
        }
        var ids = query(where("personId").is(named));
        ids.fields().include("_id", "unitId");
        List<String> found = Stream.concat(
                        exactly.map(Person::id).stream(),
                        mongo.find(ids, Document.class, mongo.getCollectionName(Person.class)).stream()
                                .filter(person -> Access.current().covers(person.getString("unitId")))
                                .map(person -> person.getString("_id")))
                .sorted()
                .toList();
        if (found.size() > 1) {
            throw PersonRejection.several(named, found);
        }
        return found.stream().findFirst().orElseThrow(() -> Rejection.notFound("people", named));
    }

    static List<KnownView> known(List<Person> people) {
        return people.stream()
                .map(person -> new KnownView(
                        person.id(),
                        person.personId(),
                        person.unitId(),
                        person.erasedAt() == null ? State.HELD : State.ERASED,
                        person.recordedFrom(),
                        person.erasedAt(),
                        person.version()))
                .toList();
    }

    PersonView person(String id) {
        Person person = store.get(Person.class, id);
        Optional<Plain> plain = person.erasedAt() == null
                ? keys.find(person.keyId()).map(key -> Plain.opened(key, person))
                : Optional.empty();
        return new PersonView(
                person.id(),
                person.personId(),
                person.unitId(),
                plain.isPresent() ? State.HELD : State.ERASED,
                plain.map(Plain::idNumber).map(IdNumber::masked).orElse(null),
                plain.map(Plain::phone).map(Phone::masked).orElse(null),
                person.recordedFrom(),
                person.erasedAt(),
                person.version());
    }
}
