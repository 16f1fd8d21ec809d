package kepu.identity.signin;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import kepu.access.TokenSettings;
import kepu.identity.token.OwnClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Which rules hold where: the endpoints of OAuth first, then the pages, which have a session, then everything else, which
 * has none and is looked after by the rule of each route.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class WebSecurity {
    private static final int BEFORE_OWN_FILTERS = -100;

    /** By hand: the automatic one is off in every service, as it would reach the others in the same JVM. */
    @Bean
    DelegatingFilterProxyRegistrationBean securityFilter() {
        var filter = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.setOrder(BEFORE_OWN_FILTERS);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    /** Outside of the security's own filters, which read the session. */
    @Bean
    FilterRegistrationBean<SessionEnd> sessionEnd(
            @Value("${kepu.identity.longest-session}") Duration longest, Clock clock) {
        var filter = new FilterRegistrationBean<>(new SessionEnd(longest, clock));
        filter.setOrder(BEFORE_OWN_FILTERS - 1);
        return filter;
    }

    /** What the firewall does not let in is answered in problems like everything else. */
    @Bean
    RequestRejectedHandler rejectedRequests(
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems) {
        return (request, response, _) -> problems.getObject()
                .resolveException(request, response, null, new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    @Bean
    ServletContextInitializer cookieForHttpsOnly(TokenSettings settings) {
        return context ->
                context.getSessionCookieConfig().setSecure(settings.issuer().startsWith("https:"));
    }

    /** A browser follows a form's redirects only to where {@code form-action} lets it, the program's address too. */
    @Bean
    @Order(2)
    SecurityFilterChain pagesChain(HttpSecurity http, OwnClients clients) {
        String policy =
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                        + String.join(" ", clients.origins());
        return http.securityMatcher("/login", "/password", "/logout")
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(Cookies.csrf()))
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                // mostly a page that was left open for too long
                .exceptionHandling(handling -> handling.accessDeniedHandler((_, response, _) -> {
                    response.setStatus(HttpStatus.SEE_OTHER.value());
                    response.setHeader(HttpHeaders.LOCATION, "/login");
                }))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain everythingElseChain(HttpSecurity http) {
        return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .build();
    }
}
