/** Who may decide on a unit: notices, vetoes and false records ask it. */
@NullMarked
package kepu.assessment.decider;

import org.jspecify.annotations.NullMarked;
