/** The facts partitioned by unit, year and kind, so that a score reads by id only. */
@NullMarked
package kepu.assessment.facts;

import org.jspecify.annotations.NullMarked;
