package kepu.assessment.scoring.card;

import static kepu.contracts.campaigns.WindowEvent.Campaign.PUBLICITY_MONTH;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_DAY;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.volunteers.TrainingEvent;
import org.junit.jupiter.api.Test;

class ScorecardTest {
    @Test
    void a_village_that_does_everything_has_100() {
        Village village = Village.old()
                .group("g", "2025-01-01", null)
                .part("g", "a", Role.LEADER, "2025-01-01")
                .part("g", "b", Role.STAFF, "2025-01-01")
                .filed("p", Kind.PLAN, 2026, "2026-03-01")
                .filed("s", Kind.SUMMARY, 2026, "2026-12-20")
                .members(10, "2025-01-01")
                .stationOpened("station", "2025-01-01")
                .board("2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01", "2026-10-01", "2026-12-01")
                .officer("o", "2025-01-01", null)
                .room("room", "2025-01-01")
                .exempt(
                        "room",
                        "2025-12-01",
                        2026,
                        IntStream.rangeClosed(3, 53).boxed().toArray(Integer[]::new))
                .openWeek("2025-12-29", 5)
                .openWeek("2026-01-05", 7)
                .used("2026-03-01", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10")
                .delivered("books", "2026-02-01", 1, 1200)
                .venueKinds("2020-01-01", VenueKind.VILLAGE)
                .residents("2025-01-01", 100)
                .spent("f", "2026-03-01", 20_000)
                .programme("programme", "2025-12-01", "2026-01-01", "2026-12-31")
                .villageTitle("title", "2026-02-01", "2026-12-31")
                .window(PUBLICITY_MONTH, 2026, "2026-04-01", "2026-04-30", "2025-12-01")
                .window(SCIENCE_WEEK, 2026, "2026-05-16", "2026-05-23", "2025-12-01")
                .window(SCIENCE_DAY, 2026, "2026-09-19", "2026-09-25", "2025-12-01")
                .activity("x", "2026-04-10", PUBLICITY_MONTH, VenueKind.VILLAGE, 50)
                .activity("y", "2026-05-20", SCIENCE_WEEK, VenueKind.VILLAGE, 50)
                .activity("z", "2026-09-20", SCIENCE_DAY, VenueKind.VILLAGE, 50)
                .archived("ax", "x", "2026-04-13")
                .archived("ay", "y", "2026-05-21")
                .archived("az", "z", "2026-09-25")
                .research("r", "2026-02-01")
                .reached("r", Stage.REPORT, "2026-06-01")
                .reached("r", Stage.ADOPTION, "2026-09-01");
        for (int i = 1; i <= 2; i++) {
            village.practice("n" + i, "2026-02-01").published("n" + i, "2026-03-01");
        }
        for (int i = 1; i <= 4; i++) {
            village.chain("c" + i, "2026-%02d-01".formatted(i));
        }
        for (int i = 1; i <= 5; i++) {
            village.householdTitle("h" + i, "2026-02-01", "2026-12-31");
        }
        for (int month = 1; month <= 12; month++) {
            village.distanceSession("d" + month, "2026-%02d-15".formatted(month));
        }
        String[] everybody = new String[10];
        for (int i = 1; i <= 10; i++) {
            everybody[i - 1] = "m" + i;
            village.link("l" + i, "m" + i, "2025-02-01")
                    .served("m" + i, "2026-03-02", 480)
                    .served("m" + i, "2026-06-02", 480)
                    .served("m" + i, "2026-09-02", 480);
            for (int quarter = 0; quarter < 4; quarter++) {
                village.visit("v" + i + quarter, "l" + i, "2026-%02d-15".formatted(3 * quarter + 2))
                        .verified("v" + i + quarter, "2026-%02d-16".formatted(3 * quarter + 2));
            }
        }
        village.training("t1", TrainingEvent.Kind.POLICY, "2026-02-01", everybody)
                .training("t2", TrainingEvent.Kind.PARTY_SPIRIT, "2026-03-01", everybody)
                .training("t3", TrainingEvent.Kind.TECHNIQUE, "2026-04-01", everybody)
                .training("t4", TrainingEvent.Kind.TECHNIQUE, "2026-05-01", everybody);

        Scorecard card = village.card("2026-12-31");

        assertThat(card.indicators().stream()
                        .filter(indicator -> indicator.status() == Status.SCORED)
                        .filter(indicator -> !"1/1".equals(indicator.ratio()))
                        .map(IndicatorResult::code))
                .isEmpty();
        assertThat(card.band()).isEqualTo(Band.EXCELLENT);
        // thirteen and six rounded shares of 100
        // twelve and five rounded shares of 100
        assertThat(card.party()).isBetween(new BigDecimal("99.9995"), new BigDecimal("100.0005"));
        assertThat(card.composite()).isEqualTo("100.00");
    }

    @Test
    void every_indicator_explains_itself_in_both_languages() {
        assertThat(Village.old().card("2026-12-31").indicators()).allSatisfy(indicator -> {
            assertThat(indicator.formula().zh()).matches("(?s).*\\p{IsHan}.*");
            assertThat(indicator.formula().en())
                    .doesNotContainPattern("\\p{IsHan}")
                    .isNotBlank();
            assertThat(indicator.measure().zh()).isNotBlank();
            assertThat(indicator.name().en()).isNotBlank();
        });
    }
}
