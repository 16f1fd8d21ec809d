package kepu.defaults.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import kepu.defaults.Warnings;
import kepu.defaults.input.InputConfiguration;
import kepu.defaults.trace.Traces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Commands in, receipts and problems out, in zh-CN unless the caller prefers English. */
@Configuration(proxyBeanMethods = false)
@Import({InputConfiguration.class, Problems.class, ReplayHeader.class, DuplicateController.class})
public class WebConfiguration {
    /** @param own bundle with the service's own codes, e.g. {@code kepu/organization/problems} */
    @Bean
    MessageSource messageSource(@Value("${kepu.problems}") String own) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames(own, "kepu/defaults/problems");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @Bean
    Warnings warnings(MessageSource messages) {
        return new Warnings(messages);
    }

    /** There are sentences in two languages: any Chinese is zh-CN, any English en. */
    @Bean
    LocaleResolver localeResolver() {
        var locales = new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                Locale best = super.resolveLocale(request);
                return best.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : best;
            }
        };
        locales.setSupportedLocales(List.of(Locale.CHINESE, Locale.ENGLISH));
        locales.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
        return locales;
    }

    /** So that a header is what its service makes of it, and whatever is refused is a problem. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connector(
            MessageSource messages, LocaleResolver localeResolver) {
        return tomcat -> {
            tomcat.addConnectorCustomizers(connector -> {
                connector.setMaxLocaleCount(-1); // else the eleventh throws
                connector.setMaxCookieCount(-1); // else the 201st throws; how many fit into the headers is limited
            });
            tomcat.addContextCustomizers(context ->
                    context.getParent().getPipeline().addValve(new ConnectorProblems(messages, localeResolver)));
        };
    }

    @Bean
    WebMvcConfigurer commands(Clock clock, Traces traces) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CommandResolver(clock, traces));
            }
        };
    }

    @Bean
    FilterRegistrationBean<CorrelationFilter> correlationFilter() {
        var filter = new FilterRegistrationBean<>(new CorrelationFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<FilterFailures> filterFailures(
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems) {
        var filter = new FilterRegistrationBean<>(new FilterFailures(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter() {
        var filter = new FilterRegistrationBean<>(new BodyFilter());
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }
}
