package kepu.readingrooms;

import kepu.contracts.readingrooms.ReadingRoomsDuplicateEvent.DuplicateSettled;
import kepu.contracts.readingrooms.ReadingRoomsDuplicateEvent.DuplicateSuspected;
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
