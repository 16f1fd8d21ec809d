package kepu.defaults.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.util.ClassUtils;

/**
 * The one way in which each simple value is written, in a body and in an address alike; anything else is refused, never
 * guessed at. Digits are ASCII, without signs that say nothing, leading zeros or blanks around them.
 */
final class ScalarText {
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    /** RFC 3339; the seconds may be left out, as most software does when they are 0. */
    private static final Pattern INSTANT =
            Pattern.compile(DATE + "T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})");

    private static final Pattern DAY = Pattern.compile(DATE);
    private static final Pattern MINUTE = Pattern.compile("[0-9]{2}:[0-9]{2}");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    /** Values that are a text in JSON as well. */
    static final Map<Class<?>, Function<String, Object>> WRITTEN_AS_TEXT = Map.of(
            Instant.class, ScalarText::instant,
            LocalDate.class, text -> LocalDate.parse(formed(DAY, text)),
            LocalTime.class, text -> LocalTime.parse(formed(MINUTE, text)),
            UUID.class, text -> UUID.fromString(formed(ID, text)));

    /** Values that have a form of their own in JSON, as they stand in an address. */
    static final Map<Class<?>, Function<String, Object>> WRITTEN_BARE = Map.of(
            Integer.class, text -> Integer.valueOf(formed(WHOLE, text)),
            Long.class, text -> Long.valueOf(formed(WHOLE, text)),
            Year.class, text -> KnownYears.year(Long.parseLong(formed(WHOLE, text))),
            Boolean.class, ScalarText::trueOrFalse);

    private ScalarText() {}

    /**
     * @param type primitive or not, a constant's or a text's
     * @throws IllegalArgumentException if the text is none of that type
     */
    static Object read(Class<?> type, String text) {
        Class<?> wrapped = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (wrapped == String.class) {
            return text;
        }
        if (wrapped.isEnum()) {
            return constant(wrapped, text);
        }
        Function<String, Object> kind = WRITTEN_AS_TEXT.getOrDefault(wrapped, WRITTEN_BARE.get(wrapped));
        if (kind == null) {
            throw new IllegalStateException("nobody said how " + wrapped + " is written");
        }
        try {
            return kind.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Letter by letter. */
    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException();
    }

    /**
     * {@link Instant#parse} would take 24:00 and leap seconds for the next day. To the millisecond, as it is stored: a period
     * that is shorter would be none once it is read again.
     */
    private static Instant instant(String text) {
        return OffsetDateTime.parse(formed(INSTANT, text)).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static String formed(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
