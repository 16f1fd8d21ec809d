/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.catalogue;

import org.jspecify.annotations.NullMarked;
