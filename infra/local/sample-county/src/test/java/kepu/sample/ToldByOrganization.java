package kepu.sample;

import static kepu.sample.Body.at;
import static kepu.sample.Body.number;
import static kepu.sample.Body.strings;
import static kepu.sample.Body.text;
import static kepu.sample.Body.until;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
import org.jspecify.annotations.Nullable;

/** Events of the organization service. */
final class ToldByOrganization {
    private final Told told;
    private final Map<String, @Nullable String> parentOf = new HashMap<>();
    private final Map<String, Instant> begunAt = new HashMap<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Integer> yearOf = new HashMap<>();
    private final Map<String, Map<String, Object>> statedOf = new HashMap<>();

    ToldByOrganization(Told told) {
        this.told = told;
    }

    void unit(@Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String unit = text(body, "unitId");
            told.of(unit, unit);
            parentOf.put(unit, (String) body.get("parentId"));
            begunAt.put(unit, at(body));
            told.tell(
                    unit,
                    at(body),
                    new UnitEstablished(unit, UnitEvent.Kind.valueOf(text(body, "kind")), text(body, "name"), (String)
                            body.get("parentId")));
            return;
        }
        told.tell(
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
                    case "resident-counts" -> new ResidentsCounted(one, number(body, "residents"), null);
                    case "venue-kinds" -> {
                        Set<VenueKind> kinds = new TreeSet<>();
                        strings(body, "venueKinds").forEach(kind -> kinds.add(VenueKind.valueOf(kind)));
                        yield new VenueKindsDeclared(one, kinds);
                    }
                    default -> throw new IllegalArgumentException(what);
                });
        if (body.containsKey("successors")) {
            told.tell(one, at(body), new UnitSucceeded(one, strings(body, "successors")));
        }
    }

    void station(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
        } else {
            told.tell(
                    one,
                    at(body),
                    "openings".equals(what) ? new StationOpened(one) : new StationClosed(one, text(body, "reason")));
        }
    }

    void board(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null || what == null) {
            told.of(id, text(body, "unitId"));
        } else {
            told.of(id, told.unitOf(one));
            ownerOf.put(id, one);
            told.tell(id, at(body), new BoardUpdated(one, id, text(body, "title")));
        }
    }

    void boardUpdate(String one, @Nullable String what, Map<String, Object> body) {
        String board = ownerOf.get(one);
        told.amend(
                one,
                what,
                body,
                () -> new BoardUpdateCorrected(board, one, text(body, "title"), told.last(one)),
                () -> new BoardUpdateWithdrawn(board, one, text(body, "reason"), told.last(one)));
    }

    void officer(String id, String unit, @Nullable String appointment, @Nullable String how, Map<String, Object> body) {
        told.of("post of " + unit, unit);
        told.tell(
                "post of " + unit,
                at(body),
                how == null || appointment == null
                        ? new OfficerAppointed(id, text(body, "personId"), until(body))
                        : new OfficerLeft(appointment, text(body, "reason")));
    }

    void group(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            told.tell(id, at(body), new LeadingGroupFormed(id, text(body, "name"), until(body), null));
        } else if ("dissolution".equals(what)) {
            told.tell(one, at(body), new LeadingGroupDissolved(one, text(body, "reason")));
        } else if (item == null || how == null) {
            LeadingGroupEvent.Role role = LeadingGroupEvent.Role.valueOf(text(body, "role"));
            told.tell(
                    one, at(body), new GroupMemberAssigned(one, id, text(body, "personId"), role, text(body, "duty")));
        } else {
            told.tell(one, at(body), new GroupMemberReleased(one, item));
        }
    }

    void document(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            yearOf.put(id, number(body, "year"));
            told.tell(
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
            told.amend(
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
                            told.last(one)),
                    () -> new DocumentWithdrawn(one, text(body, "reason"), before, told.last(one)));
            yearOf.put(one, (Integer) body.getOrDefault("year", before));
        }
    }

    void funding(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        told.fact(
                id,
                one,
                what,
                body,
                () -> new FundingRecorded(
                        id,
                        Stage.valueOf(text(body, "stage")),
                        Purpose.valueOf(text(body, "purpose")),
                        Source.valueOf(text(body, "source")),
                        text(body, "title"),
                        number(body, "amountFen"),
                        (String) body.get("voucherNumber")),
                of -> new FundingCorrected(
                        of,
                        Stage.valueOf(text(body, "stage")),
                        Purpose.valueOf(text(body, "purpose")),
                        Source.valueOf(text(body, "source")),
                        text(body, "title"),
                        number(body, "amountFen"),
                        (String) body.get("voucherNumber"),
                        told.last(of)),
                of -> new FundingWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    void programme(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
            told.tell(
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
            told.tell(one, told.last(one), new ProgrammeWithdrawn(one, text(body, "reason"), before, told.last(one)));
            return;
        }
        boolean ends = "ending".equals(what);
        if (ends) {
            stated.put("to", text(body, "lastDay"));
        } else {
            stated = body;
        }
        statedOf.put(one, stated);
        told.tell(
                one,
                ends ? told.last(one) : at(body),
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
                        told.last(one)));
    }

    void calendar(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
            told.tell(
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
        told.amend(
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
                        told.last(one)),
                () -> new WorkingCalendarWithdrawn(one, number(first, "year"), text(body, "reason"), told.last(one)));
    }

    void title(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        told.fact(
                id,
                one,
                what,
                body,
                () -> new TitleGranted(
                        id,
                        text(body, "title"),
                        TitleEvent.Level.valueOf(text(body, "level")),
                        text(body, "authority"),
                        text(body, "documentNumber"),
                        null,
                        track(body),
                        (String) body.get("deed")),
                of -> new TitleCorrected(
                        of,
                        text(body, "title"),
                        TitleEvent.Level.valueOf(text(body, "level")),
                        text(body, "authority"),
                        text(body, "documentNumber"),
                        null,
                        track(body),
                        (String) body.get("deed"),
                        told.last(of)),
                of -> new TitleWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    static TitleEvent.@Nullable Track track(Map<String, Object> body) {
        return body.get("track") instanceof String track ? TitleEvent.Track.valueOf(track) : null;
    }

    void classification(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        told.fact(
                id,
                one,
                what,
                body,
                () -> new VillageClassified(id, classes(body), LocalDate.parse(text(body, "validFrom"))),
                of -> new VillageClassificationCorrected(
                        of, classes(body), LocalDate.parse(text(body, "validFrom")), told.last(of)),
                of -> new VillageClassificationWithdrawn(of, text(body, "reason"), told.last(of)));
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

    void demonstration(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null || what == null) {
            told.of(id, text(body, "unitId"));
            statedOf.put(id, body);
            told.tell(
                    id,
                    at(body),
                    new DemonstrationApplied(
                            id, text(body, "programmeId"), level(id), household(id), text(body, "evidence")));
            return;
        }
        if ("withdrawal".equals(what)) {
            told.tell(one, told.last(one), new DemonstrationWithdrawn(one, text(body, "reason"), told.last(one)));
            return;
        }
        told.tell(
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
}
