package kepu.defaults;

import java.time.Clock;
import java.time.ZoneId;
import kepu.defaults.admission.Admitting;
import kepu.defaults.consume.Consuming;
import kepu.defaults.list.Listing;
import kepu.defaults.observe.Observing;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordUpgrade;
import kepu.defaults.replica.AccessReplica;
import kepu.defaults.snapshot.Snapshotting;
import kepu.defaults.store.Storing;
import kepu.defaults.text.TextReading;
import kepu.defaults.web.Speaking;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Imported by a service's application class, gives it everything that all services share.
 *
 * <p>The service's configuration file imports {@code classpath:kepu-defaults.yml} and names its problem messages under
 * {@code kepu.problems}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    Storing.class,
    AmendableRecords.class,
    RecordUpgrade.class,
    Consuming.class,
    Snapshotting.class,
    AccessReplica.class,
    Admitting.class,
    Speaking.class,
    TextReading.class,
    Listing.class,
    Observing.class
})
public class ServiceDefaults {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The installation's zone: which local day an instant belongs to. */
    @Bean
    ZoneId zone(@Value("${kepu.zone}") ZoneId zone) {
        return zone;
    }
}
