package kepu.organization.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

class RecordedFactsTest {
    @Test
    void every_feature_that_records_something_of_a_unit_is_looked_into_and_its_time_is_where_it_is_looked_for() {
        Map<String, Class<?>> stored = stored();
        assertThat(stored).hasSizeGreaterThan(10);
        stored.remove("units");
        stored.remove("reminders"); // what the service tells by itself, nobody has recorded
        TreeSet<String> known = new TreeSet<>(RecordedFacts.TIMES.keySet());
        known.addAll(RecordedFacts.DAYS.keySet());

        assertThat(known).isEqualTo(stored.keySet());
        RecordedFacts.TIMES.forEach((collection, path) ->
                assertThat(type(stored.get(collection), path)).as(collection).isEqualTo(Instant.class));
        RecordedFacts.DAYS.forEach((collection, path) ->
                assertThat(type(stored.get(collection), path)).as(collection).isEqualTo(LocalDate.class));
    }

    private static Map<String, Class<?>> stored() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Document.class));
        Map<String, Class<?>> stored = new TreeMap<>();
        scanner.findCandidateComponents("kepu.organization").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null);
            stored.put(type.getAnnotation(Document.class).value(), type);
        });
        return stored;
    }

    private static Class<?> type(Class<?> owner, String path) {
        ResolvableType type = ResolvableType.forClass(owner);
        for (String step : path.split("\\.")) {
            Field field = Objects.requireNonNull(ReflectionUtils.findField(type.toClass(), step), path);
            ResolvableType its = ResolvableType.forField(field, type);
            type = its.as(Collection.class).hasGenerics()
                    ? its.as(Collection.class).getGeneric()
                    : its;
        }
        return type.toClass();
    }
}
