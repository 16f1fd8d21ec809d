package kepu.organization.funding;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.organization.funding.FundingEntry.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FundingEntryTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");

    @Test
    void an_entry_tells_its_amount_to_the_fen() {
        var told = entry(of(Stage.SPENT, 186_051, "记-2025-031")).record();

        assertThat(told.occurredAt()).isEqualTo(MARCH);
        assertThat(told.events())
                .containsExactly(new FundingRecorded(
                        "f1", Stage.SPENT, Purpose.ACTIVITIES, Source.PUBLIC_BUDGET, "展板", 186_051, "记-2025-031"));
    }

    @Test
    void what_was_received_or_spent_has_a_voucher_and_a_budget_need_not() {
        assertThat(entry(of(Stage.BUDGETED, 1, null)).record().events()).hasSize(1);
        for (Stage stage : new Stage[] {Stage.RECEIVED, Stage.SPENT}) {
            assertRefused("voucher-missing", () -> entry(of(stage, 1, null)).record());
            assertThat(entry(of(stage, 1, "记-1")).record().events()).hasSize(1);
        }
    }

    @Test
    void a_budget_that_was_spent_is_corrected_only_with_its_voucher() {
        FundingEntry entry = entry(of(Stage.BUDGETED, 500_000, null));

        assertRefused("voucher-missing", () -> entry.correct(of(Stage.SPENT, 498_000, null), APRIL, "bo"));
        assertThat(entry.content().stage()).isEqualTo(Stage.BUDGETED);
        assertThat(entry.correct(of(Stage.SPENT, 498_000, "记-7"), APRIL, "bo").events())
                .containsExactly(new FundingCorrected(
                        "f1", Stage.SPENT, Purpose.ACTIVITIES, Source.PUBLIC_BUDGET, "展板", 498_000, "记-7", MARCH));
    }

    @Test
    void a_withdrawal_says_when_the_entry_stood() {
        assertThat(entry(of(Stage.SPENT, 1, "记-1"))
                        .withdraw("重复记账", APRIL, "anna")
                        .events())
                .containsExactly(new FundingWithdrawn("f1", "重复记账", MARCH));
    }

    private static Content of(Stage stage, int fen, @Nullable String voucher) {
        return new Content(stage, Purpose.ACTIVITIES, Source.PUBLIC_BUDGET, "展板", fen, voucher);
    }

    private static FundingEntry entry(Content content) {
        return new FundingEntry("f1", "990101201201", content, MARCH, "anna");
    }
}
