package kepu.organization.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.organization.code.CodeHistory.Span;
import kepu.organization.code.OfficialCode.Content;
import kepu.organization.unit.Units.Known;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodeHistoryTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate MARCH = LocalDate.of(2025, 3, 1);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
    private static final String OLD = "990101201";
    private static final String TOWN = "990101101";

    @Test
    void a_unit_has_its_id_until_it_is_given_a_code_and_each_code_until_the_next_one() {
        assertThat(of(OLD, null).spans()).containsExactly(new Span(OLD, LocalDate.of(2024, 1, 1), null));
        assertThat(of(OLD, null, new Content("990101102", JUNE), new Content(TOWN, MARCH))
                        .spans())
                .containsExactly(
                        new Span(OLD, LocalDate.of(2024, 1, 1), MARCH),
                        new Span(TOWN, MARCH, JUNE),
                        new Span("990101102", JUNE, null));
    }

    @Test
    void a_code_that_is_given_on_the_first_day_leaves_no_day_to_the_id() {
        LocalDate first = LocalDate.of(2024, 1, 1);

        assertThat(of(OLD, null, new Content(TOWN, first)).spans()).containsExactly(new Span(TOWN, first, null));
    }

    @Test
    void a_closed_unit_has_no_code_from_the_local_day_of_its_closure_on() {
        assertThat(of(OLD, "2025-05-31T15:59:59Z", new Content(TOWN, MARCH)).spans())
                .last()
                .isEqualTo(new Span(TOWN, MARCH, LocalDate.of(2025, 5, 31)));
        assertThat(of(OLD, "2025-05-31T16:00:00Z", new Content(TOWN, MARCH)).spans())
                .last()
                .isEqualTo(new Span(TOWN, MARCH, JUNE));
        assertThat(of(OLD, "2025-05-31T15:59:59Z", new Content(TOWN, JUNE)).spans())
                .containsExactly(new Span(OLD, LocalDate.of(2024, 1, 1), LocalDate.of(2025, 5, 31)));
    }

    @Test
    void two_units_share_a_code_only_if_one_day_is_theirs_both() {
        CodeHistory gaveItUp = of("990101202", null, new Content(TOWN, MARCH), new Content("990101102", JUNE));

        assertThat(of(OLD, null, new Content(TOWN, JUNE)).sharedWith(gaveItUp)).isEmpty();
        assertThat(of(OLD, null, new Content(TOWN, JUNE.minusDays(1))).sharedWith(gaveItUp))
                .contains(new Span(TOWN, JUNE.minusDays(1), null));
        assertThat(of(OLD, null, new Content(TOWN, MARCH.minusDays(1)), new Content("990101103", MARCH))
                        .sharedWith(gaveItUp))
                .isEmpty();
        assertThat(of(OLD, null, new Content(TOWN, MARCH.minusDays(1)), new Content("990101103", MARCH.plusDays(1)))
                        .sharedWith(gaveItUp))
                .isPresent();
        assertThat(of(OLD, null, new Content("990101103", MARCH)).sharedWith(gaveItUp))
                .isEmpty();
    }

    private static CodeHistory of(String unitId, @Nullable String closed, Content... given) {
        return new CodeHistory(
                new Known(
                        unitId,
                        Kind.TOWNSHIP,
                        "某乡",
                        Instant.parse("2023-12-31T16:00:00Z"),
                        closed == null ? null : Instant.parse(closed)),
                List.of(given),
                ZONE);
    }
}
