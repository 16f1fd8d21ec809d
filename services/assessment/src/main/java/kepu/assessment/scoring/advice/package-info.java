/** What can still be done (还能做什么): proposals whose gain the scoring core itself has computed. */
@NullMarked
package kepu.assessment.scoring.advice;

import org.jspecify.annotations.NullMarked;
