package kepu.defaults.replica;

import java.util.List;
import kepu.contracts.identity.AccountEvent;
import kepu.defaults.consume.EventSubscription;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What was revoked and which accounts are one person's, told to every service by a group that reads nothing else. */
@Configuration(proxyBeanMethods = false)
public class AccountFeed {
    private static final String COLLECTION = "access-accounts";

    @Bean
    AccountReplica accountReplica(MongoOperations mongo) {
        AccountReplica accounts = new AccountReplica(mongo, COLLECTION);
        accounts.prepare();
        return accounts;
    }

    @Bean
    EventSubscription accessToAccounts(AccountReplica accounts, @Value("${spring.application.name}") String service) {
        return new EventSubscription(service + ".accounts", List.of(AccountEvent.class), accounts);
    }
}
