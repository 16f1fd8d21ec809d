package kepu.volunteers.reminder;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.volunteers.TeamReminderEvent.TeamReminded;

/** What a feature knows to stand open in teams. */
public interface OpenMatters {
    /** 队伍不足额, 队员无定点联系, 走访待核实, 服务记录待核实. */
    enum Matter {
        TEAM_UNDERSTAFFED,
        MEMBERS_WITHOUT_LINK,
        VISITS_UNVERIFIED,
        SERVICES_UNVERIFIED
    }

    /** A matter of one team, and since when it has stood open; of several the earliest. */
    record OpenMatter(String unitId, String teamId, Matter matter, Instant since) {
        String id() {
            return teamId + ':' + matter;
        }

        TeamReminded reminder(String week) {
            return new TeamReminded(teamId, matter.name(), since, week);
        }
    }

    /** Tells all of them, also such as began just now. */
    void tell(Instant now, Consumer<OpenMatter> to);

    /** Of matters of one kind of each team the oldest. */
    static Collection<OpenMatter> oldest(Stream<OpenMatter> all) {
        return all.collect(Collectors.toMap(
                        OpenMatter::id,
                        Function.identity(),
                        (one, other) -> one.since().isAfter(other.since()) ? other : one))
                .values();
    }
}
