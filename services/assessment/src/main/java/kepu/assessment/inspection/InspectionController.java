package kepu.assessment.inspection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
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

/** Inspections and what they found, over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/inspections")
class InspectionController {
    private final AmendableRecords records;
    private final RecordInspection recordInspection;

    InspectionController(AmendableRecords records, RecordInspection recordInspection) {
        this.records = records;
        this.recordInspection = recordInspection;
    }

    record ItemScoreRequest(
            @NotBlank @Text(max = 24) String code,
            @Min(0) @Max(100) int points,
            @Nullable @Text(max = 500, lines = true) String note) {
        Inspection.ItemScore score() {
            return new Inspection.ItemScore(code, points, note);
        }
    }

    record FindingRequest(
            @Min(1) @Max(100) int number,
            @NotBlank @Text(max = 500, lines = true) String text) {
        Inspection.Finding finding() {
            return new Inspection.Finding(number, text);
        }
    }

    /** {@code drawId} if a draw chose the unit, {@code roomId} if its reading room was inspected. */
    record InspectionRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 64) String planId,
            @Min(1) @Max(1000) int entryNumber,
            @Nullable @Text(min = 1, max = 64) String drawId,
            @Nullable @Text(min = 1, max = 64) String roomId,
            @NotBlank @Text(max = 64) String checklistId,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid ItemScoreRequest> items,
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @NotNull @Size(max = 100) List<@NotNull @Valid FindingRequest> findings,
            @Nullable Instant occurredAt) {
        RecordInspection.Result result() {
            return InspectionController.result(items, evidence, findings);
        }
    }

    record InspectionCorrectionRequest(
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid ItemScoreRequest> items,
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @NotNull @Size(max = 100) List<@NotNull @Valid FindingRequest> findings,
            @Nullable Instant occurredAt) {
        RecordInspection.Result result() {
            return InspectionController.result(items, evidence, findings);
        }
    }

    private static RecordInspection.Result result(
            List<ItemScoreRequest> items, String evidence, List<FindingRequest> findings) {
        return new RecordInspection.Result(
                items.stream().map(ItemScoreRequest::score).toList(),
                evidence,
                findings.stream().map(FindingRequest::finding).toList());
    }

    @Allow(Role.INSPECTOR)
    @PostMapping
    ResponseEntity<Receipt> record(@Valid @RequestBody InspectionRequest request, Command command, Caller caller) {
        return Receipts.created(recordInspection.record(command, caller, request));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<Inspection.Content>> inspections(ListRequest<Inspection> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<Inspection.Content>> inspection(@PathVariable String id) {
        return Receipts.versioned(records.view(Inspection.class, id));
    }

    @Allow(Role.INSPECTOR)
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id,
            @Valid @RequestBody InspectionCorrectionRequest request,
            Command command,
            Caller caller) {
        return Receipts.done(recordInspection.correct(command, caller, id, request));
    }

    @Allow(Role.INSPECTOR)
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command, Caller caller) {
        return Receipts.done(recordInspection.withdraw(command, caller, id, request));
    }
}
