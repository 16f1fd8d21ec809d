/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.reader;

import org.jspecify.annotations.NullMarked;
