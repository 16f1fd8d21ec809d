package kepu.volunteers.nomination;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.function.BiFunction;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import kepu.volunteers.pseudonym.Pseudonym;
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

/** Nominations over HTTP; an approved one lets the team enlist the person. */
@RestController
@RequestMapping("/api/v1/volunteers/nominations")
class NominationController {
    private final AmendableRecords records;
    private final Teams teams;
    private final EnlistNominee enlistNominee;

    NominationController(AmendableRecords records, Teams teams, EnlistNominee enlistNominee) {
        this.records = records;
        this.teams = teams;
        this.enlistNominee = enlistNominee;
    }

    record NominationRequest(
            @NotBlank @Text(max = 64) String teamId,

            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String personId,

            @NotBlank @Text(max = 1000, lines = true) String grounds,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull @Text(min = 1, max = 64) @Pattern(regexp = Pseudonym.FORM, message = "{form.person-id}")
            String personId,

            @NotBlank @Text(max = 1000, lines = true) String grounds,
            @Nullable Instant occurredAt) {}

    record EndorsementRequest(
            @NotNull @Text(max = 1000, lines = true) String comment,
            @Nullable Instant occurredAt) {}

    record RefusalRequest(
            @NotBlank @Text(max = 1000, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    /** The name is kept with the membership only. */
    record EnlistmentRequest(
            @NotBlank @Text(max = 50) String name, @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> nominate(@Valid @RequestBody NominationRequest request, Command command) {
        return Receipts.created(records.record(command, Nomination.class, "nomination", id -> {
            Teams.Occasion occasion = teams.occasion(request.teamId(), () -> command.occurredAt(request.occurredAt()));
            Nomination.Content content =
                    new Nomination.Content(request.teamId(), request.personId(), request.grounds());
            return new Nomination(id, occasion.unitId(), content, occasion.at(), command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<NominationView> nominations(ListRequest<Nomination> request) {
        return request.answer(NominationView::of);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<NominationView> nomination(@PathVariable String id) {
        NominationView nomination = NominationView.of(records.get(Nomination.class, id));
        return Receipts.versioned(nomination.version(), nomination);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, Nomination.class, id, request.occurredAt(), (held, at) -> {
            String teamId = held.content().teamId();
            teams.occasion(teamId, () -> at);
            return new Nomination.Content(teamId, request.personId(), request.grounds());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Nomination.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/review")
    ResponseEntity<Receipt> review(
            @PathVariable String id, @Valid @RequestBody EndorsementRequest request, Command command) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (nomination, at) -> nomination.review(command.actor(), request.comment(), at));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/return")
    ResponseEntity<Receipt> sendBack(
            @PathVariable String id, @Valid @RequestBody RefusalRequest request, Command command) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (nomination, at) -> nomination.sendBack(command.actor(), request.reason(), at));
    }

    @Allow(Role.TOWNSHIP_CLERK)
    @PostMapping("/{id}/approval")
    ResponseEntity<Receipt> approve(
            @PathVariable String id, @Valid @RequestBody EndorsementRequest request, Command command) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (nomination, at) -> nomination.approve(command.actor(), request.comment(), at));
    }

    @Allow(Role.TOWNSHIP_CLERK)
    @PostMapping("/{id}/rejection")
    ResponseEntity<Receipt> reject(
            @PathVariable String id, @Valid @RequestBody RefusalRequest request, Command command) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (nomination, at) -> nomination.reject(command.actor(), request.reason(), at));
    }

    /** Answers with the team's receipt. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/enlistment")
    ResponseEntity<Receipt> enlist(
            @PathVariable String id, @Valid @RequestBody EnlistmentRequest request, Command command) {
        return Receipts.done(enlistNominee.handle(command, id, request));
    }

    private ResponseEntity<Receipt> decide(
            Command command,
            String id,
            @Nullable Instant stated,
            BiFunction<Nomination, Instant, DomainEvents> decision) {
        return Receipts.done(records.change(
                command, Nomination.class, id, nomination -> decision.apply(nomination, command.occurredAt(stated))));
    }
}
