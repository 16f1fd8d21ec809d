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

/** Reads bodies of one kind, in UTF-8. It writes nothing; answers are written by whoever else does. */
abstract class BodyReader implements SmartHttpMessageConverter<Object> {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final MediaType kind;

    BodyReader(MediaType kind) {
        this.kind = kind;
    }

    abstract Object read(ResolvableType type, String body);

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        String body = text(message.getBody().readAllBytes());
        try {
            return read(type, body);
        } catch (JacksonException e) {
            throw InputRejection.of(e);
        }
    }

    /** Overlong forms and halves of characters are refused too. */
    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw InputRejection.notUtf8();
        }
    }

    static boolean isMarked(String body) {
        return body.startsWith(BYTE_ORDER_MARK);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(kind);
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return kind.equalsTypeAndSubtype(mediaType);
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
