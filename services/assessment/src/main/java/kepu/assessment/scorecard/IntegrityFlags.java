package kepu.assessment.scorecard;

import com.mongodb.client.model.Filters;
import java.util.List;
import java.util.Map;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import org.springframework.stereotype.Component;

/** Of each village's year that has a card what an inspector may want to look at, by all that is known when it is asked for. */
@Component
class IntegrityFlags {
    private final ScorecardCalculator calculator;

    IntegrityFlags(ScorecardCalculator calculator) {
        this.calculator = calculator;
    }

    /** Mostly without any flag. */
    record FlaggedYear(String unitId, int year, List<IntegrityFlag> flags) {}

    ListAnswer<FlaggedYear> list(ListRequest<StoredCard> request) {
        return request.where(Filters.ne("canonical", null)).answer(this::flagged);
    }

    private List<FlaggedYear> flagged(List<StoredCard> cards) {
        List<VillageYear> years = cards.stream().map(StoredCard::villageYear).toList();
        Map<VillageYear, List<IntegrityFlag>> flags = calculator.flags(years);
        return years.stream()
                .map(one -> new FlaggedYear(one.unitId(), one.year(), flags.getOrDefault(one, List.of())))
                .toList();
    }
}
