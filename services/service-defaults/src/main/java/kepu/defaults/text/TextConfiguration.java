package kepu.defaults.text;

import kepu.contracts.privacy.PersonalNumbers;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Where text comes in, in the bodies and the parameters of requests, it is given its one form; one of a body that holds a
 * person's number is refused, whatever would have become of it.
 */
@Configuration(proxyBeanMethods = false)
public class TextConfiguration {
    @Bean
    JacksonModule textInBodies() {
        return new SimpleModule("text").addDeserializer(String.class, new Reader(false, false));
    }

    @Bean
    WebMvcConfigurer textInParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, String.class, TextNormalizer::line);
            }
        };
    }

    /** What is a text is decided as ever; only the text is another. */
    static final class Reader extends StdScalarDeserializer<String> {
        private final boolean hasLines;
        private final boolean isPersonal;

        Reader(boolean hasLines, boolean isPersonal) {
            super(String.class);
            this.hasLines = hasLines;
            this.isPersonal = isPersonal;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            if (property == null) {
                return this;
            }
            Text text = property.getAnnotation(Text.class);
            return new Reader(text != null && text.lines(), property.getAnnotation(HoldsPersonalData.class) != null);
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            @Nullable String typed = StringDeserializer.instance.deserialize(parser, context);
            try {
                return typed == null ? null : read(typed);
            } catch (UnusableText | PersonalDataInText e) {
                MismatchedInputException refused =
                        MismatchedInputException.from(parser, String.class, String.valueOf(e.getMessage()));
                refused.initCause(e);
                throw refused;
            }
        }

        private String read(String typed) {
            String text = hasLines ? TextNormalizer.lines(typed) : TextNormalizer.line(typed);
            if (!isPersonal && PersonalNumbers.isIn(text)) {
                throw new PersonalDataInText();
            }
            return text;
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return "";
        }
    }
}
