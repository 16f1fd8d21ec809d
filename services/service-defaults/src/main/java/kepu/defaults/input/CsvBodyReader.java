package kepu.defaults.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a body that comes as a table, where the route takes one: UTF-8, with or without the mark that spreadsheets write. */
final class CsvBodyReader implements SmartHttpMessageConverter<Object> {
    static final MediaType TYPE = new MediaType("text", "csv");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JsonMapper mapper;

    CsvBodyReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(TYPE);
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return TYPE.equalsTypeAndSubtype(mediaType) && type.toClass().isAnnotationPresent(AlsoCsv.class);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        AlsoCsv also = Objects.requireNonNull(type.toClass().getAnnotation(AlsoCsv.class));
        CsvBody body = BeanUtils.instantiateClass(also.value());
        String text = text(message.getBody().readAllBytes());
        try {
            return mapper.treeToValue(body.read(new CsvTable(text, body.columns())), type.toClass());
        } catch (JacksonException e) {
            throw InputRejection.of(e);
        }
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
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
