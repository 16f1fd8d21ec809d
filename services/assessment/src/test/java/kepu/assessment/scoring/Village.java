package kepu.assessment.scoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.card.Scorer;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordConfirmed;
import kepu.contracts.assessment.FalseRecordEvent.FalseRecordWithdrawn;
import kepu.contracts.assessment.InspectionEvent.InspectionCorrected;
import kepu.contracts.assessment.InspectionEvent.InspectionRecorded;
import kepu.contracts.assessment.InspectionEvent.InspectionWithdrawn;
import kepu.contracts.assessment.NoticeEvent;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceAccepted;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceHandedIn;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceReturned;
import kepu.contracts.assessment.OrderEvent.OrderExtended;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderReinspectionFailed;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveCorrected;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.PracticeEvent.PracticeWithdrawn;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.ResearchWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.contracts.organization.ProgrammeEvent;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeCorrected;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeRegistered;
import kepu.contracts.organization.ProgrammeEvent.ProgrammeWithdrawn;
import kepu.contracts.organization.StationEvent.StationClosed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationWithdrawn;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationTransferred;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationWithdrawn;
import kepu.contracts.readingrooms.DeliveryEvent;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryWithdrawn;
import kepu.contracts.readingrooms.DistanceSessionEvent;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionCorrected;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionHeld;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionWithdrawn;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeWithdrawn;
import kepu.contracts.readingrooms.StockTakeEvent.StockTaken;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.readingrooms.UsageEvent.UsageWithdrawn;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerReinstated;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.contracts.volunteers.TicketEvent;
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
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSettled;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSuspected;
import org.jspecify.annotations.Nullable;

/** Tells the story of a village in its own words; a moment is {@code 2026-03-05} (10 o'clock) or a local date-time. */
public final class Village {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final Scheme SCHEME = Scheme.townshipDefault();
    private static final Instant FOR_EVER = Instant.parse("2099-01-01T00:00:00Z");

    private final String unitId;
    private final String mark;
    private final List<Envelope<?>> facts = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private long epoch = 1;
    private @Nullable Instant recordedAt;
    private String actor = "actor";

    private Village(String unitId, String mark) {
        this.unitId = unitId;
        this.mark = mark;
    }

    public static Village of(String unitId) {
        return new Village(unitId, "");
    }

    /** The same village, but every id of an aggregate carries {@code mark}. */
    public static Village marked(String unitId, String mark) {
        return new Village(unitId, mark);
    }

    /** One that has existed for long. */
    public static Village old() {
        return of("530102001001").established("2015-05-01");
    }

    // ---- reading

    /** The card of the year of {@code asOf}. */
    public static Scorecard score(String unitId, String asOf, List<Envelope<?>> facts) {
        LocalDate day = LocalDate.parse(asOf);
        return Scorer.score(SCHEME, unitId, day.getYear(), ZONE, day, FOR_EVER, facts)
                .orElseThrow();
    }

    public List<Envelope<?>> facts() {
        return facts;
    }

    public Scorecard card(String asOf) {
        return card(LocalDate.parse(asOf).getYear(), asOf);
    }

    public Scorecard card(int year, String asOf) {
        return card(SCHEME, year, asOf);
    }

    public Scorecard card(Scheme scheme, String asOf) {
        return card(scheme, LocalDate.parse(asOf).getYear(), asOf);
    }

    private Scorecard card(Scheme scheme, int year, String asOf) {
        return Scorer.score(scheme, unitId, year, ZONE, LocalDate.parse(asOf), FOR_EVER, facts)
                .orElseThrow(() -> new AssertionError("no card for " + year + " as of " + asOf));
    }

    public boolean hasCard(int year, String asOf) {
        return Scorer.score(SCHEME, unitId, year, ZONE, LocalDate.parse(asOf), FOR_EVER, facts)
                .isPresent();
    }

    public Scorecard cardKnownBy(String asOf, String knownBy) {
        LocalDate day = LocalDate.parse(asOf);
        return Scorer.score(SCHEME, unitId, day.getYear(), ZONE, day, moment(knownBy), facts)
                .orElseThrow();
    }

    @Nullable
    public String ratio(String code, String asOf) {
        return card(asOf).indicator(code).ratio();
    }

    public List<NotCounted.Reason> reasons(String code, String asOf) {
        return card(asOf).indicator(code).notCounted().stream()
                .map(NotCounted::reason)
                .toList();
    }

    // ---- when it was told

    /** From here on facts are recorded at {@code moment}, whenever they happened. */
    public Village recordedAt(String moment) {
        recordedAt = moment(moment);
        return this;
    }

    /** From here on facts come from a database restored from a backup; sequences start anew. */
    public Village restored() {
        epoch++;
        sequences.clear();
        return this;
    }

    // ---- the unit

    public Village established(String moment) {
        return tell(unitId, moment, new UnitEstablished(unitId, UnitEvent.Kind.VILLAGE, "石桥村", "530102001"));
    }

    public Village establishmentCorrected(String moment, String previous) {
        return tell(
                unitId,
                moment,
                new UnitEstablishmentCorrected(unitId, UnitEvent.Kind.VILLAGE, "石桥村", "530102001", moment(previous)));
    }

    public Village closed(String moment) {
        return tell(unitId, moment, new UnitClosed(unitId, "merged"));
    }

    public Village closureCorrected(String moment, String previous) {
        return tell(unitId, moment, new UnitClosureCorrected(unitId, "reason", moment(previous)));
    }

    public Village closureWithdrawn(String moment, String previous) {
        return tell(unitId, moment, new UnitClosureWithdrawn(unitId, "reason", moment(previous)));
    }

    public Village residents(String moment, int residents) {
        return tell(unitId, moment, new ResidentsCounted(unitId, residents, null));
    }

    public Village venueKinds(String moment, VenueKind... kinds) {
        return tell(unitId, moment, new VenueKindsDeclared(unitId, Set.of(kinds)));
    }

    // ---- organization

    public Village group(String groupId, String moment, @Nullable String until) {
        return tell(
                groupId,
                moment,
                new LeadingGroupFormed(mark + groupId, "领导小组", until == null ? null : moment(until), null));
    }

    public Village carried(String groupId, String moment, Carrier by) {
        return tell(groupId, moment, new LeadingGroupFormed(mark + groupId, "承担机构", null, by));
    }

    public Village part(String groupId, String assignmentId, Role role, String moment) {
        return part(groupId, assignmentId, "p" + assignmentId, role, moment);
    }

    public Village part(String groupId, String assignmentId, String personId, Role role, String moment) {
        return tell(
                groupId,
                moment,
                new GroupMemberAssigned(mark + groupId, mark + assignmentId, mark + personId, role, "duty"));
    }

    public Village released(String groupId, String assignmentId, String moment) {
        return tell(groupId, moment, new GroupMemberReleased(mark + groupId, mark + assignmentId));
    }

    public Village dissolved(String groupId, String moment) {
        return tell(groupId, moment, new LeadingGroupDissolved(mark + groupId, "reason"));
    }

    public Village filed(String documentId, Kind kind, int year, String moment) {
        return tell(documentId, moment, new DocumentFiled(mark + documentId, kind, year, "title", null));
    }

    public Village refiled(String documentId, Kind kind, int year, String moment) {
        return tell(
                documentId,
                moment,
                new DocumentCorrected(mark + documentId, kind, year, "title", null, year, moment(moment)));
    }

    public Village unfiled(String documentId, String moment) {
        return tell(documentId, moment, new DocumentWithdrawn(mark + documentId, "reason", 2026, moment(moment)));
    }

    /** Spent for an activity. */
    public Village spent(String entryId, String moment, int fen) {
        return funding(entryId, Stage.SPENT, moment, fen);
    }

    public Village funding(String entryId, Stage stage, String moment, int fen) {
        return tell(
                entryId,
                moment,
                new FundingRecorded(
                        mark + entryId, stage, Purpose.ACTIVITIES, Source.PUBLIC_BUDGET, "title", fen, "voucher"));
    }

    public Village fundingCorrected(String entryId, Stage stage, String moment, String previous, int fen) {
        return tell(
                entryId,
                moment,
                new FundingCorrected(
                        mark + entryId,
                        stage,
                        Purpose.ACTIVITIES,
                        Source.PUBLIC_BUDGET,
                        "title",
                        fen,
                        "voucher",
                        moment(previous)));
    }

    public Village fundingWithdrawn(String entryId, String moment) {
        return tell(entryId, moment, new FundingWithdrawn(mark + entryId, "reason", moment(moment)));
    }

    /** Of the county, not of the village; days with blanks between them. */
    public Village calendar(String calendarId, int year, Layer layer, String holidays, String makeUpDays) {
        return tell(
                "county",
                calendarId,
                year + "-01-01",
                new WorkingCalendarAnnounced(
                        mark + calendarId, year, layer, days(holidays), days(makeUpDays), "authority", "number"));
    }

    public Village calendarWithdrawn(String calendarId, int year, String moment) {
        return tell(
                "county",
                calendarId,
                moment,
                new WorkingCalendarWithdrawn(mark + calendarId, year, "reason", moment(moment)));
    }

    private static Set<LocalDate> days(String dates) {
        return Arrays.stream(dates.split(" "))
                .filter(date -> !date.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
    }

    /** Approved by the county, not by the village; {@code to} is its last day. */
    public Village programme(String programmeId, String approved, String from, String to) {
        return tell(
                "county",
                programmeId,
                approved,
                new ProgrammeRegistered(
                        mark + programmeId,
                        "name",
                        ProgrammeEvent.Level.COUNTY,
                        "authority",
                        "number",
                        LocalDate.parse(from),
                        LocalDate.parse(to)));
    }

    public Village programmeCorrected(
            String programmeId, String approved, String from, String to, String previousFrom) {
        return tell(
                "county",
                programmeId,
                approved,
                new ProgrammeCorrected(
                        mark + programmeId,
                        "name",
                        ProgrammeEvent.Level.COUNTY,
                        "authority",
                        "number",
                        LocalDate.parse(from),
                        LocalDate.parse(to),
                        null,
                        LocalDate.parse(previousFrom),
                        moment(approved)));
    }

    public Village programmeWithdrawn(String programmeId, String moment, String previousFrom) {
        return tell(
                "county",
                programmeId,
                moment,
                new ProgrammeWithdrawn(mark + programmeId, "reason", LocalDate.parse(previousFrom), moment(moment)));
    }

    /** Of the register of titles, called 示范村. */
    public Village title(
            String titleId,
            String moment,
            TitleEvent.Level level,
            TitleEvent.@Nullable Track track,
            @Nullable String deed) {
        return tell(
                titleId,
                moment,
                new TitleGranted(mark + titleId, "示范村", level, "authority", "number", null, track, deed));
    }

    public Village titleOfUnitWithdrawn(String titleId, String moment) {
        return tell(titleId, moment, new TitleWithdrawn(mark + titleId, "reason", moment(moment)));
    }

    public Village commended(
            String noticeId,
            String moment,
            TitleEvent.Level level,
            TitleEvent.@Nullable Track track,
            @Nullable String deed) {
        return issued(noticeId, moment, NoticeEvent.Kind.COMMENDATION, level, track, deed, null, null, null);
    }

    /** @param orderId of its matter, if it is one of an order */
    public Village criticised(
            String noticeId, String moment, TitleEvent.@Nullable Track track, @Nullable String orderId) {
        NoticeEvent.Kind kind = NoticeEvent.Kind.CRITICISM;
        return issued(noticeId, moment, kind, TitleEvent.Level.TOWNSHIP, track, null, null, orderId, null);
    }

    /** About a person of the village, not about it. */
    public Village personCriticised(String noticeId, String moment, String personId) {
        NoticeEvent.Kind kind = NoticeEvent.Kind.CRITICISM;
        return issued(noticeId, moment, kind, TitleEvent.Level.TOWNSHIP, null, null, personId, null, null);
    }

    public Village noticeTakenBack(String noticeId, String moment, String withdrawn) {
        NoticeEvent.Kind kind = NoticeEvent.Kind.WITHDRAWAL;
        return issued(noticeId, moment, kind, TitleEvent.Level.TOWNSHIP, null, null, null, null, mark + withdrawn);
    }

    private Village issued(
            String noticeId,
            String moment,
            NoticeEvent.Kind kind,
            TitleEvent.Level level,
            TitleEvent.@Nullable Track track,
            @Nullable String deed,
            @Nullable String personId,
            @Nullable String orderId,
            @Nullable String withdraws) {
        return tell(
                noticeId,
                moment,
                new NoticeIssued(
                        mark + noticeId,
                        kind,
                        "township",
                        "乡科〔2026〕1号",
                        level,
                        personId,
                        track,
                        deed,
                        orderId == null ? null : mark + orderId,
                        withdraws,
                        withdraws == null ? null : moment(moment)));
    }

    public Village vetoed(String vetoId, String moment, int year) {
        return tell(vetoId, moment, new VetoImposed(mark + vetoId, year, "《条例》第十二条", "责任事故"));
    }

    public Village vetoWithdrawn(String vetoId, String moment, int year) {
        return tell(vetoId, moment, new VetoWithdrawn(mark + vetoId, year, "reason", moment(moment)));
    }

    /** @param type of an event of the record */
    public Village foundFalse(
            String findingId, String moment, Class<? extends DomainEvent> type, String recordId, int year) {
        String wireType = Contracts.of(type).type();
        return tell(
                findingId,
                moment,
                new FalseRecordConfirmed(mark + findingId, wireType, mark + recordId, "event", year));
    }

    public Village findingWithdrawn(
            String findingId, String moment, Class<? extends DomainEvent> type, String recordId, int year) {
        String wireType = Contracts.of(type).type();
        return tell(
                findingId,
                moment,
                new FalseRecordWithdrawn(mark + findingId, wireType, mark + recordId, year, "reason", moment(moment)));
    }

    /** Found on its first day. */
    public Village classified(String classificationId, String validFrom, Set<VillageClass> classes) {
        return tell(
                classificationId,
                validFrom,
                new VillageClassified(mark + classificationId, classes, LocalDate.parse(validFrom)));
    }

    public Village classificationWithdrawn(String classificationId, String moment) {
        return tell(
                classificationId,
                moment,
                new VillageClassificationWithdrawn(mark + classificationId, "reason", moment(moment)));
    }

    /** The village itself has the title; {@code validUntil} is its last day. */
    public Village villageTitle(String demonstrationId, String moment, String validUntil) {
        return title(DemonstrationEvent.Level.VILLAGE, demonstrationId, moment, validUntil);
    }

    /** The unit is a township, and has the title. */
    public Village townshipTitle(String demonstrationId, String moment, String validUntil) {
        return title(DemonstrationEvent.Level.TOWNSHIP, demonstrationId, moment, validUntil);
    }

    private Village title(DemonstrationEvent.Level level, String demonstrationId, String moment, String validUntil) {
        return tell(
                demonstrationId,
                moment,
                new DemonstrationAwarded(mark + demonstrationId, level, null, "number", LocalDate.parse(validUntil)));
    }

    /** A household has the title, under a number that is its demonstration's. */
    public Village householdTitle(String demonstrationId, String moment, String validUntil) {
        return householdTitle(demonstrationId, "H-" + demonstrationId, moment, validUntil);
    }

    public Village householdTitle(String demonstrationId, String household, String moment, String validUntil) {
        return tell(
                demonstrationId,
                moment,
                new DemonstrationAwarded(
                        mark + demonstrationId,
                        DemonstrationEvent.Level.HOUSEHOLD,
                        household,
                        "number",
                        LocalDate.parse(validUntil)));
    }

    public Village villageTitleRenewed(String demonstrationId, String moment, String validUntil) {
        return tell(
                demonstrationId,
                moment,
                new DemonstrationRenewed(
                        mark + demonstrationId,
                        DemonstrationEvent.Level.VILLAGE,
                        null,
                        "number",
                        LocalDate.parse(validUntil)));
    }

    public Village titleWithdrawn(String demonstrationId, String moment) {
        return tell(
                demonstrationId, moment, new DemonstrationWithdrawn(mark + demonstrationId, "reason", moment(moment)));
    }

    public Village titleRevoked(String demonstrationId, String moment) {
        return tell(demonstrationId, moment, new DemonstrationRevoked(mark + demonstrationId, "reason"));
    }

    public Village stationOpened(String stationId, String moment) {
        return tell(stationId, moment, new StationOpened(mark + stationId));
    }

    public Village stationClosed(String stationId, String moment) {
        return tell(stationId, moment, new StationClosed(mark + stationId, "reason"));
    }

    public Village board(String... moments) {
        for (String moment : moments) {
            boardUpdated("update of " + moment, moment);
        }
        return this;
    }

    public Village boardUpdated(String updateId, String moment) {
        return tell("board", moment, new BoardUpdated(mark + "board", mark + updateId, "title"));
    }

    public Village boardCorrected(String updateId, String moment) {
        return tell(
                "board", moment, new BoardUpdateCorrected(mark + "board", mark + updateId, "title", moment(moment)));
    }

    public Village boardWithdrawn(String updateId, String moment) {
        return tell(
                "board", moment, new BoardUpdateWithdrawn(mark + "board", mark + updateId, "reason", moment(moment)));
    }

    public Village officer(String appointmentId, String moment, @Nullable String until) {
        return tell(
                "post",
                moment,
                new OfficerAppointed(mark + appointmentId, mark + "person", until == null ? null : moment(until)));
    }

    public Village officerLeft(String appointmentId, String moment) {
        return tell("post", moment, new OfficerLeft(mark + appointmentId, "reason"));
    }

    // ---- volunteers

    public Village members(int count, String moment) {
        for (int i = 1; i <= count; i++) {
            member("m" + i, moment);
        }
        return this;
    }

    public Village member(String membershipId, String moment) {
        return member(membershipId, "v" + membershipId, moment);
    }

    /** One more membership of that volunteer. */
    public Village member(String membershipId, String volunteerId, String moment) {
        return tell("team", moment, new VolunteerEnlisted(mark + "team", mark + membershipId, mark + volunteerId));
    }

    public Village suspended(String membershipId, String moment) {
        return tell("team", moment, new VolunteerSuspended(mark + "team", mark + membershipId, "reason"));
    }

    public Village reinstated(String membershipId, String moment) {
        return tell("team", moment, new VolunteerReinstated(mark + "team", mark + membershipId));
    }

    public Village left(String membershipId, String moment) {
        return tell("team", moment, new VolunteerLeft(mark + "team", mark + membershipId, "reason"));
    }

    /** A link to a target of its own. */
    public Village link(String linkId, String membershipId, String moment) {
        return link(linkId, membershipId, "target of " + linkId, moment);
    }

    public Village link(String linkId, String membershipId, String targetId, String moment) {
        return tell(
                "team",
                moment,
                new LinkStarted(
                        mark + linkId,
                        mark + "team",
                        mark + membershipId,
                        mark + targetId,
                        LinkTargetEvent.Kind.LARGE_GROWER));
    }

    public Village linkEnded(String linkId, String membershipId, String moment) {
        return tell("team", moment, new LinkEnded(mark + linkId, mark + "team", mark + membershipId, "reason"));
    }

    public Village visit(String visitId, String linkId, String moment) {
        return tell(visitId, moment, new VisitMade(mark + visitId, mark + linkId, mark + "m1", "note"));
    }

    public Village visitCorrected(String visitId, String linkId, String moment) {
        return tell(
                visitId,
                moment,
                new VisitCorrected(mark + visitId, mark + linkId, mark + "m1", "note", moment(moment)));
    }

    public Village visitWithdrawn(String visitId, String moment) {
        return tell(visitId, moment, new VisitWithdrawn(mark + visitId, "reason", moment(moment)));
    }

    public Village verified(String visitId, String moment) {
        return tell(visitId, moment, new VisitVerified(mark + visitId, "inspector", "seen", moment(moment)));
    }

    public Village rejected(String visitId, String moment) {
        return tell(visitId, moment, new VisitRejected(mark + visitId, "inspector", "reason", moment(moment)));
    }

    public Village training(String trainingId, TrainingEvent.Kind kind, String moment, String... attendees) {
        return tell(
                trainingId,
                moment,
                new TrainingHeld(mark + trainingId, mark + "team", kind, "topic", 90, marked(attendees)));
    }

    public Village trainingCorrected(String trainingId, TrainingEvent.Kind kind, String moment, String... attendees) {
        return tell(
                trainingId,
                moment,
                new TrainingCorrected(
                        mark + trainingId, mark + "team", kind, "topic", 90, marked(attendees), moment(moment)));
    }

    public Village trainingWithdrawn(String trainingId, String moment) {
        return tell(trainingId, moment, new TrainingWithdrawn(mark + trainingId, "reason", moment(moment)));
    }

    /** The records of the volunteers service look like one another; the moment is that of the former. */
    public Village looksLike(String recordId, String moment, String... others) {
        return tell(recordId, moment, new DuplicateSuspected(mark + recordId, marked(others), moment(moment)));
    }

    public Village kept(String recordId, String moment) {
        return tell(recordId, moment, new DuplicateSettled(mark + recordId, Outcome.KEPT, moment(moment)));
    }

    /** An unverified service of a member in the field. */
    public Village service(String serviceId, String membershipId, String moment, int minutes) {
        return tell(
                serviceId,
                moment,
                new ServiceLogged(
                        mark + serviceId,
                        mark + "team",
                        mark + membershipId,
                        minutes,
                        ServiceRecordEvent.PlaceKind.FIELD,
                        "task",
                        false));
    }

    public Village paidDuty(String serviceId, String membershipId, String moment, int minutes) {
        return tell(
                serviceId,
                moment,
                new ServiceLogged(
                        mark + serviceId,
                        mark + "team",
                        mark + membershipId,
                        minutes,
                        ServiceRecordEvent.PlaceKind.VILLAGE,
                        "task",
                        true));
    }

    public Village serviceCorrected(String serviceId, String membershipId, String moment, int minutes) {
        return tell(
                serviceId,
                moment,
                new ServiceCorrected(
                        mark + serviceId,
                        mark + "team",
                        mark + membershipId,
                        minutes,
                        ServiceRecordEvent.PlaceKind.FIELD,
                        "task",
                        false,
                        moment(moment)));
    }

    public Village serviceWithdrawn(String serviceId, String moment) {
        return tell(serviceId, moment, new ServiceWithdrawn(mark + serviceId, "reason", moment(moment)));
    }

    /** What follows is recorded by that person. */
    public Village by(String person) {
        actor = person;
        return this;
    }

    /** An unverified service at that kind of place. */
    public Village serviceAt(
            String serviceId, String membershipId, ServiceRecordEvent.PlaceKind place, String moment, int minutes) {
        return tell(
                serviceId,
                moment,
                new ServiceLogged(mark + serviceId, mark + "team", mark + membershipId, minutes, place, "task", false));
    }

    public Village serviceVerifiedBy(String verifier, String serviceId, String moment) {
        return tell(serviceId, moment, new ServiceVerified(mark + serviceId, verifier, "seen", true, moment(moment)));
    }

    public Village serviceVerified(String serviceId, String moment) {
        return tell(
                serviceId, moment, new ServiceVerified(mark + serviceId, "inspector", "seen", true, moment(moment)));
    }

    /** By the first of two. */
    public Village serviceVerifiedOnce(String serviceId, String moment) {
        return tell(
                serviceId, moment, new ServiceVerified(mark + serviceId, "inspector", "seen", false, moment(moment)));
    }

    public Village serviceRejected(String serviceId, String moment) {
        return tell(serviceId, moment, new ServiceRejected(mark + serviceId, "inspector", "reason", moment(moment)));
    }

    /** A service and its verification on the same day. */
    public Village served(String membershipId, String moment, int minutes) {
        String serviceId = "service of " + membershipId + " " + moment;
        return service(serviceId, membershipId, moment, minutes).serviceVerified(serviceId, moment);
    }

    public Village ticket(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketRaised(mark + ticketId, TicketEvent.Kind.LIVELIHOOD));
    }

    public Village ticketCorrected(String ticketId, String moment, @Nullable String resolvedAt) {
        return tell(
                ticketId,
                moment,
                new TicketCorrected(
                        mark + ticketId,
                        TicketEvent.Kind.LIVELIHOOD,
                        resolvedAt == null ? null : moment(resolvedAt),
                        moment(moment)));
    }

    public Village ticketWithdrawn(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketWithdrawn(mark + ticketId, "reason", moment(moment)));
    }

    public Village ticketAssigned(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketAssigned(mark + ticketId, mark + "assignee", moment(moment)));
    }

    public Village ticketReplied(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketReplied(mark + ticketId, moment(moment)));
    }

    public Village ticketResolved(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketResolved(mark + ticketId, mark + "assignee", moment(moment)));
    }

    public Village ticketConfirmed(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketConfirmed(mark + ticketId, moment(moment), moment(moment)));
    }

    public Village ticketReopened(String ticketId, String moment) {
        return tell(ticketId, moment, new TicketReopened(mark + ticketId, moment(moment)));
    }

    public Village ticketTransferred(String ticketId, String moment) {
        return tell(
                ticketId,
                moment,
                new TicketTransferred(mark + ticketId, TicketEvent.Destination.HOTLINE_12345, moment(moment)));
    }

    public Village ticketMerged(String ticketId, String intoTicketId, String moment) {
        return tell(ticketId, moment, new TicketMerged(mark + ticketId, mark + intoTicketId, moment(moment)));
    }

    public Village consultation(String consultationId, String moment) {
        return tell(
                consultationId,
                moment,
                new ConsultationAsked(mark + consultationId, mark + "room", ConsultationEvent.Kind.TECHNIQUE));
    }

    public Village consultationCorrected(String consultationId, String moment, @Nullable String answeredAt) {
        return tell(
                consultationId,
                moment,
                new ConsultationCorrected(
                        mark + consultationId,
                        mark + "room",
                        ConsultationEvent.Kind.TECHNIQUE,
                        answeredAt == null ? null : moment(answeredAt),
                        moment(moment)));
    }

    public Village consultationWithdrawn(String consultationId, String moment) {
        return tell(consultationId, moment, new ConsultationWithdrawn(mark + consultationId, "reason", moment(moment)));
    }

    public Village consultationAnswered(String consultationId, String moment) {
        return tell(
                consultationId,
                moment,
                new ConsultationAnswered(mark + consultationId, mark + "keeper", moment(moment)));
    }

    public Village consultationTransferred(String consultationId, String moment) {
        return tell(
                consultationId,
                moment,
                new ConsultationTransferred(
                        mark + consultationId, ConsultationEvent.Destination.TOWNSHIP, moment(moment)));
    }

    public Village consultationMerged(String consultationId, String into, String moment) {
        return tell(consultationId, moment, new ConsultationMerged(mark + consultationId, mark + into, moment(moment)));
    }

    public Village distanceSession(String sessionId, String moment) {
        return tell(
                sessionId,
                moment,
                new DistanceSessionHeld(
                        mark + sessionId, mark + "room", DistanceSessionEvent.Kind.TECHNIQUE, "topic", 60, 20));
    }

    public Village distanceSessionCorrected(String sessionId, String moment) {
        return tell(
                sessionId,
                moment,
                new DistanceSessionCorrected(
                        mark + sessionId,
                        mark + "room",
                        DistanceSessionEvent.Kind.TECHNIQUE,
                        "topic",
                        60,
                        20,
                        moment(moment)));
    }

    public Village distanceSessionWithdrawn(String sessionId, String moment) {
        return tell(sessionId, moment, new DistanceSessionWithdrawn(mark + sessionId, "reason", moment(moment)));
    }

    // ---- reading rooms

    public Village room(String roomId, String moment) {
        return tell(roomId, moment, new RoomRegistered(mark + roomId, RoomEvent.Level.VILLAGE, "书屋"));
    }

    public Village retired(String roomId, String moment) {
        return tell(roomId, moment, new RoomRetired(mark + roomId, "reason"));
    }

    /** Of titles by their numbers, both included. */
    public Village delivered(String deliveryId, String moment, int first, int last) {
        return delivered(deliveryId, "room", moment, titles(first, last));
    }

    public Village delivered(String deliveryId, String roomId, String moment, String... titles) {
        return tell(
                deliveryId,
                moment,
                new DeliveryReceived(
                        mark + deliveryId, mark + roomId, DeliveryEvent.Origin.BOUGHT, Set.of(titles), titles.length));
    }

    public Village deliveryCorrected(String deliveryId, String moment, String previous, int first, int last) {
        return tell(
                deliveryId,
                moment,
                new DeliveryCorrected(
                        mark + deliveryId,
                        mark + "room",
                        DeliveryEvent.Origin.BOUGHT,
                        Set.of(titles(first, last)),
                        last - first + 1,
                        moment(previous)));
    }

    public Village deliveryWithdrawn(String deliveryId, String previous) {
        return tell(deliveryId, previous, new DeliveryWithdrawn(mark + deliveryId, "reason", moment(previous)));
    }

    public Village missing(String stockTakeId, String moment, String... titles) {
        return tell(stockTakeId, moment, new StockTaken(mark + stockTakeId, mark + "room", Set.of(titles)));
    }

    public Village stockTakeWithdrawn(String stockTakeId, String previous) {
        return tell(stockTakeId, previous, new StockTakeWithdrawn(mark + stockTakeId, "reason", moment(previous)));
    }

    /** As the room itself tells it. */
    public Village used(String date, String... readers) {
        return used("room", date, UsageEvent.Source.ROOM, readers);
    }

    public Village used(String roomId, String date, UsageEvent.Source source, String... readers) {
        return tell(
                roomId + ':' + date + ':' + source,
                date + "T00:00",
                new UsageRecorded(mark + roomId, LocalDate.parse(date), source, readers.length, 0, 0, Set.of(readers)));
    }

    public Village usageWithdrawn(String date) {
        return tell(
                "room:" + date + ':' + UsageEvent.Source.ROOM,
                date + "T00:00",
                new UsageWithdrawn(
                        mark + "room",
                        LocalDate.parse(date),
                        UsageEvent.Source.ROOM,
                        "reason",
                        moment(date + "T00:00")));
    }

    public Village lent(String loanId, String readerId, String moment) {
        return tell(
                loanId,
                moment,
                new LoanMade(mark + loanId, mark + "room", readerId, "t1", LocalDate.parse("2027-01-01")));
    }

    public Village loanWithdrawn(String loanId, String moment) {
        return tell(loanId, moment, new LoanWithdrawn(mark + loanId, "reason", moment(moment)));
    }

    private static String[] titles(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "t" + number)
                .toArray(String[]::new);
    }

    /** Open on each of the days for so many minutes. */
    public Village open(int minutes, String... dates) {
        for (String date : dates) {
            open("room", date, minutes, date);
        }
        return this;
    }

    public Village open(String roomId, String date, int minutes, String toldAt) {
        return tell(roomId, toldAt, new DayOpened(mark + roomId, LocalDate.parse(date), minutes));
    }

    /** Open for four hours on so many days from a Monday on. */
    public Village openWeek(String monday, int days) {
        for (int i = 0; i < days; i++) {
            open(240, LocalDate.parse(monday).plusDays(i).toString());
        }
        return this;
    }

    public Village shut(String date) {
        return tell("room", date, new DayClosed(mark + "room", LocalDate.parse(date), "reason"));
    }

    public Village dayWithdrawn(String date) {
        return tell("room", date, new DayWithdrawn(mark + "room", LocalDate.parse(date), "reason"));
    }

    public Village exempt(String roomId, String moment, int year, Integer... weeks) {
        return tell(roomId, moment, new OpeningCalendarSet(mark + roomId, year, Set.copyOf(List.of(weeks))));
    }

    // ---- campaigns

    /** Told by the county, not by the village. */
    public Village window(Campaign campaign, int year, String from, String to, String toldAt) {
        return tell(
                "county",
                "window " + campaign + year,
                toldAt,
                new WindowSet(
                        mark + "window " + campaign + year,
                        campaign,
                        year,
                        LocalDate.parse(from),
                        LocalDate.parse(to),
                        "theme"));
    }

    /** Of a campaign that the county added. */
    public Village furtherWindow(String key, int year, String from, String to, String toldAt) {
        return tell(
                "county",
                "window " + key + year,
                toldAt,
                new FurtherWindowSet(
                        mark + "window " + key + year,
                        key,
                        "name",
                        year,
                        LocalDate.parse(from),
                        LocalDate.parse(to),
                        "theme"));
    }

    /** Of one of the three or of a further one. */
    public Village windowWithdrawn(String campaign, int year, String toldAt) {
        String id = "window " + campaign + year;
        return tell("county", id, toldAt, new WindowCancelled(mark + id, year, "reason"));
    }

    public Village activityOfFurther(String activityId, String moment, String key) {
        return activityOfFurther(activityId, moment, key, VenueKind.VILLAGE, 10);
    }

    public Village activityOfFurther(
            String activityId, String moment, String key, VenueKind venueKind, int participants) {
        return tell(
                activityId,
                moment,
                new ActivityHeld(mark + activityId, null, "title", null, venueKind, participants, true, true, key));
    }

    public Village activity(String moment, int participants) {
        return activity("activity of " + moment, moment, null, VenueKind.VILLAGE, participants);
    }

    public Village activity(
            String activityId, String moment, @Nullable Campaign campaign, VenueKind venueKind, int participants) {
        return tell(
                activityId,
                moment,
                new ActivityHeld(
                        mark + activityId, null, "title", campaign, venueKind, participants, true, true, null));
    }

    public Village activityCorrected(
            String activityId, String moment, @Nullable Campaign campaign, VenueKind venueKind, int participants) {
        return tell(
                activityId,
                moment,
                new ActivityCorrected(
                        mark + activityId,
                        null,
                        "title",
                        campaign,
                        venueKind,
                        participants,
                        true,
                        true,
                        moment(moment),
                        null));
    }

    public Village activityWithdrawn(String activityId, String moment) {
        return tell(activityId, moment, new ActivityWithdrawn(mark + activityId, "reason", moment(moment)));
    }

    /** A chain with its four steps, the last one on that moment. */
    public Village chain(String chainId, String moment) {
        for (Step step : Step.values()) {
            step(chainId, step, moment);
        }
        return this;
    }

    public Village step(String chainId, Step step, String moment) {
        return tell(chainId, moment, new ChainStepTaken(mark + chainId, step, "title", null, null));
    }

    public Village stepCorrected(String chainId, Step step, String moment, String previous) {
        return tell(
                chainId, moment, new ChainStepCorrected(mark + chainId, step, "title", null, null, moment(previous)));
    }

    public Village stepWithdrawn(String chainId, Step step, String moment) {
        return tell(chainId, moment, new ChainStepWithdrawn(mark + chainId, step, "reason", moment(moment)));
    }

    public Village research(String researchId, String moment) {
        return tell(researchId, moment, new ResearchProposed(mark + researchId, Theme.ENVIRONMENT, "title"));
    }

    public Village researchWithdrawn(String researchId, String moment) {
        return tell(researchId, moment, new ResearchWithdrawn(mark + researchId, "reason", moment(moment)));
    }

    public Village reached(String researchId, ResearchEvent.Stage stage, String moment) {
        return tell(researchId, moment, new ResearchStageReached(mark + researchId, stage, "result"));
    }

    public Village takenBack(String researchId, ResearchEvent.Stage stage, String moment) {
        return tell(researchId, moment, new ResearchStageWithdrawn(mark + researchId, stage, "reason", moment(moment)));
    }

    public Village practice(String practiceId, String moment) {
        return tell(
                practiceId,
                moment,
                new PracticeNominated(mark + practiceId, PracticeEvent.Kind.GOOD_PRACTICE, "title", null));
    }

    public Village practiceWithdrawn(String practiceId, String moment) {
        return tell(practiceId, moment, new PracticeWithdrawn(mark + practiceId, "reason", moment(moment)));
    }

    public Village published(String practiceId, String moment) {
        return tell(practiceId, moment, new PracticePublished(mark + practiceId, mark + "clerk"));
    }

    public Village unpublished(String practiceId, String moment) {
        return tell(practiceId, moment, new PracticePublicationWithdrawn(mark + practiceId, "reason", moment(moment)));
    }

    /** A document about an activity. */
    public Village archived(String archiveId, String activityId, String moment) {
        return archived(
                archiveId, ArchiveEvent.Subject.ACTIVITY, activityId, ArchiveEvent.Kind.TRAINING_MATERIAL, moment);
    }

    public Village archived(
            String archiveId, ArchiveEvent.Subject subject, String subjectId, ArchiveEvent.Kind kind, String moment) {
        return tell(
                archiveId,
                moment,
                new ArchiveFiled(
                        mark + archiveId,
                        subject,
                        mark + subjectId,
                        kind,
                        ArchiveEvent.Form.PAPER,
                        ArchiveEvent.Retention.YEARS_10,
                        1));
    }

    public Village archiveCorrected(String archiveId, String activityId, String moment) {
        return tell(
                archiveId,
                moment,
                new ArchiveCorrected(
                        mark + archiveId,
                        ArchiveEvent.Subject.ACTIVITY,
                        mark + activityId,
                        ArchiveEvent.Kind.PHOTO,
                        ArchiveEvent.Form.PAPER,
                        ArchiveEvent.Retention.YEARS_10,
                        1,
                        moment(moment)));
    }

    public Village archiveWithdrawn(String archiveId, String moment) {
        return tell(archiveId, moment, new ArchiveWithdrawn(mark + archiveId, "reason", moment(moment)));
    }

    // ---- supervision

    /** @param roomId none: the village itself was inspected */
    public Village inspected(String inspectionId, @Nullable String roomId, int score, String moment) {
        return tell(
                inspectionId,
                moment,
                new InspectionRecorded(
                        mark + inspectionId,
                        "plan",
                        1,
                        null,
                        roomId == null ? null : mark + roomId,
                        "checklist",
                        score,
                        0));
    }

    public Village inspectionCorrected(String inspectionId, String roomId, int score, String moment, String previous) {
        return tell(
                inspectionId,
                moment,
                new InspectionCorrected(
                        mark + inspectionId, "plan", 1, null, mark + roomId, "checklist", score, 0, moment(previous)));
    }

    public Village inspectionWithdrawn(String inspectionId, String moment) {
        return tell(inspectionId, moment, new InspectionWithdrawn(mark + inspectionId, "reason", moment(moment)));
    }

    public Village order(String orderId, String moment, String deadline) {
        return tell(
                orderId,
                moment,
                new OrderIssued(mark + orderId, "书屋未按时开放", LocalDate.parse(deadline), null, null, "S01"));
    }

    public Village orderHandedIn(String orderId, String moment) {
        return tell(orderId, moment, new OrderEvidenceHandedIn(mark + orderId, "登记", moment(moment)));
    }

    public Village orderAccepted(String orderId, String moment) {
        return tell(orderId, moment, new OrderEvidenceAccepted(mark + orderId, moment(moment)));
    }

    public Village orderReturned(String orderId, String moment) {
        return tell(orderId, moment, new OrderEvidenceReturned(mark + orderId, "不全", moment(moment)));
    }

    public Village orderFailed(String orderId, String moment) {
        return tell(orderId, moment, new OrderReinspectionFailed(mark + orderId, "未开放", moment(moment)));
    }

    public Village orderSignedOff(String orderId, String moment) {
        return tell(orderId, moment, new OrderSignedOff(mark + orderId, "合格", moment(moment)));
    }

    public Village orderExtended(String orderId, String moment, String deadline) {
        LocalDate until = LocalDate.parse(deadline);
        return tell(
                orderId,
                moment,
                new OrderExtended(mark + orderId, until, until.minusDays(7), "连续降雨", mark + "asker", moment(moment)));
    }

    public Village orderCancelled(String orderId, String moment) {
        return tell(orderId, moment, new OrderCancelled(mark + orderId, "下达有误", moment(moment)));
    }

    // ---- envelopes

    public static Instant moment(String text) {
        LocalDateTime local = text.length() == 10 ? LocalDate.parse(text).atTime(10, 0) : LocalDateTime.parse(text);
        return local.atZone(ZONE).toInstant();
    }

    private Village tell(String subject, String moment, DomainEvent event) {
        return tell(unitId, subject, moment, event);
    }

    private Village tell(String unit, String subject, String moment, DomainEvent event) {
        Instant occurredAt = moment(moment);
        facts.add(new Envelope<>(
                UUID.randomUUID(),
                mark + subject,
                occurredAt,
                recordedAt == null ? occurredAt : recordedAt,
                epoch,
                sequences.merge(subject, 1L, Long::sum),
                unit,
                actor,
                "correlation",
                null,
                null,
                event));
        return this;
    }

    private Set<String> marked(String... ids) {
        Set<String> marked = new HashSet<>();
        for (String id : ids) {
            marked.add(mark + id);
        }
        return Set.copyOf(marked);
    }
}
