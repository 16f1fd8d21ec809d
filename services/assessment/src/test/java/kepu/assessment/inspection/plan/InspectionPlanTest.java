package kepu.assessment.inspection.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kepu.assessment.inspection.plan.InspectionPlan.Content;
import kepu.assessment.inspection.plan.InspectionPlan.Entry;
import kepu.assessment.inspection.plan.InspectionPlan.Kind;
import kepu.assessment.inspection.plan.InspectionPlans.RestOnPlan;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanCorrected;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanFiled;
import kepu.contracts.assessment.InspectionPlanEvent.InspectionPlanWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class InspectionPlanTest {
    private static final Instant JANUARY = Instant.parse("2025-01-08T02:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-08T02:00:00Z");
    private static final Entry ROOMS = entry(1, "2025-03-01", "2025-06-30", "县文旅局");
    private static final Entry LOTS = entry(2, "2025-01-01", "2025-12-31");
    private final InspectionPlan plan = plan(ROOMS, LOTS);

    private static Entry entry(int number, String from, String to, String... mergedWith) {
        return new Entry(number, Kind.IRREGULAR, "书屋", LocalDate.parse(from), LocalDate.parse(to), Set.of(mergedWith));
    }

    private static InspectionPlan plan(Entry... entries) {
        return new InspectionPlan("p1", "990101201", content(3, entries), JANUARY, "inspector-1");
    }

    private static Content content(int cap, Entry... entries) {
        return new Content(2025, "督查计划", "督备7号", "县委督查室", cap, List.of(entries));
    }

    @Test
    void a_filed_plan_tells_its_number_its_cap_and_how_much_of_it_is_done_together_with_others() {
        InspectionPlanFiled filed = new InspectionPlanFiled("p1", 2025, "督查计划", "督备7号", "县委督查室", 3, 2, 1);
        assertThat(plan.record()).isEqualTo(new DomainEvents(JANUARY, List.of(filed), null));
    }

    @Test
    void a_correction_states_the_plan_anew_and_a_withdrawal_takes_it_back() {
        InspectionPlanCorrected corrected =
                new InspectionPlanCorrected("p1", 2025, "督查计划", "督备7号", "县委督查室", 2, 1, 0, JANUARY);
        assertThat(plan.correct(content(2, LOTS), MARCH, "analyst-1"))
                .isEqualTo(new DomainEvents(MARCH, List.of(corrected), null));
        assertThat(plan.withdraw("误录", MARCH, "analyst-1"))
                .isEqualTo(new DomainEvents(MARCH, List.of(new InspectionPlanWithdrawn("p1", "误录", MARCH)), null));
    }

    @Test
    void what_stands_under_an_entry_stays_planned() {
        RestOnPlan inspected = _ -> List.of(new RestOnPlan.Inspected(1, LocalDate.parse("2025-06-30")));
        RestOnPlan drawn = _ -> List.of(new RestOnPlan.Drawn(2, 2025));
        Content nextYear = new Content(
                2026,
                "督查计划",
                "督备7号",
                "县委督查室",
                3,
                List.of(entry(1, "2026-03-01", "2026-06-30"), entry(2, "2026-01-01", "2026-12-31")));
        Entry regular = new Entry(
                2, Kind.REGULAR, "书屋", LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-31"), Set.of());

        inUse(content(3, LOTS), inspected);
        inUse(content(3, entry(1, "2025-03-01", "2025-06-29"), LOTS), inspected);
        inUse(nextYear, inspected);
        inUse(content(3, ROOMS), drawn);
        inUse(content(3, ROOMS, regular), drawn);
        inUse(nextYear, drawn);

        assertThat(plan.correct(content(2, ROOMS, LOTS), MARCH, "analyst-1", inspected)
                        .events())
                .hasSize(1);
        assertThat(plan.correct(content(2, LOTS), MARCH, "analyst-1", drawn).events())
                .hasSize(1);
        assertThat(plan.correct(nextYear, MARCH, "analyst-1", _ -> List.of()).events())
                .hasSize(1);
    }

    private void inUse(Content stated, RestOnPlan rest) {
        assertThatThrownBy(() -> plan.correct(stated, MARCH, "analyst-1", rest))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo("plan-entry-in-use"));
    }

    @Test
    void an_entry_covers_its_first_and_its_last_day() {
        assertThat(ROOMS.covers(LocalDate.parse("2025-02-28"))).isFalse();
        assertThat(ROOMS.covers(LocalDate.parse("2025-03-01"))).isTrue();
        assertThat(ROOMS.covers(LocalDate.parse("2025-06-30"))).isTrue();
        assertThat(ROOMS.covers(LocalDate.parse("2025-07-01"))).isFalse();
        assertThat(plan.entry(2)).contains(LOTS);
        assertThat(plan.entry(3)).isEmpty();
    }

    @Test
    void the_terms_of_its_entries_lie_in_its_year_and_each_has_a_number_of_its_own() {
        assertThat(plan(entry(1, "2025-01-01", "2025-01-01"), LOTS).record().events())
                .hasSize(1);
        refused("plan-entry-outside-year", entry(1, "2024-12-31", "2025-01-31"));
        refused("plan-entry-outside-year", entry(1, "2025-12-01", "2026-01-01"));
        refused("plan-entry-outside-year", entry(1, "2025-03-02", "2025-03-01"));
        refused("plan-entry-twice", LOTS);
    }

    private static void refused(String code, Entry entry) {
        assertThatThrownBy(() -> plan(LOTS, entry).record())
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
