package kepu.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
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
import kepu.contracts.assessment.OrderEvent.OrderAcknowledged;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceAccepted;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceHandedIn;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceReturned;
import kepu.contracts.assessment.OrderEvent.OrderExtended;
import kepu.contracts.assessment.OrderEvent.OrderExtensionRequested;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderPlanned;
import kepu.contracts.assessment.OrderEvent.OrderReinspectionFailed;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.VetoEvent.VetoApproved;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoProposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.ArchiveEvent;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveCorrected;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveFiled;
import kepu.contracts.campaigns.ArchiveEvent.ArchiveWithdrawn;
import kepu.contracts.campaigns.ChainEvent;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticeCorrected;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublicationWithdrawn;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.campaigns.PracticeEvent.PracticeWithdrawn;
import kepu.contracts.campaigns.ResearchEvent;
import kepu.contracts.campaigns.ResearchEvent.ResearchCorrected;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.ResearchWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.campaigns.WindowEvent.FurtherWindowSet;
import kepu.contracts.campaigns.WindowEvent.WindowCancelled;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DemonstrationEvent;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationApplied;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRechecked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationResubmitted;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationReviewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DemonstrationEvent.Verdict;
import kepu.contracts.organization.DocumentEvent;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Source;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
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
import kepu.contracts.organization.TitleEvent.TitleCorrected;
import kepu.contracts.organization.TitleEvent.TitleGranted;
import kepu.contracts.organization.TitleEvent.TitleWithdrawn;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.UnitSucceeded;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationCorrected;
import kepu.contracts.organization.VillageClassEvent.VillageClassificationWithdrawn;
import kepu.contracts.organization.VillageClassEvent.VillageClassified;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarCorrected;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationRated;
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
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeCorrected;
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
import kepu.sample.command.SampleCommand;
import org.jspecify.annotations.Nullable;

/**
 * The events that the services tell when they are sent commands, as far as a fed indicator asks for them. The n-th command
 * is recorded n seconds after {@link #BEGINNING}; an aggregate is named by the ref of the command that made it.
 */
final class ToldEvents {
    static final Instant BEGINNING = Instant.parse("2026-06-01T00:00:00Z");

    /** When what was lent is due, no indicator asks. */
    private static final LocalDate DUE = LocalDate.of(2027, 1, 1);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{ref:([^}#]+)(#item)?}");

    private final ZoneId zone;
    private final List<Envelope<?>> told = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, String> unitOf = new HashMap<>();
    private final Map<String, @Nullable String> parentOf = new HashMap<>();
    private final Map<String, Instant> begunAt = new HashMap<>();
    private final Map<String, Instant> lastHappened = new HashMap<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Integer> yearOf = new HashMap<>();
    private final Set<String> toVerifyTwice = new TreeSet<>();
    private final Map<String, Map<String, Object>> statedOf = new HashMap<>();
    private final Map<String, LocalDate> askedOf = new HashMap<>();
    private final Map<String, Instant> resolvedAt = new HashMap<>();
    private final Map<String, List<ResearchStageReached>> reachedOf = new HashMap<>();
    private final Map<String, Map<String, Map<?, ?>>> usesOf = new HashMap<>();
    private final Set<String> approved = new TreeSet<>();
    private final Map<String, FalseRecordConfirmed> found = new HashMap<>();
    private Instant recordedAt = BEGINNING;

    private ToldEvents(ZoneId zone) {
        this.zone = zone;
    }

    static List<Envelope<?>> of(List<SampleCommand> commands, ZoneId zone) {
        ToldEvents events = new ToldEvents(zone);
        for (int i = 0; i < commands.size(); i++) {
            events.recordedAt = recordedAt(i);
            events.take(commands.get(i));
        }
        return events.told;
    }

    /** When the command at that index was recorded. */
    static Instant recordedAt(int index) {
        return BEGINNING.plusSeconds(index);
    }

    private void take(SampleCommand command) {
        String id = command.ref().replace('/', '~');
        String[] path = filled(command.path()).split("/");
        String[] rest = new String[4];
        System.arraycopy(path, 5, rest, 0, Math.min(4, path.length - 5));
        String one = rest[0];
        String what = rest[1];
        String item = rest[2];
        String how = rest[3];
        Map<String, Object> body = new LinkedHashMap<>();
        command.body().forEach((name, value) -> body.put(name, value instanceof String text ? filled(text) : value));
        switch (path[4]) {
            case "units" -> unit(one, what, body);
            case "stations" -> station(id, one, what, body);
            case "boards" -> board(id, one, what, body);
            case "board-updates" -> {
                String board = ownerOf.get(one);
                amend(
                        one,
                        what,
                        body,
                        () -> new BoardUpdateCorrected(board, one, text(body, "title"), last(one)),
                        () -> new BoardUpdateWithdrawn(board, one, text(body, "reason"), last(one)));
            }
            case "officer-posts" -> officer(id, one, item, how, body);
            case "leading-groups" -> group(id, one, what, item, how, body);
            case "documents" -> document(id, one, what, body);
            case "teams" -> team(id, one, what, item, how, body);
            case "visits" -> visit(id, one, what, body);
            case "trainings" -> training(id, one, what, body);
            case "service-records" -> service(id, one, what, body);
            case "rooms" -> room(id, one, what, item, how, body);
            case "deliveries" -> delivery(id, one, what, body);
            case "stock-takes" -> stockTake(id, one, what, body);
            case "usage" -> usage(body);
            case "usage-days" -> {
                String[] day = one.split(":");
                LocalDate date = LocalDate.parse(day[1]);
                Instant start = date.atStartOfDay(zone).toInstant();
                UsageEvent.Source source = UsageEvent.Source.valueOf(day[2]);
                usesOf.remove(one);
                tell(one, start, new UsageWithdrawn(day[0], date, source, text(body, "reason"), start));
            }
            case "readers" -> {}
            case "loans" -> loan(id, one, what, body);
            case "windows" -> window(id, one, what, body);
            case "activities" -> activity(id, one, what, body);
            case "archive-entries" -> archive(id, one, what, body);
            case "chains" -> chain(id, one, item, how, body);
            case "research-projects" -> research(id, one, what, item, body);
            case "practices" -> practice(id, one, what, item, body);
            case "funding-entries" -> funding(id, one, what, body);
            case "programmes" -> programme(id, one, what, body);
            case "working-calendars" -> calendar(id, one, what, body);
            case "titles" -> title(id, one, what, body);
            case "village-classifications" -> classification(id, one, what, body);
            case "demonstrations" -> demonstration(id, one, what, body);
            case "tickets" -> ticket(id, one, what, body);
            case "orders" -> order(id, one, what, body);
            case "consultations" -> consultation(id, one, what, body);
            case "distance-sessions" -> distanceSession(id, one, what, body);
            case "inspections" -> inspection(id, one, what, body);
            case "notices" -> notice(id, one, what, body);
            case "vetoes" -> veto(id, one, what, body);
            case "false-records" -> falseRecord(id, one, what, body);
            case "inspection-plans",
                    "inspection-checklists",
                    "talents",
                    "link-targets",
                    "practice-reuses",
                    "venues",
                    "partners",
                    "contributions",
                    "resource-uses" -> {}
            default -> throw new IllegalArgumentException("no rule for " + command);
        }
    }

    private void unit(@Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String unit = text(body, "unitId");
            unitOf.put(unit, unit);
            parentOf.put(unit, (String) body.get("parentId"));
            begunAt.put(unit, at(body));
            tell(
                    unit,
                    at(body),
                    new UnitEstablished(unit, UnitEvent.Kind.valueOf(text(body, "kind")), text(body, "name"), (String)
                            body.get("parentId")));
            return;
        }
        tell(
                one,
                at(body),
                switch (String.valueOf(what)) {
                    case "establishment" ->
                        new UnitEstablishmentCorrected(
                                one,
                                UnitEvent.Kind.valueOf(text(body, "kind")),
                                text(body, "name"),
                                parentOf.get(one),
                                Objects.requireNonNull(begunAt.put(one, at(body))));
                    case "moves" -> new UnitMoved(one, text(body, "parentId"));
                    case "closure" -> new UnitClosed(one, text(body, "reason"));
                    case "resident-counts" -> new ResidentsCounted(one, number(body, "residents"));
                    case "venue-kinds" -> {
                        Set<VenueKind> kinds = new TreeSet<>();
                        strings(body, "venueKinds").forEach(kind -> kinds.add(VenueKind.valueOf(kind)));
                        yield new VenueKindsDeclared(one, kinds);
                    }
                    default -> throw new IllegalArgumentException(what);
                });
        if (body.containsKey("successors")) {
            tell(one, at(body), new UnitSucceeded(one, strings(body, "successors")));
        }
    }

    private void station(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
        } else {
            tell(
                    one,
                    at(body),
                    "openings".equals(what) ? new StationOpened(one) : new StationClosed(one, text(body, "reason")));
        }
    }

    private void board(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null || what == null) {
            unitOf.put(id, text(body, "unitId"));
        } else {
            unitOf.put(id, unitOf.get(one));
            ownerOf.put(id, one);
            tell(id, at(body), new BoardUpdated(one, id, text(body, "title")));
        }
    }

    private void officer(
            String id, String unit, @Nullable String appointment, @Nullable String how, Map<String, Object> body) {
        unitOf.put("post of " + unit, unit);
        tell(
                "post of " + unit,
                at(body),
                how == null || appointment == null
                        ? new OfficerAppointed(id, text(body, "personId"), until(body))
                        : new OfficerLeft(appointment, text(body, "reason")));
    }

    private void group(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(id, at(body), new LeadingGroupFormed(id, text(body, "name"), until(body)));
        } else if ("dissolution".equals(what)) {
            tell(one, at(body), new LeadingGroupDissolved(one, text(body, "reason")));
        } else if (item == null || how == null) {
            LeadingGroupEvent.Role role = LeadingGroupEvent.Role.valueOf(text(body, "role"));
            tell(one, at(body), new GroupMemberAssigned(one, id, text(body, "personId"), role, text(body, "duty")));
        } else {
            tell(one, at(body), new GroupMemberReleased(one, item));
        }
    }

    private void document(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            yearOf.put(id, number(body, "year"));
            tell(
                    id,
                    at(body),
                    new DocumentFiled(
                            id,
                            DocumentEvent.Kind.valueOf(text(body, "kind")),
                            number(body, "year"),
                            text(body, "title"),
                            null));
        } else {
            int before = yearOf.get(one);
            amend(
                    one,
                    what,
                    body,
                    () -> new DocumentCorrected(
                            one,
                            DocumentEvent.Kind.valueOf(text(body, "kind")),
                            number(body, "year"),
                            text(body, "title"),
                            null,
                            before,
                            last(one)),
                    () -> new DocumentWithdrawn(one, text(body, "reason"), before, last(one)));
            yearOf.put(one, (Integer) body.getOrDefault("year", before));
        }
    }

    private void funding(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new FundingRecorded(
                            id,
                            Stage.valueOf(text(body, "stage")),
                            Purpose.valueOf(text(body, "purpose")),
                            Source.valueOf(text(body, "source")),
                            text(body, "title"),
                            number(body, "amountFen"),
                            (String) body.get("voucherNumber")));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new FundingCorrected(
                            one,
                            Stage.valueOf(text(body, "stage")),
                            Purpose.valueOf(text(body, "purpose")),
                            Source.valueOf(text(body, "source")),
                            text(body, "title"),
                            number(body, "amountFen"),
                            (String) body.get("voucherNumber"),
                            last(one)),
                    () -> new FundingWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void programme(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
            tell(
                    id,
                    at(body),
                    new ProgrammeRegistered(
                            id,
                            text(body, "title"),
                            ProgrammeEvent.Level.valueOf(text(body, "level")),
                            text(body, "authority"),
                            text(body, "approvalNumber"),
                            LocalDate.parse(text(body, "from")),
                            LocalDate.parse(text(body, "to"))));
            return;
        }
        Map<String, Object> stated = new LinkedHashMap<>(statedOf.getOrDefault(one, Map.of()));
        LocalDate before = LocalDate.parse(text(stated, "from"));
        if ("withdrawal".equals(what)) {
            tell(one, last(one), new ProgrammeWithdrawn(one, text(body, "reason"), before, last(one)));
            return;
        }
        boolean ends = "ending".equals(what);
        if (ends) {
            stated.put("to", text(body, "lastDay"));
        } else {
            stated = body;
        }
        statedOf.put(one, stated);
        tell(
                one,
                ends ? last(one) : at(body),
                new ProgrammeCorrected(
                        one,
                        text(stated, "title"),
                        ProgrammeEvent.Level.valueOf(text(stated, "level")),
                        text(stated, "authority"),
                        text(stated, "approvalNumber"),
                        LocalDate.parse(text(stated, "from")),
                        LocalDate.parse(text(stated, "to")),
                        ends ? text(body, "reason") : null,
                        before,
                        last(one)));
    }

    private void calendar(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
            tell(
                    id,
                    at(body),
                    new WorkingCalendarAnnounced(
                            id,
                            number(body, "year"),
                            Layer.valueOf(text(body, "layer")),
                            dates(body, "holidays"),
                            dates(body, "makeUpDays"),
                            text(body, "authority"),
                            text(body, "documentNumber")));
            return;
        }
        Map<String, Object> first = statedOf.getOrDefault(one, Map.of());
        amend(
                one,
                what,
                body,
                () -> new WorkingCalendarCorrected(
                        one,
                        number(first, "year"),
                        Layer.valueOf(text(first, "layer")),
                        dates(body, "holidays"),
                        dates(body, "makeUpDays"),
                        text(body, "authority"),
                        text(body, "documentNumber"),
                        last(one)),
                () -> new WorkingCalendarWithdrawn(one, number(first, "year"), text(body, "reason"), last(one)));
    }

    private void title(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new TitleGranted(
                            id,
                            text(body, "title"),
                            TitleEvent.Level.valueOf(text(body, "level")),
                            text(body, "authority"),
                            text(body, "documentNumber"),
                            null,
                            track(body),
                            (String) body.get("deed")));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new TitleCorrected(
                            one,
                            text(body, "title"),
                            TitleEvent.Level.valueOf(text(body, "level")),
                            text(body, "authority"),
                            text(body, "documentNumber"),
                            null,
                            track(body),
                            (String) body.get("deed"),
                            last(one)),
                    () -> new TitleWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private static TitleEvent.@Nullable Track track(Map<String, Object> body) {
        return body.get("track") instanceof String track ? TitleEvent.Track.valueOf(track) : null;
    }

    private void classification(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(id, at(body), new VillageClassified(id, classes(body), LocalDate.parse(text(body, "validFrom"))));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new VillageClassificationCorrected(
                            one, classes(body), LocalDate.parse(text(body, "validFrom")), last(one)),
                    () -> new VillageClassificationWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private static Set<VillageClass> classes(Map<String, Object> body) {
        Set<VillageClass> classes = new TreeSet<>();
        ((Collection<?>) Objects.requireNonNull(body.get("villageClasses")))
                .forEach(one -> classes.add(VillageClass.valueOf(one.toString())));
        return classes;
    }

    private static Set<LocalDate> dates(Map<String, Object> body, String name) {
        Set<LocalDate> dates = new TreeSet<>();
        ((Collection<?>) Objects.requireNonNull(body.get(name)))
                .forEach(date -> dates.add(LocalDate.parse(date.toString())));
        return dates;
    }

    private void demonstration(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null || what == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
            tell(
                    id,
                    at(body),
                    new DemonstrationApplied(
                            id, text(body, "programmeId"), level(id), household(id), text(body, "evidence")));
            return;
        }
        if ("withdrawal".equals(what)) {
            tell(one, last(one), new DemonstrationWithdrawn(one, text(body, "reason"), last(one)));
            return;
        }
        tell(
                one,
                at(body),
                switch (what) {
                    case "review" ->
                        new DemonstrationReviewed(one, Verdict.valueOf(text(body, "verdict")), text(body, "comment"));
                    case "resubmission" ->
                        new DemonstrationResubmitted(
                                one,
                                text(statedOf.getOrDefault(one, Map.of()), "programmeId"),
                                level(one),
                                household(one),
                                text(body, "evidence"));
                    case "award" ->
                        new DemonstrationAwarded(
                                one,
                                level(one),
                                household(one),
                                text(body, "documentNumber"),
                                LocalDate.parse(text(body, "validUntil")));
                    case "rechecks" ->
                        new DemonstrationRechecked(
                                one, (Boolean) body.get("passed"), text(body, "comment"), text(body, "evidence"));
                    case "renewal" ->
                        new DemonstrationRenewed(
                                one,
                                level(one),
                                household(one),
                                text(body, "documentNumber"),
                                LocalDate.parse(text(body, "validUntil")));
                    case "revocation" -> new DemonstrationRevoked(one, text(body, "reason"));
                    default -> throw new IllegalArgumentException(what);
                });
    }

    private DemonstrationEvent.Level level(String demonstration) {
        return DemonstrationEvent.Level.valueOf(text(statedOf.getOrDefault(demonstration, Map.of()), "level"));
    }

    private @Nullable String household(String demonstration) {
        return (String) statedOf.getOrDefault(demonstration, Map.of()).get("householdNumber");
    }

    private void team(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
        } else if ("links".equals(what) && item == null) {
            String member = text(body, "membershipId");
            ownerOf.put(id, member);
            tell(
                    one,
                    at(body),
                    new LinkStarted(id, one, member, text(body, "targetId"), LinkTargetEvent.Kind.LARGE_GROWER));
        } else if (item == null) {
            tell(one, at(body), new VolunteerEnlisted(one, id, text(body, "volunteerId")));
        } else {
            tell(
                    one,
                    at(body),
                    switch (String.valueOf(how)) {
                        case "suspension" -> new VolunteerSuspended(one, item, text(body, "reason"));
                        case "reinstatement" -> new VolunteerReinstated(one, item);
                        case "departure" -> new VolunteerLeft(one, item, text(body, "reason"));
                        case "end" -> new LinkEnded(item, one, String.valueOf(ownerOf.get(item)), text(body, "reason"));
                        default -> throw new IllegalArgumentException(how);
                    });
        }
    }

    private void visit(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, unitOf.get(text(body, "teamId")));
            tell(id, at(body), new VisitMade(id, text(body, "linkId"), "member", text(body, "note")));
        } else if ("verification".equals(what)) {
            tell(one, at(body), new VisitVerified(one, "inspector", text(body, "evidence"), last(one)), false);
        } else if ("rejection".equals(what)) {
            tell(one, at(body), new VisitRejected(one, "inspector", text(body, "reason"), last(one)), false);
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new VisitCorrected(one, text(body, "linkId"), "member", text(body, "note"), last(one)),
                    () -> new VisitWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void service(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String team = text(body, "teamId");
            unitOf.put(id, unitOf.get(team));
            ownerOf.put(id, team);
            tell(
                    id,
                    at(body),
                    new ServiceLogged(
                            id,
                            team,
                            text(body, "membershipId"),
                            minutesToVerify(id, body),
                            ServiceRecordEvent.PlaceKind.valueOf(text(body, "placeKind")),
                            text(body, "task"),
                            (Boolean) body.get("paid")));
        } else if ("verification".equals(what)) {
            // More than eight hours are verified completely by a second person only.
            boolean complete = !toVerifyTwice.remove(one);
            tell(
                    one,
                    at(body),
                    new ServiceVerified(one, "inspector", text(body, "evidence"), complete, last(one)),
                    false);
        } else if ("rejection".equals(what)) {
            tell(one, at(body), new ServiceRejected(one, "inspector", text(body, "reason"), last(one)), false);
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new ServiceCorrected(
                            one,
                            ownerOf.get(one),
                            text(body, "membershipId"),
                            minutesToVerify(one, body),
                            ServiceRecordEvent.PlaceKind.valueOf(text(body, "placeKind")),
                            text(body, "task"),
                            (Boolean) body.get("paid"),
                            last(one)),
                    () -> new ServiceWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private int minutesToVerify(String service, Map<String, Object> body) {
        int minutes = number(body, "minutes");
        toVerifyTwice.remove(service);
        if (minutes > 480) {
            toVerifyTwice.add(service);
        }
        return minutes;
    }

    private void training(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String team = text(body, "teamId");
            unitOf.put(id, unitOf.get(team));
            ownerOf.put(id, team);
            tell(
                    id,
                    at(body),
                    new TrainingHeld(
                            id,
                            team,
                            TrainingEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "topic"),
                            number(body, "minutes"),
                            strings(body, "attendees")));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new TrainingCorrected(
                            one,
                            ownerOf.get(one),
                            TrainingEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "topic"),
                            number(body, "minutes"),
                            strings(body, "attendees"),
                            last(one)),
                    () -> new TrainingWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void order(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new OrderIssued(
                            id, text(body, "matter"), LocalDate.parse(text(body, "deadline")), null, null, (String)
                                    body.get("indicator")));
            return;
        }
        step(
                one,
                body,
                switch (String.valueOf(what)) {
                    case "acknowledgement" -> new OrderAcknowledged(one, last(one));
                    case "plan" -> new OrderPlanned(one, text(body, "plan"), last(one));
                    case "evidence" -> new OrderEvidenceHandedIn(one, text(body, "evidence"), last(one));
                    case "acceptance" -> new OrderEvidenceAccepted(one, last(one));
                    case "return" -> new OrderEvidenceReturned(one, text(body, "reason"), last(one));
                    case "reinspection" ->
                        (Boolean) Objects.requireNonNull(body.get("passed"))
                                ? new OrderSignedOff(one, text(body, "comment"), last(one))
                                : new OrderReinspectionFailed(one, text(body, "comment"), last(one));
                    case "extension-request" -> {
                        LocalDate until = LocalDate.parse(text(body, "deadline"));
                        askedOf.put(one, until);
                        yield new OrderExtensionRequested(one, until, text(body, "reason"), last(one));
                    }
                    case "extension" -> {
                        LocalDate until = Objects.requireNonNull(askedOf.get(one));
                        yield new OrderExtended(one, until, until.minusDays(1), "延", "asker", last(one));
                    }
                    case "cancellation" -> new OrderCancelled(one, text(body, "reason"), last(one));
                    default -> throw new IllegalArgumentException(what);
                });
    }

    private void ticket(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(id, at(body), new TicketRaised(id, TicketEvent.Kind.valueOf(text(body, "kind"))));
            return;
        }
        switch (String.valueOf(what)) {
            case "assignment" -> step(one, body, new TicketAssigned(one, text(body, "assigneeId"), last(one)));
            case "replies" -> step(one, body, new TicketReplied(one, last(one)));
            case "resolution" -> {
                step(one, body, new TicketResolved(one, "assignee", last(one)));
                resolvedAt.put(one, at(body));
            }
            case "confirmation" -> step(one, body, new TicketConfirmed(one, resolvedAt.get(one), last(one)));
            case "reopening" -> {
                step(one, body, new TicketReopened(one, last(one)));
                resolvedAt.remove(one);
            }
            case "transfer" ->
                step(
                        one,
                        body,
                        new TicketTransferred(
                                one, TicketEvent.Destination.valueOf(text(body, "destination")), last(one)));
            case "merger" -> step(one, body, new TicketMerged(one, text(body, "intoTicketId"), last(one)));
            default ->
                amend(
                        one,
                        what,
                        body,
                        () -> new TicketCorrected(
                                one, TicketEvent.Kind.valueOf(text(body, "kind")), resolvedAt.get(one), last(one)),
                        () -> new TicketWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void step(String ticket, Map<String, Object> body, DomainEvent event) {
        tell(ticket, at(body), event, false);
    }

    private void consultation(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = text(body, "roomId");
            unitOf.put(id, unitOf.get(room));
            ownerOf.put(id, room);
            tell(id, at(body), new ConsultationAsked(id, room, ConsultationEvent.Kind.valueOf(text(body, "kind"))));
            return;
        }
        switch (String.valueOf(what)) {
            case "assignment" -> step(one, body, new ConsultationAssigned(one, text(body, "assigneeId"), last(one)));
            case "answer" -> {
                step(one, body, new ConsultationAnswered(one, "keeper", last(one)));
                resolvedAt.put(one, at(body));
            }
            case "rating" ->
                step(
                        one,
                        body,
                        new ConsultationRated(one, ConsultationEvent.Rating.valueOf(text(body, "rating")), last(one)));
            case "transfer" ->
                step(
                        one,
                        body,
                        new ConsultationTransferred(
                                one, ConsultationEvent.Destination.valueOf(text(body, "destination")), last(one)));
            case "merger" -> step(one, body, new ConsultationMerged(one, text(body, "intoConsultationId"), last(one)));
            default ->
                amend(
                        one,
                        what,
                        body,
                        () -> new ConsultationCorrected(
                                one,
                                ownerOf.get(one),
                                ConsultationEvent.Kind.valueOf(text(body, "kind")),
                                resolvedAt.get(one),
                                last(one)),
                        () -> new ConsultationWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void distanceSession(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = text(body, "roomId");
            unitOf.put(id, unitOf.get(room));
            ownerOf.put(id, room);
            tell(
                    id,
                    at(body),
                    new DistanceSessionHeld(
                            id,
                            room,
                            DistanceSessionEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "topic"),
                            number(body, "minutes"),
                            number(body, "participants")));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new DistanceSessionCorrected(
                            one,
                            ownerOf.get(one),
                            DistanceSessionEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "topic"),
                            number(body, "minutes"),
                            number(body, "participants"),
                            last(one)),
                    () -> new DistanceSessionWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void room(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null || what == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new RoomRegistered(id, RoomEvent.Level.valueOf(text(body, "level")), text(body, "name")));
            return;
        }
        String unit = unitOf.get(one);
        switch (what) {
            case "retirement" -> tell(one, at(body), new RoomRetired(one, text(body, "reason")));
            case "keeper" -> {}
            case "calendars" -> {
                Set<Integer> weeks = new TreeSet<>();
                ((Collection<?>) body.get("exemptWeeks")).forEach(week -> weeks.add((Integer) week));
                String calendar = one + ":" + item;
                unitOf.put(calendar, unit);
                tell(calendar, at(body), new OpeningCalendarSet(one, Integer.parseInt(String.valueOf(item)), weeks));
            }
            case "days" -> {
                LocalDate date = LocalDate.parse(item == null ? text(body, "date") : item);
                String day = one + ":" + date;
                unitOf.put(day, unit);
                DomainEvent event;
                if ("withdrawal".equals(how)) {
                    event = new DayWithdrawn(one, date, text(body, "reason"));
                } else if (body.containsKey("sessions")) {
                    int minutes = 0;
                    for (Object session : (Collection<?>) body.get("sessions")) {
                        minutes += minute(((Map<?, ?>) session).get("to")) - minute(((Map<?, ?>) session).get("from"));
                    }
                    event = new DayOpened(one, date, minutes);
                } else {
                    event = new DayClosed(one, date, text(body, "closedReason"));
                }
                tell(day, date.atStartOfDay(zone).toInstant(), event);
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void delivery(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = text(body, "roomId");
            unitOf.put(id, unitOf.get(room));
            ownerOf.put(id, room);
            tell(id, at(body), new DeliveryReceived(id, room, origin(body), resources(body), copies(body)));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new DeliveryCorrected(
                            one, ownerOf.get(one), origin(body), resources(body), copies(body), last(one)),
                    () -> new DeliveryWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private static DeliveryEvent.Origin origin(Map<String, Object> body) {
        return DeliveryEvent.Origin.valueOf(text(body, "origin"));
    }

    private static Set<String> resources(Map<String, Object> body) {
        Set<String> resources = new TreeSet<>();
        ((Collection<?>) body.get("lines")).forEach(line -> resources.add(NaiveYear.titleOf((Map<?, ?>) line)));
        return resources;
    }

    private static int copies(Map<String, Object> body) {
        return ((Collection<?>) body.get("lines"))
                .stream()
                        .mapToInt(line -> (Integer) Objects.requireNonNull(((Map<?, ?>) line).get("copies")))
                        .sum();
    }

    private void inspection(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            String room = (String) body.get("roomId");
            ownerOf.put(id, String.valueOf(room));
            tell(id, at(body), new InspectionRecorded(id, "plan", 1, null, room, "checklist", score(body), 0));
        } else {
            String owner = ownerOf.get(one);
            String room = "null".equals(owner) ? null : owner;
            amend(
                    one,
                    what,
                    body,
                    () -> new InspectionCorrected(one, "plan", 1, null, room, "checklist", score(body), 0, last(one)),
                    () -> new InspectionWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private static int score(Map<String, Object> body) {
        return ((Collection<?>) body.get("items"))
                .stream()
                        .mapToInt(item -> (Integer) Objects.requireNonNull(((Map<?, ?>) item).get("points")))
                        .sum();
    }

    private void stockTake(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = text(body, "roomId");
            unitOf.put(id, unitOf.get(room));
            ownerOf.put(id, room);
            tell(id, at(body), new StockTaken(id, room, missing(body)));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new StockTakeCorrected(one, ownerOf.get(one), missing(body), last(one)),
                    () -> new StockTakeWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private static Set<String> missing(Map<String, Object> body) {
        Set<String> missing = new TreeSet<>();
        for (Object loss : (Collection<?>) body.get("losses")) {
            if (Objects.equals(((Map<?, ?>) loss).get("found"), 0)) {
                missing.add(String.valueOf(((Map<?, ?>) loss).get("resourceId")));
            }
        }
        return missing;
    }

    /** Each day that has something new is stated as a whole. */
    private void usage(Map<String, Object> body) {
        Set<String> changed = new LinkedHashSet<>();
        for (Object one : (Collection<?>) body.get("records")) {
            Map<?, ?> use = (Map<?, ?>) one;
            String room = filled(String.valueOf(use.get("roomId")));
            String day = room + ":" + use.get("date") + ":" + body.get("source");
            unitOf.put(day, unitOf.get(room));
            Map<String, Map<?, ?>> known = usesOf.computeIfAbsent(day, _ -> new LinkedHashMap<>());
            if (known.putIfAbsent(String.valueOf(use.get("recordId")), use) == null) {
                changed.add(day);
            }
        }
        for (String day : changed) {
            String[] parts = day.split(":");
            LocalDate date = LocalDate.parse(parts[1]);
            Map<String, Integer> kinds = new HashMap<>();
            Set<String> readers = new TreeSet<>();
            for (Map<?, ?> use : usesOf.getOrDefault(day, Map.of()).values()) {
                kinds.merge(String.valueOf(use.get("kind")), 1, Integer::sum);
                if (use.get("readerId") != null && !"DOWNLOAD".equals(use.get("kind"))) {
                    readers.add(String.valueOf(use.get("readerId")));
                }
            }
            tell(
                    day,
                    date.atStartOfDay(zone).toInstant(),
                    new UsageRecorded(
                            parts[0],
                            date,
                            UsageEvent.Source.valueOf(parts[2]),
                            kinds.getOrDefault("READ", 0),
                            kinds.getOrDefault("DOWNLOAD", 0),
                            kinds.getOrDefault("VISIT", 0),
                            readers));
        }
    }

    private void loan(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = text(body, "roomId");
            unitOf.put(id, unitOf.get(room));
            ownerOf.put(id, room);
            tell(id, at(body), new LoanMade(id, room, text(body, "readerId"), text(body, "resourceId"), DUE));
        } else if (!"return".equals(what)) {
            amend(
                    one,
                    what,
                    body,
                    () -> new LoanCorrected(
                            one, ownerOf.get(one), text(body, "readerId"), text(body, "resourceId"), DUE, last(one)),
                    () -> new LoanWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void window(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        // A window is named by what it is, so that setting it again is its next version.
        if (one == null) {
            String natural = text(body, "unitId") + ":" + body.get("year") + ":"
                    + (body.get("campaign") == null ? body.get("furtherCampaign") : body.get("campaign"));
            ownerOf.put(id, natural);
            unitOf.put(natural, text(body, "unitId"));
        }
        String window = String.valueOf(ownerOf.get(one == null ? id : one));
        String[] parts = window.split(":");
        int year = Integer.parseInt(parts[1]);
        if ("withdrawal".equals(what)) {
            tell(window, at(body), new WindowCancelled(window, year, text(body, "reason")));
            return;
        }
        LocalDate from = LocalDate.parse(text(body, "from"));
        LocalDate to = LocalDate.parse(text(body, "to"));
        String theme = text(body, "theme");
        boolean isOfThree =
                Arrays.stream(Campaign.values()).anyMatch(three -> three.name().equals(parts[2]));
        tell(
                window,
                at(body),
                isOfThree
                        ? new WindowSet(window, Campaign.valueOf(parts[2]), year, from, to, theme)
                        : new FurtherWindowSet(window, parts[2], "增设", year, from, to, theme));
    }

    private void activity(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new ActivityHeld(
                            id,
                            null,
                            text(body, "title"),
                            campaign(body),
                            VenueKind.valueOf(text(body, "venueKind")),
                            number(body, "participants"),
                            true,
                            true,
                            furtherCampaign(body)));
        } else {
            amend(
                    one,
                    what,
                    body,
                    () -> new ActivityCorrected(
                            one,
                            null,
                            text(body, "title"),
                            campaign(body),
                            VenueKind.valueOf(text(body, "venueKind")),
                            number(body, "participants"),
                            true,
                            true,
                            last(one),
                            furtherCampaign(body)),
                    () -> new ActivityWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void archive(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
            tell(
                    id,
                    at(body),
                    new ArchiveFiled(
                            id,
                            ArchiveEvent.Subject.valueOf(text(body, "subject")),
                            text(body, "subjectId"),
                            ArchiveEvent.Kind.valueOf(text(body, "kind")),
                            ArchiveEvent.Form.PAPER,
                            ArchiveEvent.Retention.valueOf(text(body, "retention")),
                            number(body, "pages")));
        } else {
            Map<String, Object> stated = statedOf.getOrDefault(one, Map.of());
            amend(
                    one,
                    what,
                    body,
                    () -> new ArchiveCorrected(
                            one,
                            ArchiveEvent.Subject.valueOf(text(stated, "subject")),
                            text(stated, "subjectId"),
                            ArchiveEvent.Kind.valueOf(text(body, "kind")),
                            ArchiveEvent.Form.PAPER,
                            ArchiveEvent.Retention.valueOf(text(body, "retention")),
                            number(body, "pages"),
                            last(one)),
                    () -> new ArchiveWithdrawn(one, text(body, "reason"), last(one)));
        }
    }

    private void chain(
            String id, @Nullable String one, @Nullable String step, @Nullable String how, Map<String, Object> body) {
        String chain = one == null ? id : one;
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
        }
        ChainEvent.Step which = ChainEvent.Step.valueOf(step == null ? text(body, "step") : step);
        String key = chain + " " + which;
        Instant before = last(key);
        Instant at = how == null ? at(body) : before;
        String household = (String) body.get("householdNumber");
        tell(
                chain,
                at,
                how != null
                        ? new ChainStepWithdrawn(chain, which, text(body, "reason"), before)
                        : step != null
                                ? new ChainStepCorrected(chain, which, text(body, "title"), household, null, before)
                                : new ChainStepTaken(chain, which, text(body, "title"), household, null),
                false);
        lastHappened.put(key, at);
    }

    private void research(
            String id, @Nullable String one, @Nullable String what, @Nullable String item, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            reachedOf.put(id, new ArrayList<>());
            tell(id, at(body), new ResearchProposed(id, Theme.valueOf(text(body, "theme")), text(body, "title")));
            return;
        }
        List<ResearchStageReached> reached = reachedOf.getOrDefault(one, List.of());
        if (!"stages".equals(what)) {
            amend(
                    one,
                    what,
                    body,
                    () -> new ResearchCorrected(
                            one, Theme.valueOf(text(body, "theme")), text(body, "title"), last(one)),
                    () -> new ResearchWithdrawn(one, text(body, "reason"), last(one)));
        } else if (item == null) {
            ResearchStageReached stage = new ResearchStageReached(
                    one, ResearchEvent.Stage.valueOf(text(body, "stage")), text(body, "result"));
            reached.add(stage);
            lastHappened.put(stage.factId(), at(body));
            tell(one, at(body), stage, false);
        } else {
            ResearchStageReached stage = reached.removeLast();
            Instant before = last(stage.factId());
            tell(one, before, new ResearchStageWithdrawn(one, stage.stage(), text(body, "reason"), before), false);
        }
    }

    private void practice(
            String id, @Nullable String one, @Nullable String what, @Nullable String item, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            tell(
                    id,
                    at(body),
                    new PracticeNominated(
                            id, PracticeEvent.Kind.valueOf(text(body, "kind")), text(body, "title"), (String)
                                    body.get("personId")));
        } else if (!"publication".equals(what)) {
            amend(
                    one,
                    what,
                    body,
                    () -> new PracticeCorrected(
                            one,
                            PracticeEvent.Kind.valueOf(text(body, "kind")),
                            text(body, "title"),
                            (String) body.get("personId"),
                            last(one)),
                    () -> new PracticeWithdrawn(one, text(body, "reason"), last(one)));
        } else if (item == null) {
            lastHappened.put(one + " published", at(body));
            tell(one, at(body), new PracticePublished(one, "inspector"), false);
        } else {
            Instant before = last(one + " published");
            tell(one, before, new PracticePublicationWithdrawn(one, text(body, "reason"), before), false);
        }
    }

    private static @Nullable String furtherCampaign(Map<String, Object> body) {
        return body.get("furtherCampaign") == null ? null : text(body, "furtherCampaign");
    }

    private static @Nullable Campaign campaign(Map<String, Object> body) {
        return body.get("campaign") == null ? null : Campaign.valueOf(text(body, "campaign"));
    }

    /** Under whatever number; a hearing matters to no score. */
    private void notice(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
        } else if ("issue".equals(what)) {
            Map<String, Object> stated = Objects.requireNonNull(statedOf.get(one));
            String withdraws = (String) stated.get("withdrawsNoticeId");
            tell(
                    one,
                    at(body),
                    new NoticeIssued(
                            one,
                            NoticeEvent.Kind.valueOf(text(stated, "kind")),
                            text(stated, "issuerId"),
                            "号",
                            levelOf(text(stated, "issuerId")),
                            (String) stated.get("personId"),
                            track(stated),
                            (String) stated.get("deed"),
                            (String) stated.get("orderId"),
                            withdraws,
                            withdraws == null ? null : last(withdraws)));
        }
    }

    private TitleEvent.Level levelOf(String issuer) {
        return told.stream()
                .map(Envelope::data)
                .filter(UnitEstablished.class::isInstance)
                .map(UnitEstablished.class::cast)
                .filter(unit -> unit.unitId().equals(issuer))
                .map(unit -> unit.kind() == UnitEvent.Kind.COUNTY ? TitleEvent.Level.COUNTY : TitleEvent.Level.TOWNSHIP)
                .findFirst()
                .orElseThrow();
    }

    /** The second approval imposes it. */
    private void veto(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            unitOf.put(id, text(body, "unitId"));
            statedOf.put(id, body);
            tell(id, at(body), new VetoProposed(id, number(body, "year"), "据", "因"));
            return;
        }
        int year = number(Objects.requireNonNull(statedOf.get(one)), "year");
        if ("withdrawal".equals(what)) {
            tell(one, last(one), new VetoWithdrawn(one, year, text(body, "reason"), last(one)));
        } else if (approved.add(one)) {
            tell(one, at(body), new VetoApproved(one, year));
        } else {
            tell(one, at(body), new VetoImposed(one, year, "据", "因"));
        }
    }

    /** Of the newest version of the record that {@code recordEventId} stands for. */
    private void falseRecord(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String record = text(body, "recordEventId");
            Envelope<?> version = told.reversed().stream()
                    .filter(fact -> fact.subject().equals(record))
                    .filter(fact -> fact.data() instanceof FactVersion && !(fact.data() instanceof Withdrawal))
                    .findFirst()
                    .orElseThrow();
            unitOf.put(id, version.unitId());
            String type = Contracts.of(version.data().getClass()).type();
            int year = LocalDate.ofInstant(version.occurredAt(), zone).getYear();
            found.put(
                    id, new FalseRecordConfirmed(id, type, record, version.id().toString(), year));
        } else {
            FalseRecordConfirmed finding = Objects.requireNonNull(found.get(one));
            boolean isWithdrawn = "withdrawal".equals(what);
            tell(
                    one,
                    isWithdrawn ? last(one) : at(body),
                    isWithdrawn
                            ? new FalseRecordWithdrawn(
                                    one,
                                    finding.recordType(),
                                    finding.recordId(),
                                    finding.year(),
                                    text(body, "reason"),
                                    last(one))
                            : finding);
        }
    }

    /** A withdrawal happens when what it withdraws happened. */
    private void amend(
            String one,
            @Nullable String what,
            Map<String, Object> body,
            java.util.function.Supplier<DomainEvent> correction,
            java.util.function.Supplier<DomainEvent> withdrawal) {
        if ("withdrawal".equals(what)) {
            tell(one, last(one), withdrawal.get());
        } else {
            tell(one, at(body), correction.get());
        }
    }

    private void tell(String aggregate, Instant at, DomainEvent event) {
        tell(aggregate, at, event, true);
    }

    private void tell(String aggregate, Instant at, DomainEvent event, boolean moves) {
        if (moves) {
            lastHappened.put(aggregate, at);
        }
        UUID eventId = UUID.nameUUIDFromBytes((told.size() + aggregate).getBytes(StandardCharsets.UTF_8));
        told.add(new Envelope<>(
                eventId,
                aggregate,
                at,
                recordedAt,
                1,
                sequences.merge(aggregate, 1L, Long::sum),
                unitOf.getOrDefault(aggregate, aggregate),
                "actor",
                "correlation",
                null,
                null,
                event));
    }

    private Instant last(String aggregate) {
        return lastHappened.getOrDefault(aggregate, Instant.EPOCH);
    }

    private static int minute(@Nullable Object time) {
        String[] parts = String.valueOf(time).split(":");
        return 60 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }

    private static Instant at(Map<String, Object> body) {
        return OffsetDateTime.parse(text(body, "occurredAt")).toInstant();
    }

    private static @Nullable Instant until(Map<String, Object> body) {
        return body.containsKey("until")
                ? OffsetDateTime.parse(text(body, "until")).toInstant()
                : null;
    }

    private static String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> found.group(1).replace('/', '~'));
    }

    private static String text(Map<String, Object> body, String field) {
        return String.valueOf(body.get(field));
    }

    private static int number(Map<String, Object> body, String field) {
        return (Integer) body.get(field);
    }

    private static Set<String> strings(Map<String, Object> body, String field) {
        Set<String> strings = new TreeSet<>();
        ((Collection<?>) body.get(field)).forEach(one -> strings.add(filled((String) one)));
        return strings;
    }
}
