package kepu.organization.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.input.AlsoCsv;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calendars of working days over HTTP; each is stated for a county and holds for every unit below it. */
@RestController
@RequestMapping("/api/v1/organization")
class CalendarController {
    private final AmendableRecords records;
    private final Units units;
    private final Calendars calendars;

    CalendarController(AmendableRecords records, Units units, Calendars calendars) {
        this.records = records;
        this.units = units;
        this.calendars = calendars;
    }

    /** A whole year at once; {@code occurredAt} is the time of the notice. */
    @AlsoCsv(CalendarTable.class)
    record CalendarRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotNull Layer layer,
            @NotNull @Size(max = 366) Set<@NotNull LocalDate> holidays,
            @NotNull @Size(max = 366) Set<@NotNull LocalDate> makeUpDays,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String documentNumber,
            @Nullable Instant occurredAt) {
        WorkingCalendar.Content content() {
            return new WorkingCalendar.Content(year, layer, holidays, makeUpDays, authority, documentNumber);
        }
    }

    /** Year and layer stay: what was entered for another one is withdrawn. */
    record CorrectionRequest(
            @NotNull @Size(max = 366) Set<@NotNull LocalDate> holidays,
            @NotNull @Size(max = 366) Set<@NotNull LocalDate> makeUpDays,
            @NotBlank @Text(max = 100) String authority,
            @NotBlank @Text(max = 100) String documentNumber,
            @Nullable Instant occurredAt) {
        WorkingCalendar.Content content(WorkingCalendar.Content was) {
            return new WorkingCalendar.Content(
                    was.year(), was.layer(), holidays, makeUpDays, authority, documentNumber);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/working-calendars")
    ResponseEntity<Receipt> announce(@Valid @RequestBody CalendarRequest request, Command command) {
        return Receipts.created(records.record(command, WorkingCalendar.class, "working-calendar", id -> {
            Units.Known county = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            if (county.kind() != Kind.COUNTY) {
                throw CalendarRejection.notOfACounty(county.unitId());
            }
            county.openAt(at);
            return calendars
                    .requireFirst(county.unitId(), request.content())
                    .takenBy(new WorkingCalendar(id, county.unitId(), request.content(), at, command.actor()));
        }));
    }

    @AllowAnyRole
    @GetMapping("/working-calendars")
    ListAnswer<RecordView<WorkingCalendar.Content>> calendars(ListRequest<WorkingCalendar> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/working-calendars/{id}")
    ResponseEntity<RecordView<WorkingCalendar.Content>> calendar(@PathVariable String id) {
        return Receipts.versioned(records.view(WorkingCalendar.class, id));
    }

    /** All layers together: those of the county that the unit is or now belongs to. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/working-days")
    Calendars.WorkingYear year(@RequestParam String unitId, @RequestParam Year year) {
        units.requireKnown(unitId);
        return calendars.year(unitId, year.getValue());
    }

    /** A correction that states no time leaves it as it is. */
    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/working-calendars/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, WorkingCalendar.class, id, calendar -> {
            Instant at = command.occurredAt(request.occurredAt(), calendar.occurredAt());
            units.requireKnown(calendar.unitId()).openAt(at);
            return calendar.correct(request.content(calendar.content()), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/working-calendars/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, WorkingCalendar.class, id, request));
    }
}
