/** What a policy is: from the facts of a unit's year to an exact ratio, with parameters from the scheme. */
@NullMarked
package kepu.assessment.scoring.policy;

import org.jspecify.annotations.NullMarked;
