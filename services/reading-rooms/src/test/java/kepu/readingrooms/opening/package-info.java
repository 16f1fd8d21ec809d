/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.opening;

import org.jspecify.annotations.NullMarked;
