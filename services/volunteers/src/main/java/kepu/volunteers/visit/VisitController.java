package kepu.volunteers.visit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.identity.AccountEvent.Role;
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

/** Visits over HTTP. */
@RestController
@RequestMapping("/api/v1/volunteers/visits")
class VisitController {
    private final RecordVisit recordVisit;
    private final AmendVisit amendVisit;
    private final JudgeVisit judgeVisit;
    private final VisitViews views;

    VisitController(RecordVisit recordVisit, AmendVisit amendVisit, JudgeVisit judgeVisit, VisitViews views) {
        this.recordVisit = recordVisit;
        this.amendVisit = amendVisit;
        this.judgeVisit = judgeVisit;
        this.views = views;
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

    record VerificationRequest(
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    record RejectionRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    record WithdrawalRequest(
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody VisitRequest request, Command command) {
        return Receipts.created("/api/v1/volunteers/visits", recordVisit.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<VisitViews.VisitView> visit(@PathVariable String id) {
        VisitViews.VisitView visit = views.visit(id);
        return Receipts.versioned(visit.version(), visit);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(amendVisit.correct(command.onSeenVersion(), id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/verification")
    ResponseEntity<Receipt> verify(
            @PathVariable String id, @Valid @RequestBody VerificationRequest request, Command command) {
        return Receipts.done(judgeVisit.verify(command.onSeenVersion(), id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.VILLAGE_SECRETARY})
    @PostMapping("/{id}/rejection")
    ResponseEntity<Receipt> reject(
            @PathVariable String id, @Valid @RequestBody RejectionRequest request, Command command) {
        return Receipts.done(judgeVisit.reject(command.onSeenVersion(), id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(amendVisit.withdraw(command.onSeenVersion(), id, request));
    }
}
