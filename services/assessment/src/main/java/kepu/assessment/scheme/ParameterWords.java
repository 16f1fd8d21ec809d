package kepu.assessment.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the parameters of policies are called, and in which unit they are. */
final class ParameterWords {
    private static final Map<String, Words> WORDS =
            resource("parameters.json", new TypeReference<Map<String, Words>>() {});

    private ParameterWords() {}

    /** A parameter in words. */
    record Words(LocalizedText name, LocalizedText unit) {}

    /** One that means something of its own in a policy stands under both names. */
    static Words of(String policy, String parameter) {
        @Nullable Words own = WORDS.get(policy + '.' + parameter);
        @Nullable Words shared = own == null ? WORDS.get(parameter) : own;
        return shared == null ? new Words(new LocalizedText(parameter, parameter), new LocalizedText("", "")) : shared;
    }

    static boolean know(String policy, String parameter) {
        return WORDS.containsKey(policy + '.' + parameter) || WORDS.containsKey(parameter);
    }

    /** Reads data of this package. */
    static <T> T resource(String name, TypeReference<T> type) {
        try (InputStream json = Objects.requireNonNull(ParameterWords.class.getResourceAsStream(name), name)) {
            return JsonMapper.shared().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
