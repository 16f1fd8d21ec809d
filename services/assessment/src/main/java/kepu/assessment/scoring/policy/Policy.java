package kepu.assessment.scoring.policy;

import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.values.LocalizedText;

/** A named formula (计分办法): from the facts of a unit's year to an exact ratio with the numbers behind it. */
public interface Policy {
    /** The formula with its parameters in words. */
    LocalizedText formula();

    PolicyResult evaluate(UnitYear unit);
}
