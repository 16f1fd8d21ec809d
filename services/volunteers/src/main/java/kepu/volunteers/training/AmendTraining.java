package kepu.volunteers.training;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Corrects or withdraws a training session that was recorded wrongly; it stays with its team. */
@Component
class AmendTraining {
    private final AggregateStore store;
    private final Teams teams;

    AmendTraining(AggregateStore store, Teams teams) {
        this.store = store;
        this.teams = teams;
    }

    Receipt correct(Command command, String trainingId, TrainingController.CorrectionRequest request) {
        return store.update(command, Training.class, trainingId, training -> {
            teams.unitOf(training.teamId(), request.attendees());
            Instant at = command.occurredAt(request.occurredAt());
            return training.correct(request.kind(), request.topic(), request.minutes(), request.attendees(), at);
        });
    }

    Receipt withdraw(Command command, String trainingId, TrainingController.WithdrawalRequest request) {
        return store.update(
                command, Training.class, trainingId, training -> training.withdraw(request.reason(), command.now()));
    }
}
