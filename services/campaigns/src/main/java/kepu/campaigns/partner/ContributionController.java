package kepu.campaigns.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.ContributionEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
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

/** Contributions of partners over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/contributions")
class ContributionController {
    private final AmendableRecords records;
    private final UnitReplica units;
    private final KnownResources resources;

    ContributionController(AmendableRecords records, UnitReplica units, KnownResources resources) {
        this.records = records;
        this.units = units;
        this.resources = resources;
    }

    record ContributionRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotBlank @Text(max = 64) String partnerId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @Nullable Instant occurredAt) {}

    record ContributionCorrectionRequest(
            @NotBlank @Text(max = 64) String partnerId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @Nullable Instant occurredAt) {}

    /**
     * A contribution.
     *
     * @param uses at how many activities it was used
     */
    record ContributionView(
            String id,
            String unitId,
            @JsonUnwrapped Contribution.Content content,
            Instant occurredAt,
            boolean withdrawn,
            long uses,
            @Nullable Duplicate duplicate,
            String recordedBy,
            long version) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> contribute(@Valid @RequestBody ContributionRequest request, Command command) {
        return Receipts.created(records.record(command, Contribution.class, "contribution", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            resources.requirePartner(request.unitId(), request.partnerId());
            Contribution.Content content =
                    new Contribution.Content(request.partnerId(), request.kind(), request.title());
            return new Contribution(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<ContributionView> contributions(ListRequest<Contribution> request) {
        return request.answer(this::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<ContributionView> contribution(@PathVariable String id) {
        ContributionView view =
                views(List.of(records.get(Contribution.class, id))).getFirst();
        return Receipts.versioned(view.version(), view);
    }

    /** The partner that it names already may stay, whatever became of it. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody ContributionCorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Contribution.class, id, contribution -> {
            Instant at = command.occurredAt(request.occurredAt(), contribution.occurredAt());
            units.requireKnown(contribution.unitId()).openAt(at);
            if (!request.partnerId().equals(contribution.content().partnerId())) {
                resources.requirePartner(contribution.unitId(), request.partnerId());
            }
            Contribution.Content content =
                    new Contribution.Content(request.partnerId(), request.kind(), request.title());
            return contribution.correct(content, at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(command, Contribution.class, id, contribution -> {
            DomainEvents raised = contribution.withdraw(request.reason(), command.now(), command.actor());
            resources.requireNotUsed(id);
            return raised;
        }));
    }

    private List<ContributionView> views(List<Contribution> contributions) {
        Map<String, Long> uses =
                resources.uses(contributions.stream().map(Contribution::id).toList());
        return contributions.stream()
                .map(contribution -> new ContributionView(
                        contribution.id(),
                        contribution.unitId(),
                        contribution.content(),
                        contribution.occurredAt(),
                        contribution.isWithdrawn(),
                        uses.getOrDefault(contribution.id(), 0L),
                        contribution.duplicate(),
                        contribution.recordedBy(),
                        contribution.version()))
                .toList();
    }
}
