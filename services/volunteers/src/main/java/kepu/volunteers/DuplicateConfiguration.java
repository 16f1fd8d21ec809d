package kepu.volunteers;

import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSettled;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSuspected;
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
