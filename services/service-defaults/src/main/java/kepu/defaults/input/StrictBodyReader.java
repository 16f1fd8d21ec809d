package kepu.defaults.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body: one JSON value in UTF-8 as RFC 8259 has it, each name once, nothing before or behind it. It writes
 * nothing; answers are written by whoever else does.
 */
final class StrictBodyReader implements SmartHttpMessageConverter<Object> {
    /** How Jackson begins to say that a name came twice; no feature tells it otherwise. */
    private static final String TWICE = "Duplicate Object property";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonMapper mapper;

    StrictBodyReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_JSON);
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(mediaType);
    }

    @Override
    @SuppressWarnings("NullAway") // null is for Spring to refuse
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        requireUtf8(body);
        try (JsonParser parser = mapper.createParser(body)) {
            return read(type, parser);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("no body can be read as " + type, e);
        } catch (JacksonException e) {
            throw InputRejection.of(e);
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

    /** Jackson guesses UTF-16 and UTF-32 by their zeros, and reads overlong forms and halves of characters. */
    private static void requireUtf8(byte[] body) {
        boolean marked = body.length >= BYTE_ORDER_MARK.length
                && ByteBuffer.wrap(body, 0, BYTE_ORDER_MARK.length).equals(ByteBuffer.wrap(BYTE_ORDER_MARK));
        for (byte one : body) {
            if (one == 0 || marked) {
                throw InputRejection.notUtf8();
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException _) {
            throw InputRejection.notUtf8();
        }
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public void write(
            Object value,
            ResolvableType type,
            @Nullable MediaType contentType,
            HttpOutputMessage message,
            @Nullable Map<String, Object> hints) {
        throw new UnsupportedOperationException();
    }
}
