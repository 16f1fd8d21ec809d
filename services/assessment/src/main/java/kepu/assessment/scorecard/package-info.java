/** Scorecards (评分卡): computed, stored, published, explained. Source: R30. */
@NullMarked
package kepu.assessment.scorecard;

import org.jspecify.annotations.NullMarked;
