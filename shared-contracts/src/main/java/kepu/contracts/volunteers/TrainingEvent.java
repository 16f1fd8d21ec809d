package kepu.contracts.volunteers;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Training sessions (培训) of a team. Source: R8. */
@Family(topic = "kepu.volunteers.trainings")
public sealed interface TrainingEvent extends FactVersion {
    String trainingId();

    @Override
    default String factId() {
        return trainingId();
    }

    /** 党性教育, 政策学习, 技术培训. */
    enum Kind {
        PARTY_SPIRIT,
        POLICY,
        TECHNIQUE
    }

    /** Held at {@code occurredAt}; {@code attendees} are membership ids, {@code minutes} its length. */
    @WireType("kepu.volunteers.training-held.v1")
    record TrainingHeld(String trainingId, String teamId, Kind kind, String topic, int minutes, Set<String> attendees)
            implements TrainingEvent {
        public TrainingHeld {
            attendees = Sorted.copyOf(attendees);
        }
    }

    /** The session is as stated here. */
    @WireType("kepu.volunteers.training-corrected.v1")
    record TrainingCorrected(
            String trainingId,
            String teamId,
            Kind kind,
            String topic,
            int minutes,
            Set<String> attendees,
            Instant previousOccurredAt)
            implements TrainingEvent, Correction {
        public TrainingCorrected {
            attendees = Sorted.copyOf(attendees);
        }
    }

    /** The session never happened. */
    @WireType("kepu.volunteers.training-withdrawn.v1")
    record TrainingWithdrawn(String trainingId, String reason, Instant previousOccurredAt)
            implements TrainingEvent, Withdrawal {}
}
