/** The policies of track P (党建). */
@NullMarked
package kepu.assessment.scoring.party;

import org.jspecify.annotations.NullMarked;
