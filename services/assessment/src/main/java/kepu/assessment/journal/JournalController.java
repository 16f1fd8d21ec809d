package kepu.assessment.journal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Rejection;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The journal over HTTP: what has arrived, and each event as it was. */
@RestController
@RequestMapping("/api/v1/assessment/journal")
class JournalController {
    private static final int MOST_IDS = 1_000;

    private final Journal journal;
    private final JsonMapper json;

    JournalController(Journal journal, JsonMapper json) {
        this.journal = journal;
        this.json = json;
    }

    record LookupRequest(@NotNull List<@NotNull String> ids) {}

    record LookupView(Set<String> missing) {}

    record EntryView(String id, String topic, String key, Map<String, String> headers, JsonNode value) {}

    @Allow({Role.SYSTEM_ADMINISTRATOR, Role.COUNTY_ANALYST, Role.INSPECTOR, Role.AUDITOR, Role.MACHINE_CLIENT})
    @PostMapping("/lookup")
    LookupView lookup(@Valid @RequestBody LookupRequest request) {
        if (request.ids().size() > MOST_IDS) {
            throw new Rejection(400, "too-many-ids", MOST_IDS);
        }
        return new LookupView(new TreeSet<>(journal.missing(request.ids())));
    }

    @Allow({Role.SYSTEM_ADMINISTRATOR, Role.COUNTY_ANALYST, Role.INSPECTOR, Role.AUDITOR, Role.MACHINE_CLIENT})
    @GetMapping("/{id}")
    EntryView entry(@PathVariable String id) {
        Journal.Entry entry = journal.find(id).orElseThrow(() -> Rejection.notFound("journal", id));
        return new EntryView(
                id,
                entry.wire().topic(),
                entry.wire().key(),
                entry.wire().headers(),
                json.readTree(entry.wire().value()));
    }
}
