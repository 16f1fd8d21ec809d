package kepu.defaults.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over HTTP, for those who may look into it. */
@RestController
final class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @Allow(
            value = {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR},
            unit = "unitId")
    @GetMapping("/api/v1/${spring.application.name}/audit/{unitId}")
    AuditTrail.Page read(
            @PathVariable String unitId,
            @RequestParam(defaultValue = "0") @Min(0) @Max(999_999_999_999L) long after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        return trail.read(unitId, after, limit);
    }
}
