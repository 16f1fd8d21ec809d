/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.equipment;

import org.jspecify.annotations.NullMarked;
