package kepu.organization.unit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
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

/** Units over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/units")
class UnitController {
    /** What {@link kepu.access.Grant#EVERYWHERE} means in a grant, no unit may be called. */
    private static final String NOT_ALL = "(?![Aa][Ll][Ll]$)";

    private final EstablishUnit establishUnit;
    private final MoveUnit moveUnit;
    private final CloseUnit closeUnit;
    private final DescribeUnit describeUnit;
    private final UnitViews views;

    UnitController(
            EstablishUnit establishUnit,
            MoveUnit moveUnit,
            CloseUnit closeUnit,
            DescribeUnit describeUnit,
            UnitViews views) {
        this.establishUnit = establishUnit;
        this.moveUnit = moveUnit;
        this.closeUnit = closeUnit;
        this.describeUnit = describeUnit;
        this.views = views;
    }

    record UnitRequest(
            @NotNull @Pattern(regexp = NOT_ALL + "[0-9A-Za-z][0-9A-Za-z-]{1,23}", message = "{form.unit-code}")
            String unitId,

            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Text(max = 24) @Nullable String parentId,
            @Nullable Instant occurredAt) {}

    record EstablishmentRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 100) String name,
            @Nullable Instant occurredAt) {}

    record MoveRequest(
            @NotBlank @Text(max = 24) String parentId,
            @Nullable Instant occurredAt) {}

    /** {@code movedAt} is when the move was known to have been. */
    record MoveCorrectionRequest(
            @NotNull Instant movedAt,
            @NotBlank @Text(max = 24) String parentId,
            @Nullable Instant occurredAt) {}

    record MoveWithdrawalRequest(
            @NotNull Instant movedAt,
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    /** {@code successors}: where it is merged, the unit that it goes over into; where it is split, all of them. */
    record ClosureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable @Size(max = 20) Set<@NotBlank @Text(max = 24) String> successors,
            @Nullable Instant occurredAt) {}

    /** {@code source}: where the number is from, such as a census. */
    record ResidentsRequest(
            @Min(0) @Max(10_000_000) int residents,
            @Nullable @Text(min = 1, max = 100) String source,
            @Nullable Instant occurredAt) {}

    record VenueKindsRequest(
            @NotNull @Size(max = 5) Set<@NotNull VenueKind> venueKinds,
            @Nullable Instant occurredAt) {}

    @Allow(Role.SYSTEM_ADMINISTRATOR)
    @PostMapping
    ResponseEntity<Receipt> establish(@Valid @RequestBody UnitRequest request, Command command) {
        return Receipts.created("/api/v1/organization/units", establishUnit.handle(command, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PutMapping("/{unitId}/establishment")
    ResponseEntity<Receipt> correctEstablishment(
            @PathVariable String unitId, @Valid @RequestBody EstablishmentRequest request, Command command) {
        return Receipts.done(establishUnit.correct(command.onSeenVersion(), unitId, request));
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/{unitId}")
    ResponseEntity<UnitViews.UnitView> unit(@PathVariable String unitId) {
        UnitViews.UnitView unit = views.unit(unitId);
        return Receipts.versioned(unit.version(), unit);
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<UnitViews.UnitView> units(ListRequest<Units.Known> request) {
        request.value("parentId", String.class).ifPresent(Access.current()::require);
        return views.list(request);
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PostMapping("/{unitId}/moves")
    ResponseEntity<Receipt> move(
            @PathVariable String unitId, @Valid @RequestBody MoveRequest request, Command command) {
        return Receipts.done(moveUnit.handle(command.onSeenVersion(), unitId, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PutMapping("/{unitId}/moves")
    ResponseEntity<Receipt> correctMove(
            @PathVariable String unitId, @Valid @RequestBody MoveCorrectionRequest request, Command command) {
        return Receipts.done(moveUnit.correct(command.onSeenVersion(), unitId, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PostMapping("/{unitId}/moves/withdrawal")
    ResponseEntity<Receipt> withdrawMove(
            @PathVariable String unitId, @Valid @RequestBody MoveWithdrawalRequest request, Command command) {
        return Receipts.done(moveUnit.withdraw(command.onSeenVersion(), unitId, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PostMapping("/{unitId}/closure")
    ResponseEntity<Receipt> close(
            @PathVariable String unitId, @Valid @RequestBody ClosureRequest request, Command command) {
        return Receipts.done(closeUnit.handle(command.onSeenVersion(), unitId, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PutMapping("/{unitId}/closure")
    ResponseEntity<Receipt> correctClosure(
            @PathVariable String unitId, @Valid @RequestBody ClosureRequest request, Command command) {
        return Receipts.done(closeUnit.correct(command.onSeenVersion(), unitId, request));
    }

    @Allow(value = Role.SYSTEM_ADMINISTRATOR, unit = "unitId")
    @PostMapping("/{unitId}/closure/withdrawal")
    ResponseEntity<Receipt> withdrawClosure(
            @PathVariable String unitId, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(closeUnit.withdraw(command.onSeenVersion(), unitId, request));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY},
            unit = "unitId")
    @PostMapping("/{unitId}/resident-counts")
    ResponseEntity<Receipt> countResidents(
            @PathVariable String unitId, @Valid @RequestBody ResidentsRequest request, Command command) {
        return Receipts.done(describeUnit.handle(command, unitId, request));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY},
            unit = "unitId")
    @PostMapping("/{unitId}/venue-kinds")
    ResponseEntity<Receipt> declareVenueKinds(
            @PathVariable String unitId, @Valid @RequestBody VenueKindsRequest request, Command command) {
        return Receipts.done(describeUnit.handle(command, unitId, request));
    }
}
