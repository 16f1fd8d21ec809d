package kepu.sample.script;

import java.time.LocalDateTime;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.TicketProfile.CorrectedTicket;
import kepu.sample.profile.TicketProfile.Ticket;
import kepu.sample.profile.TicketProfile.TicketStep;

/** What residents raise, and how far it is solved. */
final class TicketScript {
    private static final String TICKETS = "/api/v1/volunteers/tickets";

    private final VillageWriter village;
    private final CommandScript script;

    TicketScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write() {
        village.profile.tickets().forEach(this::ticket);
    }

    private void ticket(Ticket ticket) {
        LocalDateTime raised = village.hasTime(ticket.raised())
                ? village.time(ticket.raised())
                : village.day(ticket.raised()).atTime(9, 30);
        if (!raised.toLocalDate().isAfter(village.established().plusDays(10))) {
            return;
        }
        String ref = state(script.post(ticket.name(), TICKETS).with("unitId", village.unitId), ticket, raised)
                .late(village.late(ticket.late()))
                .add();
        String path = TICKETS + "/{ref:" + ref + "}";
        String last = ref;
        for (int i = 0; i < ticket.steps().size(); i++) {
            last = step(ticket, path, last, ticket.steps().get(i), i + 1, raised);
        }
        CorrectedTicket corrected = ticket.corrected();
        if (corrected != null) {
            last = state(script.put(ticket.name() + "-corrected", path), ticket, village.time(corrected.raised()))
                    .late(village.late(corrected.late()))
                    .basedOn(last)
                    .add();
        }
        if (ticket.withdrawn() != null) {
            village.withdraw(path, last, ticket.withdrawn());
        }
    }

    private static CommandScript.Draft state(CommandScript.Draft draft, Ticket ticket, LocalDateTime raised) {
        return draft.with("kind", ticket.kind())
                .with("title", ticket.title())
                .with("details", "")
                .at(raised);
    }

    private String step(Ticket ticket, String path, String last, TicketStep step, int number, LocalDateTime raised) {
        LocalDateTime at = step.at() == null
                ? raised.toLocalDate()
                        .plusDays(step.after() == null ? 0 : step.after().draw(village.random))
                        .atTime(10 + number, 0)
                : village.time(step.at());
        CommandScript.Draft draft = script.post(ticket.name() + "-step-" + number, path + "/" + step.does().route);
        switch (step.does()) {
            case ASSIGN ->
                draft.with("assigneeId", "volunteer-%s-%02d".formatted(village.unitId, 1 + number % 9))
                        .with("note", "");
            case REPLY -> draft.with("answer", "已到现场查看，正在联系处理");
            case RESOLVE -> draft.with("solution", "问题已处理，当面告知");
            case CONFIRM -> draft.with("evidence", "电话回访，本人认可");
            case REOPEN -> draft.with("reason", "回访时反映问题仍在");
            case TRANSFER -> draft.with("destination", "HOTLINE_12345").with("note", "属县级部门职责");
            case MERGE ->
                draft.with("intoTicketId", "{ref:" + village.ref(String.valueOf(step.into())) + "}")
                        .with("note", "同一问题");
        }
        return draft.at(at).basedOn(last).add();
    }
}
