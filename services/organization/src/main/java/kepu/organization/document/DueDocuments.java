package kepu.organization.document;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.organization.DocumentEvent.Kind;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitReminderEvent.DocumentReminded;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.organization.reminder.OpenMatters;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Which plans (计划) and summaries (总结) of the last year and the next 30 days units have not filed. */
@Component
class DueDocuments implements OpenMatters {
    private static final int DAYS_AHEAD = 30;
    private static final int DAYS_BACK = 365;

    /** A document due before this day of a unit's life is not expected (P02). */
    private static final int FIRST_DAY_OF_LIFE = 30;

    private final Units units;
    private final MongoOperations mongo;
    private final Clock clock;
    private final ZoneId zone;

    DueDocuments(Units units, MongoOperations mongo, Clock clock, ZoneId zone) {
        this.units = units;
        this.mongo = mongo;
        this.clock = clock;
        this.zone = zone;
    }

    /** A unit with the documents that it has not filed, the longest due first. */
    record DueView(String unitId, UnitEvent.Kind kind, String name, List<DueDocument> documents) {}

    /** {@code daysLate} is 0 until the day after the due date. */
    record DueDocument(Kind kind, int year, LocalDate dueDate, long daysLate) {}

    private record Filed(String unitId, Kind kind, int year) {}

    ListAnswer<DueView> list(ListRequest<Units.Known> request) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        return units.lacking(
                request,
                batch -> {
                    Set<Filed> filed = filed(batch, today);
                    return unit -> !due(unit, filed, today).isEmpty();
                },
                found -> {
                    Set<Filed> filed = filed(found, today);
                    return found.stream()
                            .map(unit -> new DueView(unit.unitId(), unit.kind(), unit.name(), due(unit, filed, today)))
                            .toList();
                });
    }

    /** Each document is a matter of its own. */
    @Override
    public List<OpenMatter> of(List<Units.Known> found, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Set<Filed> filed = filed(found, today);
        return found.stream()
                .flatMap(unit -> due(unit, filed, today).stream().map(document -> matter(unit.unitId(), document)))
                .toList();
    }

    private static OpenMatter matter(String unitId, DueDocument due) {
        return new OpenMatter(
                unitId + ':' + due.kind() + ':' + due.year(),
                unitId,
                week -> new DocumentReminded(due.kind(), due.year(), due.dueDate(), week));
    }

    private Set<Filed> filed(List<Units.Known> ofUnits, LocalDate today) {
        var documents = query(where("unitId")
                .in(ofUnits.stream().map(Units.Known::unitId).toList())
                .and("withdrawn")
                .is(false)
                .and("content.year")
                .gte(today.getYear() - 1));
        documents.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(documents, FiledDocument.class).stream()
                .map(document -> new Filed(
                        document.unitId(),
                        document.content().kind(),
                        document.content().year()))
                .collect(Collectors.toSet());
    }

    private List<DueDocument> due(Units.Known unit, Set<Filed> filed, LocalDate today) {
        LocalDate expectedFrom = LocalDate.ofInstant(unit.from(), zone).plusDays(FIRST_DAY_OF_LIFE - 1L);
        return IntStream.rangeClosed(today.getYear() - 1, today.getYear() + 1)
                .boxed()
                .flatMap(year -> Stream.of(Kind.PLAN, Kind.SUMMARY)
                        .filter(kind -> !filed.contains(new Filed(unit.unitId(), kind, year)))
                        .flatMap(kind -> new FiledDocument.Content(kind, year, "", null)
                                .due().stream()
                                        .filter(date -> !date.isBefore(expectedFrom))
                                        .filter(date -> date.isAfter(today.minusDays(DAYS_BACK)))
                                        .filter(date -> !date.isAfter(today.plusDays(DAYS_AHEAD)))
                                        .map(date -> new DueDocument(
                                                kind, year, date, Math.max(0, ChronoUnit.DAYS.between(date, today))))))
                .toList();
    }
}
