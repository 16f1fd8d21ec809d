package kepu.defaults.web;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.regex.Pattern;
import kepu.contracts.Years;
import kepu.defaults.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Years, days and instants that a caller states, in an address or in a body: those outside of {@link Years} are refused
 * before anybody computes with them, with 400 {@code year-out-of-range}.
 */
final class StatedTimes {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,100}");

    /** {@link kepu.defaults.Command#occurredAt} refuses it more closely. */
    private static final String OCCURRED_AT = "occurredAt";

    private StatedTimes() {}

    /** @throws IllegalArgumentException if it is no whole number */
    static @Nullable Year year(String text) {
        if (text.isBlank()) {
            return null;
        }
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a year: " + text);
        }
        BigInteger year = new BigInteger(text);
        if (year.bitLength() >= Integer.SIZE || !Years.include(year.intValue())) {
            throw outOfRange(text);
        }
        return Year.of(year.intValue());
    }

    /** @throws java.time.format.DateTimeParseException if it is no ISO date */
    static @Nullable LocalDate date(String text) {
        return text.isBlank() ? null : known(LocalDate.parse(text));
    }

    /** @throws java.time.format.DateTimeParseException if it is no ISO instant */
    static @Nullable Instant instant(String text) {
        return text.isBlank() ? null : known(Instant.parse(text));
    }

    static void addTo(FormatterRegistry addresses) {
        Converter<String, @Nullable Year> years = StatedTimes::year;
        Converter<String, @Nullable LocalDate> dates = StatedTimes::date;
        Converter<String, @Nullable Instant> instants = StatedTimes::instant;
        addresses.addConverter(String.class, Year.class, years);
        addresses.addConverter(String.class, LocalDate.class, dates);
        addresses.addConverter(String.class, Instant.class, instants);
    }

    static JacksonModule inBodies() {
        return new SimpleModule("stated-times").setDeserializerModifier(new ValueDeserializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public ValueDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
                Class<?> raw = type.getBeanClass();
                return raw == LocalDate.class || raw == Instant.class ? new Known(deserializer) : deserializer;
            }
        });
    }

    private static LocalDate known(LocalDate date) {
        if (!Years.include(date.getYear())) {
            throw outOfRange(date);
        }
        return date;
    }

    private static Instant known(Instant instant) {
        if (!Years.include(instant)) {
            throw outOfRange(instant);
        }
        return instant;
    }

    private static Rejection outOfRange(Object stated) {
        return new Rejection(400, "year-out-of-range", stated, Years.FIRST, Years.LAST);
    }

    private static final class Known extends DelegatingDeserializer {
        Known(ValueDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
            return new Known(deserializer);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            String field = parser.currentName();
            Object stated = super.deserialize(parser, context);
            return switch (stated) {
                case LocalDate date -> known(date);
                case Instant instant when !OCCURRED_AT.equals(field) -> known(instant);
                case null, default -> stated;
            };
        }
    }
}
