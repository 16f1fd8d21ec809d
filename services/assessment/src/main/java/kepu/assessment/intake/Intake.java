package kepu.assessment.intake;

import java.util.List;
import java.util.Set;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.defaults.consume.EventSubscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Assessment listens to every family but its own and those of accounts and of people's data: no score ever asks for those,
 * and what is known of them is not to lie in a second place for ever.
 */
@Configuration(proxyBeanMethods = false)
class Intake {
    static final String GROUP = "assessment";

    private static final Set<Class<? extends DomainEvent>> NOT_HEARD =
            Set.of(ScorecardEvent.class, AccountEvent.class, PersonEvent.class);

    @Bean
    EventSubscription assessmentSubscription(FactIntake intake) {
        return new EventSubscription(GROUP, families(), intake);
    }

    static List<Class<? extends DomainEvent>> families() {
        return Contracts.FAMILIES.stream()
                .filter(family -> !NOT_HEARD.contains(family))
                .toList();
    }
}
