package kepu.assessment.award;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import kepu.access.Allow;
import kepu.assessment.award.AwardViews.AwardListView;
import kepu.assessment.award.AwardViews.CandidateView;
import kepu.assessment.award.AwardViews.FactsView;
import kepu.assessment.award.AwardViews.LineView;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Award lists over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/award-lists")
class AwardListController {
    private final DecideAwards decideAwards;
    private final AwardProposals proposals;
    private final AggregateStore store;
    private final Clock clock;

    AwardListController(DecideAwards decideAwards, AwardProposals proposals, AggregateStore store, Clock clock) {
        this.decideAwards = decideAwards;
        this.proposals = proposals;
        this.store = store;
        this.clock = clock;
    }

    /** {@code reason}: why the room is on the list although the system did not propose it. */
    record LineRequest(
            @NotBlank @Text(max = 64) String roomId,
            @NotBlank @Text(max = 200) String reward,
            @Nullable @Text(max = 500, lines = true) String reason) {
        Proposal.Choice choice() {
            return new Proposal.Choice(roomId, reward, reason);
        }
    }

    /** {@code knownBy} as the proposal that was seen states it; now if nothing is said. What was proposed and is not named is left out. */
    record DecisionRequest(
            @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid LineRequest> lines,
            @Nullable @Text(max = 500, lines = true) String remark,
            @Nullable Instant knownBy,
            @Nullable Instant occurredAt) {}

    record SignatureRequest(
            @NotBlank @Text(max = 100) String documentNumber,
            @Nullable Instant occurredAt) {}

    @Allow({Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR})
    @GetMapping
    ListAnswer<AwardListView> lists(ListRequest<AwardList> request) {
        return request.answer(AwardListView::of);
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/{unitId}/{year}/proposal")
    ListAnswer<CandidateView> proposal(
            @PathVariable String unitId, @PathVariable Year year, @RequestParam Optional<Instant> knownBy) {
        Instant by = knownBy.orElseGet(this::now);
        return whole(
                "award-proposal",
                proposals.of(unitId, year.getValue(), by).candidates().stream()
                        .map(candidate -> CandidateView.of(candidate, by))
                        .toList());
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/{unitId}/{year}/rooms/{roomId}/facts")
    FactsView facts(
            @PathVariable String unitId,
            @PathVariable Year year,
            @PathVariable String roomId,
            @RequestParam Optional<Instant> knownBy) {
        Instant by = knownBy.orElseGet(this::now);
        return FactsView.of(proposals.of(unitId, year.getValue(), by).candidate(roomId), by);
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/{unitId}/{year}")
    ResponseEntity<AwardListView> list(@PathVariable String unitId, @PathVariable Year year) {
        AwardListView list = AwardListView.of(get(unitId, year));
        return Receipts.versioned(list.version(), list);
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR},
            unit = "unitId")
    @GetMapping("/{unitId}/{year}/lines")
    ListAnswer<LineView> lines(@PathVariable String unitId, @PathVariable Year year) {
        return whole(
                "award-lines",
                get(unitId, year).lines().stream().map(LineView::of).toList());
    }

    @Allow(value = Role.TOWNSHIP_CLERK, unit = "unitId")
    @PutMapping("/{unitId}/{year}")
    ResponseEntity<Receipt> decide(
            @PathVariable String unitId,
            @PathVariable Year year,
            @Valid @RequestBody DecisionRequest request,
            Command command) {
        return Receipts.done(decideAwards.handle(command, unitId, year.getValue(), request));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR},
            unit = "unitId")
    @PostMapping("/{unitId}/{year}/signature")
    ResponseEntity<Receipt> sign(
            @PathVariable String unitId,
            @PathVariable Year year,
            @Valid @RequestBody SignatureRequest request,
            Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(),
                AwardList.class,
                AwardList.id(unitId, year.getValue()),
                list -> list.sign(
                        request.documentNumber(), command.occurredAt(request.occurredAt()), command.actor())));
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.SYSTEM_ADMINISTRATOR},
            unit = "unitId")
    @PostMapping("/{unitId}/{year}/withdrawal")
    ResponseEntity<Receipt> withdraw(
            @PathVariable String unitId,
            @PathVariable Year year,
            @Valid @RequestBody WithdrawalRequest request,
            Command command) {
        return Receipts.done(store.update(
                command.onSeenVersion(),
                AwardList.class,
                AwardList.id(unitId, year.getValue()),
                list -> list.withdraw(request.reason(), command.now(), command.actor())));
    }

    private AwardList get(String unitId, Year year) {
        return store.get(AwardList.class, AwardList.id(unitId, year.getValue()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** All at once; there is no next page. */
    private static <V> ListAnswer<V> whole(String name, List<V> items) {
        return new ListAnswer<>(items, null, name, null);
    }
}
