package kepu.assessment.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.Years;
import kepu.contracts.assessment.ScorecardEvent;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.WindowEvent.WindowSet;
import kepu.contracts.fact.Amendment;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.DocumentEvent.DocumentCorrected;
import kepu.contracts.organization.DocumentEvent.DocumentFiled;
import kepu.contracts.organization.DocumentEvent.DocumentWithdrawn;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;

/**
 * Where a fact is laid: what lasts (members, links, stations …) on one shelf per unit, what belongs to a year on a shelf
 * per year and kind.
 *
 * <p>A version of a fact that moved to another year lies on both shelves, so that each year knows that it has gone.
 */
final class Shelves {
    static final String LASTING = "lasting";
    static final String WINDOWS = "windows";
    private static final Set<String> DATED =
            Set.of("boards", "documents", "visits", "trainings", "openings", "activities");

    private Shelves() {}

    /** Shelves on which an event belongs; none if no score ever asks for it. */
    static Set<Shelf> of(Envelope<?> envelope, ZoneId zone) {
        String unit = envelope.unitId();
        Instant at = envelope.occurredAt();
        return switch (envelope.data()) {
            case UnitEvent _ -> Set.of(new Shelf(unit, firstYear(envelope, zone), LASTING));
            case StationEvent _,
                    OfficerEvent _,
                    LeadingGroupEvent _,
                    TeamEvent _,
                    LinkEvent _,
                    RoomEvent _,
                    BoardRegistered _ -> Set.of(new Shelf(unit, year(at, zone), LASTING));
            case BoardUpdated _ -> dated(unit, "boards", year(at, zone));
            case BoardUpdateCorrected c -> dated(unit, "boards", year(at, zone), year(c.previousOccurredAt(), zone));
            case BoardUpdateWithdrawn w -> dated(unit, "boards", year(w.previousOccurredAt(), zone));
            case DocumentFiled f -> dated(unit, "documents", f.year());
            case DocumentCorrected c -> dated(unit, "documents", c.year(), c.previousYear());
            case DocumentWithdrawn w -> dated(unit, "documents", w.previousYear());
            case VisitMade _ -> dated(unit, "visits", year(at, zone));
            case VisitCorrected c -> dated(unit, "visits", year(at, zone), year(c.previousOccurredAt(), zone));
            case VisitWithdrawn w -> dated(unit, "visits", year(w.previousOccurredAt(), zone));
            case VisitVerified v -> dated(unit, "visits", year(v.visitedAt(), zone));
            case VisitRejected r -> dated(unit, "visits", year(r.visitedAt(), zone));
            case TrainingHeld _ -> dated(unit, "trainings", year(at, zone));
            case TrainingCorrected c -> dated(unit, "trainings", year(at, zone), year(c.previousOccurredAt(), zone));
            case TrainingWithdrawn w -> dated(unit, "trainings", year(w.previousOccurredAt(), zone));
            case OpeningCalendarSet s -> dated(unit, "openings", s.year());
            case DayOpened d -> dated(unit, "openings", weekYear(d.date()));
            case DayClosed d -> dated(unit, "openings", weekYear(d.date()));
            case DayWithdrawn d -> dated(unit, "openings", weekYear(d.date()));
            case ActivityHeld _ -> dated(unit, "activities", year(at, zone));
            case ActivityCorrected c -> dated(unit, "activities", year(at, zone), year(c.previousOccurredAt(), zone));
            case ActivityWithdrawn w -> dated(unit, "activities", year(w.previousOccurredAt(), zone));
            case WindowSet w -> Set.of(new Shelf(unit, w.year(), WINDOWS));
            case LinkTargetEvent _, ScorecardEvent _ -> Set.of();
            case DomainEvent other ->
                throw new IllegalStateException(
                        "no shelf for " + other.getClass().getName());
        };
    }

    /** A closing, or an establishment told anew, may replace one of any year; so may what amends it, in whatever order. */
    private static int firstYear(Envelope<?> envelope, ZoneId zone) {
        boolean isFirst = envelope.sequence() == 1 && envelope.epoch() <= 1;
        boolean mayReplace = switch (envelope.data()) {
            case Amendment _, UnitClosed _ -> true;
            case UnitEstablished _ -> !isFirst;
            default -> false;
        };
        return mayReplace ? Years.FIRST : year(envelope.occurredAt(), zone);
    }

    /** Ids of the documents that a unit's year is made of. */
    static Stream<String> idsFor(String unitId, int year) {
        return Stream.concat(
                Stream.of(new Shelf(unitId, year, LASTING).id()),
                DATED.stream().sorted().map(kind -> new Shelf(unitId, year, kind).id()));
    }

    /** The years from the earlier of the two ends on are scored anew. */
    private static Set<Shelf> dated(String unit, String kind, int... years) {
        return IntStream.of(years)
                .mapToObj(year -> new Shelf(unit, year, kind))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static int year(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone).getYear();
    }

    /** A week belongs with all its days to the year that has its Thursday. */
    private static int weekYear(LocalDate date) {
        return date.get(IsoFields.WEEK_BASED_YEAR);
    }

    /**
     * A shelf.
     *
     * @param year to which its facts belong; of the lasting ones the year in which the fact begins to matter
     */
    record Shelf(String unitId, int year, String kind) {
        String id() {
            return kind.equals(LASTING) ? unitId + '|' + LASTING : unitId + '|' + year + '|' + kind;
        }

        boolean lasting() {
            return kind.equals(LASTING);
        }
    }
}
