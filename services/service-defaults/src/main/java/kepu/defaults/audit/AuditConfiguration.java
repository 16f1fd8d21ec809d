package kepu.defaults.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.signature.TrustedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** The audit log of a service, and what auditors read of it. */
@Configuration(proxyBeanMethods = false)
@Import(AuditController.class)
public class AuditConfiguration {
    private static final Logger log = LoggerFactory.getLogger(AuditConfiguration.class);

    /**
     * @param signingKey PEM file of the key that signs the heads; made if it is not there yet
     * @param trustedKeys PEM files of public keys that signed heads before, or sign them beside this process
     */
    @Bean
    AuditChain auditChain(
            MongoOperations mongo,
            @Value("${spring.application.name}") String service,
            @Value("${kepu.audit.signing-key:}") String signingKey,
            @Value("${kepu.audit.trusted-keys:}") List<String> trustedKeys,
            Clock clock,
            MeterRegistry meters) {
        return new AuditChain(
                mongo,
                service,
                key(signingKey),
                TrustedKeys.in(trustedKeys.stream().map(Path::of).toList()),
                clock,
                meters);
    }

    private static SigningKey key(String file) {
        if (!file.isBlank()) {
            return SigningKey.in(Path.of(file));
        }
        log.warn("kepu.audit.signing-key is not set: nobody can verify the audit log's signatures once this has ended");
        return SigningKey.inMemory();
    }

    @Bean
    AuditTrail auditTrail(MongoOperations mongo) {
        return new AuditTrail(mongo);
    }
}
