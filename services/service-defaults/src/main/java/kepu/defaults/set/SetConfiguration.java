package kepu.defaults.set;

import org.springframework.boot.persistence.autoconfigure.EntityScanner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** The versions of a service's sets. */
@Configuration(proxyBeanMethods = false)
public class SetConfiguration {
    /** With the index of every kind that is in such sets, before the first command. */
    @Bean
    SetVersions setVersions(ApplicationContext context, MongoOperations mongo) throws ClassNotFoundException {
        return new SetVersions(mongo, new EntityScanner(context).scan(InVersionedSets.class));
    }
}
