package kepu.defaults.sealing;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** The keys of personal data, for services that hold some: they import it, and say by a bean {@link Erasures} whose it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonalDataSettings.class)
public class SealingConfiguration {
    @Bean
    MasterKeys masterKeys(PersonalDataSettings settings, MongoOperations mongo) {
        List<Path> files = settings.masterKeys();
        return files.isEmpty() ? MasterKeys.inMemory() : MasterKeys.in(files, () -> PersonKeys.mastersInUse(mongo));
    }

    @Bean
    PersonKeys personKeys(MongoOperations mongo, MasterKeys masters) {
        return new PersonKeys(mongo, masters);
    }

    @Bean
    SealingStart startOfKeeping(PersonKeys keys, List<Erasures> erasures) {
        return new SealingStart(keys, erasures);
    }
}
