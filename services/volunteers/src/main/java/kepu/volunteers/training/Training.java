package kepu.volunteers.training;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Told;
import org.springframework.data.mongodb.core.mapping.Document;

/** A training session (培训) of a team and who attended it; can be corrected until it is withdrawn. */
@Document("trainings")
class Training extends Aggregate {
    private final String teamId;
    private final String recordedBy;
    private TrainingEvent.Kind kind;
    private String topic;
    private int minutes;
    private Set<String> attendees;
    private Instant occurredAt;
    private boolean withdrawn;

    Training(
            String id,
            String unitId,
            String teamId,
            TrainingEvent.Kind kind,
            String topic,
            int minutes,
            Set<String> attendees,
            Instant occurredAt,
            String recordedBy) {
        super(id, unitId);
        this.teamId = teamId;
        this.kind = kind;
        this.topic = topic;
        this.minutes = minutes;
        this.attendees = new TreeSet<>(attendees);
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
    }

    Told record() {
        return tell(occurredAt, new TrainingHeld(id(), teamId, kind, topic, minutes, attendees));
    }

    Told correct(
            TrainingEvent.Kind newKind, String newTopic, int newMinutes, Set<String> newAttendees, Instant newTime) {
        stillHolds();
        Instant previous = occurredAt;
        kind = newKind;
        topic = newTopic;
        minutes = newMinutes;
        attendees = new TreeSet<>(newAttendees);
        occurredAt = newTime;
        return tell(occurredAt, new TrainingCorrected(id(), teamId, kind, topic, minutes, attendees, previous));
    }

    Told withdraw(String reason, Instant at) {
        stillHolds();
        withdrawn = true;
        return tell(at, new TrainingWithdrawn(id(), reason, occurredAt));
    }

    private void stillHolds() {
        if (withdrawn) {
            throw TrainingRejection.alreadyWithdrawn(id());
        }
    }

    String teamId() {
        return teamId;
    }

    TrainingEvent.Kind kind() {
        return kind;
    }

    String topic() {
        return topic;
    }

    int minutes() {
        return minutes;
    }

    Set<String> attendees() {
        return attendees;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    boolean withdrawn() {
        return withdrawn;
    }

    String recordedBy() {
        return recordedBy;
    }
}
