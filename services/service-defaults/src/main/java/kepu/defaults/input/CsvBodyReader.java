package kepu.defaults.input;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Reads a body that comes as a table, where the route takes one: with or without the mark that spreadsheets write. */
final class CsvBodyReader extends BodyReader {
    static final MediaType TYPE = new MediaType("text", "csv");

    private final JsonMapper mapper;

    CsvBodyReader(JsonMapper mapper) {
        super(TYPE);
        this.mapper = mapper;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return super.canRead(type, mediaType) && type.toClass().isAnnotationPresent(AlsoCsv.class);
    }

    @Override
    Object read(ResolvableType type, String body) {
        AlsoCsv also = Objects.requireNonNull(type.toClass().getAnnotation(AlsoCsv.class));
        CsvBody lines = BeanUtils.instantiateClass(also.value());
        String text = isMarked(body) ? body.substring(1) : body;
        return mapper.treeToValue(lines.read(new CsvTable(text, lines.columns())), type.toClass());
    }
}
