package kepu.assessment.falserecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.Story;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.PracticeEvent.Kind;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketReopened;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.junit.jupiter.api.Test;

class InvolvedTest {
    private static final String DAY = "2026-03-02";
    private static final String RECORDER = "clerk-1"; // of every story

    /** {@code told} of one subject, the first of them found to be false. */
    private static Set<String> involved(DomainEvent... told) {
        Story story = new Story("V1", "s1");
        for (DomainEvent event : told) {
            story.tell(DAY, event);
        }
        List<Envelope<?>> events = new ArrayList<>(story.events());
        return Involved.in(
                events.getFirst(),
                events,
                memberships -> memberships.stream().map(stay -> "p-" + stay).collect(Collectors.toSet()));
    }

    private static ServiceLogged service(String membership) {
        return new ServiceLogged("s1", "t1", membership, 60, PlaceKind.VILLAGE, "宣讲", false);
    }

    @Test
    void a_service_concerns_its_recorder_the_volunteer_of_each_version_and_whoever_verified_it() {
        assertThat(involved(
                        service("m1"),
                        new ServiceCorrected(
                                "s1", "t1", "m2", 60, PlaceKind.VILLAGE, "宣讲", false, Story.at("2026-03-01")),
                        new ServiceVerified("s1", "verifier", "签到", true, Story.at(DAY))))
                .containsExactlyInAnyOrder(RECORDER, "p-m1", "p-m2", "verifier");
    }

    @Test
    void whoever_doubted_a_record_is_no_part_of_it() {
        assertThat(involved(
                        service("m1"),
                        new ServiceRejected("s1", "doubter", "未到场", Story.at(DAY)),
                        new ServiceContestSettled("s1", "doubter", true, Story.at(DAY))))
                .doesNotContain("doubter");
        assertThat(involved(
                        new TicketRaised("s1", TicketEvent.Kind.POLICY),
                        new TicketAssigned("s1", "p-assignee", Story.at(DAY)),
                        new TicketResolved("s1", "resolver", Story.at(DAY)),
                        new TicketReopened("s1", Story.at(DAY))))
                .containsExactlyInAnyOrder(RECORDER, "p-assignee", "resolver");
    }

    @Test
    void a_training_concerns_all_who_are_said_to_have_attended_and_a_practice_its_person_and_publisher() {
        assertThat(involved(new TrainingHeld("s1", "t1", TrainingEvent.Kind.POLICY, "政策", 90, Set.of("m1", "m2"))))
                .containsExactlyInAnyOrder(RECORDER, "p-m1", "p-m2");
        assertThat(involved(
                        new PracticeNominated("s1", Kind.ROLE_MODEL, "带头人", "p-7"),
                        new PracticePublished("s1", "publisher")))
                .containsExactlyInAnyOrder(RECORDER, "p-7", "publisher");
    }

    @Test
    void what_names_nobody_concerns_its_recorder_alone() {
        assertThat(involved(new DayOpened("r1", LocalDate.of(2026, 3, 2), 240))).containsExactly(RECORDER);
    }
}
