package kepu.organization.demonstration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.DemonstrationEvent.Verdict;
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

/** Demonstration titles over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/demonstrations")
class DemonstrationController {
    private final ApplyForTitle applyForTitle;
    private final DecideOnTitle decideOnTitle;
    private final AggregateStore store;
    private final DemonstrationViews views;
    private final ZoneId zone;

    DemonstrationController(
            ApplyForTitle applyForTitle,
            DecideOnTitle decideOnTitle,
            AggregateStore store,
            DemonstrationViews views,
            ZoneId zone) {
        this.applyForTitle = applyForTitle;
        this.decideOnTitle = decideOnTitle;
        this.store = store;
        this.views = views;
        this.zone = zone;
    }

    /** {@code householdNumber} is a pseudonym, never a name or an address; for a household only. */
    record ApplicationRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 64) String programmeId,
            @NotNull Level level,

            @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", message = "{form.person-id}") @Nullable
            String householdNumber,

            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    record ReviewRequest(
            @NotNull Verdict verdict,
            @NotBlank @Text(max = 1000, lines = true) String comment,
            @Nullable Instant occurredAt) {}

    record ResubmissionRequest(
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    /** {@code validUntil} is the last day on which the title holds. */
    record TitleRequest(
            @NotBlank @Text(max = 100) String documentNumber,
            @NotNull LocalDate validUntil,
            @Nullable Instant occurredAt) {}

    record RecheckRequest(
            boolean passed,
            @NotBlank @Text(max = 1000, lines = true) String comment,
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    record RevocationRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> apply(@Valid @RequestBody ApplicationRequest request, Command command) {
        return Receipts.created(applyForTitle.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<DemonstrationViews.DemonstrationView> demonstrations(ListRequest<Demonstration> request) {
        return views.demonstrations(request);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<DemonstrationViews.DemonstrationView> demonstration(@PathVariable String id) {
        DemonstrationViews.DemonstrationView demonstration = views.demonstration(id);
        return Receipts.versioned(demonstration.version(), demonstration);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/review")
    ResponseEntity<Receipt> review(
            @PathVariable String id, @Valid @RequestBody ReviewRequest request, Command command) {
        return Receipts.done(store.update(
                command,
                Demonstration.class,
                id,
                demonstration -> demonstration.review(
                        request.verdict(),
                        request.comment(),
                        command.occurredAt(request.occurredAt()),
                        command.actor())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/resubmission")
    ResponseEntity<Receipt> resubmit(
            @PathVariable String id, @Valid @RequestBody ResubmissionRequest request, Command command) {
        return Receipts.done(store.update(
                command,
                Demonstration.class,
                id,
                demonstration -> demonstration.resubmit(
                        request.evidence(), command.occurredAt(request.occurredAt()), command.actor())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/award")
    ResponseEntity<Receipt> award(@PathVariable String id, @Valid @RequestBody TitleRequest request, Command command) {
        return Receipts.done(decideOnTitle.award(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/rechecks")
    ResponseEntity<Receipt> recheck(
            @PathVariable String id, @Valid @RequestBody RecheckRequest request, Command command) {
        return Receipts.done(store.update(command, Demonstration.class, id, demonstration -> {
            Instant at = command.occurredAt(request.occurredAt());
            return demonstration.recheck(
                    request.passed(),
                    request.comment(),
                    request.evidence(),
                    at,
                    LocalDate.ofInstant(at, zone),
                    command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/renewal")
    ResponseEntity<Receipt> renew(@PathVariable String id, @Valid @RequestBody TitleRequest request, Command command) {
        return Receipts.done(decideOnTitle.renew(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/revocation")
    ResponseEntity<Receipt> revoke(
            @PathVariable String id, @Valid @RequestBody RevocationRequest request, Command command) {
        return Receipts.done(decideOnTitle.revoke(command, id, request));
    }

    /** Of what was recorded wrongly, with all that became of it; after an award it takes a right over the county. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(decideOnTitle.withdraw(command, id, request));
    }
}
