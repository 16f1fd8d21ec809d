package kepu.assessment.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import org.junit.jupiter.api.Test;

/** Where a unit belongs, by both clocks. */
class UnitHistoryTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String LATE = "2026-12-31";

    private final List<Envelope<?>> facts = new ArrayList<>();

    private UnitHistoryTest established(String day, String recorded, Kind kind, String parent) {
        return tell(day, recorded, new UnitEstablished("v", kind, "村" + facts.size(), parent));
    }

    private UnitHistoryTest moved(String day, String recorded, String parent) {
        return tell(day, recorded, new UnitMoved("v", parent));
    }

    private UnitHistoryTest tell(String day, String recorded, UnitEvent event) {
        facts.add(new Envelope<>(
                UUID.randomUUID(),
                "v",
                moment(day),
                Instant.parse(recorded + "T00:00:00Z"),
                1,
                facts.size() + 1L,
                "v",
                "clerk",
                "c",
                null,
                null,
                event));
        return this;
    }

    private Optional<Unit> seen(String asOf, String knownBy) {
        return UnitHistory.read(UnitHistory.of("v", facts, ZONE).document())
                .in(new View(LocalDate.parse(asOf), Instant.parse(knownBy + "T00:00:00Z")));
    }

    private Optional<String> parent(String day, String asOf, String knownBy) {
        return seen(asOf, knownBy).flatMap(unit -> unit.parentOn(LocalDate.parse(day)));
    }

    @Test
    void a_move_that_was_recorded_later_is_not_known() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1").moved("2025-03-01", "2026-02-01", "t2");
        assertThat(parent("2025-12-31", LATE, "2026-01-31")).contains("t1");
        assertThat(parent("2025-12-31", LATE, "2026-02-01")).contains("t2");
        assertThat(parent("2025-02-28", LATE, "2026-02-01")).contains("t1");
    }

    @Test
    void a_move_dated_after_the_day_that_is_looked_at_does_not_matter() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1").moved("2025-03-01", "2025-03-01", "t2");
        assertThat(seen("2025-02-28", LATE).orElseThrow().parents()).hasSize(1);
        assertThat(seen("2025-03-01", LATE).orElseThrow().parents()).hasSize(2);
    }

    @Test
    void before_it_was_established_or_known_there_is_no_unit() {
        established("2025-03-01", "2025-04-01", Kind.VILLAGE, "t1");
        assertThat(seen("2025-02-28", LATE)).isEmpty();
        assertThat(seen("2025-03-01", "2025-03-31")).isEmpty();
        assertThat(seen("2025-03-01", "2025-04-01")).isPresent();
    }

    @Test
    void of_several_establishments_the_newest_that_was_known_holds() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1")
                .established("2021-01-01", "2025-06-01", Kind.BRANCH, "t2");
        assertThat(seen(LATE, "2025-05-31").orElseThrow().kind()).isEqualTo(Kind.VILLAGE);
        assertThat(seen(LATE, "2025-06-01").orElseThrow().kind()).isEqualTo(Kind.BRANCH);
        assertThat(parent("2020-06-01", LATE, "2025-06-01")).isEmpty();
        assertThat(parent("2021-01-01", LATE, "2025-06-01")).contains("t2");
    }

    @Test
    void a_corrected_establishment_holds_from_the_moment_it_is_known_with_its_day_and_kind() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1")
                .tell(
                        "2025-03-01",
                        "2025-06-01",
                        new UnitEstablishmentCorrected("v", Kind.DEPARTMENT, "站", "t1", Instant.EPOCH))
                .moved("2025-09-01", "2025-09-01", "t2");

        assertThat(parent("2025-02-28", LATE, "2025-05-31")).contains("t1");
        assertThat(parent("2025-02-28", LATE, "2025-06-01")).isEmpty();
        assertThat(parent("2025-03-01", LATE, "2025-06-01")).contains("t1");
        assertThat(parent("2025-09-01", LATE, LATE)).contains("t2");
        assertThat(seen("2025-02-28", "2025-06-01")).isEmpty();
        assertThat(seen("2025-03-01", "2025-06-01").orElseThrow().kind()).isEqualTo(Kind.DEPARTMENT);
    }

    @Test
    void a_move_that_is_corrected_withdrawn_and_told_again_is_as_if_it_had_been_told_rightly_at_first() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1").moved("2025-06-01", "2026-02-01", "t2");
        Unit rightly = seen(LATE, LATE).orElseThrow();
        facts.clear();
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1")
                .moved("2025-03-01", "2025-03-01", "t2")
                .tell("2025-09-01", "2025-10-01", new UnitMoveCorrected("v", "t3", moment("2025-03-01")))
                .tell("2025-06-01", "2025-11-01", new UnitMoveCorrected("v", "t2", moment("2025-09-01")))
                .tell("2025-12-01", "2025-12-01", new UnitMoveWithdrawn("v", "t1", "误", moment("2025-06-01")))
                .moved("2025-06-01", "2026-01-01", "t2");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(facts, random);
            assertThat(seen(LATE, LATE)).as("seed %d", seed).hasValue(rightly);
            assertThat(parent("2025-05-31", LATE, "2025-09-30")).contains("t2");
            assertThat(parent("2025-05-31", LATE, "2025-10-01")).contains("t1");
            assertThat(parent("2025-09-01", LATE, "2025-10-01")).contains("t3");
            assertThat(parent("2025-09-01", LATE, "2025-11-01")).contains("t2");
            assertThat(parent("2025-12-31", LATE, "2025-12-01")).contains("t1");
            assertThat(parent("2025-05-31", LATE, LATE)).contains("t1");
            assertThat(parent("2025-06-01", LATE, LATE)).contains("t2");
        }
    }

    private static Instant moment(String day) {
        return LocalDate.parse(day).atTime(10, 0).atZone(ZONE).toInstant();
    }

    @Test
    void facts_in_any_order_give_the_same_unit() {
        established("2020-01-01", "2020-01-02", Kind.VILLAGE, "t1")
                .moved("2025-03-01", "2026-02-01", "t2")
                .moved("2024-03-01", "2026-02-02", "t3")
                .moved("2025-03-01", "2026-02-03", "t4");
        Map<String, Object> expected = UnitHistory.of("v", facts, ZONE).document();
        assertThat(parent("2025-03-01", LATE, LATE)).contains("t4");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(facts, random);
            assertThat(UnitHistory.of("v", facts, ZONE).document())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }
}
