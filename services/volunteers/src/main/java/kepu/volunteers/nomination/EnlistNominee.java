package kepu.volunteers.nomination;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Makes an approved nominee a member of the team that the nomination is for. */
@Component
class EnlistNominee {
    private final AmendableRecords records;
    private final Teams teams;

    EnlistNominee(AmendableRecords records, Teams teams) {
        this.records = records;
        this.teams = teams;
    }

    Receipt handle(Command command, String id, NominationController.EnlistmentRequest request) {
        Nomination.Content content = records.get(Nomination.class, id).content();
        return teams.enlist(
                command,
                content.teamId(),
                content.personId(),
                request.name(),
                request.occurredAt(),
                at -> records.get(Nomination.class, id).requireApprovedAt(at));
    }
}
