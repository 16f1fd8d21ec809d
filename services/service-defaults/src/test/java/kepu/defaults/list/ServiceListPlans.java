package kepu.defaults.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.store.Aggregate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;

/** Every list of a service. */
public abstract class ServiceListPlans extends ListPlans {
    private final String service;
    private final Map<String, String> notListed;

    /**
     * @param application whose package is the service's
     * @param notListed simple names of aggregates that no list shows, each with the reason
     */
    protected ServiceListPlans(Class<?> application, Map<String, String> notListed) {
        this.service = application.getPackageName();
        this.notListed = notListed;
    }

    @Override
    protected Collection<Class<?>> listed() throws ClassNotFoundException {
        return found(new AnnotationTypeFilter(Listed.class));
    }

    private List<Class<?>> found(TypeFilter filter) throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(filter);
        List<Class<?>> found = new ArrayList<>();
        for (BeanDefinition definition : scanner.findCandidateComponents(service)) {
            found.add(Class.forName(definition.getBeanClassName()));
        }
        return found;
    }

    @Test
    void every_aggregate_is_listed_or_named_with_a_reason() throws ClassNotFoundException {
        Set<Class<?>> stored = listed().stream()
                .map(type -> ListedCollection.of(type).stored())
                .collect(Collectors.toSet());
        Set<String> without = new TreeSet<>();
        for (Class<?> aggregate : found(new AssignableTypeFilter(Aggregate.class))) {
            if (!stored.contains(aggregate)) {
                without.add(aggregate.getSimpleName());
            }
        }

        assertThat(stored).isNotEmpty();
        assertThat(without).isEqualTo(notListed.keySet());
    }
}
