package kepu.campaigns.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.PartnerEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.DomainEvents;
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

/** Partners over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/partners")
class PartnerController {
    private final AmendableRecords records;
    private final UnitReplica units;
    private final KnownResources resources;

    PartnerController(AmendableRecords records, UnitReplica units, KnownResources resources) {
        this.records = records;
        this.units = units;
        this.resources = resources;
    }

    /** {@code name} is that of a body, never of a person. */
    record PartnerRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record PartnerCorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody PartnerRequest request, Command command) {
        return Receipts.created(records.record(command, Partner.class, "partner", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            Partner.Content content = new Partner.Content(request.kind(), request.name());
            return new Partner(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<Partner.Content>> partners(ListRequest<Partner> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<Partner.Content>> partner(@PathVariable String id) {
        return Receipts.versioned(records.view(Partner.class, id));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody PartnerCorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Partner.class, id, partner -> {
            Instant at = command.occurredAt(request.occurredAt(), partner.occurredAt());
            units.requireKnown(partner.unitId()).openAt(at);
            return partner.correct(new Partner.Content(request.kind(), request.name()), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(command, Partner.class, id, partner -> {
            DomainEvents raised = partner.withdraw(request.reason(), command.now(), command.actor());
            resources.requireNoContributions(id);
            return raised;
        }));
    }
}
