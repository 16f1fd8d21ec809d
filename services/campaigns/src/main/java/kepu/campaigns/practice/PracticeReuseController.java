package kepu.campaigns.practice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What units took up of the practices of others, over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/practice-reuses")
class PracticeReuseController {
    private final AmendableRecords records;
    private final UnitReplica units;
    private final PublishedPractices published;

    PracticeReuseController(AmendableRecords records, UnitReplica units, PublishedPractices published) {
        this.records = records;
        this.units = units;
        this.published = published;
    }

    /** {@code unitId} is the unit that took it up. */
    record ReuseRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotBlank @Text(max = 64) String practiceId,
            @NotBlank @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record ReuseCorrectionRequest(
            @NotBlank @Text(max = 64) String practiceId,
            @NotBlank @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> takeUp(@Valid @RequestBody ReuseRequest request, Command command) {
        return Receipts.created(records.record(command, PracticeReuse.class, "practice-reuse", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            published.requireTakenUpBy(request.unitId(), request.practiceId(), at);
            PracticeReuse.Content content = new PracticeReuse.Content(request.practiceId(), request.note());
            return new PracticeReuse(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<PracticeReuse.Content>> reuses(ListRequest<PracticeReuse> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<PracticeReuse.Content>> reuse(@PathVariable String id) {
        return Receipts.versioned(records.view(PracticeReuse.class, id));
    }

    /** The practice that it names already may stay, whatever became of it. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody ReuseCorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, PracticeReuse.class, id, reuse -> {
            Instant at = command.occurredAt(request.occurredAt(), reuse.occurredAt());
            units.requireKnown(reuse.unitId()).openAt(at);
            if (!request.practiceId().equals(reuse.content().practiceId())) {
                published.requireTakenUpBy(reuse.unitId(), request.practiceId(), at);
            }
            return reuse.correct(new PracticeReuse.Content(request.practiceId(), request.note()), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, PracticeReuse.class, id, request));
    }
}
