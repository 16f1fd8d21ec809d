package kepu.defaults.input;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kepu.defaults.access.InterceptorOrder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * One reader for all that callers send. What Jackson can do by settings stands in {@code kepu-defaults.yml}; the rest is
 * here.
 */
@Configuration(proxyBeanMethods = false)
public class InputConfiguration {
    /** Whoever comes behind relies on it; nobody without a right comes so far. */
    private static final int ORDER = InterceptorOrder.CALLER_KNOWN + 1;

    @Bean
    JacksonModule strictScalars() {
        return new StrictScalars();
    }

    @Bean
    WebMvcConfigurer strictInput(JsonMapper mapper, ObjectProvider<DeclaredParameters> declared) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors
                        .addInterceptor(new RequestShape(declared.stream().toList()))
                        .order(ORDER);
            }

            @Override
            public void addFormatters(FormatterRegistry converters) {
                Stream.of(ScalarText.WRITTEN_AS_TEXT, ScalarText.WRITTEN_BARE)
                        .map(Map::keySet)
                        .flatMap(Set::stream)
                        .forEach(type -> add(type, converters));
                converters.addConverterFactory(new Constants());
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.addCustomConverter(new StrictBodyReader(mapper));
                converters.addCustomConverter(new CsvBodyReader(mapper));
            }
        };
    }

    /** Whether a body says that it is a file: only a route with a {@link RawBody} reads it. */
    public static boolean isFile(HttpServletRequest request) {
        return RequestShape.isRaw(request);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void add(Class<?> type, FormatterRegistry converters) {
        converters.addConverter(String.class, (Class) type, text -> ScalarText.read(type, text));
    }

    /** Of whatever enum. */
    private static final class Constants implements ConverterFactory<String, Enum<?>> {
        @Override
        public <T extends Enum<?>> Converter<String, T> getConverter(Class<T> type) {
            return text -> type.cast(ScalarText.read(type, text));
        }
    }
}
