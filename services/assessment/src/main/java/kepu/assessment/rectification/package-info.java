/** Orders to put something right by a deadline (限期整改), their slips (督办单) and their signing off (销号). Source: R34. */
@NullMarked
package kepu.assessment.rectification;

import org.jspecify.annotations.NullMarked;
