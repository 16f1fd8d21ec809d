/** The policies that rest on what inspectors and townships say (督查). */
@NullMarked
package kepu.assessment.scoring.supervision;

import org.jspecify.annotations.NullMarked;
