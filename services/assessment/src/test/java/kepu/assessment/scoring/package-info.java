/** Villages and schemes for the tests of the scoring core. */
@NullMarked
package kepu.assessment.scoring;

import org.jspecify.annotations.NullMarked;
