package kepu.volunteers.ticket;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.function.BiFunction;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.volunteers.TicketEvent.Destination;
import kepu.contracts.volunteers.TicketEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.volunteers.pseudonym.Pseudonym;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tickets over HTTP; each step is taken on the version that its caller has seen. */
@RestController
@RequestMapping("/api/v1/volunteers")
class TicketController {
    private static final String PATH = "/api/v1/volunteers/tickets";

    private final AmendableRecords records;
    private final TicketViews views;
    private final MergeTicket mergeTicket;
    private final AmendTicket amendTicket;
    private final UnitReplica units;

    TicketController(
            AmendableRecords records,
            TicketViews views,
            MergeTicket mergeTicket,
            AmendTicket amendTicket,
            UnitReplica units) {
        this.records = records;
        this.views = views;
        this.mergeTicket = mergeTicket;
        this.amendTicket = amendTicket;
        this.units = units;
    }

    record TicketRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotNull @Text(max = 2000, lines = true) String details,

            @Nullable @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String residentId,

            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,
            @NotNull @Text(max = 2000, lines = true) String details,

            @Nullable @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String residentId,

            @Nullable Instant occurredAt) {}

    record AssignmentRequest(
            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String assigneeId,

            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record ReplyRequest(
            @NotBlank @Text(max = 2000, lines = true) String answer,
            @Nullable Instant occurredAt) {}

    record ResolutionRequest(
            @NotBlank @Text(max = 2000, lines = true) String solution,
            @Nullable Instant occurredAt) {}

    record ConfirmationRequest(
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    record ReopeningRequest(
            @NotBlank @Text(max = 1000, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    record TransferRequest(
            @NotNull Destination destination,
            @NotBlank @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record MergeRequest(
            @NotBlank @Text(max = 64) String intoTicketId,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/tickets")
    ResponseEntity<Receipt> raise(@Valid @RequestBody TicketRequest request, Command command) {
        return Receipts.created(PATH, records.record(command, Ticket.class, "ticket", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            Ticket.Content content =
                    new Ticket.Content(request.kind(), request.title(), request.details(), request.residentId());
            return new Ticket(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/tickets")
    ListAnswer<TicketViews.TicketView> tickets(ListRequest<Ticket> request) {
        return request.answer(views::tickets);
    }

    @AllowAnyRole
    @GetMapping("/tickets-overdue")
    ListAnswer<TicketViews.TicketView> overdue(ListRequest<Ticket> request) {
        return request.where(views.overdue()).answer(views::tickets);
    }

    @AllowAnyRole
    @GetMapping("/tickets/{id}")
    ResponseEntity<TicketViews.TicketView> ticket(@PathVariable String id) {
        TicketViews.TicketView ticket = views.ticket(id);
        return Receipts.versioned(ticket.version(), ticket);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/tickets/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(amendTicket.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/tickets/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(amendTicket.withdraw(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/tickets/{id}/assignment")
    ResponseEntity<Receipt> assign(
            @PathVariable String id, @Valid @RequestBody AssignmentRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (ticket, at) -> ticket.assign(request.assigneeId(), request.note(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/tickets/{id}/replies")
    ResponseEntity<Receipt> reply(@PathVariable String id, @Valid @RequestBody ReplyRequest request, Command command) {
        return step(
                command, id, request.occurredAt(), (ticket, at) -> ticket.reply(request.answer(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/tickets/{id}/resolution")
    ResponseEntity<Receipt> resolve(
            @PathVariable String id, @Valid @RequestBody ResolutionRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (ticket, at) -> ticket.resolve(request.solution(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.INSPECTOR})
    @PostMapping("/tickets/{id}/confirmation")
    ResponseEntity<Receipt> confirm(
            @PathVariable String id, @Valid @RequestBody ConfirmationRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (ticket, at) -> ticket.confirm(request.evidence(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.INSPECTOR})
    @PostMapping("/tickets/{id}/reopening")
    ResponseEntity<Receipt> reopen(
            @PathVariable String id, @Valid @RequestBody ReopeningRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (ticket, at) -> ticket.reopen(request.reason(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/tickets/{id}/transfer")
    ResponseEntity<Receipt> transfer(
            @PathVariable String id, @Valid @RequestBody TransferRequest request, Command command) {
        return step(
                command,
                id,
                request.occurredAt(),
                (ticket, at) -> ticket.transfer(request.destination(), request.note(), at, command.actor()));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/tickets/{id}/merger")
    ResponseEntity<Receipt> merge(@PathVariable String id, @Valid @RequestBody MergeRequest request, Command command) {
        return Receipts.done(mergeTicket.handle(command, id, request));
    }

    private ResponseEntity<Receipt> step(
            Command command, String id, @Nullable Instant stated, BiFunction<Ticket, Instant, DomainEvents> step) {
        return Receipts.done(
                records.change(command, Ticket.class, id, ticket -> step.apply(ticket, command.occurredAt(stated))));
    }
}
