package kepu.organization.station;

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

/** Stations over HTTP. */
@RestController
@RequestMapping("/api/v1/organization/stations")
class StationController {
    private final RegisterStation registerStation;
    private final OpenStation openStation;
    private final CloseStation closeStation;
    private final StationViews views;

    StationController(
            RegisterStation registerStation, OpenStation openStation, CloseStation closeStation, StationViews views) {
        this.registerStation = registerStation;
        this.openStation = openStation;
        this.closeStation = closeStation;
        this.views = views;
    }

    record StationRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 200) String venue,
            boolean inVillageOrganisationVenue,
            @Nullable Instant occurredAt) {}

    record OpeningRequest(@Nullable Instant occurredAt) {}

    record ClosureRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> register(@Valid @RequestBody StationRequest request, Command command) {
        return Receipts.created("/api/v1/organization/stations", registerStation.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<StationViews.StationView> station(@PathVariable String id) {
        StationViews.StationView station = views.station(id);
        return Receipts.versioned(station.version(), station);
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<StationViews.StationView> stations(ListRequest<Station> request) {
        return request.value("state", StationState.class)
                .map(state -> request.only(_ -> state::is))
                .orElse(request)
                .answer(StationViews::views);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/openings")
    ResponseEntity<Receipt> open(@PathVariable String id, @Valid @RequestBody OpeningRequest request, Command command) {
        return Receipts.done(openStation.handle(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/closures")
    ResponseEntity<Receipt> close(
            @PathVariable String id, @Valid @RequestBody ClosureRequest request, Command command) {
        return Receipts.done(closeStation.handle(command, id, request));
    }
}
