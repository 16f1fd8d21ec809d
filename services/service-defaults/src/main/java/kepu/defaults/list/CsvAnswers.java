package kepu.defaults.list;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.defaults.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractGenericHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.json.JsonMapper;

/** Writes a list as CSV (RFC 4180) in UTF-8 with a byte order mark, page by page as it is read. */
final class CsvAnswers extends AbstractGenericHttpMessageConverter<ListAnswer<?>> {
    private static final MediaType CSV = new MediaType("text", "csv");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonMapper json;
    private final Clock clock;
    private final ZoneId zone;

    CsvAnswers(JsonMapper json, Clock clock, ZoneId zone) {
        super(CSV);
        setDefaultCharset(StandardCharsets.UTF_8);
        this.json = json;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == ListAnswer.class;
    }

    @Override
    public boolean canRead(Type type, @Nullable Class<?> context, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected void writeInternal(ListAnswer<?> answer, @Nullable Type type, HttpOutputMessage output)
            throws IOException {
        Access.requireAskedAnew();
        CsvColumns columns = answer.columns() == null
                ? CsvColumns.of(ResolvableType.forType(type).getGeneric(0))
                : CsvColumns.stated(answer.columns());
        output.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(answer.name() + "-" + LocalDate.now(clock.withZone(zone)) + ".csv")
                        .build());
        Writer text = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(columns.header());
        for (ListAnswer<?> page = answer; page != null; ) {
            for (Object item : page.items()) {
                csv.writeRecord(columns.row(json.valueToTree(item)));
            }
            csv.flush();
            page = page.rest() == null ? null : page.rest().get();
        }
    }

    @Override
    protected ListAnswer<?> readInternal(Class<? extends ListAnswer<?>> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("a list is only ever written", input);
    }

    @Override
    public ListAnswer<?> read(Type type, @Nullable Class<?> context, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("a list is only ever written", input);
    }
}
