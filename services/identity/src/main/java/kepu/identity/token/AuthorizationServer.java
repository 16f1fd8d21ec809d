package kepu.identity.token;

import java.time.Clock;
import kepu.access.TokenSettings;
import kepu.identity.account.Accounts;
import kepu.identity.key.SigningKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The endpoints of OAuth 2.1 and OpenID Connect. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {
    @Bean
    AuthorizationServerSettings authorizationServerSettings(TokenSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(SigningKeys keys, TokenContents contents, Clock clock) {
        JwtGenerator jwts = new JwtGenerator(new NimbusJwtEncoder(keys));
        jwts.setJwtCustomizer(contents);
        jwts.setClock(clock);
        return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens(clock));
    }

    /** For the address that answers who somebody is, which takes the same tokens as every service. */
    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, TokenSettings settings, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((_, _) -> {}))
                .build();
        var type = new JwtTypeValidator(settings.types());
        type.setAllowEmpty(false);
        var now = new JwtTimestampValidator(settings.clockSkew());
        now.setClock(clock);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(type, now, new JwtIssuerValidator(settings.issuer())));
        return decoder;
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerChain(
            HttpSecurity http,
            Clients clients,
            MongoAuthorizations authorizations,
            MongoConsents consents,
            OAuth2TokenGenerator<OAuth2Token> tokens,
            Accounts accounts,
            RequestCache interrupted,
            TokenSettings settings) {
        PublicClients publicClients = new PublicClients(clients);
        CodeHandover handover = new CodeHandover(settings.issuer());
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        RequestMatcher authorize =
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/oauth2/authorize");
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        configured -> configured
                                .registeredClientRepository(clients)
                                .authorizationService(authorizations)
                                .authorizationConsentService(consents)
                                .tokenGenerator(tokens)
                                .oidc(oidc -> oidc.providerConfigurationEndpoint(
                                                endpoint -> endpoint.providerConfigurationCustomizer(
                                                        said -> said.claims(Discovery::correct)))
                                        .logoutEndpoint(logout -> logout.logoutResponseHandler(new SignOut(accounts))))
                                .authorizationServerMetadataEndpoint(
                                        endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                                said -> said.claims(Discovery::correct)))
                                .clientAuthentication(authentication -> authentication
                                        .authenticationConverter(publicClients)
                                        .authenticationProvider(publicClients)
                                        .authenticationProviders(providers -> providers.forEach(provider -> {
                                            if (provider instanceof ClientSecretAuthenticationProvider secrets) {
                                                secrets.setPasswordEncoder(new RandomSecretEncoder());
                                            }
                                        })))
                                .authorizationEndpoint(endpoint -> endpoint.authorizationResponseHandler(handover)
                                        .errorResponseHandler(handover)))
                .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                .requestCache(cache -> cache.requestCache(interrupted))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        (_, response, _) -> {
                            // relative: whatever name this instance is reached by
                            response.setStatus(HttpStatus.SEE_OTHER.value());
                            response.setHeader(HttpHeaders.LOCATION, "/login");
                        },
                        authorize))
                .build();
    }
}
