package kepu.assessment.scoring.card;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kepu.assessment.scoring.card.Scorer.EvaluatedIndicator;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.Facts.Reading;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * The score of a unit's year while facts come in: of each card only the indicators are judged anew that read a family to
 * which a fact was added. The card is the one that {@link Scorer} computes from the same facts; whether it names its evidence
 * is up to the facts.
 *
 * <p>Not for use by several threads at once.
 */
public final class RunningScore {
    private final String unitId;
    private final int year;
    private final Facts facts;
    private final Map<String, Reading<EvaluatedIndicator>> judged = new HashMap<>();
    private @Nullable Scheme scheme;
    private @Nullable LocalDate asOf;

    public RunningScore(String unitId, int year, Facts facts) {
        this.unitId = unitId;
        this.year = year;
        this.facts = facts;
    }

    public Facts facts() {
        return facts;
    }

    /** The score that this one would be with more facts; this one stays as it is. */
    public RunningScore plus(Collection<? extends Envelope<?>> more) {
        RunningScore other = new RunningScore(unitId, year, facts.plus(more));
        other.judged.putAll(judged);
        other.scheme = scheme;
        other.asOf = asOf;
        return other;
    }

    /** The card as of a day; empty before the unit's first day and for a year without an elapsed day of it. */
    public Optional<Scorecard> card(Scheme by, LocalDate day) {
        if (!by.equals(scheme) || !day.equals(asOf)) {
            judged.clear();
            scheme = by;
            asOf = day;
        }
        return UnitYear.of(year, day, facts)
                .map(unit -> Scorer.card(by, unitId, unit, indicator -> judged(indicator, unit)));
    }

    private EvaluatedIndicator judged(Indicator indicator, UnitYear unit) {
        Reading<EvaluatedIndicator> last = judged.get(indicator.code());
        if (last == null || !facts.isUnchangedSince(last)) {
            last = facts.reading(() -> EvaluatedIndicator.of(indicator, unit));
            judged.put(indicator.code(), last);
        }
        return last.result();
    }
}
