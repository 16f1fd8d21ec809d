/** Reminders (提醒) of what stands open in a team, once a week, for information only. Source: R4, R7, R9. */
@NullMarked
package kepu.volunteers.reminder;

import org.jspecify.annotations.NullMarked;
