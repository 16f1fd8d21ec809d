/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.room;

import org.jspecify.annotations.NullMarked;
