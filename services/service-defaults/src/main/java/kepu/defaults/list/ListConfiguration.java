package kepu.defaults.list;

import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.defaults.access.Subtrees;
import kepu.defaults.input.DeclaredParameters;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Lists of a service: what they take, how they answer, and their indexes. */
@Configuration(proxyBeanMethods = false)
public class ListConfiguration {
    @Bean
    DeclaredParameters listParameters() {
        return parameter -> {
            Map<String, Class<?>> types = new LinkedHashMap<>();
            ListedCollection.of(parameter)
                    .ifPresent(list -> list.parameters().forEach(one -> types.put(one.name(), one.type())));
            return types;
        };
    }

    @Bean
    ListIndexes listIndexes(ApplicationContext context, MongoOperations mongo) {
        return new ListIndexes(context, mongo);
    }

    @Bean
    WebMvcConfigurer lists(MongoOperations mongo, Subtrees subtrees, JsonMapper json, Clock clock, ZoneId zone) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ListRequestResolver(mongo, subtrees, clock, zone));
            }

            /** Behind all others: who accepts anything gets JSON. */
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.configureMessageConvertersList(all -> all.add(new CsvAnswers(json, clock, zone)));
            }
        };
    }
}
