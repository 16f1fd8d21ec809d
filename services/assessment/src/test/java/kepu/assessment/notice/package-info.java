/** Tests of the package. */
@NullMarked
package kepu.assessment.notice;

import org.jspecify.annotations.NullMarked;
