package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.contracts.organization.FundingEvent.Stage;
import org.junit.jupiter.api.Test;

class FundingPerResidentTest {
    private static final String END = "2026-12-31";

    /** Two yuan each for a thousand residents are 2,000 yuan, 200,000 fen. */
    private static Village ofAThousand() {
        return Village.old().residents("2025-11-01", 1000);
    }

    @Test
    void two_yuan_for_each_resident_are_full_and_a_fen_less_is_not() {
        assertThat(ofAThousand().spent("a", "2026-03-05", 200_000).ratio("P11", END))
                .isEqualTo("1/1");
        assertThat(ofAThousand().spent("a", "2026-03-05", 199_999).ratio("P11", END))
                .isEqualTo("199999/200000");
        assertThat(ofAThousand().spent("a", "2026-03-05", 300_000).ratio("P11", END))
                .as("more is no more than full")
                .isEqualTo("1/1");
    }

    @Test
    void amounts_of_the_year_are_added_to_the_fen() {
        // 1,860.51 + 0.49 yuan = 1,861 yuan of 2,000
        Village village = ofAThousand().spent("a", "2026-03-05", 186_051).spent("b", "2026-09-05", 49);

        assertThat(village.ratio("P11", END)).isEqualTo("1861/2000");
        assertThat(village.ratio("P11", "2026-09-04"))
                .as("the day before the second")
                .isEqualTo("186051/200000");
        assertThat(village.ratio("P11", "2026-09-05")).isEqualTo("1861/2000");
    }

    @Test
    void nothing_spent_is_nothing_and_without_residents_it_does_not_apply() {
        assertThat(ofAThousand().ratio("P11", END)).isEqualTo("0/1");
        Village uncounted = Village.old().spent("a", "2026-03-05", 200_000);
        assertThat(uncounted.card(END).indicator("P11").status()).isEqualTo(IndicatorResult.Status.NOT_APPLICABLE);
        assertThat(uncounted
                        .residents("2026-12-31T23:59", 0)
                        .card(END)
                        .indicator("P11")
                        .status())
                .isEqualTo(IndicatorResult.Status.NOT_APPLICABLE);
    }

    @Test
    void what_was_only_budgeted_or_received_is_not_put_in() {
        Village village = ofAThousand()
                .funding("budget", Stage.BUDGETED, "2026-01-05", 200_000)
                .funding("receipt", Stage.RECEIVED, "2026-02-05", 200_000)
                .spent("voucher", "2026-03-05", 50_000);

        assertThat(village.ratio("P11", END)).isEqualTo("1/4");
        assertThat(village.reasons("P11", END)).containsExactly(Reason.NOT_SPENT, Reason.NOT_SPENT);
    }

    @Test
    void the_year_begins_and_ends_at_local_midnight() {
        for (String inside : List.of("2026-01-01T00:00", "2026-12-31T23:59")) {
            assertThat(ofAThousand().spent("a", inside, 100_000).ratio("P11", END))
                    .isEqualTo("1/2");
        }
        for (String outside : List.of("2025-12-31T23:59", "2027-01-01T00:00")) {
            assertThat(ofAThousand()
                            .spent("a", outside, 100_000)
                            .card(2026, "2027-02-01")
                            .indicator("P11")
                            .ratio())
                    .isEqualTo("0/1");
        }
    }

    @Test
    void residents_are_those_of_the_day_of_reckoning() {
        Village village = ofAThousand().spent("a", "2026-03-05", 100_000).residents("2026-07-01", 2000);

        assertThat(village.ratio("P11", "2026-06-30")).isEqualTo("1/2");
        assertThat(village.ratio("P11", "2026-07-01")).isEqualTo("1/4");
        assertThat(village.residents("2027-01-01", 10)
                        .card(2026, "2027-02-01")
                        .indicator("P11")
                        .ratio())
                .as("counted after the year")
                .isEqualTo("1/4");
    }

    @Test
    void a_corrected_entry_counts_as_it_stands_now_and_a_withdrawn_one_not_at_all() {
        Village village = ofAThousand()
                .spent("a", "2026-03-05", 100_000)
                .fundingCorrected("a", Stage.SPENT, "2026-03-06", "2026-03-05", 50_000)
                .spent("b", "2026-04-05", 100_000)
                .fundingWithdrawn("b", "2026-04-05");

        assertThat(village.ratio("P11", END)).isEqualTo("1/4");
        assertThat(village.reasons("P11", END)).containsExactlyInAnyOrder(Reason.SUPERSEDED, Reason.WITHDRAWN);
        assertThat(village.fundingCorrected("a", Stage.BUDGETED, "2026-03-06", "2026-03-06", 50_000)
                        .ratio("P11", END))
                .isEqualTo("0/1");
    }

    @Test
    void nothing_is_pro_rata_and_what_lies_outside_of_the_units_days_does_not_count() {
        Village young = Village.of("530102001001")
                .established("2026-07-01")
                .residents("2026-07-01", 1000)
                .spent("a", "2026-06-30T23:59", 100_000)
                .spent("b", "2026-07-01T00:00", 100_000);

        assertThat(young.ratio("P11", END)).isEqualTo("1/2");
        assertThat(young.reasons("P11", END)).containsExactly(Reason.OUTSIDE_OWN_DAYS);
    }
}
