package kepu.gateway.documents;

import java.util.Locale;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.Messages;
import kepu.gateway.problem.NoInputFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes {@code /}: a page that leads to sign-in, the API, the contracts and health until there is a console. */
@Configuration(proxyBeanMethods = false)
class HomeRoutes {
    private static final String HOME = "kepu/gateway/home/";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> home(ResponseBodyWriter bodyWriter, NoInputFilter noInput) {
        var chinese = StaticDocument.ofRequiredResource(HOME + "index.html", StaticDocument.HTML)
                .inLanguage(Locale.SIMPLIFIED_CHINESE);
        var english = StaticDocument.ofRequiredResource(HOME + "index_en.html", StaticDocument.HTML)
                .inLanguage(Locale.ENGLISH);
        var style = StaticDocument.ofRequiredResource(HOME + "home.css", StaticDocument.CSS);
        return RouterFunctions.route()
                .route(GetOrHead.path("/"), request -> {
                    var languages = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
                    var locale = Messages.forLanguages(languages).locale();
                    return (locale.equals(Locale.ENGLISH) ? english : chinese).response(bodyWriter);
                })
                .route(GetOrHead.path("/home.css"), _ -> style.response(bodyWriter))
                .filter(noInput)
                .build();
    }
}
