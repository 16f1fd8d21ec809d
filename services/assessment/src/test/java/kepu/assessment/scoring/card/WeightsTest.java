package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.junit.jupiter.api.Test;

/** What is left out, and how its weight is spread over the rest. */
class WeightsTest {
    @Test
    void what_nothing_feeds_is_left_out_said_so_and_never_zero() {
        Scheme ofLater = Scheme.parse(Village.SCHEME.text().replace("room-inspections", "of-a-later-release"));
        Scorecard card = Village.old().card(ofLater, "2026-12-31");
        IndicatorResult inspection = card.indicator("S04");
        assertThat(inspection.status()).isEqualTo(Status.NOT_FED);
        assertThat(inspection.points()).isNull();
        assertThat(inspection.ratio()).isNull();
        assertThat(inspection.effectiveWeight()).isNull();
        assertThat(inspection.verdict().zh()).contains("尚未接入");
        assertThat(inspection.verdict().en()).contains("no event feeds this measure yet");
        assertThat(card.indicators().stream()
                        .filter(indicator -> indicator.status() == Status.NOT_FED)
                        .map(IndicatorResult::code))
                .containsExactly("S04");
        assertThat(Village.old().card("2026-12-31").indicators())
                .extracting(IndicatorResult::status)
                .doesNotContain(Status.NOT_FED);
    }

    @Test
    void the_rest_of_the_track_is_spread_to_100() {
        Scorecard card = Village.old()
                .venueKinds("2020-01-01", VenueKind.VILLAGE)
                .residents("2020-01-01", 100)
                .window(Campaign.SCIENCE_WEEK, 2026, "2026-05-16", "2026-05-23", "2025-12-01")
                .card("2026-12-31");
        // fed and applicable: 92 of track P, 86 of track S
        assertThat(card.indicator("P03").effectiveWeight()).isEqualTo("300/23");
        assertThat(card.indicator("S01").effectiveWeight()).isEqualTo("700/43");
    }

    @Test
    void what_does_not_apply_is_spread_over_the_rest_too() {
        Scorecard card = Village.old()
                .venueKinds("2020-01-01", VenueKind.VILLAGE)
                .window(Campaign.SCIENCE_WEEK, 2026, "2026-05-16", "2026-05-23", "2025-12-01")
                .card("2026-12-31");
        assertThat(card.indicator("S09").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(card.indicator("S09").verdict().zh()).contains("没有可考核的对象");
        assertThat(card.indicator("S01").effectiveWeight()).isEqualTo("20/1");
    }

    @Test
    void a_track_with_nothing_to_judge_is_zero() {
        Scheme scheme = Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 100, 10)));
        assertThat(Village.old().card(scheme, "2026-12-31").science()).isEqualTo("0.0000");
    }

    @Test
    void parameters_are_data() {
        Scheme scheme = Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 100, 20)));
        Scorecard card = Village.old().members(10, "2025-01-01").card(scheme, "2026-12-31");
        assertThat(card.party()).isEqualTo("50.0000");
        assertThat(card.indicator("A").formula().en()).contains("÷ 20");
    }
}
