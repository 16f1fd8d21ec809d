package kepu.assessment.falserecord;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Findings of false records over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/false-records")
class FalseRecordController {
    private final MarkFalseRecord markFalseRecord;
    private final AggregateStore store;
    private final Involved involved;
    private final Deciders deciders;

    FalseRecordController(MarkFalseRecord markFalseRecord, AggregateStore store, Involved involved, Deciders deciders) {
        this.markFalseRecord = markFalseRecord;
        this.store = store;
        this.involved = involved;
        this.deciders = deciders;
    }

    /** {@code recordEventId} is an event of the record, as explanations and receipts name it. */
    record MarkRequest(
            @NotBlank @Text(max = 64) String recordEventId,
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    record FalseRecordView(
            String id,
            String unitId,
            FalseRecord.State state,
            String recordType,
            String recordId,
            String recordEventId,
            int year,
            String reason,
            Instant markedAt,
            String markedBy,
            @Nullable String confirmedBy,
            @Nullable String withdrawnBecause,
            long version) {
        private static FalseRecordView of(FalseRecord found) {
            return new FalseRecordView(
                    found.id(),
                    found.unitId(),
                    found.state(),
                    found.record().type(),
                    found.record().recordId(),
                    found.record().eventId(),
                    found.record().year(),
                    found.reason(),
                    found.markedAt(),
                    found.markedBy(),
                    found.confirmedBy(),
                    found.withdrawnBecause(),
                    found.version());
        }
    }

    @Allow(Role.INSPECTOR)
    @PostMapping
    ResponseEntity<Receipt> mark(@Valid @RequestBody MarkRequest request, Command command, Caller caller) {
        return Receipts.created(markFalseRecord.handle(command, request, caller));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<FalseRecordView> falseRecords(ListRequest<FalseRecord> request) {
        return request.answer(found -> found.stream().map(FalseRecordView::of).toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<FalseRecordView> falseRecord(@PathVariable String id) {
        FalseRecordView found = FalseRecordView.of(store.get(FalseRecord.class, id));
        return Receipts.versioned(found.version(), found);
    }

    /** By somebody else than whoever found it, and whom it does not concern. */
    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/confirmation")
    ResponseEntity<Receipt> confirm(@PathVariable String id, Command command, Caller caller) {
        return Receipts.done(deciders.decide(
                store,
                command,
                caller,
                FalseRecord.class,
                id,
                found -> found.confirm(command.now(), command.actor(), involvedIn(found))));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(deciders.decide(
                store,
                command.onSeenVersion(),
                caller,
                FalseRecord.class,
                id,
                found -> found.withdraw(request.reason(), command.now(), command.actor(), involvedIn(found))));
    }

    private Set<String> involvedIn(FalseRecord found) {
        return involved.in(found.record().eventId());
    }
}
