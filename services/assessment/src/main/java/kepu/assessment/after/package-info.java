/** Reading one's own write: a read that waits until given events are in and everything they may change is stored. */
@NullMarked
package kepu.assessment.after;

import org.jspecify.annotations.NullMarked;
