/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.usage;

import org.jspecify.annotations.NullMarked;
