package kepu.readingrooms.reader;

import kepu.defaults.sealing.Erasures;
import kepu.defaults.sealing.PersonKeys;
import kepu.defaults.sealing.SealingConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** Readers' data is sealed as people's is. */
@Configuration(proxyBeanMethods = false)
@Import(SealingConfiguration.class)
class ReaderConfiguration {
    @Bean
    Erasures erasures(MongoOperations mongo, PersonKeys keys) {
        return new Erasures(mongo, keys, Reader.class);
    }
}
