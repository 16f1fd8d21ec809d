package kepu.assessment.scoring.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.integrity.IntegrityFlag.Kind;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.TrainingEvent;
import org.junit.jupiter.api.Test;

/** Each kind of flag on both sides of its threshold. */
class IntegrityRadarTest {
    private final Village village = Village.old().members(3, "2025-01-01");

    @Test
    void services_of_one_person_that_overlap_by_a_minute_are_flagged_and_those_that_touch_are_not() {
        village.service("a", "m1", "2026-03-02T09:00", 60).service("b", "m1", "2026-03-02T10:00", 60);
        assertThat(flags()).isEmpty();

        village.service("c", "m1", "2026-03-02T10:59", 30);
        assertThat(flags()).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(Kind.OVERLAP);
            assertThat(flag.numbers()).containsEntry("overlapMinutes", 1);
            assertThat(flag.events()).containsExactly(event(-2), event(-1));
            assertThat(flag.reason().zh()).isEqualTo("同一人同时在两处");
            assertThat(flag.involved()).as("nobody clears themselves").contains("vm1");
        });
    }

    @Test
    void of_two_people_nothing_overlaps_and_of_two_memberships_of_one_it_does() {
        village.service("a", "m1", "2026-03-02T09:00", 60).service("b", "m2", "2026-03-02T09:00", 60);
        assertThat(flags()).isEmpty();

        village.member("m9", "vm1", "2025-06-01").service("c", "m9", "2026-03-02T09:30", 60);
        assertThat(flags()).extracting(IntegrityFlag::kind).containsExactly(Kind.OVERLAP);
    }

    @Test
    void a_service_during_a_training_that_the_person_attends_is_flagged_unless_it_was_rejected() {
        village.training("t", TrainingEvent.Kind.POLICY, "2026-03-02T09:00", "m1", "m2")
                .service("a", "m1", "2026-03-02T10:29", 60)
                .service("b", "m2", "2026-03-02T10:30", 60);
        assertThat(flags()).extracting(IntegrityFlag::kind).containsExactly(Kind.OVERLAP);

        village.serviceRejected("a", "2026-03-05");
        assertThat(flags()).isEmpty();
    }

    @Test
    void records_entered_by_a_script_at_one_time_have_no_more_flags_than_somebody_reads() {
        String[] all = IntStream.range(0, 40).mapToObj(i -> "x" + i).toArray(String[]::new);
        for (int i = 0; i < 30; i++) {
            village.training("t" + i, TrainingEvent.Kind.POLICY, "2026-03-02T09:00", all);
        }

        List<IntegrityFlag> flags = flags();

        assertThat(flags).hasSize(IntegrityRadar.MOST_MEETINGS);
        assertThat(flags.stream()
                        .flatMap(flag -> flag.involved().stream())
                        .filter(person -> person.contains("x"))
                        .collect(Collectors.groupingBy(person -> person, Collectors.counting()))
                        .values())
                .hasSize(25)
                .containsOnly((long) IntegrityRadar.MOST_OF_A_PERSON);
    }

    @Test
    void what_was_withdrawn_or_corrected_away_is_not_flagged() {
        village.service("a", "m1", "2026-03-02T09:00", 60)
                .service("b", "m1", "2026-03-02T09:30", 60)
                .service("c", "m1", "2026-03-03T09:00", 60)
                .service("d", "m1", "2026-03-03T09:30", 60);
        assertThat(flags()).hasSize(2);

        village.serviceWithdrawn("b", "2026-03-02").serviceCorrected("d", "m1", "2026-03-03T14:00", 60);
        assertThat(flags()).isEmpty();
    }

    @Test
    void four_minutes_from_one_kind_of_place_to_another_are_too_few_and_five_are_enough() {
        village.serviceAt("a", "m1", PlaceKind.SCHOOL, "2026-03-02T09:00", 60)
                .serviceAt("b", "m1", PlaceKind.ENTERPRISE, "2026-03-02T10:05", 60);
        assertThat(flags()).isEmpty();

        village.serviceAt("c", "m1", PlaceKind.SCHOOL, "2026-03-02T11:09", 60);
        assertThat(flags()).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(Kind.IMPOSSIBLE_TRAVEL);
            assertThat(flag.numbers())
                    .containsEntry("minutesBetween", 4)
                    .containsEntry("from", "ENTERPRISE")
                    .containsEntry("to", "SCHOOL");
            assertThat(flag.involved()).as("nobody clears themselves").contains("vm1");
        });
    }

    @Test
    void one_kind_of_place_needs_no_travel() {
        village.serviceAt("a", "m1", PlaceKind.FIELD, "2026-03-02T09:00", 60)
                .serviceAt("b", "m1", PlaceKind.FIELD, "2026-03-02T10:00", 60);
        assertThat(flags()).isEmpty();
    }

    @Test
    void twenty_hours_verified_within_five_minutes_are_flagged_and_a_minute_less_is_not() {
        served(1, 479).served(2, 480).served(3, 240);
        assertThat(flags()).isEmpty();

        served(4, 1);
        assertThat(flags()).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(Kind.BULK_VERIFICATION);
            assertThat(flag.numbers()).containsEntry("records", 4).containsEntry("verifiedMinutes", 1200);
        });
    }

    @Test
    void twenty_hours_verified_within_six_minutes_are_not_flagged() {
        served(1, 480).served(2, 480);
        village.service("s3", "m1", "2026-03-03T08:00", 240).serviceVerifiedBy("inspector", "s3", "2026-04-01T10:06");
        assertThat(flags()).isEmpty();

        village.service("s4", "m1", "2026-03-04T08:00", 240).serviceVerifiedBy("inspector", "s4", "2026-04-01T10:05");
        assertThat(flags()).extracting(IntegrityFlag::kind).containsExactly(Kind.BULK_VERIFICATION);
    }

    @Test
    void twenty_hours_verified_by_two_people_are_not_flagged() {
        served(1, 480).served(2, 480);
        village.service("s3", "m1", "2026-03-03T08:00", 240).serviceVerifiedBy("clerk", "s3", "2026-04-01T10:00");
        assertThat(flags()).isEmpty();
    }

    @Test
    void two_people_who_verify_five_records_of_each_other_are_flagged_and_four_are_not() {
        crossed("anna", "bo", 1, 5).crossed("bo", "anna", 6, 9);
        assertThat(flags()).isEmpty();

        crossed("bo", "anna", 10, 10);
        assertThat(flags()).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(Kind.CLOSED_PAIR);
            assertThat(flag.numbers()).containsEntry("oneWay", 5).containsEntry("otherWay", 5);
            assertThat(flag.events()).hasSize(10);
        });
    }

    @Test
    void one_who_verifies_all_that_another_records_is_no_pair() {
        crossed("anna", "bo", 1, 12);
        assertThat(flags()).isEmpty();
    }

    @Test
    void more_than_half_of_twenty_records_entered_from_the_17th_of_december_on_are_a_burst() {
        trainings(1, 10, "2026-12-16T23:59").trainings(11, 20, "2026-12-17T00:00");
        assertThat(flags()).isEmpty();

        trainings(21, 21, "2027-01-05T10:00");
        assertThat(flags()).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(Kind.YEAR_END_BURST);
            assertThat(flag.numbers())
                    .containsEntry("records", 21)
                    .containsEntry("enteredAtYearEnd", 11)
                    .containsEntry("since", "2026-12-17");
        });
    }

    @Test
    void nineteen_records_are_no_burst_whenever_they_are_entered() {
        trainings(1, 19, "2026-12-31T10:00");
        assertThat(flags()).isEmpty();

        trainings(20, 20, "2026-12-31T10:00");
        assertThat(flags()).extracting(IntegrityFlag::kind).containsExactly(Kind.YEAR_END_BURST);
    }

    /** A service of a day of its own that the inspector verified at ten o'clock on the first of April. */
    private IntegrityRadarTest served(int day, int minutes) {
        village.service("s" + day, "m1", "2026-02-%02dT08:00".formatted(day), minutes)
                .serviceVerifiedBy("inspector", "s" + day, "2026-04-01T10:00");
        return this;
    }

    /** Services of an hour each that one recorded and the other verified on the evening of their day. */
    private IntegrityRadarTest crossed(String recorder, String verifier, int first, int last) {
        village.by(recorder);
        for (int day = first; day <= last; day++) {
            village.service("s" + day, "m1", "2026-02-%02dT08:00".formatted(day), 60)
                    .serviceVerifiedBy(verifier, "s" + day, "2026-02-%02dT20:00".formatted(day));
        }
        return this;
    }

    private IntegrityRadarTest trainings(int first, int last, String recordedAt) {
        village.recordedAt(recordedAt);
        for (int day = first; day <= last; day++) {
            village.training("t" + day, TrainingEvent.Kind.POLICY, "2026-05-%02dT08:00".formatted(day));
        }
        return this;
    }

    private UUID event(int fromTheEnd) {
        return village.facts().get(village.facts().size() + fromTheEnd).id();
    }

    private List<IntegrityFlag> flags() {
        Facts facts = Facts.known("530102001001", Village.ZONE, Instant.MAX, village.facts());
        return UnitYear.of(2026, LocalDate.parse("2027-02-01"), facts)
                .map(IntegrityRadar::flags)
                .orElseThrow();
    }
}
