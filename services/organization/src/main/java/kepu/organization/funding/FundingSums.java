package kepu.organization.funding;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kepu.contracts.organization.FundingEvent.Purpose;
import kepu.contracts.organization.FundingEvent.Stage;
import kepu.defaults.access.Subtrees;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Adds up the ledgers of a unit and of those below it, by year and purpose. */
@Component
class FundingSums {
    private final MongoOperations mongo;
    private final Subtrees subtrees;
    private final Clock clock;
    private final ZoneId zone;

    FundingSums(MongoOperations mongo, Subtrees subtrees, Clock clock, ZoneId zone) {
        this.mongo = mongo;
        this.subtrees = subtrees;
        this.clock = clock;
        this.zone = zone;
    }

    /** Sums of entries that hold; years without any are missing. */
    record SumsView(String unitId, List<SumView> sums) {}

    /** What was budgeted, received and spent for one purpose in one year, each in whole fen. */
    record SumView(int year, Purpose purpose, long budgetedFen, long receivedFen, long spentFen) {
        SumView plus(Stage stage, long fen) {
            return new SumView(
                    year,
                    purpose,
                    budgetedFen + (stage == Stage.BUDGETED ? fen : 0),
                    receivedFen + (stage == Stage.RECEIVED ? fen : 0),
                    spentFen + (stage == Stage.SPENT ? fen : 0));
        }
    }

    private record Key(int year, Purpose purpose) {
        static final Comparator<Key> BY_YEAR = Comparator.comparing(Key::year).thenComparing(Key::purpose);
    }

    /** @param year a local year; every one, if none is asked for */
    SumsView of(String unitId, @Nullable Integer year) {
        Criteria entries = where("unitId")
                .in(subtrees.atAndBelow(Set.of(unitId), clock.instant()))
                .and("withdrawn")
                .is(false);
        if (year != null) {
            entries.and("occurredAt").gte(start(year)).lt(start(year + 1));
        }
        Query wanted = query(entries);
        wanted.fields().exclude("outbox", "applied", "firstApplied");
        Map<Key, SumView> sums = new TreeMap<>(Key.BY_YEAR);
        try (Stream<FundingEntry> found = mongo.stream(wanted, FundingEntry.class)) {
            found.forEach(entry -> {
                FundingEntry.Content is = entry.content();
                Key key = new Key(LocalDate.ofInstant(entry.occurredAt(), zone).getYear(), is.purpose());
                sums.merge(
                        key,
                        new SumView(key.year(), key.purpose(), 0, 0, 0).plus(is.stage(), is.amountFen()),
                        (sum, _) -> sum.plus(is.stage(), is.amountFen()));
            });
        }
        return new SumsView(unitId, List.copyOf(sums.values()));
    }

    private Instant start(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
    }
}
