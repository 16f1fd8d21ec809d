/** Domain events of the reading-rooms service. */
@NullMarked
package kepu.contracts.readingrooms;

import org.jspecify.annotations.NullMarked;
