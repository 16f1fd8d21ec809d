/** Reminders (提醒) of what stands open in a unit, once a week, for information only. Source: R18, R25. */
@NullMarked
package kepu.organization.reminder;

import org.jspecify.annotations.NullMarked;
