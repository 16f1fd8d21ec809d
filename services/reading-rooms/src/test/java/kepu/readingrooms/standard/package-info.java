/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.standard;

import org.jspecify.annotations.NullMarked;
