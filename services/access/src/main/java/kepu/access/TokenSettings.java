package kepu.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kepu.contracts.identity.AccountEvent.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are believed. By default the identity service's; any other OIDC issuer fits by these settings alone.
 *
 * @param issuer the {@code iss} claim; for people the address at which they sign in
 * @param jwks the issuer's key set; none: found by OIDC discovery below {@code issuer}
 * @param audience one of the {@code aud} claim
 * @param types accepted {@code typ} headers; RFC 9068 says {@code at+jwt}, some issuers say {@code JWT}
 * @param algorithms accepted signatures; asymmetric ones only
 * @param subjectClaim whose value becomes the actor of events; must be a pseudonym
 * @param grantsClaim list of texts {@code ROLE@unit}; dots lead into objects
 * @param roleNames the issuer's names of roles, where they differ from ours
 * @param clockSkew how far the issuer's clock may be off
 */
@ConfigurationProperties("kepu.tokens")
public record TokenSettings(
        @DefaultValue("http://127.0.0.1:8080") String issuer,
        @Nullable URI jwks,
        @DefaultValue("kepu") String audience,
        @DefaultValue("at+jwt") List<String> types,
        @DefaultValue("RS256") List<String> algorithms,
        @DefaultValue("sub") String subjectClaim,
        @DefaultValue("kepu_grants") String grantsClaim,
        @DefaultValue Map<String, Role> roleNames,
        @DefaultValue("30s") Duration clockSkew) {
    public TokenSettings {
        types = List.copyOf(types);
        algorithms = List.copyOf(algorithms);
        roleNames = Map.copyOf(roleNames);
    }
}
