/** Working days as data: the calendars that organization tells of, and what follows from them. */
@NullMarked
package kepu.contracts.organization.calendar;

import org.jspecify.annotations.NullMarked;
