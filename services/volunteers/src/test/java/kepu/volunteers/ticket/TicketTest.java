package kepu.volunteers.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import kepu.contracts.volunteers.TicketEvent.Destination;
import kepu.contracts.volunteers.TicketEvent.Kind;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketConfirmed;
import kepu.contracts.volunteers.TicketEvent.TicketCorrected;
import kepu.contracts.volunteers.TicketEvent.TicketMerged;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketReopened;
import kepu.contracts.volunteers.TicketEvent.TicketReplied;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TicketEvent.TicketTransferred;
import kepu.contracts.volunteers.TicketEvent.TicketWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.ticket.Ticket.Content;
import kepu.volunteers.ticket.Ticket.State;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TicketTest {
    private static final String VILLAGE = "990101201201";
    private static final Instant RAISED = Instant.parse("2025-03-03T02:00:00Z");
    private static final Instant ASSIGNED = Instant.parse("2025-03-04T02:00:00Z");
    private static final Instant RESOLVED = Instant.parse("2025-03-10T02:00:00Z");
    private static final Instant LATER = Instant.parse("2025-03-12T02:00:00Z");
    private static final Content ROAD = new Content(Kind.INFRASTRUCTURE, "机耕道塌方", "三组机耕道塌方，农机进不去", "p-lin");
    private static final Content PESTS = new Content(Kind.TECHNIQUE, "柑橘红蜘蛛", "", null);

    private final Ticket ticket = ticket("t1", RAISED);

    private static Ticket ticket(String id, Instant raisedAt) {
        return new Ticket(id, VILLAGE, ROAD, raisedAt, "secretary-1");
    }

    private Ticket assigned() {
        ticket.assign("p-zhao", "", ASSIGNED, "secretary-1");
        return ticket;
    }

    private Ticket resolved() {
        assigned().resolve("村里组织清理，已通车", RESOLVED, "leader-1");
        return ticket;
    }

    @Test
    void two_tickets_look_the_same_by_kind_title_and_resident_until_one_is_merged() {
        Ticket again = ticket("t2", LATER);
        assertThat(ticket.likeness(new Content(ROAD.kind(), ROAD.title(), "另一种说法", ROAD.residentId())))
                .isEqualTo(ticket.likeness(ROAD));
        assertThat(ticket.likeness(new Content(ROAD.kind(), ROAD.title(), ROAD.details(), null)))
                .isNotEqualTo(ticket.likeness(ROAD));

        assertThat(again.stands()).isTrue();
        again.mergeInto(ticket, "", LATER, "secretary-1");
        assertThat(again.stands()).isFalse();
    }

    // ---- the steps

    @Test
    void a_ticket_tells_its_kind_and_neither_what_it_is_about_nor_who_raised_it() {
        assertThat(ticket.record())
                .isEqualTo(new DomainEvents(RAISED, List.of(new TicketRaised("t1", Kind.INFRASTRUCTURE)), null));
        assertThat(ticket.state()).isEqualTo(State.RAISED);
    }

    @Test
    void from_raising_to_the_residents_confirmation_each_step_tells_when_the_ticket_was_raised() {
        assertThat(ticket.assign("p-zhao", "请三日内到现场", ASSIGNED, "secretary-1").events())
                .containsExactly(new TicketAssigned("t1", "p-zhao", RAISED));
        assertThat(ticket.reply("已联系挖机", ASSIGNED, "leader-1").events())
                .containsExactly(new TicketReplied("t1", RAISED));
        assertThat(ticket.resolve("村里组织清理，已通车", RESOLVED, "leader-1"))
                .isEqualTo(new DomainEvents(RESOLVED, List.of(new TicketResolved("t1", "p-zhao", RAISED)), null));
        assertThat(ticket.state()).isEqualTo(State.RESOLVED);
        assertThat(ticket.confirm("电话回访，本人认可", LATER, "secretary-1").events())
                .containsExactly(new TicketConfirmed("t1", RESOLVED, RAISED));
        assertThat(ticket.state()).isEqualTo(State.CONFIRMED);
        assertThat(ticket.steps())
                .extracting(Ticket.Step::note)
                .containsExactly("请三日内到现场", "已联系挖机", "村里组织清理，已通车", "电话回访，本人认可");
    }

    @Test
    void a_reopened_ticket_stays_with_its_assignee_and_is_resolved_again() {
        assertThat(resolved().reopen("雨后又塌", LATER, "inspector-1").events())
                .containsExactly(new TicketReopened("t1", RAISED));
        assertThat(ticket.state()).isEqualTo(State.REOPENED);
        assertThat(ticket.isOpen()).isTrue();

        assertThat(ticket.resolve("砌了挡墙", LATER, "leader-1").events())
                .containsExactly(new TicketResolved("t1", "p-zhao", RAISED));
        assertThat(ticket.confirm("现场查看", LATER, "inspector-1").events())
                .containsExactly(new TicketConfirmed("t1", LATER, RAISED));
    }

    @Test
    void a_ticket_goes_from_one_assignee_to_another_but_not_to_the_same() {
        assigned();

        refused("ticket-already-assigned", () -> ticket.assign("p-zhao", "", LATER, "secretary-1"));
        ticket.assign("p-qian", "外出，改派", LATER, "secretary-1");
        assertThat(ticket.resolve("已解决", LATER, "leader-1").events())
                .containsExactly(new TicketResolved("t1", "p-qian", RAISED));
    }

    @Test
    void a_ticket_is_transferred_before_or_after_it_was_assigned() {
        assertThat(ticket.transfer(Destination.HOTLINE_12345, "属县交通局职责", ASSIGNED, "clerk-1")
                        .events())
                .containsExactly(new TicketTransferred("t1", Destination.HOTLINE_12345, RAISED));
        assertThat(ticket.state()).isEqualTo(State.TRANSFERRED);
        assertThat(ticket.isOpen()).isFalse();
    }

    // ---- who and when

    @Test
    void neither_the_assignee_nor_whoever_recorded_the_resolution_records_that_the_resident_confirmed_it() {
        resolved();

        refused("own-record", () -> ticket.confirm("电话回访", LATER, "leader-1"));
        refused("own-record", () -> ticket.confirm("电话回访", LATER, "p-zhao"));
        assertThat(ticket.confirm("电话回访", LATER, "secretary-1").events()).hasSize(1);
    }

    @Test
    void a_step_happens_with_the_one_before_it_at_the_earliest() {
        refused("wrong-order", () -> ticket.assign("p-zhao", "", RAISED.minusMillis(1), "secretary-1"));
        ticket.assign("p-zhao", "", RAISED, "secretary-1");
        refused("wrong-order", () -> ticket.resolve("已解决", RAISED.minusMillis(1), "leader-1"));
        assertThat(ticket.resolve("已解决", RAISED, "leader-1").events()).hasSize(1);
    }

    // ---- what is forbidden in which state

    private final Map<String, UnaryOperator<Ticket>> commands = commands();

    private static Map<String, UnaryOperator<Ticket>> commands() {
        Map<String, UnaryOperator<Ticket>> commands = new LinkedHashMap<>();
        commands.put("assign", done(ticket -> ticket.assign("p-sun", "", LATER, "secretary-1")));
        commands.put("reply", done(ticket -> ticket.reply("已联系", LATER, "leader-1")));
        commands.put("resolve", done(ticket -> ticket.resolve("已解决", LATER, "leader-1")));
        commands.put("confirm", done(ticket -> ticket.confirm("电话回访", LATER, "inspector-1")));
        commands.put("reopen", done(ticket -> ticket.reopen("未解决", LATER, "inspector-1")));
        commands.put("transfer", done(ticket -> ticket.transfer(Destination.TOWNSHIP, "转", LATER, "clerk-1")));
        commands.put("merge", done(ticket -> ticket.mergeInto(ticket("t0", RAISED), "重复", LATER, "clerk-1")));
        commands.put("correct", done(ticket -> ticket.correct(PESTS, RAISED, "secretary-1")));
        return commands;
    }

    private static UnaryOperator<Ticket> done(java.util.function.Consumer<Ticket> command) {
        return ticket -> {
            command.accept(ticket);
            return ticket;
        };
    }

    /** What each command is refused with; an empty text: it is allowed. */
    private void allOf(UnaryOperator<Ticket> before, String... refusals) {
        int next = 0;
        for (Map.Entry<String, UnaryOperator<Ticket>> command : commands.entrySet()) {
            Ticket fresh = before.apply(ticket("t1", RAISED));
            State state = fresh.state();
            String code = "";
            try {
                command.getValue().apply(fresh);
            } catch (Rejection refusal) {
                code = refusal.code();
                assertThat(fresh.state()).isEqualTo(state);
            }
            assertThat(code).as(command.getKey() + " when " + state).isEqualTo(refusals[next++]);
        }
        assertThat(next).isEqualTo(refusals.length);
    }

    private static Ticket assigned(Ticket ticket) {
        ticket.assign("p-zhao", "", ASSIGNED, "secretary-1");
        return ticket;
    }

    private static Ticket resolved(Ticket ticket) {
        assigned(ticket).resolve("已解决", RESOLVED, "leader-1");
        return ticket;
    }

    @Test
    void what_was_raised_is_assigned_transferred_or_merged_and_nothing_else() {
        String not = "ticket-not-assigned";
        String unresolved = "ticket-not-resolved";
        allOf(ticket -> ticket, "", not, not, unresolved, unresolved, "", "", "");
    }

    @Test
    void what_is_assigned_is_neither_confirmed_nor_reopened() {
        String unresolved = "ticket-not-resolved";
        allOf(TicketTest::assigned, "", "", "", unresolved, unresolved, "", "", "");
    }

    @Test
    void what_is_resolved_waits_for_the_resident() {
        String waits = "ticket-awaits-confirmation";
        allOf(TicketTest::resolved, waits, waits, waits, "", "", waits, waits, "");
    }

    @Test
    void what_is_reopened_is_like_what_is_assigned() {
        String unresolved = "ticket-not-resolved";
        UnaryOperator<Ticket> reopened = done(ticket -> resolved(ticket).reopen("未解决", RESOLVED, "inspector-1"));
        allOf(reopened, "", "", "", unresolved, unresolved, "", "", "");
    }

    @Test
    void what_the_resident_confirmed_is_over() {
        String over = "ticket-confirmed";
        UnaryOperator<Ticket> confirmed = done(ticket -> resolved(ticket).confirm("回访", RESOLVED, "inspector-1"));
        allOf(confirmed, over, over, over, over, over, over, over, "");
    }

    @Test
    void what_was_transferred_stays_as_it_is() {
        String away = "ticket-transferred";
        UnaryOperator<Ticket> transferred =
                done(ticket -> ticket.transfer(Destination.TOWNSHIP, "转", ASSIGNED, "clerk-1"));
        allOf(transferred, away, away, away, away, away, away, away, away);
    }

    @Test
    void what_was_merged_stays_as_it_is() {
        String away = "ticket-merged";
        UnaryOperator<Ticket> merged =
                done(ticket -> ticket.mergeInto(ticket("t0", RAISED), "重复", ASSIGNED, "clerk-1"));
        allOf(merged, away, away, away, away, away, away, away, away);
    }

    @Test
    void what_was_withdrawn_is_left_alone() {
        assertThat(resolved().withdraw("误登", LATER, "secretary-1").events())
                .containsExactly(new TicketWithdrawn("t1", "误登", RAISED));

        String gone = "already-withdrawn";
        UnaryOperator<Ticket> withdrawn = done(ticket -> resolved(ticket).withdraw("误登", LATER, "secretary-1"));
        allOf(withdrawn, gone, gone, gone, gone, gone, gone, gone, gone);
    }

    // ---- doubles

    @Test
    void a_againgoes_into_the_ticket_that_was_raised_first() {
        Ticket second = ticket("t2", RAISED.plusMillis(1));

        refused("ticket-merged-into-later", () -> ticket.mergeInto(second, "重复", LATER, "clerk-1"));
        assertThat(second.mergeInto(ticket, "重复", LATER, "clerk-1").events())
                .containsExactly(new TicketMerged("t2", "t1", RAISED.plusMillis(1)));
        assertThat(second.mergedInto()).isEqualTo("t1");
    }

    @Test
    void of_two_raised_at_the_same_instant_one_alone_takes_the_other() {
        Ticket second = ticket("t2", RAISED);

        refused("ticket-merged-into-later", () -> ticket.mergeInto(second, "重复", LATER, "clerk-1"));
        assertThat(second.mergeInto(ticket, "重复", LATER, "clerk-1").events()).hasSize(1);
    }

    @Test
    void a_ticket_is_not_merged_into_itself_nor_into_one_that_was_withdrawn_or_merged() {
        refused("ticket-merged-into-itself", () -> ticket.mergeInto(ticket, "重复", LATER, "clerk-1"));
        Ticket withdrawn = ticket("t0", RAISED);
        withdrawn.withdraw("误登", LATER, "secretary-1");
        refused("ticket-takes-no-doubles", () -> ticket.mergeInto(withdrawn, "重复", LATER, "clerk-1"));
        Ticket merged = ticket("t0", RAISED);
        merged.mergeInto(ticket("s", RAISED), "重复", LATER, "clerk-1");
        refused("ticket-takes-no-doubles", () -> ticket.mergeInto(merged, "重复", LATER, "clerk-1"));
        assertThat(ticket.mergeInto(resolved(ticket("t0", RAISED)), "重复", LATER, "clerk-1")
                        .events())
                .hasSize(1);
    }

    // ---- corrections

    @Test
    void a_correction_states_the_resolution_that_holds_if_there_is_one() {
        assertThat(ticket.correct(PESTS, RAISED, "clerk-1").events())
                .containsExactly(new TicketCorrected("t1", Kind.TECHNIQUE, null, RAISED));
        assertThat(resolved().correct(ROAD, RAISED.minusMillis(1), "clerk-1").events())
                .containsExactly(new TicketCorrected("t1", Kind.INFRASTRUCTURE, RESOLVED, RAISED));
        ticket.reopen("雨后又塌", LATER, "inspector-1");
        assertThat(ticket.correct(ROAD, RAISED, "clerk-1").events())
                .containsExactly(new TicketCorrected("t1", Kind.INFRASTRUCTURE, null, RAISED.minusMillis(1)));
    }

    @Test
    void a_ticket_is_raised_with_the_first_step_at_the_latest() {
        assigned();

        refused("wrong-order", () -> ticket.correct(ROAD, ASSIGNED.plusMillis(1), "clerk-1"));
        assertThat(ticket.correct(ROAD, ASSIGNED, "clerk-1").occurredAt()).isEqualTo(ASSIGNED);
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
