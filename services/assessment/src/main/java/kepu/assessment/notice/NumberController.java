package kepu.assessment.notice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kepu.access.Allow;
import kepu.assessment.notice.NumberRegister.Kept;
import kepu.assessment.notice.NumberRegister.Voided;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.store.AggregateStore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The registers of document numbers over HTTP. */
@RestController
class NumberController {
    private final AggregateStore store;

    NumberController(AggregateStore store) {
        this.store = store;
    }

    /**
     * An authority's numbers. Every number up to the last one of a year is that of an issued notice, unless it is here.
     *
     * @param last by year the last number that was given
     * @param kept for notices that are being issued
     */
    record RegisterView(String issuerId, Map<String, Integer> last, List<Kept> kept, List<Voided> voided) {}

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "issuerId")
    @GetMapping("/api/v1/assessment/notice-numbers/{issuerId}")
    RegisterView register(@PathVariable String issuerId) {
        NumberRegister register = store.get(NumberRegister.class, issuerId);
        return new RegisterView(issuerId, new TreeMap<>(register.last()), register.kept(), register.voided());
    }
}
