package kepu.contracts.volunteers;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.Amendment;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Training sessions (培训) of a team. Source: R8. */
@Family(topic = "kepu.volunteers.trainings")
public sealed interface TrainingEvent extends DomainEvent {
    String trainingId();

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
        /** Keeps a sorted copy, so that the same set is the same text on the wire. */
        public TrainingHeld {
            attendees = Collections.unmodifiableSet(new TreeSet<>(attendees));
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
            implements TrainingEvent, Amendment {
        /** Keeps a sorted copy, so that the same set is the same text on the wire. */
        public TrainingCorrected {
            attendees = Collections.unmodifiableSet(new TreeSet<>(attendees));
        }
    }

    /** The session never happened. */
    @WireType("kepu.volunteers.training-withdrawn.v1")
    record TrainingWithdrawn(String trainingId, String reason, Instant previousOccurredAt)
            implements TrainingEvent, Amendment {}
}
