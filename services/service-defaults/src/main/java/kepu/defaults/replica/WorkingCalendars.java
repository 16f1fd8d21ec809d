package kepu.defaults.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.Envelope;
import kepu.contracts.WorkingDays;
import kepu.contracts.organization.calendar.LayeredDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.NamesDays;
import kepu.defaults.access.CachedUnitParents;
import kepu.defaults.access.UnitParents;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service keeps of the calendars of working days (工作日历) of the organization service: gives the working days of a
 * unit. It follows with a moment's delay.
 */
public final class WorkingCalendars implements EventListener {
    private static final String COLLECTION = "working-calendars";
    private static final String UNIT = "unitId";
    private static final String YEAR = "year";
    private static final String LAYER = "layer";
    private static final String HOLIDAYS = "holidays";
    private static final String MAKE_UP_DAYS = "makeUpDays";
    private static final List<String> FIELDS = List.of(UNIT, YEAR, LAYER, HOLIDAYS, MAKE_UP_DAYS);
    private static final int MOST_LINEAGES = 10_000;

    private final ReplicaStore copies;
    private final MongoCollection<Document> calendars;
    private final UnitParents parents;
    private final Clock clock;

    /** By the unit and all above it: each item of a list asks for those of its unit. */
    private final Cache<List<String>, WorkingDays> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_LINEAGES)
            .expireAfterWrite(CachedUnitParents.LONGEST)
            .build();

    public WorkingCalendars(MongoOperations mongo, UnitParents parents, Clock clock) {
        this.copies = new ReplicaStore(mongo, COLLECTION);
        this.calendars = mongo.getCollection(COLLECTION);
        this.parents = parents;
        this.clock = clock;
        calendars.createIndex(Indexes.ascending(UNIT));
    }

    private record Calendar(int year, Layer layer, Set<LocalDate> holidays, Set<LocalDate> makeUpDays)
            implements NamesDays {}

    /** Those of the county to which the unit belongs now; Monday to Friday where it has stated nothing. */
    public WorkingDays of(String unitId) {
        return remembered.get(parents.lineage(unitId, clock.instant()).toList(), this::read);
    }

    private WorkingDays read(Collection<String> lineage) {
        List<Calendar> stated = new ArrayList<>();
        for (Document copy : calendars.find(Filters.in(UNIT, lineage))) {
            stated.add(new Calendar(
                    copy.getInteger(YEAR),
                    Layer.valueOf(copy.getString(LAYER)),
                    days(copy, HOLIDAYS),
                    days(copy, MAKE_UP_DAYS)));
        }
        return LayeredDays.of(stated);
    }

    private static Set<LocalDate> days(Document copy, String field) {
        return copy.getList(field, String.class).stream().map(LocalDate::parse).collect(Collectors.toSet());
    }

    /** The counties that have stated a calendar. */
    public Set<String> counties() {
        return calendars.distinct(UNIT, Filters.exists(UNIT), String.class).into(new HashSet<>());
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        int applied = copies.apply(
                events.stream().map(received -> change(received.envelope())).toList());
        remembered.invalidateAll();
        return applied;
    }

    /** What was withdrawn names no days and no unit any more. */
    private static ReplicaStore.Change change(Envelope<?> envelope) {
        if (!(envelope.data() instanceof WorkingCalendarEvent)) {
            throw new IllegalArgumentException("no event of a calendar: " + envelope.data());
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        FIELDS.forEach(field -> fields.put(field, null));
        if (envelope.data() instanceof NamesDays named) {
            fields.put(UNIT, envelope.unitId());
            fields.put(YEAR, named.year());
            fields.put(LAYER, named.layer().name());
            fields.put(HOLIDAYS, texts(named.holidays()));
            fields.put(MAKE_UP_DAYS, texts(named.makeUpDays()));
        }
        return ReplicaStore.Change.of(envelope, fields);
    }

    private static List<String> texts(Set<LocalDate> days) {
        return days.stream().map(LocalDate::toString).sorted().toList();
    }
}
