package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.list.ListPlans;
import kepu.defaults.list.Listed;
import kepu.defaults.list.ListedCollection;
import kepu.defaults.store.Aggregate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every list of every service. */
class ListPlansIT extends ListPlans {
    private static final List<String> SERVICES = List.of(
            "kepu.organization",
            "kepu.volunteers",
            "kepu.readingrooms",
            "kepu.campaigns",
            "kepu.assessment",
            "kepu.identity");

    private static final Map<String, String> NOT_LISTED = Map.of(
            "NumberRegister", "an authority has one, found under the authority",
            "OpeningCalendar", "a room has one for a year, found under the room",
            "ServiceGroup", "its records are listed, each by itself",
            "TeamReminder", "what stands open is listed, by the lists that people work from",
            "UnitReminder", "what stands open is listed, by the lists that people work from");

    @Override
    protected Collection<Class<?>> listed() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Listed.class));
        List<Class<?>> listed = new ArrayList<>();
        for (String service : SERVICES) {
            for (BeanDefinition found : scanner.findCandidateComponents(service)) {
                listed.add(Class.forName(found.getBeanClassName()));
            }
        }
        return listed;
    }

    @Test
    void every_aggregate_of_every_service_is_listed_or_named_with_a_reason() throws ClassNotFoundException {
        Set<Class<?>> stored = listed().stream()
                .map(type -> ListedCollection.of(type).stored())
                .collect(Collectors.toSet());
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Aggregate.class));
        Set<String> without = new TreeSet<>();
        for (String service : SERVICES) {
            for (BeanDefinition found : scanner.findCandidateComponents(service)) {
                Class<?> aggregate = Class.forName(found.getBeanClassName());
                if (!stored.contains(aggregate)) {
                    without.add(aggregate.getSimpleName());
                }
            }
        }

        assertThat(stored).hasSizeGreaterThan(15);
        assertThat(without).isEqualTo(NOT_LISTED.keySet());
    }
}
