/** Events and the stretches of days between them. */
@NullMarked
package kepu.assessment.scoring.timeline;

import org.jspecify.annotations.NullMarked;
