package kepu.assessment.scheme;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import kepu.access.Allow;
import kepu.assessment.scheme.authoring.SchemeText;
import kepu.assessment.scheme.authoring.SchemeText.Checked;
import kepu.assessment.scheme.authoring.SchemeText.Problem;
import kepu.assessment.scheme.lint.BurdenLint;
import kepu.assessment.scheme.lint.BurdenLint.Finding;
import kepu.contracts.assessment.SchemeEvent.Opinion;
import kepu.contracts.assessment.SchemeEvent.Subject;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Schemes that people write, over HTTP; each is of a county, and its id is {@code ID:VERSION} of its text. */
@RestController
@RequestMapping("/api/v1/assessment")
class AuthoringController {
    private final WriteScheme writeScheme;
    private final AggregateStore store;

    AuthoringController(WriteScheme writeScheme, AggregateStore store) {
        this.writeScheme = writeScheme;
        this.store = store;
    }

    /** {@code text} is YAML or JSON. */
    record TextRequest(
            @NotBlank @Text(max = SchemeText.LONGEST, lines = true)
            String text) {}

    /** {@code unitId} is the county whose units it is for. */
    record DraftRequest(
            @NotBlank @Text(max = 24) String unitId,

            @NotBlank @Text(max = SchemeText.LONGEST, lines = true)
            String text) {}

    record SchemeReviewRequest(
            @NotNull Opinion opinion,
            @NotBlank @Text(max = 1000, lines = true) String comment) {}

    /** {@code reasonAgainstWarnings} is published with it. */
    record PublicationRequest(
            @Min(1949) @Max(2999) int fromYear,

            @Text(min = 1, max = 1000, lines = true) @Nullable
            String reasonAgainstWarnings) {}

    /** {@code fromYear} is the first year that it does not score. */
    record RetirementRequest(
            @Min(1949) @Max(2999) int fromYear,
            @NotBlank @Text(max = 500, lines = true) String reason) {}

    /** What a text comes to; nothing is stored. */
    record CheckView(List<Problem> problems, List<Finding> warnings) {}

    /** A scheme without its text. */
    record AuthoredSchemeSummary(
            String id,
            String unitId,
            String code,
            int schemeVersion,
            Subject appliesTo,
            String title,
            SchemeState state,
            @Nullable Integer fromYear,
            @Nullable Integer retiredFrom,
            List<String> warnings,
            @Nullable String reasonAgainstWarnings,
            Instant draftedAt,
            long version) {
        static AuthoredSchemeSummary of(AuthoredScheme scheme) {
            return new AuthoredSchemeSummary(
                    scheme.id(),
                    scheme.unitId(),
                    scheme.code(),
                    scheme.schemeVersion(),
                    scheme.appliesTo(),
                    scheme.title(),
                    scheme.stage(),
                    scheme.fromYear(),
                    scheme.retiredFrom(),
                    scheme.warnings(),
                    scheme.reasonAgainstWarnings(),
                    scheme.draftedAt(),
                    scheme.version());
        }
    }

    /** A scheme with its text and how it came about. */
    record AuthoredSchemeView(AuthoredSchemeSummary scheme, String text, List<AuthoredScheme.Step> steps) {}

    /** Every mistake with its line and column, and every warning; nothing is stored. */
    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/scheme-checks")
    CheckView check(@Valid @RequestBody TextRequest request) {
        Checked checked = SchemeText.check(request.text());
        return new CheckView(
                checked.problems(), checked.sound().map(BurdenLint::findings).orElse(List.of()));
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/authored-schemes")
    ResponseEntity<Receipt> draft(@Valid @RequestBody DraftRequest request, Command command) {
        return Receipts.created(writeScheme.draft(command, request.unitId(), request.text()));
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
    @GetMapping("/authored-schemes")
    ListAnswer<AuthoredSchemeSummary> schemes(ListRequest<AuthoredScheme> request) {
        return request.answer(
                found -> found.stream().map(AuthoredSchemeSummary::of).toList());
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
    @GetMapping("/authored-schemes/{id}")
    ResponseEntity<AuthoredSchemeView> scheme(@PathVariable String id) {
        AuthoredScheme scheme = store.get(AuthoredScheme.class, id);
        return Receipts.versioned(
                scheme.version(),
                new AuthoredSchemeView(AuthoredSchemeSummary.of(scheme), scheme.text(), scheme.steps()));
    }

    /** Until it is published; a review of what it said before no longer holds. */
    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PutMapping("/authored-schemes/{id}")
    ResponseEntity<Receipt> revise(@PathVariable String id, @Valid @RequestBody TextRequest request, Command command) {
        return Receipts.done(writeScheme.revise(command, id, request.text()));
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/authored-schemes/{id}/review")
    ResponseEntity<Receipt> review(
            @PathVariable String id, @Valid @RequestBody SchemeReviewRequest request, Command command) {
        return Receipts.done(store.update(
                command,
                AuthoredScheme.class,
                id,
                draft -> draft.review(request.opinion(), request.comment(), command.now(), command.actor())));
    }

    /** In force for the county's units from that year on; their stored cards are computed anew. */
    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/authored-schemes/{id}/publication")
    ResponseEntity<Receipt> publish(
            @PathVariable String id, @Valid @RequestBody PublicationRequest request, Command command) {
        return Receipts.done(writeScheme.publish(command, id, request.fromYear(), request.reasonAgainstWarnings()));
    }

    @Allow({Role.COUNTY_ANALYST, Role.SYSTEM_ADMINISTRATOR})
    @PostMapping("/authored-schemes/{id}/retirement")
    ResponseEntity<Receipt> retire(
            @PathVariable String id, @Valid @RequestBody RetirementRequest request, Command command) {
        return Receipts.done(writeScheme.retire(command, id, request.fromYear(), request.reason()));
    }
}
