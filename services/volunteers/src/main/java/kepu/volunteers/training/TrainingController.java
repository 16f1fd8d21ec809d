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
import kepu.contracts.volunteers.TrainingEvent;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
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

/** Trainings over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers/trainings")
class TrainingController {
    private static final int LONGEST = 24 * 60;

    private final RecordTraining recordTraining;
    private final AmendTraining amendTraining;
    private final TrainingViews views;

    TrainingController(RecordTraining recordTraining, AmendTraining amendTraining, TrainingViews views) {
        this.recordTraining = recordTraining;
        this.amendTraining = amendTraining;
        this.views = views;
    }

    record TrainingRequest(
            @NotBlank @Text(max = 64) String teamId,
            @NotNull TrainingEvent.Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(LONGEST) int minutes,
            @NotNull @Size(max = 1000) Set<@NotBlank @Text(max = 64) String> attendees,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull TrainingEvent.Kind kind,
            @NotBlank @Text(max = 200) String topic,
            @Min(1) @Max(LONGEST) int minutes,
            @NotNull @Size(max = 1000) Set<@NotBlank @Text(max = 64) String> attendees,
            @Nullable Instant occurredAt) {}

    record WithdrawalRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody TrainingRequest request, Command command) {
        return Receipts.created("/api/v1/volunteers/trainings", recordTraining.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<TrainingViews.TrainingView> training(@PathVariable String id) {
        TrainingViews.TrainingView training = views.training(id);
        return Receipts.versioned(training.version(), training);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(amendTraining.correct(command.onSeenVersion(), id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(amendTraining.withdraw(command.onSeenVersion(), id, request));
    }
}
