/** The policies of track S (全民科学素质). */
@NullMarked
package kepu.assessment.scoring.science;

import org.jspecify.annotations.NullMarked;
