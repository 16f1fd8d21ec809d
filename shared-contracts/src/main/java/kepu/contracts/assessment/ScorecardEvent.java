package kepu.contracts.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.EndsFact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** What assessment says of a unit's year. Source: R30. */
@Family(topic = "kepu.assessment.scorecard")
public sealed interface ScorecardEvent extends DomainEvent {
    /** 优秀, 良好, 合格, 不合格. */
    enum Band {
        EXCELLENT,
        GOOD,
        PASS,
        FAIL
    }

    /**
     * A live card changed; a newer one of the same subject replaces it.
     *
     * @param year the calendar year assessed
     * @param asOf last day whose facts count
     * @param party track P with 4 decimals
     * @param science track S with 4 decimals
     * @param composite mean of both, 2 decimals
     */
    @WireType("kepu.assessment.scorecard-changed.v1")
    record ScorecardChanged(
            String scheme,
            int schemeVersion,
            int year,
            LocalDate asOf,
            BigDecimal party,
            BigDecimal science,
            BigDecimal composite,
            Band band)
            implements ScorecardEvent {
        /** @throws IllegalArgumentException if a score has more than 4 decimals */
        public ScorecardChanged {
            if (Math.max(party.scale(), Math.max(science.scale(), composite.scale())) > 4) {
                throw new IllegalArgumentException("a score has at most 4 decimals");
            }
        }
    }

    /**
     * There is no card of the unit's year any more: as of {@code asOf} no elapsed day of that year is the unit's own, or it
     * is none of the units that are assessed. What was told of it before no longer holds; should a card come back, a newer
     * {@link ScorecardChanged} of the same subject says so.
     *
     * @param year the calendar year that was assessed
     * @param asOf the day on which no card could be computed
     */
    @WireType("kepu.assessment.scorecard-retracted.v1")
    @EndsFact
    record ScorecardRetracted(int year, LocalDate asOf) implements ScorecardEvent {}
}
