package kepu.assessment.inspection.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.assessment.inspection.plan.InspectionPlans.RestOnPlan;
import kepu.assessment.inspection.unit.InspectedUnits;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Inspection plans of counties and townships over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment")
class InspectionPlanController {
    private final AmendableRecords records;
    private final InspectedUnits units;
    private final InspectionPlans plans;
    private final RestOnPlan rest;

    InspectionPlanController(AmendableRecords records, InspectedUnits units, InspectionPlans plans, RestOnPlan rest) {
        this.records = records;
        this.units = units;
        this.plans = plans;
        this.rest = rest;
    }

    /** Few, so that there is never a next page. */
    record InspectionPlansView(List<RecordView<InspectionPlan.Content>> items) {}

    /** {@code to} is the last day, included; {@code mergedWith} are authorities that inspect together with this one. */
    record EntryRequest(
            @Min(1) @Max(1000) int number,
            @NotNull InspectionPlan.Kind kind,
            @NotBlank @Text(max = 200) String subject,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotNull @Size(max = 20) Set<@NotBlank @Text(max = 100) String> mergedWith) {
        InspectionPlan.Entry entry() {
            return new InspectionPlan.Entry(number, kind, subject, from, to, mergedWith);
        }
    }

    /** {@code occurredAt} is the time of the filing. */
    record InspectionPlanRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 100) String filingNumber,
            @NotBlank @Text(max = 100) String filedWith,
            @Min(1) @Max(12) int capPerUnit,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid EntryRequest> entries,
            @Nullable Instant occurredAt) {
        InspectionPlan.Content content() {
            return InspectionPlanController.content(year, title, filingNumber, filedWith, capPerUnit, entries);
        }
    }

    record InspectionPlanCorrectionRequest(
            @Min(1949) @Max(2999) int year,
            @NotBlank @Text(max = 200) String title,
            @NotBlank @Text(max = 100) String filingNumber,
            @NotBlank @Text(max = 100) String filedWith,
            @Min(1) @Max(12) int capPerUnit,
            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid EntryRequest> entries,
            @Nullable Instant occurredAt) {
        InspectionPlan.Content content() {
            return InspectionPlanController.content(year, title, filingNumber, filedWith, capPerUnit, entries);
        }
    }

    private static InspectionPlan.Content content(
            int year, String title, String filingNumber, String filedWith, int capPerUnit, List<EntryRequest> entries) {
        return new InspectionPlan.Content(
                year,
                title,
                filingNumber,
                filedWith,
                capPerUnit,
                entries.stream().map(EntryRequest::entry).toList());
    }

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-plans")
    ResponseEntity<Receipt> file(@Valid @RequestBody InspectionPlanRequest request, Command command) {
        return Receipts.created(records.record(command, InspectionPlan.class, "inspection-plan", id -> {
            UnitEvent.Kind kind = units.kind(request.unitId());
            if (kind != UnitEvent.Kind.COUNTY && kind != UnitEvent.Kind.TOWNSHIP) {
                throw InspectionPlanRejection.ofWrongUnit(request.unitId(), kind);
            }
            return new InspectionPlan(
                    id, request.unitId(), request.content(), command.occurredAt(request.occurredAt()), command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/inspection-plans")
    ListAnswer<RecordView<InspectionPlan.Content>> plans(ListRequest<InspectionPlan> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/inspection-plans/{id}")
    ResponseEntity<RecordView<InspectionPlan.Content>> plan(@PathVariable String id) {
        return Receipts.versioned(records.view(InspectionPlan.class, id));
    }

    /** Those under which the unit may be inspected: its own and those of the units above it. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/inspection-plans-applying")
    InspectionPlansView applying(@RequestParam String unitId) {
        return new InspectionPlansView(records.views(plans.applyingTo(unitId)));
    }

    /** What stands under an entry stays planned. One that states no time leaves that of the filing as it is. */
    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PutMapping("/inspection-plans/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody InspectionPlanCorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, InspectionPlan.class, id, plan -> {
            Instant at = command.occurredAt(request.occurredAt(), plan.occurredAt());
            return plan.correct(request.content(), at, command.actor(), rest);
        }));
    }

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST})
    @PostMapping("/inspection-plans/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, InspectionPlan.class, id, request));
    }
}
