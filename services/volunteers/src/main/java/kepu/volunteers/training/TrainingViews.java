package kepu.volunteers.training;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What people see of trainings. */
@Component
class TrainingViews {
    private final AggregateStore store;

    TrainingViews(AggregateStore store) {
        this.store = store;
    }

    record TrainingView(
            String id,
            String unitId,
            String teamId,
            TrainingEvent.Kind kind,
            String topic,
            int minutes,
            Set<String> attendees,
            Instant occurredAt,
            boolean withdrawn,
            String recordedBy,
            long version) {
        private static TrainingView of(Training training) {
            return new TrainingView(
                    training.id(),
                    training.unitId(),
                    training.teamId(),
                    training.kind(),
                    training.topic(),
                    training.minutes(),
                    training.attendees(),
                    training.occurredAt(),
                    training.withdrawn(),
                    training.recordedBy(),
                    training.version());
        }
    }

    TrainingView training(String id) {
        return TrainingView.of(store.get(Training.class, id));
    }
}
