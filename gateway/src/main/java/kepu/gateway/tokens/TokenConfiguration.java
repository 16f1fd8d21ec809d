package kepu.gateway.tokens;

import java.time.Clock;
import kepu.access.TokenSettings;
import kepu.access.Tokens;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whose tokens the gateway accepts: {@code kepu.tokens}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
class TokenConfiguration {
    @Bean
    Tokens tokens(TokenSettings settings) {
        return new Tokens(settings, Clock.systemUTC());
    }
}
