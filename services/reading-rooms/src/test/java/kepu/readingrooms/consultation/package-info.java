/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.consultation;

import org.jspecify.annotations.NullMarked;
