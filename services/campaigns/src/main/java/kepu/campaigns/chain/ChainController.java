package kepu.campaigns.chain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.store.AggregateStore;
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

/** Chains over HTTP. */
@RestController
@RequestMapping("/api/v1/campaigns/chains")
class ChainController {
    private static final String HOUSEHOLD = "[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}";

    private final TakeStep takeStep;
    private final AggregateStore store;

    ChainController(TakeStep takeStep, AggregateStore store) {
        this.takeStep = takeStep;
        this.store = store;
    }

    /** What each of the bodies says of a step. */
    interface Stated {
        String title();

        @Nullable
        String householdNumber();

        @Nullable
        String activityId();

        @Nullable
        Instant occurredAt();
    }

    /** {@code householdNumber} is a pseudonym, never a name or an address; of the family's step only. */
    record ChainRequest(
            @NotBlank @Text(max = 32) String unitId,
            @NotNull Step step,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = HOUSEHOLD, message = "{form.person-id}") @Nullable
            String householdNumber,

            @Nullable @Text(min = 1, max = 64) String activityId,
            @Nullable Instant occurredAt)
            implements Stated {}

    record StepRequest(
            @NotNull Step step,
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = HOUSEHOLD, message = "{form.person-id}") @Nullable
            String householdNumber,

            @Nullable @Text(min = 1, max = 64) String activityId,
            @Nullable Instant occurredAt)
            implements Stated {}

    record StepCorrectionRequest(
            @NotBlank @Text(max = 200) String title,

            @Pattern(regexp = HOUSEHOLD, message = "{form.person-id}") @Nullable
            String householdNumber,

            @Nullable @Text(min = 1, max = 64) String activityId,
            @Nullable Instant occurredAt)
            implements Stated {}

    /** With whichever step is recorded first. */
    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping
    ResponseEntity<Receipt> begin(@Valid @RequestBody ChainRequest request, Command command) {
        return Receipts.created(takeStep.begin(command, request.unitId(), request.step(), request));
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<ChainView> chains(ListRequest<Chain> request) {
        return request.answer(ChainView::of);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<ChainView> chain(@PathVariable String id) {
        ChainView chain = ChainView.of(store.get(Chain.class, id));
        return Receipts.versioned(chain.version(), chain);
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/steps")
    ResponseEntity<Receipt> add(@PathVariable String id, @Valid @RequestBody StepRequest request, Command command) {
        return Receipts.done(takeStep.add(command, id, request.step(), request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PutMapping("/{id}/steps/{step}")
    ResponseEntity<Receipt> correct(
            @PathVariable String id,
            @PathVariable Step step,
            @Valid @RequestBody StepCorrectionRequest request,
            Command command) {
        return Receipts.done(takeStep.correct(command, id, step, request));
    }

    @Allow({Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER})
    @PostMapping("/{id}/steps/{step}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String id,
            @PathVariable Step step,
            @Valid @RequestBody WithdrawalRequest request,
            Command command) {
        return Receipts.done(takeStep.withdraw(command, id, step, request.reason()));
    }
}
