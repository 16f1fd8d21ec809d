package kepu.assessment.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.EffectEvent.EffectCorrected;
import kepu.contracts.readingrooms.EffectEvent.EffectReported;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.EffectEvent.EffectWithdrawn;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanWithdrawn;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.readingrooms.UsageEvent.UsageWithdrawn;
import org.junit.jupiter.api.Test;

class RoomYearTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String VILLAGE = "990201201101";

    private final List<Envelope<?>> facts = new ArrayList<>();
    private String actor = "keeper";

    RoomYearTest() {
        tell("2020-01-01T00:00:00Z", "r1", 1, new RoomRegistered("r1", Level.VILLAGE, "青禾书屋"));
    }

    @Test
    void the_volume_is_all_reads_downloads_visits_and_loans_of_the_local_year() {
        used(LocalDate.of(2025, 1, 1), 1, 10, 2, 3);
        used(LocalDate.of(2025, 12, 31), 1, 5, 0, 0);
        used(LocalDate.of(2024, 12, 31), 1, 100, 0, 0);
        lent("l1", "2025-12-31T15:59:59Z");
        lent("l2", "2025-12-31T16:00:00Z"); // 2026 in the village

        assertThat(year().volume()).isEqualTo(21);
        assertThat(year().loans()).isOne();
        assertThat(year().volumeFacts()).hasSize(3);
    }

    @Test
    void of_a_day_the_newest_statement_holds_and_one_that_was_withdrawn_counts_nothing() {
        used(LocalDate.of(2025, 3, 1), 2, 40, 0, 0);
        used(LocalDate.of(2025, 3, 1), 1, 10, 0, 0);
        used(LocalDate.of(2025, 3, 2), 1, 7, 0, 0);
        LocalDate second = LocalDate.of(2025, 3, 2);
        tell("2025-03-03T00:00:00Z", "d", 2, new UsageWithdrawn("r1", second, Source.ROOM, "误录", Instant.EPOCH));
        lent("l1", "2025-03-01T02:00:00Z");
        tell("2025-03-04T00:00:00Z", "l1", 2, new LoanWithdrawn("l1", "误录", Instant.EPOCH));

        assertThat(year().volume()).isEqualTo(40);
    }

    @Test
    void an_effect_counts_once_verified_and_belongs_to_the_year_in_which_it_was_seen() {
        reported("e1", "2025-11-01T00:00:00Z", 12);
        assertThat(year().effects()).isZero();

        verified("e1", "2026-01-15T00:00:00Z", 2);
        assertThat(year().effects()).isOne();
        assertThat(year().beneficiaries()).isEqualTo(12);
        assertThat(year().effectFacts()).hasSize(2);
        assertThat(of(2026).effects()).isZero();
    }

    @Test
    void what_was_corrected_has_to_be_verified_anew_and_what_was_withdrawn_never_was() {
        reported("e1", "2025-11-01T00:00:00Z", 12);
        verified("e1", "2025-11-02T00:00:00Z", 2);
        EffectCorrected corrected = new EffectCorrected("e1", "r1", EffectEvent.Kind.HEALTH, 20, Instant.EPOCH);
        tell("2025-11-01T00:00:00Z", "e1", 3, corrected);
        assertThat(year().effects()).isZero();

        verified("e1", "2025-11-04T00:00:00Z", 4);
        assertThat(year().beneficiaries()).isEqualTo(20);

        tell("2025-11-05T00:00:00Z", "e1", 5, new EffectWithdrawn("e1", "误录", Instant.EPOCH));
        assertThat(year().effects()).isZero();
    }

    @Test
    void an_effect_that_was_confirmed_to_be_false_counts_no_more_until_the_finding_is_withdrawn() {
        reported("e1", "2025-11-01T00:00:00Z", 12);
        verified("e1", "2025-11-02T00:00:00Z", 2);
        String type = "kepu.reading-rooms.effect-reported.v1";
        tell("2025-12-01T00:00:00Z", "f1", 1, new FalseRecordConfirmed("f1", type, "e1", "event", 2025));
        assertThat(year().effects()).isZero();

        tell("2025-12-02T00:00:00Z", "f1", 2, new FalseRecordWithdrawn("f1", type, "e1", 2025, "误判", Instant.EPOCH));
        assertThat(year().effects()).isOne();
    }

    @Test
    void whoever_reported_or_corrected_an_effect_is_known_and_who_verified_it_is_not_among_them() {
        reported("e1", "2025-11-01T00:00:00Z", 12);
        actor = "clerk";
        tell(
                "2025-11-01T00:00:00Z",
                "e1",
                2,
                new EffectCorrected("e1", "r1", EffectEvent.Kind.HEALTH, 20, Instant.EPOCH));
        actor = "inspector";
        verified("e1", "2025-11-04T00:00:00Z", 3);

        assertThat(year().reporters()).containsExactly("clerk", "keeper");
    }

    @Test
    void what_was_recorded_after_the_instant_is_not_known_and_the_order_does_not_matter() {
        used(LocalDate.of(2025, 3, 1), 1, 10, 0, 0);
        reported("e1", "2025-11-01T00:00:00Z", 12);
        verified("e1", "2025-11-02T00:00:00Z", 2);
        RoomYear before = year();
        Instant then = recordedAt;
        used(LocalDate.of(2025, 3, 1), 2, 99, 0, 0);
        long seed = System.nanoTime();
        Collections.shuffle(facts, new Random(seed));

        assertThat(RoomYear.of(VILLAGE, 2025, ZONE, then, facts))
                .as("seed %d", seed)
                .containsExactly(before);
        assertThat(year().volume()).isEqualTo(99);
    }

    private RoomYear year() {
        return of(2025);
    }

    private RoomYear of(int year) {
        return RoomYear.of(VILLAGE, year, ZONE, Instant.MAX, facts).getFirst();
    }

    private void used(LocalDate day, long sequence, int reads, int downloads, int visits) {
        tell(
                day.atStartOfDay(ZONE).toInstant().toString(),
                "r1:" + day + ":ROOM",
                sequence,
                new UsageRecorded("r1", day, Source.ROOM, reads, downloads, visits, Set.of()));
    }

    private void lent(String loanId, String at) {
        tell(at, loanId, 1, new LoanMade(loanId, "r1", "reader-1", "isbn-1", LocalDate.of(2026, 2, 1)));
    }

    private void reported(String effectId, String at, int beneficiaries) {
        tell(at, effectId, 1, new EffectReported(effectId, "r1", EffectEvent.Kind.INCOME, beneficiaries));
    }

    private void verified(String effectId, String at, long sequence) {
        tell(at, effectId, sequence, new EffectVerified(effectId, "inspector", "现场查看"));
    }

    private Instant recordedAt = Instant.parse("2026-02-01T00:00:00Z");

    private void tell(String at, String subject, long sequence, DomainEvent event) {
        recordedAt = recordedAt.plusSeconds(1);
        facts.add(new Envelope<>(
                new UUID(1, facts.size()),
                subject,
                Instant.parse(at),
                recordedAt,
                1,
                sequence,
                VILLAGE,
                actor,
                "correlation",
                null,
                null,
                event));
    }
}
