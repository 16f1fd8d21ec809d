/** The facts of a unit and year laid together, so that a score needs look-ups by id only. */
@NullMarked
package kepu.assessment.facts;

import org.jspecify.annotations.NullMarked;
