package kepu.assessment.heldup;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import kepu.defaults.access.Access;
import kepu.defaults.access.InterceptorOrder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Tells whoever reads a card of a unit that is held up, or a list or ranking that may contain one, since when its score
 * stands still.
 */
@Component
class HeldUpHeader implements HandlerInterceptor, WebMvcConfigurer {
    private static final String NAME = "Kepu-Held-Up-Since";

    private final HeldUpUnits units;

    HeldUpHeader(HeldUpUnits units) {
        this.units = units;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(this)
                .addPathPatterns(
                        "/api/v1/assessment/scorecards/**",
                        "/api/v1/assessment/rankings/**",
                        "/api/v1/assessment/reviews/**")
                .order(InterceptorOrder.UNIT_WITHIN_REACH + 2); // behind whoever waits for events
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Access.find().ifPresent(access -> tell(access, card(request), response)); // not for an address that is no route
        return true;
    }

    private void tell(Access access, Optional<String> card, HttpServletResponse response) {
        units.all().stream()
                .filter(held -> card.map(held.unitId()::equals).orElseGet(() -> access.covers(held.unitId())))
                .map(HeldUpUnits.HeldUp::since)
                .min(Comparator.naturalOrder())
                .map(Instant::toString)
                .ifPresent(since -> response.setHeader(NAME, since));
    }

    /** The unit whose card is read; empty for lists and rankings. */
    private static Optional<String> card(HttpServletRequest request) {
        boolean isCard = request.getRequestURI().contains("/scorecards/");
        return isCard
                        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get("unitId") instanceof String unitId
                ? Optional.of(unitId)
                : Optional.empty();
    }
}
