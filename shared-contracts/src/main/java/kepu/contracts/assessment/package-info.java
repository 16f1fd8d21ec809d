/** Domain events of the assessment service. */
@NullMarked
package kepu.contracts.assessment;

import org.jspecify.annotations.NullMarked;
