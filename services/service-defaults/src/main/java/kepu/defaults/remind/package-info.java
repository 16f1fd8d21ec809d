/** Reminders of what stands open, at most one a matter and week. */
@NullMarked
package kepu.defaults.remind;

import org.jspecify.annotations.NullMarked;
