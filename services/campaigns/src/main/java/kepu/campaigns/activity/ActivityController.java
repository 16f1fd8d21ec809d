package kepu.campaigns.activity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.FactState;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
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

/** Activities over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns")
class ActivityController {
    private static final int MOST_PARTICIPANTS = 1_000_000;

    private final HoldActivity holdActivity;
    private final AmendableRecords records;
    private final ActivityViews views;
    private final ActivityArchives archives;

    ActivityController(
            HoldActivity holdActivity, AmendableRecords records, ActivityViews views, ActivityArchives archives) {
        this.holdActivity = holdActivity;
        this.records = records;
        this.views = views;
        this.archives = archives;
    }

    record ActivityRequest(
            @NotBlank @Text(max = 32) String unitId,
            @Nullable @Text(min = 1, max = 32) String branchId,
            @NotBlank @Text(max = 200) String title,
            @Nullable Campaign campaign,
            @NotNull VenueKind venueKind,
            @Min(0) @Max(MOST_PARTICIPANTS) int participants,
            boolean partyKnowledge,
            boolean scienceKnowledge,
            @Nullable @Text(min = 1, max = 32) String furtherCampaign,
            @Nullable Instant occurredAt) {
        Content content() {
            return new Content(
                    branchId,
                    title,
                    campaign,
                    venueKind,
                    participants,
                    partyKnowledge,
                    scienceKnowledge,
                    furtherCampaign);
        }
    }

    record CorrectionRequest(
            @Nullable @Text(min = 1, max = 32) String branchId,
            @NotBlank @Text(max = 200) String title,
            @Nullable Campaign campaign,
            @NotNull VenueKind venueKind,
            @Min(0) @Max(MOST_PARTICIPANTS) int participants,
            boolean partyKnowledge,
            boolean scienceKnowledge,
            @Nullable @Text(min = 1, max = 32) String furtherCampaign,
            @Nullable Instant occurredAt) {
        Content content() {
            return new Content(
                    branchId,
                    title,
                    campaign,
                    venueKind,
                    participants,
                    partyKnowledge,
                    scienceKnowledge,
                    furtherCampaign);
        }
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/activities")
    ResponseEntity<Receipt> hold(@Valid @RequestBody ActivityRequest request, Command command) {
        return Receipts.created("/api/v1/campaigns/activities", holdActivity.handle(command, request));
    }

    @AllowAnyRole
    @GetMapping("/activities")
    ListAnswer<ActivityViews.ActivityView> activities(ListRequest<Activity> request) {
        return request.answer(views::activities);
    }

    /** Those of which nothing is kept yet, also while their days are not over. */
    @AllowAnyRole
    @GetMapping("/activities-without-archive")
    ListAnswer<ActivityViews.ActivityView> withoutArchive(ListRequest<Activity> request) {
        return request.where(FactState.VALID.filter())
                .only(archives::withoutAny)
                .answer(views::activities);
    }

    @AllowAnyRole
    @GetMapping("/activities/{id}")
    ResponseEntity<ActivityViews.ActivityView> activity(@PathVariable String id) {
        ActivityViews.ActivityView activity = views.activity(id);
        return Receipts.versioned(activity.version(), activity);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/activities/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(holdActivity.correct(command, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/activities/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Activity.class, id, request));
    }
}
