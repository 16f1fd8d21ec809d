/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.demonstration;

import org.jspecify.annotations.NullMarked;
