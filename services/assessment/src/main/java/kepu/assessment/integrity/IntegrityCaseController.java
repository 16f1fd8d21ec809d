package kepu.assessment.integrity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.access.Allow;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.contracts.assessment.IntegrityCaseEvent.Finding;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cases of the integrity radar over HTTP, for those who inspect. */
@RestController
@RequestMapping("/api/v1/assessment/integrity-cases")
class IntegrityCaseController {
    private final OpenIntegrityCases openCases;
    private final AggregateStore store;
    private final Deciders deciders;

    IntegrityCaseController(OpenIntegrityCases openCases, AggregateStore store, Deciders deciders) {
        this.openCases = openCases;
        this.store = store;
        this.deciders = deciders;
    }

    /** {@code event}: the id of any event that the flag rests on. */
    record CaseRequest(
            @NotBlank @Text(max = 24) String unitId,
            @Min(1949) @Max(2999) int year,
            @NotNull IntegrityFlag.Kind kind,
            @NotBlank @Text(max = 64) String event) {}

    record CaseView(
            String id,
            String unitId,
            int year,
            IntegrityFlag.Kind kind,
            Instant at,
            IntegrityCase.State state,
            Set<String> events,
            @Nullable Finding finding,
            @Nullable String comment,
            @Nullable String closedBy,
            long version) {
        static CaseView of(IntegrityCase is) {
            return new CaseView(
                    is.id(),
                    is.unitId(),
                    is.year(),
                    is.kind(),
                    is.at(),
                    is.state(),
                    new TreeSet<>(is.events()),
                    is.finding(),
                    is.comment(),
                    is.closedBy(),
                    is.version());
        }
    }

    record ClosingRequest(
            @NotNull Finding finding,
            @NotBlank @Text(max = 1000, lines = true) String comment,
            @Nullable Instant occurredAt) {}

    /** Of a flag that was seen in the list of flags; in the night cases are opened of all. */
    @Allow(Role.INSPECTOR)
    @PostMapping
    ResponseEntity<Receipt> open(@Valid @RequestBody CaseRequest request, Command command) {
        return Receipts.created(
                openCases.open(command, request.unitId(), request.year(), request.kind(), request.event()));
    }

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR})
    @GetMapping
    ListAnswer<CaseView> cases(ListRequest<IntegrityCase> request) {
        return request.answer(
                (List<IntegrityCase> found) -> found.stream().map(CaseView::of).toList());
    }

    @Allow({Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR})
    @GetMapping("/{id}")
    ResponseEntity<CaseView> one(@PathVariable String id) {
        CaseView one = CaseView.of(store.get(IntegrityCase.class, id));
        return Receipts.versioned(one.version(), one);
    }

    /** By somebody with a right above the unit and no role at it, who has no part in what was flagged. */
    @Allow(Role.INSPECTOR)
    @PostMapping("/{id}/closing")
    ResponseEntity<Receipt> close(
            @PathVariable String id, @Valid @RequestBody ClosingRequest request, Command command, Caller caller) {
        return Receipts.done(deciders.decide(
                store,
                command,
                caller,
                IntegrityCase.class,
                id,
                one -> one.close(
                        request.finding(),
                        request.comment(),
                        command.occurredAt(request.occurredAt()),
                        command.actor(),
                        openCases.involvedNow(one))));
    }
}
