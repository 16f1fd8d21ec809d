/** Tests of the package. */
@NullMarked
package kepu.assessment.veto;

import org.jspecify.annotations.NullMarked;
