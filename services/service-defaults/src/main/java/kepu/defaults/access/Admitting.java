package kepu.defaults.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import kepu.access.Caller;
import kepu.access.TokenSettings;
import kepu.access.Tokens;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventSubscription;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Tokens, roles and subtrees at the door of every route. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class Admitting {
    /** Order of the interceptor after which the caller and {@link Access} are known. */
    public static final int CALLER_KNOWN = -200;

    /** Order of the interceptor after which the unit that a route names is known to be within reach. */
    public static final int UNIT_WITHIN_REACH = -100;

    /** @param keys of a service that is the issuer itself */
    @Bean
    Tokens tokens(TokenSettings settings, ObjectProvider<JWKSource<SecurityContext>> keys, Clock clock) {
        JWKSource<SecurityContext> own = keys.getIfAvailable();
        return own == null ? new Tokens(settings, clock) : new Tokens(settings, own, clock);
    }

    @Bean
    WebMvcConfigurer admission(Tokens tokens, UnitParents parents, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors
                        .addInterceptor(new AccessInterceptor(tokens, parents, clock))
                        .order(CALLER_KNOWN);
                interceptors.addInterceptor(new ReachInterceptor()).order(UNIT_WITHIN_REACH);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
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

    /** For all services but the one that owns the units. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "kepu.access.units", havingValue = "copied", matchIfMissing = true)
    static class Copied {
        @Bean
        CopiedUnitParents unitParents(MongoOperations mongo) {
            CopiedUnitParents parents = new CopiedUnitParents(mongo);
            parents.prepare();
            return parents;
        }

        @Bean
        EventSubscription accessToUnits(
                CopiedUnitParents parents, @Value("${spring.application.name}") String service) {
            return new EventSubscription(service + ".access", List.of(UnitEvent.class), parents);
        }
    }
}
