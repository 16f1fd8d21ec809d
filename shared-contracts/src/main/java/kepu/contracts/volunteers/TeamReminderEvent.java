package kepu.contracts.volunteers;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * Reminders (提醒) of what stands open in a team (R4, R7, R9): for information only. Nobody has to answer one, and no score
 * reads them.
 */
@Family(topic = "kepu.volunteers.reminders")
public sealed interface TeamReminderEvent extends DomainEvent {
    /**
     * The matter has stood open since {@code since}; told at most once in a week.
     *
     * @param matter {@code TEAM_UNDERSTAFFED}, {@code MEMBERS_WITHOUT_LINK}, {@code VISITS_UNVERIFIED},
     *     {@code SERVICES_UNVERIFIED}; others may come
     * @param week week of ISO 8601 in which it is told, such as {@code 2026-W11}
     */
    @WireType("kepu.volunteers.team-reminded.v1")
    record TeamReminded(String teamId, String matter, Instant since, String week) implements TeamReminderEvent {}
}
