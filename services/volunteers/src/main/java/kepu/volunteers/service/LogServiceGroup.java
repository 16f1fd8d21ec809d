package kepu.volunteers.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.Warning;
import kepu.defaults.Warnings;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Logs one activity for many members at once: for all of them, or, if a rule forbids it for any, for none. */
@Component
class LogServiceGroup {
    private final AggregateStore store;
    private final Teams teams;
    private final ServiceTimes times;
    private final Warnings sentences;

    LogServiceGroup(AggregateStore store, Teams teams, ServiceTimes times, Warnings sentences) {
        this.store = store;
        this.teams = teams;
        this.times = times;
        this.sentences = sentences;
    }

    Receipt handle(Command command, ServiceGroupController.GroupRequest request) {
        String id = command.newId("service-group");
        return store.create(command, ServiceGroup.class, id, () -> group(command, id, request), ServiceGroup::log);
    }

    private ServiceGroup group(Command command, String id, ServiceGroupController.GroupRequest request) {
        Teams.Occasion occasion =
                teams.gathering(request.teamId(), List.of(), () -> command.occurredAt(request.occurredAt()));
        Instant from = occasion.at();
        times.requireOverWithinItsDay(from, from.plus(Duration.ofMinutes(request.minutes())), command.now());
        List<ServiceRejection.Hindrance> hindered = new ArrayList<>();
        List<ServiceGroup.Member> members = new ArrayList<>();
        for (String membershipId : new TreeSet<>(request.membershipIds())) {
            unlessHindered(membershipId, hindered, () -> {
                Teams.Serving serving = teams.serving(request.teamId(), membershipId, request.minutes(), () -> from);
                members.add(new ServiceGroup.Member(membershipId, serving.volunteerId()));
            });
        }
        ServiceGroup group = new ServiceGroup(
                id,
                occasion.unitId(),
                request.teamId(),
                List.copyOf(members),
                request.minutes(),
                request.placeKind(),
                request.task(),
                request.paid(),
                from,
                command.actor(),
                command.now());
        for (ServiceGroup.Member member : members) {
            unlessHindered(member.membershipId(), hindered, () -> times.requireFree(group.recordOf(member)));
        }
        if (!hindered.isEmpty()) {
            throw ServiceRejection.group(
                    hindered.stream()
                            .map(one -> one.membershipId() + " (" + one.code() + ")")
                            .collect(Collectors.joining(", ")),
                    hindered);
        }
        return group;
    }

    private void unlessHindered(String membershipId, List<ServiceRejection.Hindrance> hindered, Runnable rule) {
        try {
            rule.run();
        } catch (Rejection why) {
            hindered.add(hindrance(membershipId, why));
        }
    }

    private ServiceRejection.Hindrance hindrance(String membershipId, Rejection why) {
        Warning said = sentences.of(
                why.code(), why.arguments().stream().map(Object::toString).toArray(String[]::new));
        return new ServiceRejection.Hindrance(membershipId, said.code(), said.zh(), said.en());
    }
}
