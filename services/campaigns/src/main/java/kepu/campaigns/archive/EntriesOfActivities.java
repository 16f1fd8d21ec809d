package kepu.campaigns.archive;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.campaigns.activity.Activities;
import kepu.contracts.campaigns.ArchiveEvent.Kind;
import kepu.contracts.campaigns.ArchiveEvent.Subject;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Which entries the archives have about activities.
 *
 * <p>Read past the store: an entry belongs to the unit of its activity, and whoever asks has that one in reach.
 */
@Component
class EntriesOfActivities implements Activities.Archives {
    private final MongoOperations mongo;

    EntriesOfActivities(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Optional<Entry> firstOf(String activityId) {
        Query about = query(where("content.subjectId")
                        .is(activityId)
                        .and("content.subject")
                        .is(Subject.ACTIVITY)
                        .and("withdrawn")
                        .is(false))
                .with(Sort.by("occurredAt"));
        about.fields().exclude("outbox", "applied", "firstApplied");
        return Optional.ofNullable(mongo.findOne(about, ArchiveEntry.class))
                .map(entry -> new Entry(entry.number(), entry.occurredAt()));
    }

    @Override
    public Map<String, Set<Kind>> kindsOf(Collection<String> activityIds) {
        Map<String, Set<Kind>> kinds = new HashMap<>();
        for (Document entry : mongo.getCollection(mongo.getCollectionName(ArchiveEntry.class))
                .find(Filters.and(
                        Filters.in("content.subjectId", activityIds),
                        Filters.eq("content.subject", Subject.ACTIVITY.name()),
                        Filters.eq("withdrawn", false)))
                .projection(Projections.include("content.subjectId", "content.kind"))) {
            Document content = entry.get("content", Document.class);
            kinds.computeIfAbsent(content.getString("subjectId"), _ -> EnumSet.noneOf(Kind.class))
                    .add(Kind.valueOf(content.getString("kind")));
        }
        return kinds;
    }
}
