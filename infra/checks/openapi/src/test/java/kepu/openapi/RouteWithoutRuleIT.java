package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import kepu.openapi.bare.Bare;
import kepu.openapi.bare.Secrets;
import org.junit.jupiter.api.Test;

/** A route that does not say who may use it keeps its application from starting, and so fails the build. */
class RouteWithoutRuleIT {
    private final String[] settings = Installation.running().settingsOf("bare");

    @Test
    void an_application_with_a_route_without_a_rule_does_not_start() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bare.start(Secrets.WithoutRule.class, settings))
                .withMessageContaining("/api/v1/bare/secrets")
                .withMessageContaining("no @Allow, @AllowAnyRole, @Own, @Signed or @Public");
    }

    @Test
    void nor_does_one_whose_rule_names_a_unit_that_the_route_does_not() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bare.start(Secrets.WithRuleForNoParameter.class, settings))
                .withMessageContaining("no parameter is called unitId");
    }

    @Test
    void with_a_rule_it_starts() {
        try (var context = Bare.start(Secrets.WithRule.class, settings)) {
            assertThat(Routes.ofService("bare", context))
                    .extracting(Route::name)
                    .contains("GET /api/v1/bare/secrets");
        }
    }
}
