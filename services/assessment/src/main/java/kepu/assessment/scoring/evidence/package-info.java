/** The facts about one unit in one year, and which of them count. */
@NullMarked
package kepu.assessment.scoring.evidence;

import org.jspecify.annotations.NullMarked;
