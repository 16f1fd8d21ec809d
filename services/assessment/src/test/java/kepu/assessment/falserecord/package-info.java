/** Tests of the package. */
@NullMarked
package kepu.assessment.falserecord;

import org.jspecify.annotations.NullMarked;
