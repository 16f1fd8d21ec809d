package kepu.volunteers.team;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.PersonalData;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Takes a volunteer into a team. */
@Component
class EnlistVolunteer {
    private final AggregateStore store;
    private final int requiredStrength;

    EnlistVolunteer(AggregateStore store, @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.requiredStrength = requiredStrength;
    }

    Receipt handle(Command command, String teamId, TeamController.MemberRequest request) {
        return store.update(command, Team.class, teamId, team -> {
            if (PersonalData.isIn(request.name())) { // no event holds the name, so nobody else looks at it
                throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with("name");
            }
            return team.enlist(
                    command.newId("membership"),
                    request.volunteerId(),
                    request.name(),
                    command.occurredAt(request.occurredAt()),
                    requiredStrength);
        });
    }
}
