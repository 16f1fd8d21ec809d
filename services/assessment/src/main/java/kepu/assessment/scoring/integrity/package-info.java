/**
 * The integrity radar (真实性雷达): what an inspector may want to look at in a unit's year. It advises only, and no score
 * depends on it.
 */
@NullMarked
package kepu.assessment.scoring.integrity;

import org.jspecify.annotations.NullMarked;
