/** Assessment schemes: indicators, weights and the policies that they name. */
@NullMarked
package kepu.assessment.scoring.scheme;

import org.jspecify.annotations.NullMarked;
