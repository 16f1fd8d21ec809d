package kepu.volunteers.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.training.Training.Content;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Content PRUNING = new Content("t1", Kind.TECHNIQUE, "柑橘修剪", 90, Set.of("m2", "m1"));
    private static final Content SUBSIDIES = new Content("t1", Kind.POLICY, "惠农政策", 60, Set.of("m3"));
    private final Training training = new Training("x1", "990101201201", PRUNING, MARCH, "secretary-1");

    @Test
    void a_training_tells_its_kind_length_and_attendees() {
        TrainingHeld held = new TrainingHeld("x1", "t1", Kind.TECHNIQUE, "柑橘修剪", 90, Set.of("m1", "m2"));
        assertThat(training.record()).isEqualTo(new DomainEvents(MARCH, List.of(held), null));
    }

    @Test
    void a_correction_replaces_everything_and_states_the_time_it_replaces() {
        TrainingCorrected corrected = new TrainingCorrected("x1", "t1", Kind.POLICY, "惠农政策", 60, Set.of("m3"), MARCH);
        assertThat(training.correct(SUBSIDIES, APRIL, "clerk-1"))
                .isEqualTo(new DomainEvents(APRIL, List.of(corrected), null));
        assertThat(training.content().attendees()).containsExactly("m3");
    }

    @Test
    void a_withdrawal_states_the_time_that_it_takes_back() {
        TrainingWithdrawn withdrawn = new TrainingWithdrawn("x1", "因雨取消", MARCH);
        assertThat(training.withdraw("因雨取消", APRIL, "clerk-1"))
                .isEqualTo(new DomainEvents(APRIL, List.of(withdrawn), null));
    }

    @Test
    void two_trainings_look_the_same_by_kind_topic_and_attendees_however_long_they_took() {
        Content longer = new Content("t1", Kind.TECHNIQUE, "柑橘修剪", 120, Set.of("m1", "m2"));
        Content withOthers = new Content("t1", Kind.TECHNIQUE, "柑橘修剪", 90, Set.of("m1", "m3"));

        assertThat(training.likeness(longer)).isEqualTo(training.likeness(PRUNING));
        assertThat(training.likeness(withOthers)).isNotEqualTo(training.likeness(PRUNING));
    }
}
