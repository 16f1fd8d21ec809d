/** Scorecards compared: ranks within a county, means of a township. */
@NullMarked
package kepu.assessment.scoring.ranking;

import org.jspecify.annotations.NullMarked;
