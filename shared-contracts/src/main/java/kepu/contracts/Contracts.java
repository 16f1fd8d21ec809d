package kepu.contracts;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kepu.contracts.assessment.AwardListEvent;
import kepu.contracts.assessment.ChecklistEvent;
import kepu.contracts.assessment.ConversionRuleEvent;
import kepu.contracts.assessment.FalseRecordEvent;
import kepu.contracts.assessment.HistoryEvent;
import kepu.contracts.assessment.InspectionDrawEvent;
import kepu.contracts.assessment.InspectionEvent;
import kepu.contracts.assessment.InspectionPlanEvent;
import kepu.contracts.assessment.IntegrityCaseEvent;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeNumberEvent;
import kepu.contracts.assessment.OrderEvent;
import kepu.contracts.assessment.SchemeEvent;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.assessment.VetoEvent;
import kepu.contracts.campaigns.ActivityEvent;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.CampaignsDuplicateEvent;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ContributionEvent;
import kepu.contracts.campaigns.PartnerEvent;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeReuseEvent;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResourceUseEvent;
import kepu.contracts.campaigns.VenueEvent;
import kepu.contracts.campaigns.WindowEvent;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.FundingEvent;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficialCodeEvent;
import kepu.contracts.organization.OrganizationDuplicateEvent;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitReminderEvent;
import kepu.contracts.organization.VillageClassEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.DeliveryEvent;
import kepu.contracts.readingrooms.DemonstrationRoomEvent;
import kepu.contracts.readingrooms.DistanceSessionEvent;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.EquipmentEvent;
import kepu.contracts.readingrooms.LoanEvent;
import kepu.contracts.readingrooms.OpeningEvent;
import kepu.contracts.readingrooms.ReaderEvent;
import kepu.contracts.readingrooms.ReadingRoomsDuplicateEvent;
import kepu.contracts.readingrooms.ReservationEvent;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.StandardsCheckEvent;
import kepu.contracts.readingrooms.StockTakeEvent;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.contracts.volunteers.CertificateEvent;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.NominationEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.TalentEvent;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamReminderEvent;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.VisitEvent;
import kepu.contracts.volunteers.VolunteersDuplicateEvent;

/** The catalogue: every topic, every wire type on it, and the record that stands for it in Java. */
public final class Contracts {
    /** Event families in the order of their owners; each is a sealed interface annotated with {@link Family}. */
    public static final List<Class<? extends DomainEvent>> FAMILIES = List.of(
            UnitEvent.class,
            OfficialCodeEvent.class,
            VillageClassEvent.class,
            WorkingCalendarEvent.class,
            StationEvent.class,
            BoardEvent.class,
            OfficerEvent.class,
            LeadingGroupEvent.class,
            DocumentEvent.class,
            FundingEvent.class,
            ProgrammeEvent.class,
            DemonstrationEvent.class,
            TitleEvent.class,
            LinkTargetEvent.class,
            OrganizationDuplicateEvent.class,
            UnitReminderEvent.class,
            TeamEvent.class,
            LinkEvent.class,
            VisitEvent.class,
            TrainingEvent.class,
            ServiceRecordEvent.class,
            CertificateEvent.class,
            TicketEvent.class,
            TalentEvent.class,
            NominationEvent.class,
            TeamReminderEvent.class,
            PersonEvent.class,
            VolunteersDuplicateEvent.class,
            RoomEvent.class,
            OpeningEvent.class,
            ConsultationEvent.class,
            DistanceSessionEvent.class,
            EquipmentEvent.class,
            StandardsCheckEvent.class,
            DemonstrationRoomEvent.class,
            DeliveryEvent.class,
            StockTakeEvent.class,
            UsageEvent.class,
            ReaderEvent.class,
            LoanEvent.class,
            ReservationEvent.class,
            EffectEvent.class,
            ReadingRoomsDuplicateEvent.class,
            WindowEvent.class,
            ActivityEvent.class,
            ChainEvent.class,
            ResearchEvent.class,
            PracticeEvent.class,
            PracticeReuseEvent.class,
            VenueEvent.class,
            PartnerEvent.class,
            ContributionEvent.class,
            ResourceUseEvent.class,
            ArchiveEvent.class,
            CampaignsDuplicateEvent.class,
            InspectionPlanEvent.class,
            ChecklistEvent.class,
            InspectionDrawEvent.class,
            InspectionEvent.class,
            ScorecardEvent.class,
            OrderEvent.class,
            NoticeEvent.class,
            NoticeNumberEvent.class,
            VetoEvent.class,
            FalseRecordEvent.class,
            SchemeEvent.class,
            ConversionRuleEvent.class,
            AwardListEvent.class,
            HistoryEvent.class,
            IntegrityCaseEvent.class,
            AccountEvent.class);

    private static final Map<String, Contract> BY_TYPE = new LinkedHashMap<>();
    private static final Map<Class<?>, Contract> BY_CLASS = new LinkedHashMap<>();

    static {
        for (Class<? extends DomainEvent> family : FAMILIES) {
            String topic = topicOf(family);
            for (Class<?> member : family.getPermittedSubclasses()) {
                WireType wireType = Objects.requireNonNull(member.getAnnotation(WireType.class), member.getName());
                Contract contract = new Contract(wireType.value(), topic, member.asSubclass(DomainEvent.class));
                if (BY_TYPE.put(contract.type(), contract) != null) {
                    throw new IllegalStateException("wire type given twice: " + contract.type());
                }
                BY_CLASS.put(member, contract);
            }
        }
    }

    private Contracts() {}

    /**
     * One event on the wire.
     *
     * @param type wire type
     * @param topic Kafka topic
     * @param event record class
     */
    public record Contract(String type, String topic, Class<? extends DomainEvent> event) {
        /** Name of the JSON Schema of the value among the resources of this package. */
        public String schema() {
            return "schemas/" + type + ".json";
        }

        /** Identifies the JSON Schema of the value on the wire; an absolute URI, as CloudEvents demands. */
        public String schemaId() {
            return "urn:kepu:schema:" + type;
        }
    }

    /** Every contract, in the order of {@link #FAMILIES}. */
    public static Collection<Contract> all() {
        return Collections.unmodifiableCollection(BY_TYPE.values());
    }

    public static Optional<Contract> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** @throws IllegalArgumentException if the class is in no family */
    public static Contract of(Class<? extends DomainEvent> event) {
        Contract contract = BY_CLASS.get(event);
        if (contract == null) {
            throw new IllegalArgumentException("no contract for " + event.getName());
        }
        return contract;
    }

    /** Topic of a family. */
    public static String topicOf(Class<? extends DomainEvent> family) {
        return Objects.requireNonNull(family.getAnnotation(Family.class), family.getName())
                .topic();
    }

    /** Topics of all families that a service owns: those that start with {@code kepu.<service>.}. */
    public static List<String> topicsOwnedBy(String service) {
        return FAMILIES.stream()
                .map(Contracts::topicOf)
                .filter(topic -> topic.startsWith("kepu." + service + "."))
                .toList();
    }

    /** The topic to which {@code group} moves what it cannot read on {@code topic}. */
    public static String deadLetterTopic(String topic, String group) {
        return topic + "." + group + ".dlt";
    }
}
