package kepu.volunteers.service;

import java.util.function.BiPredicate;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.record.AmendableRecords;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Logs what a member did, on behalf of the leader or by the volunteer themselves. */
@Component
class LogServiceRecord {
    private final AmendableRecords records;
    private final Teams teams;
    private final ServiceTimes times;

    LogServiceRecord(AmendableRecords records, Teams teams, ServiceTimes times) {
        this.records = records;
        this.teams = teams;
        this.times = times;
    }

    /** @param whose of which units' persons the caller may log it; any other is like an unknown member */
    Receipt handle(Command command, ServiceController.ServiceRequest request, BiPredicate<String, String> whose) {
        return records.record(command, ServiceRecord.class, "service", id -> {
            teams.person(request.teamId(), request.membershipId(), whose);
            Teams.Serving serving = teams.serving(
                    request.teamId(),
                    request.membershipId(),
                    request.minutes(),
                    () -> command.occurredAt(request.occurredAt()));
            ServiceRecord.Content content = new ServiceRecord.Content(
                    request.teamId(),
                    request.membershipId(),
                    serving.volunteerId(),
                    request.minutes(),
                    request.placeKind(),
                    request.task(),
                    request.paid());
            ServiceRecord record =
                    new ServiceRecord(id, serving.unitId(), content, serving.from(), command.actor(), command.now());
            times.requirePossible(record, command.now());
            return record;
        });
    }
}
