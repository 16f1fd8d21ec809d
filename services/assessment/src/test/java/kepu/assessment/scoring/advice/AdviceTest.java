package kepu.assessment.scoring.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.card.Scorer;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.Envelope;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionHeld;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final int CASES = 200;

    @Test
    void doing_exactly_what_was_advised_moves_the_score_by_exactly_what_was_said() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Action> seen = EnumSet.noneOf(Action.class);
        int cases = 0;
        while (cases < CASES) {
            long story = random.nextLong();
            LocalDate from = LocalDate.of(2026, 2, 1).plusDays(random.nextInt(360));
            LocalDate by = from.plusDays(random.nextInt(40));
            List<Proposal> proposals = advice(
                    RandomVillage.UNIT, from, by, RandomVillage.of(story, "").facts());
            Optional<Scorecard> without = card(RandomVillage.of(story, ""), by);
            for (Proposal proposal : proposals) {
                cases++;
                Scorecard with = card(done(RandomVillage.of(story, ""), proposal.steps()), by)
                        .orElseThrow();
                Scorecard before = without.orElseThrow();
                String what = "seed %d, from %s: %s".formatted(seed, from, proposal.sentence());

                assertThat(with.party().subtract(before.party())).as(what).isEqualByComparingTo(proposal.partyGain());
                assertThat(with.science().subtract(before.science()))
                        .as(what)
                        .isEqualByComparingTo(proposal.scienceGain());
                assertThat(with.composite().subtract(before.composite()))
                        .as(what)
                        .isEqualByComparingTo(proposal.compositeGain());
                assertThat(points(with)).as(what).isGreaterThan(points(before));
                if (proposal.steps().getLast().action()
                        != Action.FILE_ARCHIVE) { // which guards against a loss later on
                    assertThat(points(withoutTheLast(story, proposal, by)))
                            .as(what)
                            .isLessThan(points(with));
                }
                proposal.steps().forEach(step -> {
                    seen.add(step.action());
                    assertThat(step.on()).as(what).isBetween(from, by);
                });
            }
        }
        assertThat(seen).as("seed %d", seed).hasSizeGreaterThan(15);
    }

    @Test
    void two_more_board_updates_are_what_four_of_six_lack() {
        Village village = Village.old().board("2026-01-20", "2026-04-10", "2026-06-30", "2026-09-20");

        Proposal board = of("P08", village, "2026-11-10", "2026-11-30");

        assertThat(board.steps())
                .extracting(Step::on)
                .containsExactly(LocalDate.of(2026, 11, 10), LocalDate.of(2026, 11, 11));
        assertThat(board.sentence().zh())
                .startsWith("2026-11-30 前更新宣传栏 2 次：党建 +")
                .endsWith(" 分");
        assertThat(board.sentence().en()).startsWith("update the bulletin board (2×) by 2026-11-30: party building +");
        assertThat(village.board("2026-11-10", "2026-11-11").ratio("P08", "2026-11-30"))
                .isEqualTo("1/1");
    }

    @Test
    void a_document_that_is_late_is_still_worth_something_when_its_year_is_over() {
        Village village = Village.old().filed("plan", DocumentEvent.Kind.PLAN, 2026, "2026-03-31");

        assertThat(Advice.of(
                        Village.SCHEME,
                        "530102001001",
                        2026,
                        Village.ZONE,
                        LocalDate.of(2027, 1, 5),
                        LocalDate.of(2027, 1, 31),
                        village.facts()))
                .extracting(Proposal::indicator)
                .containsExactly("P02");
    }

    @Test
    void the_best_for_each_action_comes_first_and_where_nothing_is_lacking_nothing_is_advised() {
        Village village = Village.old().stationOpened("station", "2015-06-01");

        List<Proposal> proposals =
                advice("530102001001", LocalDate.of(2026, 11, 10), LocalDate.of(2026, 11, 30), village.facts());

        assertThat(proposals)
                .extracting(Proposal::gainPerAction)
                .isSortedAccordingTo((a, b) -> b.compareTo(a))
                .hasSizeGreaterThan(5);
        assertThat(proposals)
                .extracting(Proposal::indicator)
                .contains("P01", "P09")
                .doesNotContain("P07");
    }

    @Test
    void what_no_village_can_spend_is_no_advice() {
        Village village = Village.old().residents("2020-01-01", 2_000_000_000);

        assertThat(Advice.of(
                        spending(new BigDecimal("999999999999999999")),
                        "530102001001",
                        2026,
                        Village.ZONE,
                        LocalDate.of(2026, 11, 10),
                        LocalDate.of(2026, 11, 30),
                        village.facts()))
                .extracting(Proposal::indicator)
                .contains("P09")
                .doesNotContain("P11");
    }

    private static Scheme spending(BigDecimal yuanPerResident) {
        Scheme scheme = Village.SCHEME;
        return new Scheme(
                scheme.id(),
                scheme.version(),
                scheme.name(),
                scheme.appliesTo(),
                scheme.relativeWeights(),
                scheme.partyShare(),
                scheme.bands(),
                scheme.ranks(),
                scheme.bonus(),
                scheme.overdueOrders(),
                scheme.supervision(),
                scheme.indicators().stream()
                        .map(one -> one.policy().equals("funding-per-resident") ? asking(one, yuanPerResident) : one)
                        .toList());
    }

    private static Indicator asking(Indicator one, BigDecimal yuanPerResident) {
        return new Indicator(
                one.code(),
                one.name(),
                one.measure(),
                one.track(),
                one.weight(),
                one.policy(),
                Map.of("yuanPerResident", yuanPerResident, "empty", "NOT_APPLICABLE"),
                one.targetsByClass());
    }

    @Test
    void a_village_that_closed_is_advised_nothing() {
        assertThat(advice(
                        "530102001001",
                        LocalDate.of(2026, 11, 10),
                        LocalDate.of(2026, 11, 30),
                        Village.old().closed("2026-06-01").facts()))
                .extracting(Proposal::indicator)
                .doesNotContain("P01", "P07", "P08", "P09");
    }

    private static Proposal of(String code, Village village, String from, String by) {
        return advice("530102001001", LocalDate.parse(from), LocalDate.parse(by), village.facts()).stream()
                .filter(proposal -> proposal.indicator().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<Proposal> advice(String unit, LocalDate from, LocalDate by, List<Envelope<?>> facts) {
        return Advice.of(Village.SCHEME, unit, 2026, Village.ZONE, from, by, facts);
    }

    private static Scorecard withoutTheLast(long story, Proposal proposal, LocalDate by) {
        List<Step> steps = proposal.steps().subList(0, proposal.steps().size() - 1);
        return card(done(RandomVillage.of(story, ""), steps), by).orElseThrow();
    }

    private static Optional<Scorecard> card(Village village, LocalDate asOf) {
        return Scorer.score(Village.SCHEME, RandomVillage.UNIT, 2026, Village.ZONE, asOf, Instant.MAX, village.facts());
    }

    private static BigDecimal points(Scorecard card) {
        return card.party().add(card.science());
    }

    /** Told by the village itself, in its own words. */
    private static Village done(Village village, List<Step> steps) {
        for (Step step : steps) {
            String at = step.on() + "T23:00";
            switch (step.fact().data()) {
                case BoardUpdated is -> village.boardUpdated(is.updateId(), at);
                case DocumentFiled is -> village.filed(is.documentId(), is.kind(), is.year(), at);
                case StationOpened is -> village.stationOpened(is.stationId(), at);
                case OfficerAppointed is -> village.officer(is.appointmentId(), at, null);
                case LeadingGroupFormed is -> village.group(is.groupId(), at, null);
                case GroupMemberAssigned is ->
                    village.part(is.groupId(), is.assignmentId(), is.personId(), is.role(), at);
                case FundingRecorded is -> village.funding(is.entryId(), is.stage(), at, is.amountFen());
                case VolunteerEnlisted is -> village.member(is.membershipId(), is.volunteerId(), at);
                case LinkStarted is -> village.link(is.linkId(), is.membershipId(), is.targetId(), at);
                case VisitMade is -> village.visit(is.visitId(), is.linkId(), at);
                case VisitVerified is -> village.verified(is.visitId(), at);
                case ServiceVerified is -> village.serviceVerified(is.serviceId(), at);
                case TrainingHeld is ->
                    village.training(
                            is.trainingId(), is.kind(), at, is.attendees().toArray(String[]::new));
                case TicketResolved is -> village.ticketResolved(is.ticketId(), at);
                case ConsultationAnswered is -> village.consultationAnswered(is.consultationId(), at);
                case DistanceSessionHeld is -> village.distanceSession(is.sessionId(), at);
                case DayOpened is -> village.open(is.roomId(), is.date().toString(), is.minutes(), at);
                case DeliveryReceived is ->
                    village.delivered(
                            is.deliveryId(), is.roomId(), at, is.resources().toArray(String[]::new));
                case ActivityHeld is
                when is.furtherCampaign() != null ->
                    village.activityOfFurther(
                            is.activityId(), at, is.furtherCampaign(), is.venueKind(), is.participants());
                case ActivityHeld is ->
                    village.activity(is.activityId(), at, is.campaign(), is.venueKind(), is.participants());
                case ArchiveFiled is -> village.archived(is.archiveId(), is.subjectId(), at);
                case ChainStepTaken is -> village.step(is.chainId(), is.step(), at);
                case ResearchProposed is -> village.research(is.researchId(), at);
                case ResearchStageReached is -> village.reached(is.researchId(), is.stage(), at);
                case PracticeNominated is -> village.practice(is.practiceId(), at);
                case PracticePublished is -> village.published(is.practiceId(), at);
                default -> throw new IllegalStateException("nobody can be told of " + step);
            }
        }
        return village;
    }
}
