package kepu.campaigns.practice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.PracticeEvent.Kind;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.AmendableRecords;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Practices and role models over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns")
class PracticeController {
    private static final String PSEUDONYM = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";

    private final AmendableRecords records;
    private final UnitReplica units;
    private final PublishedPractices published;
    private final PracticeViews views;

    PracticeController(AmendableRecords records, UnitReplica units, PublishedPractices published, PracticeViews views) {
        this.records = records;
        this.units = units;
        this.published = published;
        this.views = views;
    }

    /** {@code personId} is a pseudonym, never a name. */
    record NominationRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = PSEUDONYM, message = "{form.person-id}") @Nullable
            String personId,

            @NotBlank @Text(max = 2000, lines = true) String story,
            @Nullable Instant occurredAt) {}

    record CorrectionRequest(
            @NotNull Kind kind,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = PSEUDONYM, message = "{form.person-id}") @Nullable
            String personId,

            @NotBlank @Text(max = 2000, lines = true) String story,
            @Nullable Instant occurredAt) {
        Practice.Content content() {
            return new Practice.Content(kind, title, personId, story);
        }
    }

    record PublicationRequest(@Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/practices")
    ResponseEntity<Receipt> nominate(@Valid @RequestBody NominationRequest request, Command command) {
        return Receipts.created(records.record(command, Practice.class, "practice", id -> {
            UnitReplica.Unit unit = units.requireKnown(request.unitId());
            if (unit.kind() != UnitEvent.Kind.VILLAGE && unit.kind() != UnitEvent.Kind.DEPARTMENT) {
                throw PracticeRejection.wrongUnit(request.unitId(), unit.kind());
            }
            Instant at = command.occurredAt(request.occurredAt());
            unit.openAt(at);
            Practice.Content content =
                    new Practice.Content(request.kind(), request.title(), request.personId(), request.story());
            return new Practice(id, request.unitId(), content, at, command.actor());
        }));
    }

    @AllowAnyRole
    @GetMapping("/practices")
    ListAnswer<PracticeViews.PracticeView> practices(ListRequest<Practice> request) {
        return request.answer(views::practices);
    }

    @AllowAnyRole
    @GetMapping("/practices/{id}")
    ResponseEntity<PracticeViews.PracticeView> practice(@PathVariable String id) {
        PracticeViews.PracticeView practice = views.practice(id);
        return Receipts.versioned(practice.version(), practice);
    }

    /** The newest hundred of the county to which the unit belongs, for every unit of it to take up. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/practices-published")
    PracticeViews.PublishedListView published(@RequestParam String unitId) {
        return views.published(unitId);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/practices/{id}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id, @Valid @RequestBody CorrectionRequest request, Command command) {
        return Receipts.done(records.change(command, Practice.class, id, practice -> {
            Instant at = command.occurredAt(request.occurredAt(), practice.occurredAt());
            units.requireKnown(practice.unitId()).openAt(at);
            if (at.isAfter(practice.occurredAt())) {
                published.requireNotTakenUpBefore(id, at);
            }
            return practice.correct(request.content(), at, command.actor());
        }));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/practices/{id}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.withdraw(command, Practice.class, id, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/practices/{id}/publication")
    ResponseEntity<Receipt> publish(
            @PathVariable String id, @Valid @RequestBody PublicationRequest request, Command command) {
        return Receipts.done(records.change(
                command,
                Practice.class,
                id,
                practice -> practice.publish(
                        command.occurredAt(request.occurredAt()),
                        command.actor(),
                        published.countyOf(practice.unitId()).orElse(null))));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR})
    @PostMapping("/practices/{id}/publication/withdrawal")
    ResponseEntity<Receipt> unpublish(
            @PathVariable String id, @Valid @RequestBody WithdrawalRequest request, Command command) {
        return Receipts.done(records.change(
                command, Practice.class, id, practice -> practice.unpublish(request.reason(), command.now())));
    }
}
