package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kepu.defaults.list.ListPlans;
import kepu.defaults.list.Listed;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Every list of every service. */
class ListPlansIT extends ListPlans {
    private static final List<String> SERVICES = List.of(
            "kepu.organization",
            "kepu.volunteers",
            "kepu.readingrooms",
            "kepu.campaigns",
            "kepu.assessment",
            "kepu.identity");

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
    void every_service_has_lists() throws ClassNotFoundException {
        List<String> names = listed().stream().map(Class::getName).toList();
        assertThat(SERVICES).allSatisfy(service -> assertThat(names).anyMatch(name -> name.startsWith(service + ".")));
    }
}
