/** Rooms as people see them: with their keeper and the last day of which something is recorded. Source: R11. */
@NullMarked
package kepu.readingrooms.overview;

import org.jspecify.annotations.NullMarked;
