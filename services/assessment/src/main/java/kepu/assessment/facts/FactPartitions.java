package kepu.assessment.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.Years;
import kepu.contracts.assessment.AwardListEvent;
import kepu.contracts.assessment.ChecklistEvent;
import kepu.contracts.assessment.FalseRecordEvent;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.contracts.assessment.HistoryEvent;
import kepu.contracts.assessment.InspectionDrawEvent;
import kepu.contracts.assessment.InspectionPlanEvent;
import kepu.contracts.assessment.IntegrityCaseEvent;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.NoticeNumberEvent;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderSlipIssued;
import kepu.contracts.assessment.OrderEvent.OrderStep;
import kepu.contracts.assessment.SchemeEvent;
import kepu.contracts.assessment.SchemeEvent.SchemePublished;
import kepu.contracts.assessment.SchemeEvent.SchemeRetired;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.assessment.VetoEvent;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveReview;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveVersion;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ContributionEvent;
import kepu.contracts.campaigns.PartnerEvent;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeReuseEvent;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResourceUseEvent;
import kepu.contracts.campaigns.VenueEvent;
import kepu.contracts.campaigns.WindowEvent;
import kepu.contracts.fact.Amendment;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficialCodeEvent;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ClosureVersion;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.MoveAmendment;
import kepu.contracts.organization.UnitReminderEvent;
import kepu.contracts.organization.VillageClassEvent;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneNotice;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationStep;
import kepu.contracts.readingrooms.DeliveryEvent;
import kepu.contracts.readingrooms.DemonstrationRoomEvent;
import kepu.contracts.readingrooms.EffectEvent;
import kepu.contracts.readingrooms.EquipmentEvent;
import kepu.contracts.readingrooms.LoanEvent.LoanStep;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.ReaderEvent;
import kepu.contracts.readingrooms.ReservationEvent;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.StandardsCheckEvent;
import kepu.contracts.readingrooms.StockTakeEvent;
import kepu.contracts.volunteers.CertificateEvent;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.NominationEvent;
import kepu.contracts.volunteers.PersonEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContested;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TalentEvent;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamReminderEvent;
import kepu.contracts.volunteers.TicketEvent.TicketStep;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns each fact to its partitions: what lasts (members, links, stations …) to one per unit, what belongs to a year to one
 * per year and kind. A fact that people may amend needs no line here: it belongs to the year in which it happened; but what is
 * made of facts of several years (chains, research, practices) lasts, so that they are read together. What a county states for
 * the units below it has partitions of its own: its windows and calendars of a year, and its programmes and
 * schemes, which last.
 *
 * <p>A version of a fact that moved to another year is in both partitions, so that the old year knows that it moved.
 */
final class FactPartitions {
    static final String LASTING = "lasting";
    static final String WINDOWS = "windows";
    static final String PROGRAMMES = "programmes";
    static final String SCHEMES = "schemes";

    static final String CALENDARS = kind(Contracts.topicOf(WorkingCalendarEvent.class));

    private static final List<String> OF_COUNTY = List.of(WINDOWS, PROGRAMMES, CALENDARS, SCHEMES);

    /** Those warned of. */
    private static final Set<Class<?>> WITHOUT_PLACE = ConcurrentHashMap.newKeySet();

    private static final Logger log = LoggerFactory.getLogger(FactPartitions.class);

    /** The character behind the separator: greater than every id that goes on behind it. */
    private static final char AFTER_SEPARATOR = '}';

    private FactPartitions() {}

    /** A range of ids: the first one, included, up to the last one, excluded. */
    record IdRange(String from, String until) {
        boolean contains(String id) {
            return id.compareTo(from) >= 0 && id.compareTo(until) < 0;
        }
    }

    /** Ids of the documents of the facts of a unit's year: what lasts, and what belongs to the year. */
    static List<IdRange> idsFor(String unitId, int year) {
        return List.of(new FactPartition(unitId, year, LASTING).ids(), idsOfYear(unitId, year));
    }

    /** Ids of the documents of all facts of a unit. */
    static IdRange idsOfUnit(String unitId) {
        return new IdRange(unitId + '|', unitId + AFTER_SEPARATOR);
    }

    /** Ids of the documents of all facts that belong to a unit's year, of whatever kind. */
    static IdRange idsOfYear(String unitId, int year) {
        String prefix = unitId + '|' + year;
        return new IdRange(prefix + '|', prefix + AFTER_SEPARATOR);
    }

    /**
     * The partitions of an event; none if no score needs it.
     *
     * <p>An event that nobody gave a place is skipped: it is in the journal, from which the facts can be made again.
     */
    static Set<FactPartition> of(Envelope<?> envelope, ZoneId zone) {
        Set<FactPartition> partitions = placed(envelope, zone);
        if (partitions != null) {
            return partitions;
        }
        Class<?> event = envelope.data().getClass();
        if (WITHOUT_PLACE.add(event)) {
            log.warn("{} has no place among the facts of scores", event.getName());
        }
        return Set.of();
    }

    /** Null only for an event that nobody gave a place. */
    static @Nullable Set<FactPartition> placed(Envelope<?> envelope, ZoneId zone) {
        Instant at = envelope.occurredAt();
        return switch (envelope.data()) {
            case UnitEvent _ -> lasting(envelope, firstYear(envelope, zone));
            case ChainEvent _, ResearchEvent _, PracticeEvent _ -> lasting(envelope, earliestYear(envelope, zone));
            case DemonstrationWithdrawn w -> lasting(envelope, year(w.previousOccurredAt(), zone));
            case StationEvent _,
                    OfficerEvent _,
                    LeadingGroupEvent _,
                    DemonstrationEvent _,
                    TeamEvent _,
                    LinkEvent _,
                    RoomEvent _,
                    BoardRegistered _ -> lasting(envelope, year(at, zone));
            // somebody may have seen the evidence of an effect in a later year
            case DeliveryEvent _, StockTakeEvent _, EffectEvent _ -> lasting(envelope, earliestYear(envelope, zone));
            case DocumentFiled f -> yearly(envelope, f.year());
            case DocumentCorrected c -> yearly(envelope, c.year(), c.previousYear());
            case DocumentWithdrawn w -> yearly(envelope, w.previousYear());
            case VisitVerified v -> yearly(envelope, year(v.visitedAt(), zone));
            case VisitRejected r -> yearly(envelope, year(r.visitedAt(), zone));
            case ServiceVerified v -> yearly(envelope, year(v.servedAt(), zone));
            case ServiceRejected r -> yearly(envelope, year(r.servedAt(), zone));
            case ServiceContested c -> yearly(envelope, year(c.servedAt(), zone));
            case ServiceContestSettled s -> yearly(envelope, year(s.servedAt(), zone));
            case OrderSlipIssued _ -> Set.<FactPartition>of();
            case OrderIssued _ -> yearly(envelope, year(at, zone));
            case OrderStep s -> yearly(envelope, year(s.issuedAt(), zone));
            case TicketStep s -> yearly(envelope, year(s.raisedAt(), zone));
            case ConsultationStep s -> yearly(envelope, year(s.askedAt(), zone));
            case DuplicateNotice n -> yearly(envelope, year(n.recordOccurredAt(), zone));
            case OpeningCalendarSet s -> yearly(envelope, s.year());
            case DayOpened d -> yearly(envelope, weekYear(d.date()));
            case DayClosed d -> yearly(envelope, weekYear(d.date()));
            case DayWithdrawn d -> yearly(envelope, weekYear(d.date()));
            case ArchiveVersion a -> yearly(envelope, yearsOf(a, at, zone));
            case WindowEvent w -> Set.of(new FactPartition(envelope.unitId(), w.year(), WINDOWS));
            // The last days of a year may reach into the next one's calendar, and a calendar may name those before its
            // year.
            case WorkingCalendarEvent c -> yearly(envelope, c.year(), c.year() - 1);
            case ProgrammeEvent p -> Set.of(new FactPartition(envelope.unitId(), firstYear(p), PROGRAMMES));
            case NoticeIssued n
            when n.withdrawnIssuedAt() != null -> yearly(envelope, year(at, zone), year(n.withdrawnIssuedAt(), zone));
            case NoticeIssued _ -> yearly(envelope, year(at, zone));
            case VetoImposed v -> yearly(envelope, v.year());
            case VetoWithdrawn v -> yearly(envelope, v.year());
            // the record may be of any year, or last
            case FalseRecordConfirmed _, FalseRecordWithdrawn _ -> lasting(envelope, Years.FIRST);
            case SchemePublished s -> Set.of(new FactPartition(envelope.unitId(), s.fromYear(), SCHEMES));
            case SchemeRetired s -> Set.of(new FactPartition(envelope.unitId(), s.fromYear(), SCHEMES));
            case SchemeEvent _ -> Set.<FactPartition>of();
            case VillageClassified v -> lasting(envelope, v.validFrom().getYear());
            // what is amended may have held from any year on
            case VillageClassEvent _ -> lasting(envelope, Years.FIRST);
            case OfficialCodeEvent _,
                    LinkTargetEvent _,
                    InspectionPlanEvent _,
                    ChecklistEvent _,
                    InspectionDrawEvent _,
                    ScorecardEvent _,
                    IntegrityCaseEvent _,
                    NoticeEvent _,
                    NoticeNumberEvent _,
                    VetoEvent _,
                    FalseRecordEvent _,
                    AwardListEvent _,
                    HistoryEvent _,
                    PersonEvent _,
                    TalentEvent _,
                    NominationEvent _,
                    PracticeReuseEvent _,
                    VenueEvent _,
                    PartnerEvent _,
                    ContributionEvent _,
                    ResourceUseEvent _,
                    CertificateEvent _,
                    ArchiveReview _,
                    ReaderEvent _,
                    LoanStep _,
                    ConsultationPhoneNotice _,
                    ReservationEvent _,
                    TeamReminderEvent _,
                    UnitReminderEvent _,
                    EquipmentEvent _,
                    StandardsCheckEvent _,
                    DemonstrationRoomEvent _,
                    AccountEvent _ -> Set.<FactPartition>of();
            case Correction c -> yearly(envelope, year(at, zone), year(c.previousOccurredAt(), zone));
            case Withdrawal w -> yearly(envelope, year(w.previousOccurredAt(), zone));
            case FactVersion _ -> yearly(envelope, year(at, zone));
            case DomainEvent _ -> null;
        };
    }

    /** A closing, an establishment told anew or corrected, and what amends a move may replace one of any year, in whatever order. */
    private static int firstYear(Envelope<?> envelope, ZoneId zone) {
        boolean isFirst = envelope.sequence() == 1 && envelope.epoch() <= 1;
        boolean mayReplace = switch (envelope.data()) {
            case ClosureVersion _, MoveAmendment _ -> true;
            case EstablishmentVersion _ -> !isFirst;
            default -> false;
        };
        return mayReplace ? Years.FIRST : year(envelope.occurredAt(), zone);
    }

    /** Of what is made of facts of several years: the one of the event, or of the version that it amends if that is earlier. */
    private static int earliestYear(Envelope<?> envelope, ZoneId zone) {
        int year = year(envelope.occurredAt(), zone);
        return envelope.data() instanceof Amendment amendment
                ? Math.min(year, year(amendment.previousOccurredAt(), zone))
                : year;
    }

    /** An entry of the first two months may still be in time for an activity of the year before. */
    private static int[] yearsOf(ArchiveVersion entry, Instant at, ZoneId zone) {
        Stream<Instant> dates = switch (entry) {
            case Withdrawal w -> Stream.of(w.previousOccurredAt());
            case Correction c -> Stream.of(at, c.previousOccurredAt());
            case ArchiveVersion _ -> Stream.of(at);
        };
        return dates.map(date -> LocalDate.ofInstant(date, zone))
                .flatMapToInt(date -> date.getMonth().compareTo(Month.FEBRUARY) <= 0
                        ? IntStream.of(date.getYear(), date.getYear() - 1)
                        : IntStream.of(date.getYear()))
                .distinct()
                .toArray();
    }

    /** The first year whose scores it may change, by the term that it states or by the one that it amends. */
    private static int firstYear(ProgrammeEvent programme) {
        return switch (programme) {
            case ProgrammeRegistered r -> r.from().getYear();
            case ProgrammeCorrected c ->
                Math.min(c.from().getYear(), c.previousFrom().getYear());
            case ProgrammeWithdrawn w -> w.previousFrom().getYear();
        };
    }

    /** Ids of the documents of what a county states for the year of a unit below it. */
    static List<IdRange> idsOfCounty(String county, int year) {
        return OF_COUNTY.stream()
                .map(kind -> new FactPartition(county, year, kind).ids())
                .toList();
    }

    private static Set<FactPartition> lasting(Envelope<?> envelope, int firstYear) {
        return Set.of(new FactPartition(envelope.unitId(), firstYear, LASTING));
    }

    private static Set<FactPartition> yearly(Envelope<?> envelope, int... years) {
        String kind = kind(Contracts.of(envelope.data().getClass()).topic());
        return IntStream.of(years)
                .mapToObj(year -> new FactPartition(envelope.unitId(), year, kind))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** {@code visits} of {@code kepu.volunteers.visits}. */
    static String kind(String topic) {
        return topic.substring(topic.lastIndexOf('.') + 1);
    }

    private static int year(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone).getYear();
    }

    /** A week belongs with all its days to the year that has its Thursday. */
    private static int weekYear(LocalDate date) {
        return date.get(IsoFields.WEEK_BASED_YEAR);
    }

    /**
     * The facts of a unit and kind, of one year or lasting.
     *
     * @param year to which its facts belong; of the lasting ones the year in which the fact begins to matter
     */
    record FactPartition(String unitId, int year, String kind) {
        /** Id of the document of one of its facts. */
        String idOf(UUID event) {
            return id() + '|' + event;
        }

        private String id() {
            return lasting() ? unitId + '|' + kind : unitId + '|' + year + '|' + kind;
        }

        /** Ids of the documents of its facts; also of the one that held them all in an earlier version. */
        IdRange ids() {
            return new IdRange(id(), id() + AFTER_SEPARATOR);
        }

        /** Whether units below read it. */
        boolean ofCounty() {
            return OF_COUNTY.contains(kind);
        }

        boolean lasting() {
            return Set.of(LASTING, PROGRAMMES, SCHEMES).contains(kind);
        }
    }
}
