package kepu.volunteers.service;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import kepu.access.Own;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Their own service records, for volunteers. */
@RestController
@RequestMapping(OwnServiceController.PATH)
class OwnServiceController {
    static final String PATH = "/api/v1/volunteers/me/service-records";

    private final LogServiceRecord logServiceRecord;
    private final AmendableRecords records;
    private final WorkingCalendars calendars;
    private final Clock clock;
    private final ZoneId zone;

    OwnServiceController(
            LogServiceRecord logServiceRecord,
            AmendableRecords records,
            WorkingCalendars calendars,
            Clock clock,
            ZoneId zone) {
        this.logServiceRecord = logServiceRecord;
        this.records = records;
        this.calendars = calendars;
        this.clock = clock;
        this.zone = zone;
    }

    record ContestRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Own
    @PostMapping
    ResponseEntity<Receipt> log(
            @Valid @RequestBody ServiceController.ServiceRequest request, OwnPerson me, Command command) {
        return Receipts.created(PATH, logServiceRecord.handle(command, request, me::is));
    }

    @Own
    @GetMapping
    ListAnswer<ServiceView> services(ListRequest<ServiceRecord> request, OwnPerson me) {
        return request.where(ServiceRecord.of(me)).answer(this::views);
    }

    @Own
    @GetMapping("/{id}")
    ResponseEntity<ServiceView> service(@PathVariable String id, OwnPerson me) {
        ServiceView service = views(List.of(own(id, me))).getFirst();
        return Receipts.versioned(service.version(), service);
    }

    @Own
    @PostMapping("/{id}/contest")
    ResponseEntity<Receipt> contest(
            @PathVariable String id, @Valid @RequestBody ContestRequest request, OwnPerson me, Command command) {
        own(id, me);
        return Receipts.done(records.change(
                command,
                ServiceRecord.class,
                id,
                service -> service.contest(command.actor(), request.reason(), command.now())));
    }

    private ServiceRecord own(String id, OwnPerson me) {
        ServiceRecord service = records.get(ServiceRecord.class, id);
        if (!me.is(service.unitId(), service.content().volunteerId())) {
            throw Rejection.notFound("service-records", id);
        }
        return service;
    }

    private List<ServiceView> views(List<ServiceRecord> services) {
        Instant now = clock.instant();
        return services.stream()
                .map(service -> ServiceView.of(service, now, zone, calendars.of(service.unitId())))
                .toList();
    }
}
