package kepu.identity.token;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;

/** What people consented to; our own programs do not ask, so only those of others have any. */
@Component
class MongoConsents implements OAuth2AuthorizationConsentService {
    private final MongoOperations mongo;

    MongoConsents(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Document("consents")
    record StoredConsent(@Id String id, String clientId, String accountId, Set<String> authorities) {}

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        mongo.upsert(
                query(where("_id").is(id(consent.getRegisteredClientId(), consent.getPrincipalName()))),
                new Update()
                        .set("clientId", consent.getRegisteredClientId())
                        .set("accountId", consent.getPrincipalName())
                        .set(
                                "authorities",
                                consent.getAuthorities().stream()
                                        .map(GrantedAuthority::getAuthority)
                                        .collect(Collectors.toSet())),
                StoredConsent.class);
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        mongo.remove(
                query(where("_id").is(id(consent.getRegisteredClientId(), consent.getPrincipalName()))),
                StoredConsent.class);
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String clientId, String accountId) {
        StoredConsent stored = mongo.findById(id(clientId, accountId), StoredConsent.class);
        if (stored == null) {
            return null;
        }
        OAuth2AuthorizationConsent.Builder consent =
                OAuth2AuthorizationConsent.withId(stored.clientId(), stored.accountId());
        stored.authorities().forEach(authority -> consent.authority(new SimpleGrantedAuthority(authority)));
        return consent.build();
    }

    private static String id(String clientId, String accountId) {
        return clientId + " " + accountId;
    }
}
