package kepu.assessment.scoring.science;

import static kepu.contracts.organization.UnitEvent.VenueKind.ENTERPRISE;
import static kepu.contracts.organization.UnitEvent.VenueKind.MARKET_TOWN;
import static kepu.contracts.organization.UnitEvent.VenueKind.SCHOOL;
import static kepu.contracts.organization.UnitEvent.VenueKind.VILLAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class VenueCoverageTest {
    @Test
    void covered_kinds_of_those_that_the_unit_has() {
        Village village = Village.old()
                .venueKinds("2020-01-01", VILLAGE, SCHOOL, MARKET_TOWN)
                .activity("a", "2026-02-01", null, SCHOOL, 5)
                .activity("b", "2026-02-02", null, SCHOOL, 5);
        assertThat(village.ratio("S07", "2026-12-31")).isEqualTo("1/3");
    }

    @Test
    void an_activity_in_a_kind_that_the_unit_lacks_does_not_help() {
        Village village = Village.old()
                .venueKinds("2020-01-01", VILLAGE, SCHOOL)
                .activity("a", "2026-02-01", null, ENTERPRISE, 5)
                .activity("b", "2026-02-02", null, VILLAGE, 5);
        assertThat(village.ratio("S07", "2026-12-31")).isEqualTo("1/2");
        assertThat(village.reasons("S07", "2026-12-31")).containsExactly(Reason.VENUE_KIND_ABSENT);
    }

    @Test
    void without_any_kind_it_does_not_apply() {
        assertThat(Village.old().card("2026-12-31").indicator("S07").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(Village.old()
                        .venueKinds("2020-01-01")
                        .card("2026-12-31")
                        .indicator("S07")
                        .status())
                .isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void the_kinds_on_the_day_of_reckoning_count() {
        Village village = Village.old()
                .venueKinds("2020-01-01", VILLAGE)
                .venueKinds("2026-06-01", VILLAGE, SCHOOL)
                .venueKinds("2027-01-01", VILLAGE, SCHOOL, ENTERPRISE)
                .activity("a", "2026-02-01", null, VILLAGE, 5);
        assertThat(village.ratio("S07", "2026-05-31")).isEqualTo("1/1");
        assertThat(village.ratio("S07", "2026-06-01")).isEqualTo("1/2");
        assertThat(village.card(2026, "2027-01-31").indicator("S07").ratio()).isEqualTo("1/2");
    }

    @Test
    void a_corrected_activity_covers_what_it_was_corrected_to() {
        Village village = Village.old()
                .venueKinds("2020-01-01", VILLAGE, SCHOOL)
                .activity("a", "2026-02-01", null, VILLAGE, 5)
                .activityCorrected("a", "2026-02-01", null, SCHOOL, 5);
        assertThat(village.card("2026-12-31").indicator("S07").numbers())
                .containsEntry(
                        "venueKinds",
                        List.of(
                                Map.of("venueKind", "VILLAGE", "activities", 0),
                                Map.of("venueKind", "SCHOOL", "activities", 1)));
    }
}
