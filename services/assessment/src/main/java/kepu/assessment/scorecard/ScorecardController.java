package kepu.assessment.scorecard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.PlainSentence;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.evidence.Holdings;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.assessment.scoring.supervision.Veto;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scorecards over HTTP: the card, its explanation and its canonical form.
 *
 * <p>The events of {@code after} are in by the time a method is called. With {@code scheme} (id and version, as
 * {@code ID:VERSION}) a card is computed as if that scheme were in force; nothing is stored.
 */
@RestController
@RequestMapping("/api/v1/assessment/scorecards/{unitId}/{year}")
class ScorecardController {
    private final Scorecards scorecards;
    private final ScorecardCalculator calculator;
    private final IntegrityFlags integrityFlags;
    private final JsonMapper json;

    ScorecardController(
            Scorecards scorecards, ScorecardCalculator calculator, IntegrityFlags integrityFlags, JsonMapper json) {
        this.scorecards = scorecards;
        this.calculator = calculator;
        this.integrityFlags = integrityFlags;
        this.json = json;
    }

    /**
     * The card in short, each indicator with a plain sentence, its formula, its numbers and the events behind it, what is added
     * or taken beside, and the veto if there is one.
     *
     * @param flags of the integrity radar, if they are asked for by one who may read them; nobody else learns whether there
     *     are any
     */
    record ExplanationView(
            CardView card,
            List<ExplainedIndicator> indicators,
            List<Adjustment> adjustments,
            @Nullable Veto veto,
            @Nullable List<IntegrityFlag> flags) {}

    /** @param sentence for a village secretary */
    record ExplainedIndicator(@JsonUnwrapped IndicatorResult result, LocalizedText sentence) {
        static ExplainedIndicator of(IndicatorResult result) {
            return new ExplainedIndicator(result, PlainSentence.of(result));
        }
    }

    /** Of a merger that is thought of; the card and what the unit would have are under the id of the first of the villages. */
    record RehearsalView(List<String> merged, CardView card, Holdings holdings) {}

    @AllowAnyRole(unit = "unitId")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> card(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam Optional<String> scheme,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after) {
        Optional<String> card = asOf.isEmpty() && knownBy.isEmpty() && scheme.isEmpty()
                ? scorecards.live(new VillageYear(unitId, year.getValue()))
                : calculator
                        .in(calculator.view(asOf, knownBy), new VillageYear(unitId, year.getValue()), scheme)
                        .map(computed -> json.writeValueAsString(CardView.of(computed)));
        return ResponseEntity.ok(card.orElseThrow(() -> noCard(unitId, year)));
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/explanation")
    ExplanationView explanation(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam Optional<String> indicator,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam Optional<String> scheme,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after,
            @RequestParam(defaultValue = "false") boolean flags,
            Caller caller) {
        Scorecard card = compute(unitId, year, asOf, knownBy, scheme);
        List<ExplainedIndicator> chosen = card.indicators().stream()
                .filter(one -> indicator.isEmpty() || indicator.get().equals(one.code()))
                .map(ExplainedIndicator::of)
                .toList();
        if (chosen.isEmpty()) {
            throw new Rejection(404, "unknown-indicator", indicator.orElse(""));
        }
        return new ExplanationView(
                CardView.of(card),
                chosen,
                card.adjustments(),
                card.veto(),
                flags ? integrityFlags.of(new VillageYear(unitId, year.getValue()), caller) : null);
    }

    @AllowAnyRole(unit = "unitId")
    @GetMapping(value = "/canonical", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] canonical(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam Optional<String> scheme,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after) {
        return CanonicalCard.of(compute(unitId, year, asOf, knownBy, scheme));
    }

    /** What the card, teams, rooms and posts would be if the unit and others had been one all along; nothing is stored. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping("/rehearsal")
    RehearsalView rehearsal(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam @Text(max = 500) String with,
            @RequestParam Optional<LocalDate> asOf,
            @RequestParam Optional<Instant> knownBy,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after) {
        List<String> merged = Stream.concat(Stream.of(unitId), Stream.of(with.split(",")))
                .map(String::strip)
                .distinct()
                .toList();
        merged.forEach(Access.current()::require);
        if (merged.size() == 1) {
            throw new Rejection(422, "rehearsal-of-one", unitId);
        }
        return calculator
                .merged(calculator.view(asOf, knownBy), merged, year.getValue())
                .map(one -> new RehearsalView(merged, CardView.of(one.card()), one.holdings()))
                .orElseThrow(() -> noCard(String.join(", ", merged), year));
    }

    private Scorecard compute(
            String unitId, Year year, Optional<LocalDate> asOf, Optional<Instant> knownBy, Optional<String> scheme) {
        return calculator
                .in(calculator.view(asOf, knownBy), new VillageYear(unitId, year.getValue()), scheme)
                .orElseThrow(() -> noCard(unitId, year));
    }

    static Rejection noCard(String unitId, Year year) {
        return new Rejection(404, "no-card", unitId, year.toString());
    }
}
