/** Opening calendars of rooms, and what each day of a room really was (开放记录). Source: R11. */
@NullMarked
package kepu.readingrooms.opening;

import org.jspecify.annotations.NullMarked;
