package kepu.volunteers.visit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.function.Function;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RejectionRequest;
import kepu.defaults.record.VerificationRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.volunteers.team.Teams;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Visits over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers")
class VisitController {
    private static final String PATH = "/api/v1/volunteers/visits";

    private final AmendableRecords records;
    private final Teams teams;

    VisitController(AmendableRecords records, Teams teams) {
        this.records = records;
        this.teams = teams;
    }

    record VisitRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotBlank @Text(max = 64) String linkId,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotBlank @Text(max = 64) String linkId,
            @NotNull @Text(max = 1000, lines = true) String note,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/visits")
    ResponseEntity<Receipt> record(@Valid @RequestBody VisitRequest request, Command command) {
        return Receipts.created(PATH, records.record(command, Visit.class, "visit", id -> {
            Teams.Linked linked =
                    teams.linked(request.teamId(), request.linkId(), () -> command.occurredAt(request.occurredAt()));
            Visit.Content content =
                    new Visit.Content(request.teamId(), request.linkId(), linked.membershipId(), request.note());
            return new Visit(id, linked.unitId(), content, linked.at(), command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/visits")
    ListAnswer<VisitView> visits(ListRequest<Visit> request) {
        return request.answer(VisitView::of);
    }

    @AllowAnyRole
    @GetMapping("/visits-waiting-for-verification")
    ListAnswer<VisitView> waitingForVerification(ListRequest<Visit> request) {
        return request.where(Visit.State.UNVERIFIED.filter()).answer(VisitView::of);
    }

    @AllowAnyRole
    @GetMapping("/visits/{id}")
    ResponseEntity<VisitView> visit(@PathVariable String id) {
        VisitView visit = VisitView.of(records.get(Visit.class, id));
        return Receipts.versioned(visit.version(), visit);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/visits/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Visit.class, id, visit -> {
            String teamId = visit.content().teamId();
            Teams.Linked linked = teams.linked(
                    teamId, request.linkId(), () -> command.occurredAt(request.occurredAt(), visit.occurredAt()));
            Visit.Content content = new Visit.Content(teamId, request.linkId(), linked.membershipId(), request.note());
            return visit.correct(content, linked.at(), command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/visits/{id}/verification")
    ResponseEntity<Receipt> verify(
            @PathVariable String id, @Valid @RequestBody VerificationRequest request, Command command) {
        return judge(
                command,
                id,
                visit -> visit.verify(command.actor(), request.evidence(), command.occurredAt(request.occurredAt())));
    }

    /** By whoever neither recorded nor made the visit. */
    private ResponseEntity<Receipt> judge(Command command, String id, Function<Visit, DomainEvents> verdict) {
        return Receipts.done(records.change(command, Visit.class, id, visit -> {
            DomainEvents judged = verdict.apply(visit);
            Visit.Content content = visit.content();
            SamePerson.requireNot(
                    command.actor(),
                    teams.person(content.teamId(), content.membershipId(), (_, _) -> true)
                            .volunteerId());
            return judged;
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/visits/{id}/rejection")
    ResponseEntity<Receipt> reject(
            @PathVariable String id, @Valid @RequestBody RejectionRequest request, Command command) {
        return judge(
                command,
                id,
                visit -> visit.reject(command.actor(), request.reason(), command.occurredAt(request.occurredAt())));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/visits/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Visit.class, id, request));
    }
}
