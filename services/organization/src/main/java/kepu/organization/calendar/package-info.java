/** Calendars of working days (工作日历): holidays and make-up days of a year, in layers. Source: DOMAIN §3. */
@NullMarked
package kepu.organization.calendar;

import org.jspecify.annotations.NullMarked;
