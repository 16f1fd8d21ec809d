package kepu.organization;

import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSettled;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSuspected;
import kepu.defaults.record.DuplicateEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells of probable duplicates (疑似重复) among this service's records. */
@Configuration(proxyBeanMethods = false)
class DuplicateConfiguration {
    @Bean
    DuplicateEvents duplicateEvents() {
        return DuplicateEvents.of(DuplicateSuspected::new, DuplicateSettled::new);
    }
}
