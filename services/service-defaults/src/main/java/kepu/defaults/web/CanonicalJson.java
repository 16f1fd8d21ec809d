package kepu.defaults.web;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a JSON text says, whatever its white space, its escapes, the order of its properties and the way in which its
 * numbers are written.
 *
 * <p>As RFC 8785 has it, but for numbers: there they are doubles, so that two long whole numbers could be one. Here they are
 * exact.
 */
final class CanonicalJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final HexFormat HEX = HexFormat.of();
    private static final byte CANONICAL = 'c';
    private static final byte AS_IT_CAME = 'r';

    private CanonicalJson() {}

    /** The same bytes for texts that say the same; of what is not one clear JSON value, no body among it, as it came. */
    static byte[] of(byte[] body) {
        try {
            JsonNode value = JSON.readTree(body);
            if (value == null || value.isMissingNode()) {
                return after(AS_IT_CAME, body);
            }
            StringBuilder canonical = new StringBuilder(body.length);
            write(value, canonical);
            return after(CANONICAL, canonical.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (JacksonException | NumberFormatException | ArithmeticException e) {
            return after(AS_IT_CAME, body);
        }
    }

    private static byte[] after(byte mark, byte[] bytes) {
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = mark;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    private static void write(JsonNode value, StringBuilder canonical) {
        if (value.isObject()) {
            var properties = new TreeMap<String, JsonNode>(); // by UTF-16 code units
            value.properties().forEach(property -> properties.put(property.getKey(), property.getValue()));
            canonical.append('{');
            properties.forEach((name, content) -> {
                quote(name, canonical);
                canonical.append(':');
                write(content, canonical);
                canonical.append(',');
            });
            canonical.append('}');
        } else if (value.isArray()) {
            canonical.append('[');
            value.forEach(element -> {
                write(element, canonical);
                canonical.append(',');
            });
            canonical.append(']');
        } else if (value.isNumber()) {
            canonical.append(number(value.decimalValue()));
        } else if (value.isString()) {
            quote(value.stringValue(), canonical);
        } else {
            canonical.append(value); // true, false, null
        }
    }

    /** In ASCII, half a surrogate pair too, which UTF-8 has no bytes for. */
    private static void quote(String text, StringBuilder canonical) {
        canonical.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
                canonical.append("\\u").append(HEX.toHexDigits(unit));
            } else {
                canonical.append(unit);
            }
        }
        canonical.append('"');
    }

    /** Digits without zeros at their end, and a power of ten: never longer than what was sent. */
    private static String number(BigDecimal exact) {
        BigDecimal shortest = exact.stripTrailingZeros();
        return shortest.signum() == 0 ? "0" : shortest.unscaledValue() + "e" + -(long) shortest.scale();
    }
}
