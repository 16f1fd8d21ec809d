package kepu.assessment.veto;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.assessment.veto.Veto.Approval;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
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

/** Vetoes over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/vetoes")
class VetoController {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Deciders deciders;
    private final Scorecards scorecards;
    private final Clock clock;
    private final ZoneId zone;

    VetoController(
            AggregateStore store,
            UnitReplica units,
            Deciders deciders,
            Scorecards scorecards,
            Clock clock,
            ZoneId zone) {
        this.store = store;
        this.units = units;
        this.deciders = deciders;
        this.scorecards = scorecards;
        this.clock = clock;
        this.zone = zone;
    }

    record VetoRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotBlank @Text(max = 500) String legalBasis,
            @NotBlank @Text(max = 500) String reason) {}

    record VetoView(
            String id,
            String unitId,
            int year,
            Veto.State state,
            String legalBasis,
            String reason,
            Instant proposedAt,
            String proposedBy,
            List<Approval> approvals,
            @Nullable String withdrawnBecause,
            long version) {
        private static VetoView of(Veto veto) {
            return new VetoView(
                    veto.id(),
                    veto.unitId(),
                    veto.year(),
                    veto.state(),
                    veto.legalBasis(),
                    veto.reason(),
                    veto.proposedAt(),
                    veto.proposedBy(),
                    veto.approvals(),
                    veto.withdrawnBecause(),
                    veto.version());
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping
    ResponseEntity<Receipt> propose(@Valid @RequestBody VetoRequest request, Command command, Caller caller) {
        String id = command.newId("veto");
        return Receipts.created(store.create(
                command,
                Veto.class,
                id,
                () -> {
                    units.requireKnown(request.unitId());
                    deciders.require(request.unitId(), caller);
                    if (request.year() > LocalDate.now(clock.withZone(zone)).getYear()) {
                        throw VetoRejection.ofFutureYear(request.year());
                    }
                    requireCard(request.unitId(), request.year());
                    return new Veto(
                            id,
                            request.unitId(),
                            request.year(),
                            request.legalBasis(),
                            request.reason(),
                            command.now(),
                            command.actor());
                },
                Veto::propose));
    }

    /** Nothing is vetoed of a unit that is not assessed, nor of a year outside of its life. */
    private void requireCard(String unitId, int year) {
        View now = scorecards.view(Optional.empty(), Optional.empty());
        if (scorecards.summaries(List.of(unitId), year, now).isEmpty()) {
            throw VetoRejection.withoutCard(unitId, year);
        }
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<VetoView> vetoes(ListRequest<Veto> request) {
        return request.answer(found -> found.stream().map(VetoView::of).toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<VetoView> veto(@PathVariable String id) {
        VetoView veto = VetoView.of(store.get(Veto.class, id));
        return Receipts.versioned(veto.version(), veto);
    }

    /** By two people, neither of whom proposed it. */
    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/approval")
    ResponseEntity<Receipt> approve(@PathVariable String id, Command command, Caller caller) {
        return Receipts.done(deciders.decide(
                store, command, caller, Veto.class, id, veto -> veto.approve(command.now(), command.actor())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(deciders.decide(
                store,
                command.onSeenVersion(),
                caller,
                Veto.class,
                id,
                veto -> veto.withdraw(request.reason(), command.now())));
    }
}
