package kepu.campaigns.research;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
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

/** Research over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/research-projects")
class ResearchController {
    private final AmendableRecords records;
    private final UnitReplica units;

    ResearchController(AmendableRecords records, UnitReplica units) {
        this.records = records;
        this.units = units;
    }

    record ProposalRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Theme theme,
            @NotBlank @Text(max = 200) String title,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Theme theme,
            @NotBlank @Text(max = 200) String title,
            @Nullable Instant occurredAt) {}

    /** {@code result}: where the field work was, the title of the report, or the measure that adopted it. */
    record StageRequest(
            @NotNull Stage stage,
            @NotBlank @Text(max = 200) String result,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> propose(@Valid @RequestBody ProposalRequest request, Command command) {
        return Receipts.created(records.record(command, Research.class, "research", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            Research.Content content = new Research.Content(request.theme(), request.title());
            return new Research(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<ResearchView> list(ListRequest<Research> request) {
        return request.answer(ResearchView::of);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<ResearchView> research(@PathVariable String id) {
        ResearchView research = ResearchView.of(records.get(Research.class, id));
        return Receipts.versioned(research.version(), research);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Research.class, id, research -> {
            Instant at = command.occurredAt(request.occurredAt(), research.occurredAt());
            units.requireKnown(research.unitId()).openAt(at);
            return research.correct(new Research.Content(request.theme(), request.title()), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Research.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/stages")
    ResponseEntity<Receipt> reach(@PathVariable String id, @Valid @RequestBody StageRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                Research.class,
                id,
                research -> research.reach(
                        request.stage(), request.result(), command.occurredAt(request.occurredAt()), command.actor())));
    }

    /** Takes the last stage back. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/stages/withdrawal")
    ResponseEntity<Receipt> takeBack(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(
                command, Research.class, id, research -> research.takeBack(request.reason(), command.now())));
    }
}
