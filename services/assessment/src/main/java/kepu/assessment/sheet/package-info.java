/** The page of a village (明白纸): its points, why, and what can still be done, in plain words. */
@NullMarked
package kepu.assessment.sheet;

import org.jspecify.annotations.NullMarked;
