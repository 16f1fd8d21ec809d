package kepu.campaigns.practice;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The practices that are published in a county, and how many units took each of them up.
 *
 * <p>What is published is there for every unit of its county: it is read past the store, which would keep it to those who reach
 * its own unit.
 */
@Component
class PublishedPractices {
    private static final int MOST = 100;

    private final MongoOperations mongo;
    private final UnitReplica units;
    private final Clock clock;

    PublishedPractices(MongoOperations mongo, UnitReplica units, Clock clock) {
        this.mongo = mongo;
        this.units = units;
        this.clock = clock;
    }

    /** Of the county to which a unit in the caller's reach belongs now, the newest first. */
    List<Practice> forUnit(String unitId) {
        Access.current().require(unitId);
        return countyOf(unitId)
                .map(county -> mongo.find(
                        query(where("state")
                                        .is(Practice.State.PUBLISHED)
                                        .and("countyId")
                                        .is(county))
                                .with(Sort.by(Sort.Direction.DESC, "publishedAt", "_id"))
                                .limit(MOST),
                        Practice.class))
                .orElse(List.of());
    }

    /**
     * @throws kepu.defaults.Rejection 422 {@code unknown-practice} if none is published in the unit's county, {@code own-practice},
     *     {@code practice-reused-too-early}
     */
    void requireTakenUpBy(String unitId, String practiceId, Instant at) {
        Optional<Practice> published = countyOf(unitId)
                .map(county -> mongo.findOne(
                        query(where("_id").is(practiceId).and("countyId").is(county)), Practice.class));
        published.orElseThrow(() -> PracticeRejection.unknown(practiceId)).requireTakenUpBy(unitId, at);
    }

    /** @throws kepu.defaults.Rejection 409 {@code practice-after-reuse} if some unit took it up before that time */
    void requireNotTakenUpBefore(String practiceId, Instant at) {
        Query earlier = query(where("content.practiceId")
                .is(practiceId)
                .and("withdrawn")
                .is(false)
                .and("occurredAt")
                .lt(at));
        PracticeReuse first = mongo.findOne(earlier.with(Sort.by("occurredAt")), PracticeReuse.class);
        if (first != null) {
            throw PracticeRejection.afterReuse(at, first.occurredAt());
        }
    }

    Optional<String> countyOf(String unitId) {
        return units.countyOf(unitId, clock.instant());
    }

    /** How many units took each of these up; those that nobody took up are missing. */
    Map<String, Long> reuses(Collection<String> practiceIds) {
        return mongo
                .find(
                        query(where("content.practiceId")
                                .in(practiceIds)
                                .and("withdrawn")
                                .is(false)),
                        PracticeReuse.class)
                .stream()
                .collect(Collectors.groupingBy(
                        reuse -> reuse.content().practiceId(),
                        Collectors.mapping(
                                PracticeReuse::unitId,
                                Collectors.collectingAndThen(Collectors.toSet(), unitIds -> (long) unitIds.size()))));
    }
}
