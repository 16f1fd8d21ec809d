package kepu.defaults.remind;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import kepu.contracts.DomainEvent;
import kepu.defaults.Command;
import kepu.defaults.store.AggregateStore;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Tells of matters that stand open, of each at most once a week.
 *
 * <p>The week that was told of last stands in the document of the matter, which is written on the version that was read:
 * neither a restart nor another instance tells of it twice.
 *
 * @param <R> the service's reminders
 */
public final class WeeklyReminders<R extends Reminder> {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;
    private final ZoneId zone;
    private final String service;
    private final Class<R> type;
    private final BiFunction<String, String, R> blank;

    /**
     * @param service in whose name they are told
     * @param blank makes one of a matter's id and its unit
     */
    public WeeklyReminders(
            AggregateStore store,
            MongoOperations mongo,
            Clock clock,
            ZoneId zone,
            String service,
            Class<R> type,
            BiFunction<String, String, R> blank) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
        this.zone = zone;
        this.service = service;
        this.type = type;
        this.blank = blank;
    }

    /** A round over all that stands open now. */
    public Round begin() {
        String week = Reminder.weekOf(clock.instant(), zone);
        Set<String> told = new HashSet<>();
        for (Document reminder : mongo.getCollection(mongo.getCollectionName(type))
                .find(Filters.eq("week", week))
                .projection(Projections.include("_id"))) {
            told.add(reminder.getString("_id"));
        }
        return new Round(week, told);
    }

    /** What was told of in its week before is passed over without asking the store again. */
    public final class Round {
        private final String week;
        private final Set<String> told;

        private Round(String week, Set<String> told) {
            this.week = week;
            this.told = told;
        }

        /**
         * @param id of the matter, the same as long as it stands open
         * @param reminder the event, of the week
         */
        public void remind(String id, String unitId, Function<String, DomainEvent> reminder) {
            if (told.add(id)) {
                Command command = Command.internal(clock, service);
                store.createOrUpdate(
                        command,
                        type,
                        id,
                        () -> blank.apply(id, unitId),
                        known -> known.remind(week, command.now(), reminder));
            }
        }
    }
}
