package kepu.defaults.web;

import jakarta.validation.Valid;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.DuplicateEvents;
import kepu.defaults.record.KeepingRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Probable duplicates over HTTP, of whatever kind of record; the lists of the kinds have them. */
@RestController
@ConditionalOnBean(DuplicateEvents.class)
final class DuplicateController {
    private final AmendableRecords records;

    DuplicateController(AmendableRecords records) {
        this.records = records;
    }

    /** The record is a fact of its own, although it looks like another. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/api/v1/${spring.application.name}/probable-duplicates/{id}/keeping")
    ResponseEntity<Receipt> keep(@PathVariable String id, @Valid @RequestBody KeepingRequest request, Command command) {
        return Receipts.done(records.keep(command, id, request));
    }
}
