package kepu.campaigns.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What the other features may ask about activities, and what they tell about them. */
@Component
public class Activities {
    /** More than a unit holds in a year. */
    private static final int MOST = 2_000;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final ZoneId zone;

    Activities(AggregateStore store, MongoOperations mongo, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.zone = zone;
    }

    /** An activity as the version that holds states it. */
    public record Held(String unitId, Instant at, boolean withdrawn) {}

    /** An activity of a unit's year. */
    public record Dated(
            String id,
            LocalDate date,
            String title,
            @Nullable Campaign campaign,
            VenueKind venueKind,
            int participants,
            @Nullable String furtherCampaign) {}

    /** What the archives (三类档案) hold about activities. */
    public interface Archives {
        /** Number and time of an entry that stands. */
        record Entry(String number, Instant at) {}

        /** The first of the entries that stand about an activity. */
        Optional<Entry> firstOf(String activityId);

        /** By activity; none for one of which nothing is kept. */
        Map<String, Set<Kind>> kindsOf(Collection<String> activityIds);
    }

    /** Empty out of the caller's reach, as if there were none. */
    public Optional<Held> find(String id) {
        return store.find(Activity.class, id)
                .map(activity -> new Held(activity.unitId(), activity.occurredAt(), activity.isWithdrawn()));
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-activity} unless it is one of the unit that was not withdrawn */
    public Held require(String unitId, String activityId) {
        return find(activityId)
                .filter(held -> held.unitId().equals(unitId) && !held.withdrawn())
                .orElseThrow(() -> ActivityRejection.unknownActivity(activityId));
    }

    /** Like {@link #require}, of what need not name any. */
    public void requireIfNamed(String unitId, @Nullable String activityId) {
        if (activityId != null) {
            require(unitId, activityId);
        }
    }

    /** Those of a unit in the caller's reach that hold, without those of the units below it; oldest first. */
    public List<Dated> ofYear(String unitId, int year) {
        Access.current().require(unitId);
        LocalDate first = LocalDate.of(year, 1, 1);
        Criteria held = Criteria.where("unitId")
                .is(unitId)
                .and("occurredAt")
                .gte(first.atStartOfDay(zone).toInstant())
                .lt(first.plusYears(1).atStartOfDay(zone).toInstant())
                .and("withdrawn")
                .is(false);
        Query query = Query.query(held).with(Sort.by("occurredAt", "id")).limit(MOST);
        query.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(query, Activity.class).stream().map(this::dated).toList();
    }

    private Dated dated(Activity activity) {
        Content content = activity.content();
        return new Dated(
                activity.id(),
                LocalDate.ofInstant(activity.occurredAt(), zone),
                content.title(),
                content.campaign(),
                content.venueKind(),
                content.participants(),
                content.furtherCampaign());
    }
}
