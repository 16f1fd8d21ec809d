package kepu.assessment.scorecard;

import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kepu.access.AllowAnyRole;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.advice.Action;
import kepu.assessment.scoring.advice.Proposal;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.sheet.VillageSheet;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.defaults.Rejection;
import kepu.defaults.Turns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can still be done for a village's year: as data, and on the page (明白纸) that says it with points and reasons. */
@RestController
@RequestMapping("/api/v1/assessment/scorecards/{unitId}/{year}")
class AdviceController {
    private static final int USUAL_DAYS_AHEAD = 30;
    private static final int MOST_DAYS_AHEAD = 366;

    private final ScorecardCalculator calculator;
    private final UnitDirectory directory;
    private final Turns turns = new Turns(() -> new Rejection(503, "advice-busy"));

    AdviceController(ScorecardCalculator calculator, UnitDirectory directory) {
        this.calculator = calculator;
        this.directory = directory;
    }

    /**
     * Proposals, most gain for each action first. Each stands alone: gains of several do not add up.
     *
     * @param from the first day on which something can be done: today
     * @param until as of which the gains are
     */
    record AdviceView(String unitId, int year, LocalDate from, LocalDate until, List<ProposalView> proposals) {}

    /**
     * Steps for one indicator, and what the tracks and the composite then are more than without them.
     *
     * @param actions how many steps
     */
    record ProposalView(
            String indicator,
            LocalizedText name,
            int actions,
            BigDecimal partyGain,
            BigDecimal scienceGain,
            BigDecimal compositeGain,
            BigDecimal gainPerAction,
            LocalizedText sentence,
            List<StepView> steps) {
        static ProposalView of(Proposal proposal) {
            return new ProposalView(
                    proposal.indicator(),
                    proposal.name(),
                    proposal.steps().size(),
                    proposal.partyGain(),
                    proposal.scienceGain(),
                    proposal.compositeGain(),
                    proposal.gainPerAction(),
                    proposal.sentence(),
                    proposal.steps().stream()
                            .map(step -> new StepView(step.action(), step.on(), step.subject(), step.text()))
                            .toList());
        }
    }

    /** @param subject what it is done to; ids that begin with {@code new-} stand for what is not there yet */
    record StepView(Action action, LocalDate on, String subject, LocalizedText text) {}

    @AllowAnyRole(unit = "unitId")
    @GetMapping("/advice")
    AdviceView advice(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam Optional<LocalDate> until,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after) {
        card(unitId, year);
        LocalDate last = last(until, year);
        return new AdviceView(
                unitId,
                year.getValue(),
                calculator.today(),
                last,
                proposals(unitId, year, last).stream().map(ProposalView::of).toList());
    }

    /** The page in the caller's language, to be printed: no script, nothing from elsewhere. */
    @AllowAnyRole(unit = "unitId")
    @GetMapping(value = "/sheet", produces = VillageSheet.MEDIA_TYPE)
    ResponseEntity<String> sheet(
            @PathVariable String unitId,
            @PathVariable Year year,
            @RequestParam(required = false) @Size(max = 50) @Nullable List<UUID> after,
            Locale locale) {
        Scorecard card = card(unitId, year);
        String name = directory.find(unitId).map(Unit::name).orElse(unitId);
        List<Proposal> advice = proposals(unitId, year, last(Optional.empty(), year));
        boolean english = locale.getLanguage().equals("en");
        return ResponseEntity.ok()
                .header("Content-Security-Policy", VillageSheet.SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_LANGUAGE, english ? "en" : "zh-CN")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new VillageSheet(name, card, hasQuota(unitId, year), advice, english).html());
    }

    private boolean hasQuota(String unitId, Year year) {
        return calculator
                        .inForce(new VillageYear(unitId, year.getValue()))
                        .ranks()
                        .excellentShare()
                != null;
    }

    /** It takes hundreds of cards to find them. */
    private List<Proposal> proposals(String unitId, Year year, LocalDate until) {
        return turns.take(() -> calculator.advice(new VillageYear(unitId, year.getValue()), until));
    }

    private Scorecard card(String unitId, Year year) {
        return calculator
                .in(View.asOf(calculator.today()), new VillageYear(unitId, year.getValue()), Optional.empty())
                .orElseThrow(() -> ScorecardController.noCard(unitId, year));
    }

    /** In a month, but not beyond a year that is still running. */
    private LocalDate last(Optional<LocalDate> until, Year year) {
        LocalDate today = calculator.today();
        LocalDate yearEnd = LocalDate.of(year.getValue(), 12, 31);
        LocalDate usual = today.plusDays(USUAL_DAYS_AHEAD);
        LocalDate last = until.orElse(!today.isAfter(yearEnd) && usual.isAfter(yearEnd) ? yearEnd : usual);
        if (last.isBefore(today) || last.isAfter(today.plusDays(MOST_DAYS_AHEAD))) {
            throw new Rejection(422, "advice-not-ahead", last, today, today.plusDays(MOST_DAYS_AHEAD));
        }
        return last;
    }
}
