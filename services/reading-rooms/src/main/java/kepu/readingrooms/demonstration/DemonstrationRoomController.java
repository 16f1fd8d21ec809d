package kepu.readingrooms.demonstration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.Refusal;
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

/** Titles of rooms over HTTP: dossier, application, outcome. */
@RestController
@RequestMapping("/api/v1/reading-rooms/demonstration-rooms")
class DemonstrationRoomController {
    private final ApplyForRoomTitle applyForTitle;
    private final DecideOnRoomTitle decideOnTitle;
    private final AggregateStore store;
    private final Clock clock;
    private final ZoneId zone;

    DemonstrationRoomController(
            ApplyForRoomTitle applyForTitle,
            DecideOnRoomTitle decideOnTitle,
            AggregateStore store,
            Clock clock,
            ZoneId zone) {
        this.applyForTitle = applyForTitle;
        this.decideOnTitle = decideOnTitle;
        this.store = store;
        this.clock = clock;
        this.zone = zone;
    }

    /** {@code checkIds}: checks of the room against the standards. */
    record ApplicationRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotBlank @Text(max = 2000, lines = true) String statement,
            @NotNull @Size(min = 1, max = 20) Set<@NotBlank @Text(max = 64) String> checkIds,
            @Nullable Instant occurredAt) {}

    record ResubmissionRequest(
            @NotBlank @Text(max = 2000, lines = true) String statement,
            @NotNull @Size(min = 1, max = 20) Set<@NotBlank @Text(max = 64) String> checkIds,
            @Nullable Instant occurredAt) {}

    record RefusalRequest(
            @NotNull Refusal outcome,
            @NotBlank @Text(max = 1000, lines = true) String comment,
            @Nullable Instant occurredAt) {}

    /** {@code validUntil} is the last day on which the title holds. */
    record AwardRequest(
            @NotBlank @Text(max = 100) String documentNumber,
            @NotNull LocalDate validUntil,
            @Nullable Instant occurredAt) {}

    record RevocationRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    record DemonstrationRoomView(
            String id,
            String unitId,
            String roomId,
            DemonstrationRoomState state,
            Instant appliedAt,
            String statement,
            Set<String> checkIds,
            @Nullable String documentNumber,
            @Nullable LocalDate validUntil,
            List<DemonstrationRoom.Step> steps,
            long version) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping
    ResponseEntity<Receipt> apply(@Valid @RequestBody ApplicationRequest request, Command command) {
        return Receipts.created(applyForTitle.apply(command, request));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<DemonstrationRoomView> applications(ListRequest<DemonstrationRoom> request) {
        LocalDate today = today();
        return request.value("state", DemonstrationRoomState.class)
                .map(state -> request.only(_ -> application -> application.state(today) == state))
                .orElse(request)
                .answer(found -> found.stream()
                        .map(application -> view(application, today))
                        .toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<DemonstrationRoomView> application(@PathVariable String id) {
        DemonstrationRoomView application = view(store.get(DemonstrationRoom.class, id), today());
        return Receipts.versioned(application.version(), application);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/resubmission")
    ResponseEntity<Receipt> resubmit(
            @PathVariable String id, @Valid @RequestBody ResubmissionRequest request, Command command) {
        return Receipts.done(applyForTitle.resubmit(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/refusal")
    ResponseEntity<Receipt> refuse(
            @PathVariable String id, @Valid @RequestBody RefusalRequest request, Command command) {
        return Receipts.done(decideOnTitle.refuse(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/{id}/award")
    ResponseEntity<Receipt> award(@PathVariable String id, @Valid @RequestBody AwardRequest request, Command command) {
        return Receipts.done(decideOnTitle.award(command, id, request));
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

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private static DemonstrationRoomView view(DemonstrationRoom application, LocalDate today) {
        return new DemonstrationRoomView(
                application.id(),
                application.unitId(),
                application.roomId(),
                application.state(today),
                application.appliedAt(),
                application.dossier().statement(),
                application.dossier().checkIds(),
                application.documentNumber(),
                application.validUntil(),
                application.steps(),
                application.version());
    }
}
