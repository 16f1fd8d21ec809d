/** Equipment of the distance-education sites in rooms, and its faults. Source: R13. */
@NullMarked
package kepu.readingrooms.equipment;

import org.jspecify.annotations.NullMarked;
