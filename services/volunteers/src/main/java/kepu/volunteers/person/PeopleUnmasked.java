package kepu.volunteers.person;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import kepu.defaults.Command;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What other features may show unmasked, of which each person's audit log then tells. */
@Component
public class PeopleUnmasked {
    private final MongoOperations mongo;
    private final UnmaskPerson unmaskPerson;

    PeopleUnmasked(MongoOperations mongo, UnmaskPerson unmaskPerson) {
        this.mongo = mongo;
        this.unmaskPerson = unmaskPerson;
    }

    /**
     * The ID numbers of those of the people whose personal data is held, by pseudonym; blank where only a phone is known. That
     * each of them was looked at is told first.
     *
     * @throws kepu.defaults.Rejection 409 {@code unmasked-under-this-key}
     */
    public Map<String, String> idNumbers(Command command, String unitId, Collection<String> personIds, String purpose) {
        Query held = query(where("unitId")
                .is(unitId)
                .and("personId")
                .in(personIds)
                .and("erasedAt")
                .is(null));
        held.fields().include("_id");
        Map<String, String> numbers = new HashMap<>();
        for (Document person : mongo.find(held, Document.class, mongo.getCollectionName(Person.class))) {
            UnmaskPerson.Unmasked unmasked = unmaskPerson.handle(
                    command, person.getString("_id"), new PersonController.UnmaskingRequest(purpose));
            IdNumber number = unmasked.plain().idNumber();
            numbers.put(unmasked.personId(), number == null ? "" : number.plain());
        }
        return numbers;
    }
}
