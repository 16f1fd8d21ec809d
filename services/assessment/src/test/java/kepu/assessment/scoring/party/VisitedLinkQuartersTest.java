package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class VisitedLinkQuartersTest {
    private Village linkedFrom(String moment) {
        return Village.old().member("m1", "2025-01-01").link("a", "m1", moment);
    }

    private Object linkQuarters(Village village, String asOf) {
        return village.card(asOf).indicator("P05").numbers().get("linkQuarters");
    }

    @Test
    void twenty_nine_days_of_a_quarter_are_too_few() {
        Village village = linkedFrom("2026-03-03").linkEnded("a", "m1", "2026-04-01");
        assertThat(linkQuarters(village, "2026-12-31")).isEqualTo(0);
    }

    @Test
    void thirty_days_of_a_quarter_make_a_link_quarter() {
        Village village = linkedFrom("2026-03-02").linkEnded("a", "m1", "2026-04-01");
        assertThat(linkQuarters(village, "2026-12-31")).isEqualTo(1);
    }

    @Test
    void thirty_one_days_of_a_quarter_make_one_too() {
        Village village = linkedFrom("2026-03-01").linkEnded("a", "m1", "2026-04-01");
        assertThat(linkQuarters(village, "2026-12-31")).isEqualTo(1);
    }

    @Test
    void only_elapsed_days_make_a_link_quarter() {
        assertThat(linkQuarters(linkedFrom("2025-02-01"), "2026-01-29")).isEqualTo(0);
        assertThat(linkQuarters(linkedFrom("2025-02-01"), "2026-01-30")).isEqualTo(1);
    }

    @Test
    void a_link_of_the_whole_year_has_four_quarters() {
        Village village = linkedFrom("2025-02-01").visit("v", "a", "2026-05-05").verified("v", "2026-05-06");
        assertThat(village.ratio("P05", "2026-12-31")).isEqualTo("1/4");
    }

    @Test
    void without_a_link_quarter_it_is_zero() {
        assertThat(Village.old().ratio("P05", "2026-12-31")).isEqualTo("0/1");
    }

    @Test
    void a_link_ends_for_the_quarter_when_its_member_leaves() {
        assertThat(linkQuarters(linkedFrom("2025-02-01").left("m1", "2026-01-30"), "2026-12-31"))
                .isEqualTo(0);
        assertThat(linkQuarters(linkedFrom("2025-02-01").left("m1", "2026-01-31"), "2026-12-31"))
                .isEqualTo(1);
    }

    @Test
    void a_suspension_of_the_member_does_not_shorten_the_link() {
        assertThat(linkQuarters(linkedFrom("2025-02-01").suspended("m1", "2026-01-02"), "2026-03-31"))
                .isEqualTo(1);
    }

    @Test
    void two_visits_in_a_quarter_count_once() {
        Village village = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-06")
                .visit("w", "a", "2026-03-31T23:59")
                .verified("w", "2026-04-06");
        assertThat(village.ratio("P05", "2026-06-30")).isEqualTo("1/2");
    }

    @Test
    void a_visit_on_the_first_of_april_belongs_to_the_second_quarter() {
        Village village =
                linkedFrom("2025-02-01").visit("v", "a", "2026-04-01T00:00").verified("v", "2026-04-06");
        assertThat(village.ratio("P05", "2026-04-10")).as("10 days of it").isEqualTo("0/1");
        assertThat(village.reasons("P05", "2026-04-10")).containsExactly(Reason.LINK_TOO_SHORT);
        assertThat(village.ratio("P05", "2026-04-30")).as("30 days of it").isEqualTo("1/2");
    }

    @Test
    void an_unverified_visit_does_not_count() {
        Village village = linkedFrom("2025-02-01").visit("v", "a", "2026-01-05");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(village.reasons("P05", "2026-03-31")).containsExactly(Reason.NOT_VERIFIED);
    }

    @Test
    void a_rejected_visit_does_not_count() {
        Village village = linkedFrom("2025-02-01").visit("v", "a", "2026-01-05").rejected("v", "2026-01-06");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(village.reasons("P05", "2026-03-31")).containsExactly(Reason.REJECTED);
    }

    @Test
    void of_a_verification_and_a_rejection_the_later_told_holds() {
        Village rejectedLast = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-07")
                .rejected("v", "2026-01-06");
        assertThat(rejectedLast.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        Village verifiedLast = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .rejected("v", "2026-01-07")
                .verified("v", "2026-01-06");
        assertThat(verifiedLast.ratio("P05", "2026-03-31")).isEqualTo("1/1");
    }

    @Test
    void a_corrected_visit_has_to_be_verified_again() {
        Village corrected = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-06")
                .visitCorrected("v", "a", "2026-01-04");
        assertThat(corrected.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(corrected.reasons("P05", "2026-03-31")).containsExactly(Reason.NOT_VERIFIED, Reason.SUPERSEDED);
        assertThat(corrected.verified("v", "2026-01-09").ratio("P05", "2026-03-31"))
                .isEqualTo("1/1");
    }

    @Test
    void a_withdrawn_visit_is_gone() {
        Village village = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-06")
                .visitWithdrawn("v", "2026-02-01");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(village.reasons("P05", "2026-03-31")).containsExactly(Reason.WITHDRAWN);
    }

    @Test
    void a_withdrawn_visit_is_gone_for_earlier_days_too() {
        Village village = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-06")
                .visitWithdrawn("v", "2026-05-01");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
    }

    @Test
    void a_visit_of_december_verified_in_january_counts_for_december_once_verified() {
        Village village = linkedFrom("2025-02-01").visit("v", "a", "2026-12-30").verified("v", "2027-01-08");
        assertThat(village.card(2026, "2027-01-07").indicator("P05").ratio()).isEqualTo("0/1");
        assertThat(village.card(2026, "2027-01-08").indicator("P05").ratio()).isEqualTo("1/4");
    }

    @Test
    void a_visit_on_an_unknown_link_does_not_count() {
        Village village = linkedFrom("2025-02-01").visit("v", "z", "2026-01-05").verified("v", "2026-01-06");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(village.reasons("P05", "2026-03-31")).containsExactly(Reason.LINK_UNKNOWN);
    }

    @Test
    void a_restored_database_tells_newer_versions_in_a_higher_epoch() {
        Village village = linkedFrom("2025-02-01")
                .visit("v", "a", "2026-01-05")
                .visitCorrected("v", "a", "2026-01-06")
                .verified("v", "2026-01-07")
                .restored()
                .visitCorrected("v", "a", "2026-01-08");
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("0/1");
        assertThat(village.verified("v", "2026-01-09").ratio("P05", "2026-03-31"))
                .isEqualTo("1/1");
    }

    @Test
    void a_link_quarter_of_one_person_and_target_counts_once() {
        Village village = Village.old()
                .member("a", "volunteer", "2025-01-01")
                .member("b", "volunteer", "2025-01-01")
                .link("l1", "a", "orchard", "2025-02-01")
                .link("l2", "b", "orchard", "2025-02-01")
                .visit("v", "l1", "2026-01-05")
                .verified("v", "2026-01-06")
                .visit("w", "l2", "2026-02-05")
                .verified("w", "2026-02-06");
        assertThat(linkQuarters(village, "2026-03-31")).isEqualTo(1);
        assertThat(village.ratio("P05", "2026-03-31")).isEqualTo("1/1");
    }

    @Test
    void the_days_of_several_links_to_one_target_are_those_on_which_any_is_active() {
        // 20 days by the one and, overlapping or adjoining, up to the 29th or 30th by the other
        Village twentyNine = twoLinks("2026-01-01", "2026-01-21", "2026-01-10", "2026-01-30");
        assertThat(linkQuarters(twentyNine, "2026-03-31")).isEqualTo(0);
        Village thirty = twoLinks("2026-01-01", "2026-01-21", "2026-01-21", "2026-01-31");
        assertThat(linkQuarters(thirty, "2026-03-31")).isEqualTo(1);
        Village apart = twoLinks("2026-01-01", "2026-01-16", "2026-03-01", "2026-03-16");
        assertThat(linkQuarters(apart, "2026-03-31")).isEqualTo(1);
    }

    private static Village twoLinks(String from, String to, String otherFrom, String otherTo) {
        return Village.old()
                .member("a", "volunteer", "2025-01-01")
                .member("b", "volunteer", "2025-01-01")
                .link("l1", "a", "orchard", from)
                .linkEnded("l1", "a", to)
                .link("l2", "b", "orchard", otherFrom)
                .linkEnded("l2", "b", otherTo);
    }

    @Test
    void a_link_ended_on_the_day_of_its_start_has_no_day() {
        Village village = linkedFrom("2026-02-01T08:00").linkEnded("a", "m1", "2026-02-01T09:00");
        assertThat(linkQuarters(village, "2026-03-31")).isEqualTo(0);
    }
}
