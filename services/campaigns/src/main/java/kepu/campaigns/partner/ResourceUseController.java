package kepu.campaigns.partner;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.Objects;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.campaigns.activity.Activities;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.RecordView;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
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

/** What was used or handed out at activities, over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/resource-uses")
class ResourceUseController {
    private static final int MOST_COPIES = 1_000_000;

    private final AmendableRecords records;
    private final UnitReplica units;
    private final Activities activities;
    private final KnownResources resources;

    ResourceUseController(
            AmendableRecords records, UnitReplica units, Activities activities, KnownResources resources) {
        this.records = records;
        this.units = units;
        this.activities = activities;
        this.resources = resources;
    }

    /** {@code copies}: how many were handed out; 0 for what is not handed out, such as an expert. */
    record UseRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotBlank @Text(max = 64) String activityId,
            @NotBlank @Text(max = 200) String title,
            @Min(0) @Max(MOST_COPIES) int copies,
            @Nullable @Text(min = 1, max = 64) String contributionId,
            @Nullable Instant occurredAt) {}

    record UseCorrectionRequest(
            @NotBlank @Text(max = 64) String activityId,
            @NotBlank @Text(max = 200) String title,
            @Min(0) @Max(MOST_COPIES) int copies,
            @Nullable @Text(min = 1, max = 64) String contributionId,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> use(@Valid @RequestBody UseRequest request, Command command) {
        return Receipts.created(records.record(command, ResourceUse.class, "resource-use", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            activities.require(request.unitId(), request.activityId());
            resources.requireContribution(request.unitId(), request.contributionId());
            ResourceUse.Content content = new ResourceUse.Content(
                    request.activityId(), request.title(), request.copies(), request.contributionId());
            return new ResourceUse(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<RecordView<ResourceUse.Content>> uses(ListRequest<ResourceUse> request) {
        return request.answer(records::views);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<RecordView<ResourceUse.Content>> used(@PathVariable String id) {
        return Receipts.versioned(records.view(ResourceUse.class, id));
    }

    /** What it names already may stay, whatever became of it. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody UseCorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, ResourceUse.class, id, use -> {
            Instant at = command.occurredAt(request.occurredAt(), use.occurredAt());
            units.requireKnown(use.unitId()).openAt(at);
            if (!request.activityId().equals(use.content().activityId())) {
                activities.require(use.unitId(), request.activityId());
            }
            if (!Objects.equals(request.contributionId(), use.content().contributionId())) {
                resources.requireContribution(use.unitId(), request.contributionId());
            }
            ResourceUse.Content content = new ResourceUse.Content(
                    request.activityId(), request.title(), request.copies(), request.contributionId());
            return use.correct(content, at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, ResourceUse.class, id, request));
    }
}
