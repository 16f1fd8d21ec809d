package kepu.identity.token;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadataClaimNames;

/** What the documents of discovery say: what {@link Clients} may do here, and nothing else that the library could. */
final class Discovery {
    private static final List<String> GRANTS = Stream.of(
                    AuthorizationGrantType.AUTHORIZATION_CODE,
                    AuthorizationGrantType.REFRESH_TOKEN,
                    AuthorizationGrantType.CLIENT_CREDENTIALS)
            .map(AuthorizationGrantType::getValue)
            .toList();

    private static final List<String> WITH_SECRET = Stream.of(
                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST)
            .map(ClientAuthenticationMethod::getValue)
            .toList();

    /** Programs of our own have none. */
    private static final List<String> EVERYBODY = Stream.concat(
                    WITH_SECRET.stream(), Stream.of(ClientAuthenticationMethod.NONE.getValue()))
            .toList();

    private Discovery() {}

    static void correct(Map<String, Object> claims) {
        claims.put(OAuth2AuthorizationServerMetadataClaimNames.GRANT_TYPES_SUPPORTED, GRANTS);
        claims.put(OAuth2AuthorizationServerMetadataClaimNames.TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED, EVERYBODY);
        claims.put(OAuth2AuthorizationServerMetadataClaimNames.REVOCATION_ENDPOINT_AUTH_METHODS_SUPPORTED, EVERYBODY);
        claims.put(
                OAuth2AuthorizationServerMetadataClaimNames.INTROSPECTION_ENDPOINT_AUTH_METHODS_SUPPORTED, WITH_SECRET);
        // no token is bound to a key: no service would ask for a proof of it
        claims.remove(OAuth2AuthorizationServerMetadataClaimNames.TLS_CLIENT_CERTIFICATE_BOUND_ACCESS_TOKENS);
        claims.remove(OAuth2AuthorizationServerMetadataClaimNames.DPOP_SIGNING_ALG_VALUES_SUPPORTED);
    }
}
