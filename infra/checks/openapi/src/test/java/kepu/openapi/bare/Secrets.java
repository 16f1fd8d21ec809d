package kepu.openapi.bare;

import kepu.access.AllowAnyRole;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One route, which says who may use it or does not. */
public final class Secrets {
    private Secrets() {}

    /** Forgot to say it. */
    @RestController
    public static class WithoutRule {
        @GetMapping("/api/v1/bare/secrets")
        String secrets() {
            return "";
        }
    }

    /** Says it. */
    @RestController
    public static class WithRule {
        @AllowAnyRole
        @GetMapping("/api/v1/bare/secrets")
        String secrets() {
            return "";
        }
    }

    /** Says it of a unit that the route does not name. */
    @RestController
    public static class WithRuleForNoParameter {
        @AllowAnyRole(unit = "unitId")
        @GetMapping("/api/v1/bare/secrets")
        String secrets() {
            return "";
        }
    }
}
