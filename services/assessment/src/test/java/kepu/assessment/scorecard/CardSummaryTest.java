package kepu.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import kepu.assessment.scorecard.ScorecardListController.CardSummary;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.Scorecard;
import org.junit.jupiter.api.Test;

class CardSummaryTest {
    @Test
    void a_list_shows_tracks_with_two_decimals_like_the_card_itself() {
        Scorecard card = Village.old().board("2026-01-20", "2026-04-10").card("2026-11-10");
        BigDecimal shown = card.party().setScale(2, RoundingMode.HALF_UP);

        assertThat(shown).isNotEqualByComparingTo(card.party());
        assertThat(CardSummary.of(card).party()).isEqualTo(shown);
        assertThat(CardSummary.of(card).science().scale()).isEqualTo(2);
        assertThat(CardView.of(card).party()).isEqualTo(shown);
    }
}
