package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * Reminders (提醒) of what stands open in a unit (R18, R25): for information only. Nobody has to answer one, and no score
 * reads them.
 *
 * <p>{@code week} is the week of ISO 8601 in which it is told, such as {@code 2026-W11}; a matter is told at most once in it.
 */
@Family(topic = "kepu.organization.reminders")
public sealed interface UnitReminderEvent extends DomainEvent {
    String week();

    /** The post of publicity officer has been vacant since then, for more than 30 days. */
    @WireType("kepu.organization.officer-vacancy-reminded.v1")
    record OfficerVacancyReminded(Instant since, String week) implements UnitReminderEvent {}

    /** The plan or summary of that year is not filed, and is due within 30 days or was due within the last year. */
    @WireType("kepu.organization.document-reminded.v1")
    record DocumentReminded(DocumentEvent.Kind kind, int year, LocalDate dueDate, String week)
            implements UnitReminderEvent {}
}
