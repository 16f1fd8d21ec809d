package kepu.defaults;

import java.time.Clock;
import java.time.ZoneId;
import kepu.defaults.admission.AdmissionConfiguration;
import kepu.defaults.consume.ConsumerConfiguration;
import kepu.defaults.list.ListConfiguration;
import kepu.defaults.observe.ObservabilityConfiguration;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordUpgrade;
import kepu.defaults.replica.AccessReplica;
import kepu.defaults.replica.AccountFeed;
import kepu.defaults.set.SetConfiguration;
import kepu.defaults.snapshot.SnapshotConfiguration;
import kepu.defaults.store.StoreConfiguration;
import kepu.defaults.text.TextConfiguration;
import kepu.defaults.web.WebConfiguration;
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
    StoreConfiguration.class,
    SetConfiguration.class,
    AmendableRecords.class,
    RecordUpgrade.class,
    ConsumerConfiguration.class,
    SnapshotConfiguration.class,
    AccessReplica.class,
    AccountFeed.class,
    AdmissionConfiguration.class,
    WebConfiguration.class,
    TextConfiguration.class,
    ListConfiguration.class,
    ObservabilityConfiguration.class
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
