/** Tests of the cards that are kept. */
@NullMarked
package kepu.assessment.scorecard;

import org.jspecify.annotations.NullMarked;
