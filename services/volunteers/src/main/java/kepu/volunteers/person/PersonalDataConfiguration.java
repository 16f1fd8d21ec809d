package kepu.volunteers.person;

import kepu.defaults.sealing.Erasures;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.SealingConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** The personal data of this service is that of people. */
@Configuration(proxyBeanMethods = false)
@Import(SealingConfiguration.class)
class PersonalDataConfiguration {
    @Bean
    Erasures erasures(MongoOperations mongo, PersonKeys keys) {
        return new Erasures(mongo, keys, Person.class);
    }
}
