package kepu.defaults.input;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/**
 * Simple values in JSON bodies: each has one form. No number is taken for a text, a time or a constant, no text for a
 * number, and a set has nothing twice.
 *
 * <p>What is a text is decided here; what it holds by whoever reads texts.
 */
final class StrictScalars extends SimpleModule {
    private static final long serialVersionUID = 1L;

    private static final Set<JsonToken> TEXT = EnumSet.of(JsonToken.VALUE_STRING);
    private static final Set<JsonToken> NUMBER = EnumSet.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
    private static final Set<JsonToken> TRUTH = EnumSet.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);

    StrictScalars() {
        super("kepu-strict-scalars");
        Scalars scalars = new Scalars();
        ScalarText.WRITTEN_AS_TEXT
                .keySet()
                .forEach(type -> scalars.add(type, TEXT, parser -> ScalarText.read(type, parser.getString())));
        for (Class<?> whole : Set.of(int.class, Integer.class)) {
            scalars.add(whole, NUMBER, parser -> Math.toIntExact(whole(parser)));
        }
        for (Class<?> whole : Set.of(long.class, Long.class)) {
            scalars.add(whole, NUMBER, StrictScalars::whole);
        }
        for (Class<?> truth : Set.of(boolean.class, Boolean.class)) {
            scalars.add(truth, TRUTH, JsonParser::getBooleanValue);
        }
        setDeserializers(scalars);
        setDeserializerModifier(new TextsOnly());
    }

    /** 30.0 and 3e1 are the whole number 30, as JSON Schema has it; a huge exponent costs nothing. */
    private static long whole(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? parser.getLongValue()
                : parser.getDecimalValue().longValueExact();
    }

    /** Constants of whatever type beside the types that are known by name. */
    private static final class Scalars extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"unchecked", "rawtypes"})
        void add(Class<?> type, Set<JsonToken> forms, Function<JsonParser, Object> read) {
            addDeserializer((Class) type, new Strict(type, forms, read));
        }

        @Override
        public ValueDeserializer<?> findEnumDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            Class<?> constants = type.getRawClass();
            return new Strict(constants, TEXT, parser -> ScalarText.read(constants, parser.getString()));
        }

        @Override
        public @Nullable ValueDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription.Supplier description,
                @Nullable TypeDeserializer elementTypes,
                @Nullable ValueDeserializer<?> elements) {
            return Set.class.isAssignableFrom(type.getRawClass()) ? new DistinctSet(type.getContentType()) : null;
        }
    }

    /** A list in which nothing comes twice: what would become of the second one is anybody's guess. */
    private static final class DistinctSet extends StdDeserializer<Set<Object>> {
        private final JavaType elements;

        DistinctSet(JavaType elements) {
            super(Set.class);
            this.elements = elements;
        }

        @Override
        public Set<Object> deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw MismatchedInputException.from(parser, Set.class, "a list is expected");
            }
            List<Object> listed =
                    context.readValue(parser, context.getTypeFactory().constructCollectionType(List.class, elements));
            Set<Object> distinct = new LinkedHashSet<>(listed);
            if (distinct.size() < listed.size()) {
                throw MismatchedInputException.from(parser, Set.class, "each once");
            }
            return distinct;
        }
    }

    private static final class Strict extends StdScalarDeserializer<Object> {
        /** {@link kepu.defaults.Command#occurredAt} refuses it more closely. */
        private static final String OCCURRED_AT = "occurredAt";

        private final Set<JsonToken> forms;
        private final Function<JsonParser, Object> read;

        Strict(Class<?> type, Set<JsonToken> forms, Function<JsonParser, Object> read) {
            super(type);
            this.forms = forms;
            this.read = read;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (forms.contains(parser.currentToken())) {
                try {
                    Object value = read.apply(parser);
                    if (!OCCURRED_AT.equals(parser.currentName())) {
                        KnownYears.require(nameOf(parser.streamReadContext()), value, parser.getString());
                    }
                    return value;
                } catch (IllegalArgumentException | ArithmeticException | JacksonException e) {
                    throw mismatch(parser).withCause(e);
                }
            }
            throw mismatch(parser);
        }

        /** {@code from} of a field, {@code holidays[1]} of an element of a list. */
        private static String nameOf(TokenStreamContext place) {
            return place.inArray()
                    ? nameOf(place.getParent()) + "[" + place.getCurrentIndex() + "]"
                    : String.valueOf(place.currentName());
        }

        /** Also of what is left out. */
        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            if (handledType().isPrimitive()) {
                throw mismatch(context.getParser());
            }
            return null;
        }

        private JacksonException mismatch(JsonParser parser) {
            return MismatchedInputException.from(parser, handledType(), "another form is expected");
        }
    }

    private static final class TextsOnly extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
            return description.getBeanClass() == String.class ? new TextOnly(deserializer) : deserializer;
        }
    }

    private static final class TextOnly extends DelegatingDeserializer {
        TextOnly(ValueDeserializer<?> texts) {
            super(texts);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> texts) {
            return new TextOnly(texts);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw MismatchedInputException.from(parser, String.class, "a text is expected");
            }
            return super.deserialize(parser, context);
        }
    }
}
