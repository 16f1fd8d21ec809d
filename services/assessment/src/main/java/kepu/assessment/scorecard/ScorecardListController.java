package kepu.assessment.scorecard;

import java.math.BigDecimal;
import java.time.LocalDate;
import kepu.access.AllowAnyRole;
import kepu.assessment.scoring.card.Scorecard;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The live cards of many units over HTTP, each in short. */
@RestController
@RequestMapping("/api/v1/assessment/scorecards")
class ScorecardListController {
    private final Scorecards scorecards;

    ScorecardListController(Scorecards scorecards) {
        this.scorecards = scorecards;
    }

    /** A card without its indicators; tracks with 2 decimals, as everywhere. */
    record CardSummary(
            String unitId,
            int year,
            LocalDate asOf,
            String scheme,
            int schemeVersion,
            int ownDays,
            int elapsedDays,
            BigDecimal party,
            BigDecimal science,
            BigDecimal composite,
            Band band,
            boolean vetoed) {
        static CardSummary of(Scorecard card) {
            return new CardSummary(
                    card.unitId(),
                    card.year(),
                    card.asOf(),
                    card.scheme(),
                    card.schemeVersion(),
                    card.ownDays(),
                    card.elapsedDays(),
                    CardView.shown(card.party()),
                    CardView.shown(card.science()),
                    card.composite(),
                    card.band(),
                    card.veto() != null);
        }
    }

    @AllowAnyRole
    @GetMapping
    ListAnswer<CardSummary> cards(ListRequest<StoredCard> request) {
        return scorecards.list(request, CardSummary::of);
    }
}
