/** Reading one's own write: a read waits until given events are scored. */
@NullMarked
package kepu.assessment.after;

import org.jspecify.annotations.NullMarked;
