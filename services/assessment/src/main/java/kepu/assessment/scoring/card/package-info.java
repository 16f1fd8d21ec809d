/** The scorecard of a unit's year, as a pure function of facts, scheme and dates. */
@NullMarked
package kepu.assessment.scoring.card;

import org.jspecify.annotations.NullMarked;
