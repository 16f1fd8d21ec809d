package kepu.defaults.store;

import java.util.Optional;
import kepu.contracts.privacy.PersonalNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a number of a person's, as {@link PersonalNumbers} knows them, is in what leaves a service. */
public final class PersonalData {
    private static final JsonMapper JSON = new JsonMapper();

    private PersonalData() {}

    public static boolean isIn(@Nullable String text) {
        return PersonalNumbers.isIn(text);
    }

    /** @return where in a JSON value the first text with personal data stands, such as {@code members[2].note} */
    static Optional<String> placeIn(String json) {
        return PersonalNumbers.mayBeInTextOf(json) ? placeIn("", JSON.readTree(json)) : Optional.empty();
    }

    private static Optional<String> placeIn(String path, JsonNode node) {
        if (node.isString()) {
            return isIn(node.stringValue()) ? Optional.of(path) : Optional.empty();
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> place = placeIn(path + '[' + i + ']', node.get(i));
                if (place.isPresent()) {
                    return place;
                }
            }
            return Optional.empty();
        }
        for (var property : node.properties()) {
            if (isIn(property.getKey())) {
                return Optional.of(path.isEmpty() ? "*" : path);
            }
            Optional<String> place =
                    placeIn(path.isEmpty() ? property.getKey() : path + '.' + property.getKey(), property.getValue());
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }
}
