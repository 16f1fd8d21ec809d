package kepu.assessment.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.facts.FactPartitions.FactPartition;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.Years;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.OrderEvent.Cause;
import kepu.contracts.assessment.OrderEvent.Colour;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.OrderEvent.OrderSlipIssued;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.ProgrammeEvent.Level;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryWithdrawn;
import kepu.contracts.readingrooms.DeliveryEvent.Origin;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.EffectEvent.EffectReported;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.readingrooms.EffectEvent.EffectWithdrawn;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class FactPartitionsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String VILLAGE = "990101201201";

    /** Nobody's: as if a contract had been added and assessment not been told. */
    private record LanternLit(String lanternId) implements DomainEvent {}

    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_contract_has_a_place_or_is_named_as_having_none(Contract contract) throws IOException {
        assertThat(FactPartitions.placed(sample(contract), ZONE))
                .as("FactPartitions.placed says where %s belongs, or that no score asks for it", contract.type())
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void what_was_put_into_a_partition_is_found_in_its_year(Contract contract) throws IOException {
        for (FactPartition partition : FactPartitions.of(sample(contract), ZONE)) {
            String id = partition.idOf(new UUID(0, 1));
            assertThat(
                            AppliesBelow.class.isAssignableFrom(contract.event())
                                    ? FactPartitions.idsOfCounty(VILLAGE, partition.year())
                                    : FactPartitions.idsFor(VILLAGE, partition.year()))
                    .anyMatch(range -> range.contains(id));
        }
    }

    @Test
    void an_event_that_nobody_gave_a_place_holds_nothing_up() {
        Envelope<?> lantern = envelope(new LanternLit("x1"), "2025-03-05T02:00:00Z");

        assertThat(FactPartitions.placed(lantern, ZONE)).isNull();
        assertThat(FactPartitions.of(lantern, ZONE)).isEmpty();
    }

    @Test
    void a_fact_lies_in_the_local_year_in_which_it_happened_and_a_correction_in_both() {
        Instant last = Instant.parse("2024-12-31T15:59:59Z");
        TrainingHeld held = new TrainingHeld("x1", "t1", Kind.POLICY, "惠农政策", 60, Set.of());
        TrainingCorrected corrected = new TrainingCorrected("x1", "t1", Kind.POLICY, "惠农政策", 60, Set.of(), last);

        assertThat(FactPartitions.of(envelope(held, "2024-12-31T15:59:59Z"), ZONE))
                .isEqualTo(trainings(2024));
        assertThat(FactPartitions.of(envelope(held, "2024-12-31T16:00:00Z"), ZONE))
                .isEqualTo(trainings(2025));
        assertThat(FactPartitions.of(envelope(corrected, "2026-03-01T00:00:00Z"), ZONE))
                .isEqualTo(trainings(2026, 2024));
        assertThat(FactPartitions.of(envelope(new TrainingWithdrawn("x1", "因雨取消", last), "2026-03-01T00:00:00Z"), ZONE))
                .isEqualTo(trainings(2024));
    }

    @Test
    void a_programme_lasts_from_the_first_year_of_its_term_or_of_the_one_that_it_amends() {
        LocalDate first = LocalDate.of(2025, 1, 1);
        LocalDate later = LocalDate.of(2026, 1, 1);
        LocalDate last = LocalDate.of(2028, 12, 31);
        String approved = "2024-12-20T00:00:00Z";

        assertThat(FactPartitions.of(
                        envelope(new ProgrammeRegistered("p1", "创建", Level.COUNTY, "县科协", "3号", first, last), approved),
                        ZONE))
                .containsExactly(programmes(2025));
        for (LocalDate[] terms : new LocalDate[][] {{later, first}, {first, later}}) {
            ProgrammeCorrected corrected = new ProgrammeCorrected(
                    "p1", "创建", Level.COUNTY, "县科协", "3号", terms[0], last, null, terms[1], Instant.EPOCH);
            assertThat(FactPartitions.of(envelope(corrected, approved), ZONE)).containsExactly(programmes(2025));
        }
        assertThat(FactPartitions.of(
                        envelope(new ProgrammeWithdrawn("p1", "误录", later, Instant.EPOCH), approved), ZONE))
                .containsExactly(programmes(2026));
        assertThat(programmes(2025).ids()).isEqualTo(programmes(2028).ids());
        assertThat(programmes(2025).lasting()).isTrue();
    }

    @Test
    void a_calendar_of_a_year_lies_in_that_year_and_in_the_one_before_whose_deadlines_reach_into_it() {
        WorkingCalendarWithdrawn withdrawn = new WorkingCalendarWithdrawn("c1", 2026, "误录", Instant.EPOCH);
        assertThat(FactPartitions.of(envelope(withdrawn, "2025-11-04T00:00:00Z"), ZONE))
                .containsExactlyInAnyOrder(
                        new FactPartition(VILLAGE, 2026, FactPartitions.CALENDARS),
                        new FactPartition(VILLAGE, 2025, FactPartitions.CALENDARS));
    }

    @Test
    void a_withdrawal_of_a_notice_lies_in_its_own_year_and_in_that_of_the_notice_which_it_takes_back() {
        Instant last = Instant.parse("2025-12-31T15:59:59Z");
        NoticeIssued withdrawal = new NoticeIssued(
                "n2",
                NoticeEvent.Kind.WITHDRAWAL,
                "T1",
                "2号",
                TitleEvent.Level.TOWNSHIP,
                null,
                null,
                null,
                null,
                "n1",
                last);
        assertThat(FactPartitions.of(envelope(withdrawal, "2025-12-31T16:00:00Z"), ZONE))
                .containsExactlyInAnyOrder(
                        new FactPartition(VILLAGE, 2026, "notice"), new FactPartition(VILLAGE, 2025, "notice"));
    }

    @Test
    void a_delivery_lasts_from_the_first_year_that_it_states_or_amends() {
        Instant before = Instant.parse("2023-05-01T00:00:00Z");
        FactPartition since2025 = new FactPartition(VILLAGE, 2025, FactPartitions.LASTING);
        FactPartition since2023 = new FactPartition(VILLAGE, 2023, FactPartitions.LASTING);
        DeliveryReceived received = new DeliveryReceived("d1", "r1", Origin.BOUGHT, Set.of("isbn-9787109000018"), 1);
        DeliveryCorrected corrected = new DeliveryCorrected("d1", "r1", Origin.BOUGHT, Set.of(), 1, before);

        assertThat(FactPartitions.of(envelope(received, "2025-03-01T00:00:00Z"), ZONE))
                .containsExactly(since2025);
        assertThat(FactPartitions.of(envelope(corrected, "2025-03-01T00:00:00Z"), ZONE))
                .containsExactly(since2023);
        assertThat(FactPartitions.of(envelope(new DeliveryWithdrawn("d1", "误录", before), "2025-03-01T00:00:00Z"), ZONE))
                .containsExactly(since2023);
    }

    @Test
    void a_withdrawn_demonstration_changes_every_year_since_its_application() {
        Instant applied = Instant.parse("2023-12-31T16:00:00Z"); // 2024 in the zone
        assertThat(FactPartitions.of(
                        envelope(new DemonstrationWithdrawn("d1", "误录", applied), "2026-03-01T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, FactPartitions.LASTING));
    }

    @Test
    void an_effect_lasts_as_somebody_may_see_its_evidence_in_a_later_year() {
        Instant last = Instant.parse("2024-12-31T15:59:59Z");
        FactPartition since2024 = new FactPartition(VILLAGE, 2024, FactPartitions.LASTING);

        assertThat(FactPartitions.of(
                        envelope(new EffectReported("e1", "r1", EffectEvent.Kind.INCOME, 3), "2024-12-31T15:59:59Z"),
                        ZONE))
                .containsExactly(since2024);
        assertThat(FactPartitions.of(envelope(new EffectWithdrawn("e1", "误录", last), "2026-03-01T00:00:00Z"), ZONE))
                .containsExactly(since2024);
        assertThat(FactPartitions.of(
                        envelope(new EffectVerified("e1", "inspector", "现场"), "2026-03-01T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2026, FactPartitions.LASTING));
    }

    @Test
    void a_step_of_a_chain_lasts_as_its_chain_may_end_in_a_later_year() {
        Instant last = Instant.parse("2024-12-31T15:59:59Z");
        ChainStepTaken taken = new ChainStepTaken("c1", Step.LECTURE, "讲座", null, null);
        ChainStepCorrected corrected = new ChainStepCorrected("c1", Step.LECTURE, "讲座", null, null, last);

        assertThat(FactPartitions.of(envelope(taken, "2024-12-31T15:59:59Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, FactPartitions.LASTING));
        assertThat(FactPartitions.of(envelope(corrected, "2026-03-01T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, FactPartitions.LASTING));
        assertThat(FactPartitions.of(envelope(corrected, "2023-03-01T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2023, FactPartitions.LASTING));
    }

    @Test
    void a_corrected_establishment_may_change_the_cards_of_every_year() {
        UnitEstablishmentCorrected corrected =
                new UnitEstablishmentCorrected("v", UnitEvent.Kind.VILLAGE, "村", "t", Instant.EPOCH);
        Envelope<?> second = new Envelope<>(
                new UUID(0, 1),
                "v",
                Instant.parse("2025-03-01T00:00:00Z"),
                Instant.EPOCH,
                1,
                2,
                VILLAGE,
                "clerk-1",
                "correlation",
                null,
                null,
                corrected);
        assertThat(FactPartitions.of(second, ZONE))
                .containsExactly(new FactPartition(VILLAGE, Years.FIRST, FactPartitions.LASTING));
    }

    private static FactPartition programmes(int firstYear) {
        return new FactPartition(VILLAGE, firstYear, FactPartitions.PROGRAMMES);
    }

    @Test
    void a_step_of_a_ticket_lies_in_the_local_year_in_which_the_ticket_was_raised() {
        TicketResolved lastYears = new TicketResolved("k1", "p-zhao", Instant.parse("2024-12-31T15:59:59Z"));
        TicketResolved thisYears = new TicketResolved("k1", "p-zhao", Instant.parse("2024-12-31T16:00:00Z"));

        assertThat(FactPartitions.of(envelope(lastYears, "2025-01-10T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, "tickets"));
        assertThat(FactPartitions.of(envelope(thisYears, "2025-01-10T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2025, "tickets"));
    }

    @Test
    void a_step_of_an_order_lies_in_the_local_year_of_its_issue_and_a_slip_nowhere() {
        Instant issued = Instant.parse("2024-12-31T15:59:59Z");
        LocalDate deadline = LocalDate.of(2025, 1, 20);
        OrderSlipIssued slip = new OrderSlipIssued("o1", Colour.YELLOW, Cause.OVERDUE, deadline, issued);

        assertThat(FactPartitions.of(
                        envelope(new OrderIssued("o1", "书屋", deadline, null, null, null), issued.toString()), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, "order"));
        assertThat(FactPartitions.of(envelope(new OrderSignedOff("o1", "合格", issued), "2025-02-01T00:00:00Z"), ZONE))
                .containsExactly(new FactPartition(VILLAGE, 2024, "order"));
        assertThat(FactPartitions.placed(envelope(slip, "2025-01-20T16:00:00Z"), ZONE))
                .isEmpty();
    }

    @Test
    void an_entry_of_the_first_two_months_also_lies_in_the_year_before() {
        ArchiveFiled filed = new ArchiveFiled(
                "e1",
                ArchiveEvent.Subject.ACTIVITY,
                "a1",
                ArchiveEvent.Kind.PHOTO,
                ArchiveEvent.Form.PAPER,
                ArchiveEvent.Retention.YEARS_10,
                1);
        Instant february = Instant.parse("2026-02-28T15:59:59Z");

        assertThat(FactPartitions.of(envelope(filed, "2026-02-28T15:59:59Z"), ZONE))
                .isEqualTo(archives(2026, 2025));
        assertThat(FactPartitions.of(envelope(filed, "2026-02-28T16:00:00Z"), ZONE))
                .isEqualTo(archives(2026));
        assertThat(FactPartitions.of(
                        envelope(new ArchiveWithdrawn("e1", "误录", february), "2026-06-01T00:00:00Z"), ZONE))
                .isEqualTo(archives(2026, 2025));
    }

    private static Set<FactPartition> archives(Integer... years) {
        return Stream.of(years)
                .map(year -> new FactPartition(VILLAGE, year, "archives"))
                .collect(Collectors.toSet());
    }

    private static Set<FactPartition> trainings(Integer... years) {
        return Stream.of(years)
                .map(year -> new FactPartition(VILLAGE, year, "trainings"))
                .collect(Collectors.toSet());
    }

    static Envelope<?> sample(Contract contract) throws IOException {
        try (InputStream sample = Objects.requireNonNull(
                Contracts.class.getResourceAsStream("samples/" + contract.type() + ".json"), contract.type())) {
            String value = new JsonMapper().readTree(sample).get("value").toString();
            return envelope(EventCodec.event(contract.type(), value), "2026-03-12T01:30:00Z");
        }
    }

    private static Envelope<?> envelope(DomainEvent event, String at) {
        Instant time = Instant.parse(at);
        return new Envelope<>(
                new UUID(0, 1), "subject", time, time, 1, 1, VILLAGE, "clerk-1", "correlation", null, null, event);
    }
}
