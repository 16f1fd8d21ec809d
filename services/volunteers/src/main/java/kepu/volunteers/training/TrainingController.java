package kepu.volunteers.training;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
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

/** Trainings over HTTP; all attendees are of the team. */
@RestController
@RequestMapping("/api/v1/volunteers/trainings")
class TrainingController {
    private final AmendableRecords records;
    private final Teams teams;

    TrainingController(AmendableRecords records, Teams teams) {
        this.records = records;
        this.teams = teams;
    }

    record TrainingRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(24 * 60) int minutes,
            @NotNull @Size(max = 1000) Set<@NotBlank @Text(max = 64) String> attendees,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(24 * 60) int minutes,
            @NotNull @Size(max = 1000) Set<@NotBlank @Text(max = 64) String> attendees,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody TrainingRequest request, Command command) {
        return Receipts.created(records.record(command, Training.class, "training", id -> {
            Teams.Occasion session = teams.gathering(
                    request.teamId(), request.attendees(), () -> command.occurredAt(request.occurredAt()));
            Training.Content content = new Training.Content(
                    request.teamId(), request.kind(), request.topic(), request.minutes(), request.attendees());
            if (request.occurredAt()
                    != null) { // else it is entered while it goes on, without the time at which it began
                content.requireOver(session.at(), command.now());
            }
            return new Training(id, session.unitId(), content, session.at(), command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<Training.Content>> trainings(ListRequest<Training> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<Training.Content>> training(@PathVariable String id) {
        return Receipts.versioned(records.view(Training.class, id));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.correct(command, Training.class, id, request.occurredAt(), (held, at) -> {
            String teamId = held.content().teamId();
            teams.gathering(teamId, request.attendees(), () -> at);
            Training.Content content = new Training.Content(
                    teamId, request.kind(), request.topic(), request.minutes(), request.attendees());
            if (content.until(at).isAfter(held.content().until(held.occurredAt()))) {
                content.requireOver(at, command.now());
            }
            return content;
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Training.class, id, request));
    }
}
