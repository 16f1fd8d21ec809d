package kepu.defaults.admission;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import kepu.access.Caller;
import kepu.access.TokenSettings;
import kepu.access.Tokens;
import kepu.defaults.access.InterceptorOrder;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.access.UnitParents;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Tokens, roles and subtrees at the door of every route. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class AdmissionConfiguration {
    /** @param keys of a service that is the issuer itself */
    @Bean
    Tokens tokens(TokenSettings settings, ObjectProvider<JWKSource<SecurityContext>> keys, Clock clock) {
        JWKSource<SecurityContext> own = keys.getIfAvailable();
        return own == null ? new Tokens(settings, clock) : new Tokens(settings, own, clock);
    }

    @Bean
    WebMvcConfigurer admission(Tokens tokens, KnownAccounts accounts, UnitParents parents, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors
                        .addInterceptor(new AccessInterceptor(tokens, accounts, parents, clock))
                        .order(InterceptorOrder.CALLER_KNOWN);
                interceptors.addInterceptor(new ReachInterceptor()).order(InterceptorOrder.UNIT_WITHIN_REACH);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AdmittedResolver(Caller.class, AccessInterceptor::caller));
                resolvers.add(new AdmittedResolver(OwnPerson.class, AccessInterceptor::person));
            }
        };
    }

    @Bean
    RouteRules routeRules(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new RouteRules(mapping);
    }

    /** Whose request it is; none on a public route. */
    public static @Nullable Caller caller(NativeWebRequest request) {
        return AccessInterceptor.caller(request);
    }
}
