/** Tests of the feature. */
@NullMarked
package kepu.readingrooms.loan;

import org.jspecify.annotations.NullMarked;
