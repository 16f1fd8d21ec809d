package kepu.assessment.intake;

import java.util.List;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.defaults.consume.EventSubscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Assessment listens to every family but its own. */
@Configuration(proxyBeanMethods = false)
class Intake {
    static final String GROUP = "assessment";

    @Bean
    EventSubscription assessmentSubscription(FactIntake intake) {
        return new EventSubscription(GROUP, families(), intake);
    }

    static List<Class<? extends DomainEvent>> families() {
        return Contracts.FAMILIES.stream()
                .filter(family -> !family.equals(ScorecardEvent.class))
                .toList();
    }
}
