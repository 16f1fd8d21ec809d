package kepu.assessment.scorecard;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.access.Caller;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of each village's year that has a card what an inspector may want to look at, by all that is known when it is asked for. */
@Component
class IntegrityFlags {
    private static final Set<Role> READERS = Set.of(Role.INSPECTOR, Role.COUNTY_ANALYST, Role.AUDITOR);

    private final ScorecardCalculator calculator;
    private final UnitParents parents;
    private final Clock clock;

    IntegrityFlags(ScorecardCalculator calculator, UnitParents parents, Clock clock) {
        this.calculator = calculator;
        this.parents = parents;
        this.clock = clock;
    }

    /** Mostly without any flag. */
    record FlaggedYear(String unitId, int year, List<IntegrityFlag> flags) {}

    ListAnswer<FlaggedYear> list(ListRequest<StoredCard> request) {
        return request.where(Filters.ne("canonical", null)).answer(this::flagged);
    }

    /** Null for who has none of the roles that read flags over the unit. */
    @Nullable
    List<IntegrityFlag> of(VillageYear one, Caller caller) {
        Access reading = new Access(caller.unitsOf(READERS, clock.instant()), parents, clock);
        return reading.covers(one.unitId()) ? calculator.flags(List.of(one)).getOrDefault(one, List.of()) : null;
    }

    private List<FlaggedYear> flagged(List<StoredCard> cards) {
        List<VillageYear> years = cards.stream().map(StoredCard::villageYear).toList();
        Map<VillageYear, List<IntegrityFlag>> flags = calculator.flags(years);
        return years.stream()
                .map(one -> new FlaggedYear(one.unitId(), one.year(), flags.getOrDefault(one, List.of())))
                .toList();
    }
}
