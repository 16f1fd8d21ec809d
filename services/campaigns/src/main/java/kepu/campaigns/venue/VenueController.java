package kepu.campaigns.venue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.VenueEvent.Kind;
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

/** Venues and media over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/venues")
class VenueController {
    private final AmendableRecords records;
    private final UnitReplica units;

    VenueController(AmendableRecords records, UnitReplica units) {
        this.records = records;
        this.units = units;
    }

    /** {@code occurredAt}: since when it is there. */
    record VenueRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @NotBlank @Text(max = 200) String place,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @NotBlank @Text(max = 200) String place,
            @Nullable Instant occurredAt) {}

    record ClosureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody VenueRequest request, Command command) {
        return Receipts.created(records.record(command, Venue.class, "venue", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            Venue.Content content = new Venue.Content(request.kind(), request.name(), request.place());
            return new Venue(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<VenueView> venues(ListRequest<Venue> request) {
        return request.answer(VenueView::of);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<VenueView> venue(@PathVariable String id) {
        VenueView venue = VenueView.of(records.get(Venue.class, id));
        return Receipts.versioned(venue.version(), venue);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Venue.class, id, venue -> {
            Instant at = command.occurredAt(request.occurredAt(), venue.occurredAt());
            units.requireKnown(venue.unitId()).openAt(at);
            return venue.correct(
                    new Venue.Content(request.kind(), request.name(), request.place()), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Venue.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/closure")
    ResponseEntity<Receipt> close(
            @PathVariable String id, @Valid @RequestBody ClosureRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                Venue.class,
                id,
                venue -> venue.close(request.reason(), command.occurredAt(request.occurredAt()))));
    }
}
