/** Tests of the service as a whole. */
@NullMarked
package kepu.readingrooms;

import org.jspecify.annotations.NullMarked;
