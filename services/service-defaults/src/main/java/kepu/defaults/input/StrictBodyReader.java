package kepu.defaults.input;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a body: one JSON value as RFC 8259 has it, each name once, nothing before or behind it. */
final class StrictBodyReader extends BodyReader {
    /** How Jackson begins to say that a name came twice; no feature tells it otherwise. */
    private static final String TWICE = "Duplicate Object property";

    private final JsonMapper mapper;

    StrictBodyReader(JsonMapper mapper) {
        super(MediaType.APPLICATION_JSON);
        this.mapper = mapper;
    }

    @Override
    @SuppressWarnings("NullAway") // null is for Spring to refuse
    Object read(ResolvableType type, String body) {
        if (isMarked(body) || body.indexOf('\0') >= 0) { // zeros are what other encodings have
            throw InputRejection.notUtf8();
        }
        try (JsonParser parser = mapper.createParser(body)) {
            return read(type, parser);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("no body can be read as " + type, e);
        }
    }

    private @Nullable Object read(ResolvableType type, JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                throw InputRejection.noBody();
            }
            Object value = mapper.readerFor(mapper.constructType(type.getType()))
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // told apart from a wrong shape here
                    .readValue(parser);
            if (parser.nextToken() != null) {
                throw InputRejection.notJson();
            }
            return value;
        } catch (StreamReadException e) {
            throw e.getOriginalMessage().startsWith(TWICE)
                    ? InputRejection.duplicateField(parser.streamReadContext())
                    : InputRejection.notJson();
        }
    }
}
