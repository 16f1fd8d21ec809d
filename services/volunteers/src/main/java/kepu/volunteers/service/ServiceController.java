package kepu.volunteers.service;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RejectionRequest;
import kepu.defaults.record.VerificationRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.volunteers.team.Teams;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Service records over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers")
class ServiceController {
    private static final String PATH = "/api/v1/volunteers/service-records";

    private final LogServiceRecord logServiceRecord;
    private final AmendableRecords records;
    private final Teams teams;
    private final ServiceTimes times;
    private final NationalRecords national;
    private final WorkingCalendars calendars;
    private final Clock clock;
    private final ZoneId zone;

    ServiceController(
            LogServiceRecord logServiceRecord,
            AmendableRecords records,
            Teams teams,
            ServiceTimes times,
            NationalRecords national,
            WorkingCalendars calendars,
            Clock clock,
            ZoneId zone) {
        this.logServiceRecord = logServiceRecord;
        this.records = records;
        this.teams = teams;
        this.times = times;
        this.national = national;
        this.calendars = calendars;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * @param occurredAt when it began
     * @param paid whether it was paid duty, which is not certified
     */
    record ServiceRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotBlank @Text(max = 64) String membershipId,
            @Min(1) @Max(24 * 60) int minutes,
            @NotNull PlaceKind placeKind,
            @NotBlank @Text(max = 200) String task,
            boolean paid,
            @NotNull Instant occurredAt) {}

    record CorrectionRequest(
            @NotBlank @Text(max = 64) String membershipId,
            @Min(1) @Max(24 * 60) int minutes,
            @NotNull PlaceKind placeKind,
            @NotBlank @Text(max = 200) String task,
            boolean paid,
            @NotNull Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/service-records")
    ResponseEntity<Receipt> log(@Valid @RequestBody ServiceRequest request, Command command) {
        return Receipts.created(PATH, logServiceRecord.handle(command, request, (_, _) -> true));
    }

    @AllowAnyRole
    @GetMapping("/service-records")
    ListAnswer<ServiceView> services(ListRequest<ServiceRecord> request) {
        return request.answer(this::views);
    }

    /** Those that nobody verified, or on a long day only one person. */
    @AllowAnyRole
    @GetMapping("/service-records-waiting-for-verification")
    ListAnswer<ServiceView> waitingForVerification(ListRequest<ServiceRecord> request) {
        return request.where(ServiceRecord.WAITING).answer(this::views);
    }

    /** The verified ones, in the order of columns of the national volunteer system. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @GetMapping("/service-records-for-national-system")
    ListAnswer<NationalRecords.NationalRecord> forNationalSystem(ListRequest<ServiceRecord> request) {
        return national.masked(request);
    }

    /** @param purpose what the names and numbers are shown for */
    record UnmaskedExportRequest(
            @NotBlank @Text(max = 200, lines = true) String purpose) {}

    /** The same with names and ID numbers; that each of those people was looked at, and what for, is told. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/service-records-for-national-system/unmasking")
    ResponseEntity<ListAnswer<NationalRecords.NationalRecord>> forNationalSystemUnmasked(
            ListRequest<ServiceRecord> request, @Valid @RequestBody UnmaskedExportRequest body, Command command) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(national.unmasked(request, command, body.purpose()));
    }

    @AllowAnyRole
    @GetMapping("/service-records/{id}")
    ResponseEntity<ServiceView> service(@PathVariable String id) {
        ServiceView service = view(records.get(ServiceRecord.class, id), clock.instant());
        return Receipts.versioned(service.version(), service);
    }

    private List<ServiceView> views(List<ServiceRecord> services) {
        Instant now = clock.instant();
        return services.stream().map(service -> view(service, now)).toList();
    }

    private ServiceView view(ServiceRecord service, Instant now) {
        return ServiceView.of(service, now, zone, calendars.of(service.unitId()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/service-records/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, ServiceRecord.class, id, service -> {
            String teamId = service.content().teamId();
            Teams.Serving serving = teams.serving(
                    teamId,
                    request.membershipId(),
                    request.minutes(),
                    () -> command.occurredAt(request.occurredAt(), service.occurredAt()));
            ServiceRecord.Content content = new ServiceRecord.Content(
                    teamId,
                    request.membershipId(),
                    serving.volunteerId(),
                    request.minutes(),
                    request.placeKind(),
                    request.task(),
                    request.paid());
            DomainEvents raised = service.correct(content, serving.from(), command.actor());
            times.requirePossible(service, command.now());
            return raised;
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/service-records/{id}/verification")
    ResponseEntity<Receipt> verify(
            @PathVariable String id, @Valid @RequestBody VerificationRequest request, Command command) {
        return Receipts.done(records.change(command, ServiceRecord.class, id, service -> {
            DomainEvents raised = service.verify(
                    command.actor(),
                    request.evidence(),
                    command.occurredAt(request.occurredAt()),
                    times.minutesOfDay(service));
            requireStillServing(service);
            times.requireFree(service);
            return raised;
        }));
    }

    /** A departure or a suspension may have been entered since. */
    private void requireStillServing(ServiceRecord service) {
        ServiceRecord.Content content = service.content();
        teams.serving(content.teamId(), content.membershipId(), content.minutes(), service::occurredAt);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/service-records/{id}/rejection")
    ResponseEntity<Receipt> reject(
            @PathVariable String id, @Valid @RequestBody RejectionRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                ServiceRecord.class,
                id,
                service ->
                        service.reject(command.actor(), request.reason(), command.occurredAt(request.occurredAt()))));
    }

    /** @param upheld whether the volunteer is right */
    record SettlementRequest(
            boolean upheld,
            @NotBlank @Text(max = 500, lines = true) String comment) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/service-records/{id}/contest/settlement")
    ResponseEntity<Receipt> settleContest(
            @PathVariable String id, @Valid @RequestBody SettlementRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                ServiceRecord.class,
                id,
                service -> service.settleContest(command.actor(), request.upheld(), request.comment(), command.now())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/service-records/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, ServiceRecord.class, id, request));
    }
}
