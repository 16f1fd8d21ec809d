package kepu.readingrooms.opening;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
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

/** Calendars and days of a room over HTTP. */
@RestController
@RequestMapping("/api/v1/reading-rooms")
class OpeningController {
    private final SetCalendar setCalendar;
    private final RecordDay recordDay;
    private final AmendDay amendDay;
    private final OpeningViews views;

    OpeningController(SetCalendar setCalendar, RecordDay recordDay, AmendDay amendDay, OpeningViews views) {
        this.setCalendar = setCalendar;
        this.recordDay = recordDay;
        this.amendDay = amendDay;
        this.views = views;
    }

    record CalendarRequest(
            @NotNull @Size(max = 53) Set<@NotNull Integer> exemptWeeks,
            @Nullable Instant occurredAt) {}

    /** Whole minutes, {@code HH:mm}; a day ends at {@code 24:00}. */
    record SessionRequest(
            @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]", message = "{expected.time-of-day}")
            String from,

            @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00", message = "{form.end-of-session}")
            String to) {}

    record DayRequest(
            @NotNull LocalDate date,
            @Nullable @Size(max = 24) List<@NotNull @Valid SessionRequest> sessions,

            @Nullable @Text(min = 1, max = 500, lines = true)
            String closedReason) {}

    record CorrectionRequest(
            @Nullable @Size(max = 24) List<@NotNull @Valid SessionRequest> sessions,

            @Nullable @Text(min = 1, max = 500, lines = true)
            String closedReason) {}

    static Statement statement(@Nullable List<SessionRequest> sessions, @Nullable String closedReason) {
        List<SessionRequest> stated = sessions == null ? List.of() : sessions;
        return new Statement(
                stated.stream()
                        .map(session -> Statement.Session.of(session.from(), session.to()))
                        .toList(),
                closedReason);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/rooms/{id}/calendars/{year}")
    ResponseEntity<Receipt> setCalendar(
            @PathVariable String id,
            @PathVariable Year year,
            @Valid @RequestBody CalendarRequest request,
            Command command) {
        Receipt receipt = setCalendar.handle(command, id, year.getValue(), request);
        return receipt.version() == 1 ? createdAt(receipt, id, "calendars/" + year) : Receipts.done(receipt);
    }

    @AllowAnyRole
    @GetMapping("/rooms/{id}/calendars/{year}")
    ResponseEntity<OpeningViews.CalendarView> calendar(@PathVariable String id, @PathVariable Year year) {
        OpeningViews.CalendarView calendar = views.calendar(id, year.getValue());
        return Receipts.versioned(calendar.version(), calendar);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/rooms/{id}/days")
    ResponseEntity<Receipt> record(@PathVariable String id, @Valid @RequestBody DayRequest request, Command command) {
        return createdAt(recordDay.handle(command, id, request), id, "days/" + request.date());
    }

    /** Days of all rooms in reach. */
    @AllowAnyRole
    @GetMapping("/days")
    ListAnswer<Openings.DayView> days(ListRequest<RoomDay> request) {
        return request.answer(days -> days.stream().map(Openings::view).toList());
    }

    @AllowAnyRole
    @GetMapping("/rooms/{id}/days/{date}")
    ResponseEntity<Openings.DayView> day(@PathVariable String id, @PathVariable LocalDate date) {
        Openings.DayView day = views.day(id, date);
        return Receipts.versioned(day.version(), day);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PutMapping("/rooms/{id}/days/{date}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id,
            @PathVariable LocalDate date,
            @Valid @RequestBody CorrectionRequest request,
            Command command) {
        return Receipts.done(amendDay.correct(command.onSeenVersion(), id, date, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.ROOM_KEEPER})
    @PostMapping("/rooms/{id}/days/{date}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id,
            @PathVariable LocalDate date,
            @Valid @RequestBody WithdrawalRequest request,
            Command command) {
        return Receipts.done(amendDay.withdraw(command.onSeenVersion(), id, date, request));
    }

    /** What has a natural id is found under its room, not under the id in its receipt. */
    private static ResponseEntity<Receipt> createdAt(Receipt receipt, String roomId, String what) {
        URI location = URI.create("/api/v1/reading-rooms/rooms/" + roomId + "/" + what);
        return ResponseEntity.created(location)
                .eTag("\"" + receipt.version() + "\"")
                .body(receipt);
    }
}
