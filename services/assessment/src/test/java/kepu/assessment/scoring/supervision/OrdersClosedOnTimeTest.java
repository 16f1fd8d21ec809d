package kepu.assessment.scoring.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

/** An order of 2 March 2026 with the deadline 20 March. */
class OrdersClosedOnTimeTest {
    private static final String END = "2026-12-31";

    private static Village ordered() {
        return Village.old().order("o", "2026-03-02", "2026-03-20");
    }

    private static String ratio(Village village, String asOf) {
        return String.valueOf(village.ratio("P15", asOf));
    }

    @Test
    void without_any_order_it_is_full() {
        assertThat(Village.old().card(END).indicator("P15").status()).isEqualTo(Status.SCORED);
        assertThat(ratio(Village.old(), END)).isEqualTo("1/1");
    }

    @Test
    void evidence_of_the_last_minute_of_the_deadline_is_in_time_and_of_the_next_it_is_not() {
        Village inTime = ordered().orderHandedIn("o", "2026-03-20T23:59:59").orderAccepted("o", "2026-03-23");
        assertThat(ratio(inTime.orderSignedOff("o", "2026-04-01"), END)).isEqualTo("1/1");
        Village late = ordered().orderHandedIn("o", "2026-03-21T00:00:00").orderAccepted("o", "2026-03-23");
        assertThat(ratio(late.orderSignedOff("o", "2026-04-01"), END)).isEqualTo("0/1");
        assertThat(late.card(END).indicator("P15").numbers())
                .containsAllEntriesOf(Map.of("onTime", 0, "closedLate", 1, "overdue", 0, "pending", 0));
    }

    @Test
    void an_order_without_evidence_counts_once_its_deadline_has_passed_and_not_on_its_last_day() {
        Village village = ordered();
        assertThat(ratio(village, "2026-03-20")).isEqualTo("1/1");
        assertThat(village.reasons("P15", "2026-03-20")).containsExactly(Reason.ORDER_PENDING);
        assertThat(ratio(village, "2026-03-21")).isEqualTo("0/1");
    }

    @Test
    void evidence_handed_in_by_the_deadline_keeps_it_from_being_overdue_until_it_is_returned_or_fails() {
        Village waiting = ordered().orderHandedIn("o", "2026-03-20");
        assertThat(ratio(waiting, "2026-06-01")).isEqualTo("1/1");
        assertThat(waiting.reasons("P15", "2026-06-01")).containsExactly(Reason.ORDER_PENDING);
        waiting.orderReturned("o", "2026-06-02");
        assertThat(ratio(waiting, "2026-06-01")).isEqualTo("1/1");
        assertThat(ratio(waiting, "2026-06-02")).isEqualTo("0/1");

        Village accepted = ordered().orderHandedIn("o", "2026-03-20").orderAccepted("o", "2026-03-25");
        assertThat(ratio(accepted, "2026-06-01")).isEqualTo("1/1");
        accepted.orderFailed("o", "2026-06-02");
        assertThat(ratio(accepted, "2026-06-02")).isEqualTo("0/1");
    }

    @Test
    void evidence_handed_in_after_the_deadline_leaves_it_overdue_while_it_waits() {
        Village village = ordered().orderHandedIn("o", "2026-03-21");
        assertThat(ratio(village, "2026-03-21")).isEqualTo("0/1");
    }

    @Test
    void of_several_pieces_of_evidence_the_one_that_was_accepted_decides() {
        Village early = ordered()
                .orderHandedIn("o", "2026-03-10")
                .orderReturned("o", "2026-03-11")
                .orderHandedIn("o", "2026-03-20")
                .orderAccepted("o", "2026-03-25");
        assertThat(ratio(early.orderSignedOff("o", "2026-04-01"), END)).isEqualTo("1/1");
        Village late = ordered()
                .orderHandedIn("o", "2026-03-10")
                .orderReturned("o", "2026-03-22")
                .orderHandedIn("o", "2026-03-23")
                .orderAccepted("o", "2026-03-25");
        assertThat(ratio(late.orderSignedOff("o", "2026-04-01"), END)).isEqualTo("0/1");
    }

    @Test
    void an_extension_counts_from_the_day_of_its_approval() {
        Village village =
                ordered().orderExtended("o", "2026-03-25", "2026-03-31").orderHandedIn("o", "2026-03-31");
        assertThat(ratio(village, "2026-03-24")).isEqualTo("0/1");
        assertThat(ratio(village, "2026-03-25")).isEqualTo("1/1");
        village.orderAccepted("o", "2026-04-02").orderSignedOff("o", "2026-04-03");
        assertThat(ratio(village, END)).isEqualTo("1/1");
        assertThat(village.card(END).indicator("P15").counted())
                .extracting(EvidenceRef::type)
                .containsExactly(
                        "kepu.assessment.order-issued.v1",
                        "kepu.assessment.order-extended.v1",
                        "kepu.assessment.order-evidence-handed-in.v1",
                        "kepu.assessment.order-signed-off.v1");
    }

    @Test
    void a_cancelled_order_counts_for_nothing_from_that_day_on() {
        Village village = ordered().orderCancelled("o", "2026-04-01");
        assertThat(ratio(village, "2026-03-31")).isEqualTo("0/1");
        assertThat(ratio(village, "2026-04-01")).isEqualTo("1/1");
        assertThat(village.reasons("P15", "2026-04-01")).containsExactly(Reason.ORDER_CANCELLED);
    }

    @Test
    void an_order_belongs_to_the_year_of_its_issue_and_what_completes_it_counts_up_to_the_day_of_the_card() {
        Village village = Village.old()
                .order("o", "2026-12-31T23:59:59", "2027-01-15")
                .orderHandedIn("o", "2027-01-15")
                .orderAccepted("o", "2027-01-18")
                .orderSignedOff("o", "2027-02-01");
        assertThat(village.card(2026, "2027-01-31").indicator("P15").numbers()).containsEntry("pending", 1);
        assertThat(village.card(2026, "2027-02-01").indicator("P15").numbers()).containsEntry("onTime", 1);
        assertThat(village.card(2027, "2027-02-01").indicator("P15").numbers()).containsEntry("onTime", 0);
    }

    @Test
    void on_time_is_counted_among_all_that_are_closed_or_overdue() {
        Village village = ordered()
                .orderHandedIn("o", "2026-03-10")
                .orderAccepted("o", "2026-03-11")
                .orderSignedOff("o", "2026-03-12")
                .order("overdue", "2026-04-01", "2026-04-30")
                .order("running", "2026-12-01", "2027-01-31");
        assertThat(ratio(village, END)).isEqualTo("1/2");
    }
}
