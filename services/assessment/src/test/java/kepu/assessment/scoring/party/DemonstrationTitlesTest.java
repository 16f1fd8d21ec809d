package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.scheme.Scheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemonstrationTitlesTest {
    private static final String END = "2026-12-31";

    /** Its county has a programme from 2025 to 2027. */
    private static Village inAProgramme() {
        return Village.old().programme("programme", "2024-12-20", "2025-01-01", "2027-12-31");
    }

    private static Village households(Village village, int count) {
        for (int i = 1; i <= count; i++) {
            village.householdTitle("h" + i, "2026-02-01", "2028-12-31");
        }
        return village;
    }

    @Test
    void the_village_title_is_one_half_and_five_households_are_the_other() {
        assertThat(inAProgramme().ratio("P12", END)).isEqualTo("0/1");
        assertThat(inAProgramme().villageTitle("v", "2026-02-01", "2028-12-31").ratio("P12", END))
                .isEqualTo("1/2");
        // 4 · 4/5 ÷ 8
        assertThat(households(inAProgramme(), 4).ratio("P12", END)).isEqualTo("2/5");
        assertThat(households(inAProgramme(), 5).ratio("P12", END)).isEqualTo("1/2");
        assertThat(households(inAProgramme(), 6).ratio("P12", END))
                .as("a sixth is no more")
                .isEqualTo("1/2");
        // (4 + 4 · 1/5) ÷ 8
        assertThat(households(inAProgramme().villageTitle("v", "2026-02-01", "2028-12-31"), 1)
                        .ratio("P12", END))
                .isEqualTo("3/5");
        assertThat(households(inAProgramme().villageTitle("v", "2026-02-01", "2028-12-31"), 5)
                        .ratio("P12", END))
                .isEqualTo("1/1");
    }

    @Test
    void a_title_holds_from_the_day_of_its_award_to_midnight_after_its_last_day() {
        Village village = inAProgramme().villageTitle("v", "2026-02-01T23:59", "2026-06-30");

        assertThat(village.ratio("P12", "2026-01-31")).isEqualTo("0/1");
        assertThat(village.ratio("P12", "2026-02-01")).isEqualTo("1/2");
        assertThat(village.ratio("P12", "2026-06-30")).isEqualTo("1/2");
        assertThat(village.ratio("P12", "2026-07-01")).isEqualTo("0/1");
        assertThat(village.reasons("P12", "2026-07-01")).containsExactly(Reason.TITLE_NOT_HELD);
    }

    @Test
    void the_days_are_those_of_the_installations_zone() {
        // Awarded at 16:00 UTC on 31 January, midnight in Shanghai.
        Village village = inAProgramme().villageTitle("v", "2026-02-01T00:00", "2026-06-30");

        assertThat(village.ratio("P12", "2026-01-31")).isEqualTo("0/1");
        assertThat(village.ratio("P12", "2026-02-01")).isEqualTo("1/2");
    }

    @Test
    void after_the_year_it_is_as_on_the_years_last_day() {
        assertThat(inAProgramme()
                        .villageTitle("v", "2026-02-01", "2026-12-31")
                        .card(2026, "2027-03-01")
                        .indicator("P12")
                        .ratio())
                .isEqualTo("1/2");
        assertThat(inAProgramme()
                        .villageTitle("v", "2026-02-01", "2026-12-30")
                        .card(2026, "2027-03-01")
                        .indicator("P12")
                        .ratio())
                .isEqualTo("0/1");
        assertThat(inAProgramme()
                        .villageTitle("v", "2027-01-01T00:00", "2028-12-31")
                        .card(2026, "2027-03-01")
                        .indicator("P12")
                        .ratio())
                .isEqualTo("0/1");
    }

    @Test
    void a_renewed_title_goes_on_and_a_revoked_one_ends_that_day() {
        Village renewed = inAProgramme()
                .villageTitle("v", "2026-02-01", "2026-06-30")
                .villageTitleRenewed("v", "2026-06-15", "2026-09-30");
        assertThat(renewed.ratio("P12", "2026-06-14")).isEqualTo("1/2");
        assertThat(renewed.ratio("P12", "2026-07-01")).isEqualTo("1/2");
        assertThat(renewed.ratio("P12", "2026-09-30")).isEqualTo("1/2");
        assertThat(renewed.ratio("P12", "2026-10-01")).isEqualTo("0/1");

        Village revoked =
                inAProgramme().villageTitle("v", "2026-02-01", "2026-06-30").titleRevoked("v", "2026-05-01T23:59");
        assertThat(revoked.ratio("P12", "2026-04-30")).isEqualTo("1/2");
        assertThat(revoked.ratio("P12", "2026-05-01")).isEqualTo("0/1");
    }

    @Test
    void a_withdrawn_title_never_was_whenever_it_was_withdrawn() {
        Village village =
                inAProgramme().villageTitle("v", "2026-02-01", "2026-06-30").titleWithdrawn("v", "2027-03-01");

        assertThat(village.ratio("P12", "2026-03-01")).isEqualTo("0/1");
        assertThat(village.reasons("P12", "2026-03-01")).containsExactly(Reason.WITHDRAWN);
    }

    @Test
    void a_household_counts_once_however_many_titles_it_has() {
        Village village = inAProgramme()
                .householdTitle("a", "H-1", "2026-02-01", "2028-12-31")
                .householdTitle("b", "H-1", "2026-03-01", "2028-12-31")
                .householdTitle("c", "H-2", "2026-03-01", "2028-12-31");

        // 4 · 2/5 ÷ 8
        assertThat(village.ratio("P12", END)).isEqualTo("1/5");
    }

    @Test
    void without_a_programme_in_force_it_does_not_apply() {
        Village village = Village.old().villageTitle("v", "2026-02-01", "2028-12-31");
        assertThat(village.card(END).indicator("P12").status()).isEqualTo(Status.NOT_APPLICABLE);

        village.programme("programme", "2025-12-20", "2026-03-01", "2026-09-30");
        assertThat(status(village, "2026-02-28")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("P12", "2026-02-28")).containsExactly(Reason.PROGRAMME_NOT_IN_FORCE);
        assertThat(village.ratio("P12", "2026-03-01")).isEqualTo("1/2");
        assertThat(village.ratio("P12", "2026-09-30")).isEqualTo("1/2");
        assertThat(status(village, "2026-10-01")).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void a_programme_counts_from_the_day_of_its_approval_on() {
        Village village = Village.old()
                .villageTitle("v", "2026-02-01", "2028-12-31")
                .programme("programme", "2026-04-10", "2026-01-01", "2026-12-31");

        assertThat(status(village, "2026-04-09")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.ratio("P12", "2026-04-10")).isEqualTo("1/2");
    }

    @Test
    void a_corrected_term_holds_and_a_withdrawn_programme_never_was() {
        Village village = inAProgramme()
                .programmeCorrected("programme", "2024-12-20", "2025-01-01", "2026-06-30", "2025-01-01")
                .villageTitle("v", "2026-02-01", "2028-12-31");
        assertThat(village.ratio("P12", "2026-06-30")).isEqualTo("1/2");
        assertThat(status(village, "2026-07-01")).isEqualTo(Status.NOT_APPLICABLE);

        village.programmeWithdrawn("programme", "2026-08-01", "2025-01-01");
        assertThat(status(village, "2026-06-30")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("P12", "2026-06-30")).containsExactly(Reason.WITHDRAWN, Reason.WITHDRAWN);
    }

    @Test
    void what_was_not_known_yet_does_not_count() {
        Village village = inAProgramme().recordedAt("2026-08-01").villageTitle("v", "2026-02-01", "2028-12-31");

        assertThat(village.cardKnownBy(END, "2026-07-31").indicator("P12").ratio())
                .isEqualTo("0/1");
        assertThat(village.cardKnownBy(END, "2026-08-01").indicator("P12").ratio())
                .isEqualTo("1/2");
    }

    private static Status status(Village village, String asOf) {
        return village.card(asOf).indicator("P12").status();
    }

    @Test
    void a_township_is_asked_for_its_own_title_alone() {
        Village township = inAProgramme().townshipTitle("t", "2026-02-01", "2026-06-30");

        assertThat(ofTownship(township, "2026-01-31")).isEqualTo("0/1");
        assertThat(ofTownship(township, "2026-02-01")).isEqualTo("1/1");
        assertThat(ofTownship(township, "2026-06-30")).isEqualTo("1/1");
        assertThat(ofTownship(township, "2026-07-01")).isEqualTo("0/1");
        assertThat(ofTownship(households(inAProgramme().villageTitle("v", "2026-02-01", "2026-12-31"), 5), END))
                .as("what is its villages'")
                .isEqualTo("0/1");
        assertThat(ofTownship(Village.old().townshipTitle("t", "2026-02-01", "2026-12-31"), END))
                .as("without a programme")
                .isNull();
    }

    private static @Nullable String ofTownship(Village township, String asOf) {
        return township.card(Scheme.townshipOwnDefault(), asOf).indicator("P12").ratio();
    }
}
