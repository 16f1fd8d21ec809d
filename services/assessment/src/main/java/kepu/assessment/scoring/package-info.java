/** Scores as a pure function of facts, scheme and dates: named policies over the contract events, nothing else. */
@NullMarked
package kepu.assessment.scoring;

import org.jspecify.annotations.NullMarked;
