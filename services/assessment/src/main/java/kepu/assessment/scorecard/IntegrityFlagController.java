package kepu.assessment.scorecard;

import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The integrity radar over HTTP, for those who inspect. */
@RestController
class IntegrityFlagController {
    private final IntegrityFlags flags;

    IntegrityFlagController(IntegrityFlags flags) {
        this.flags = flags;
    }

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR})
    @GetMapping("/api/v1/assessment/integrity-flags")
    ListAnswer<IntegrityFlags.FlaggedYear> flags(ListRequest<StoredCard> request) {
        return flags.list(request);
    }
}
