package kepu.volunteers.training;

import java.time.Instant;
import java.util.List;
import kepu.access.Own;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.volunteers.team.Teams;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For volunteers: how they are a member, and what trainings they attended. */
@RestController
class OwnTrainingController {
    private final Teams teams;

    OwnTrainingController(Teams teams) {
        this.teams = teams;
    }

    /** The stays of a person, the oldest first. */
    record StaysView(List<Teams.Stay> items) {}

    /** A training that the person attended; who else did is not said. */
    record OwnTraining(
            String id, String teamId, Kind kind, String topic, int minutes, Instant occurredAt, boolean withdrawn) {}

    @Own
    @GetMapping("/api/v1/volunteers/me/memberships")
    StaysView memberships(OwnPerson me) {
        return new StaysView(teams.staysOf(me.unitId(), me.personId()));
    }

    @Own
    @GetMapping("/api/v1/volunteers/me/trainings")
    ListAnswer<OwnTraining> trainings(ListRequest<Training> request, OwnPerson me) {
        List<String> memberships = teams.staysOf(me.unitId(), me.personId()).stream()
                .map(Teams.Stay::membershipId)
                .toList();
        return request.where(Training.attendedBy(me.unitId(), memberships))
                .answer(found -> found.stream().map(OwnTrainingController::view).toList());
    }

    private static OwnTraining view(Training training) {
        Training.Content content = training.content();
        return new OwnTraining(
                training.id(),
                content.teamId(),
                content.kind(),
                content.topic(),
                content.minutes(),
                training.occurredAt(),
                training.isWithdrawn());
    }
}
