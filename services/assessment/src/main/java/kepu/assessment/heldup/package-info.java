/** Units whose scores cannot be kept for now: which, since when, why, and from where their events are to be read again. */
@NullMarked
package kepu.assessment.heldup;

import org.jspecify.annotations.NullMarked;
