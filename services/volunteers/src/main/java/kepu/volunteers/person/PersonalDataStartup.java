package kepu.volunteers.person;

import kepu.volunteers.person.sealing.PersonKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;

/** What is made good about personal data when the service starts. */
@Configuration(proxyBeanMethods = false)
class PersonalDataStartup {
    private static final Logger log = LoggerFactory.getLogger(PersonalDataStartup.class);

    @Bean
    Erasures erasures(MongoOperations mongo, PersonKeys keys) {
        return new Erasures(mongo, keys);
    }

    @Bean
    Start startOfKeeping(PersonKeys keys, Erasures erasures) {
        return new Start(keys, erasures);
    }

    /** Completes erasures that a crash cut short, and wraps anew what an older master key wrapped. */
    record Start(PersonKeys keys, Erasures erasures) {
        @EventListener(ApplicationReadyEvent.class)
        void whenReady() {
            Thread.ofVirtual().name("person-keys").start(() -> {
                try {
                    makeGood();
                } catch (RuntimeException e) {
                    log.error("erasures and keys of persons could not be seen to; the next start tries again", e);
                }
            });
        }

        void makeGood() {
            erasures.completeAll();
            PersonKeys.Rewrapped rewrapped = keys.rewrapAll();
            if (rewrapped.done() > 0) {
                log.info("{} keys of persons were wrapped with the first master key", rewrapped.done());
            }
            if (rewrapped.lost() > 0) {
                log.error("{} persons' data cannot be read: their master key is not at hand", rewrapped.lost());
            }
        }
    }
}
