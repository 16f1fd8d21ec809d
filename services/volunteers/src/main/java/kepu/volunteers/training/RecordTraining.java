package kepu.volunteers.training;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Records a training session whose attendees are all of the team. */
@Component
class RecordTraining {
    private final AggregateStore store;
    private final Teams teams;

    RecordTraining(AggregateStore store, Teams teams) {
        this.store = store;
        this.teams = teams;
    }

    Receipt handle(Command command, TrainingController.TrainingRequest request) {
        String id = command.newId("training");
        return store.create(command, Training.class, id, () -> training(command, id, request), Training::record);
    }

    private Training training(Command command, String id, TrainingController.TrainingRequest request) {
        return new Training(
                id,
                teams.unitOf(request.teamId(), request.attendees()),
                request.teamId(),
                request.kind(),
                request.topic(),
                request.minutes(),
                request.attendees(),
                command.occurredAt(request.occurredAt()),
                command.actor());
    }
}
