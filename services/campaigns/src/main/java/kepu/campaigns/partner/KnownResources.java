package kepu.campaigns.partner;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The partners and contributions on which a unit can call, and how often each contribution was used.
 *
 * <p>Those of a unit are there for every unit below it: they are read past the store, which would keep them to those who reach
 * the unit above.
 */
@Component
class KnownResources {
    private final MongoOperations mongo;
    private final UnitReplica units;
    private final Clock clock;

    KnownResources(MongoOperations mongo, UnitReplica units, Clock clock) {
        this.mongo = mongo;
        this.units = units;
        this.clock = clock;
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-partner} unless it is one of the unit or of one above it */
    void requirePartner(String unitId, String partnerId) {
        if (!isThereFor(unitId, mongo.findById(partnerId, Partner.class))) {
            throw PartnerRejection.unknownPartner(partnerId);
        }
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-contribution} unless none is named, or it is one likewise */
    void requireContribution(String unitId, @Nullable String contributionId) {
        if (contributionId != null && !isThereFor(unitId, mongo.findById(contributionId, Contribution.class))) {
            throw PartnerRejection.unknownContribution(contributionId);
        }
    }

    /** @throws kepu.defaults.Rejection 409 {@code partner-has-contributions} while some of them stand, in whatever unit */
    void requireNoContributions(String partnerId) {
        long contributions = mongo.count(standing("content.partnerId", partnerId), Contribution.class);
        if (contributions > 0) {
            throw PartnerRejection.hasContributions(partnerId, Math.toIntExact(contributions));
        }
    }

    /** @throws kepu.defaults.Rejection 409 {@code contribution-has-uses} while some of them stand, in whatever unit */
    void requireNotUsed(String contributionId) {
        long uses = mongo.count(standing("content.contributionId", contributionId), ResourceUse.class);
        if (uses > 0) {
            throw PartnerRejection.isUsed(contributionId, Math.toIntExact(uses));
        }
    }

    private static Query standing(String reference, String id) {
        return query(where(reference).is(id).and("withdrawn").is(false));
    }

    private boolean isThereFor(String unitId, @Nullable AmendableRecord<?> resource) {
        return resource != null
                && !resource.isWithdrawn()
                && units.parents().lineage(unitId, clock.instant()).anyMatch(resource.unitId()::equals);
    }

    /** At how many activities each of these contributions was used; those that never were are missing. */
    Map<String, Long> uses(Collection<String> contributionIds) {
        return mongo
                .find(
                        query(where("content.contributionId")
                                .in(contributionIds)
                                .and("withdrawn")
                                .is(false)),
                        ResourceUse.class)
                .stream()
                .collect(Collectors.groupingBy(
                        use -> String.valueOf(use.content().contributionId()),
                        Collectors.mapping(
                                use -> use.content().activityId(),
                                Collectors.collectingAndThen(Collectors.toSet(), all -> (long) all.size()))));
    }
}
