/** Tells all instances when what scores of many units read has changed. */
@NullMarked
package kepu.assessment.edition;

import org.jspecify.annotations.NullMarked;
