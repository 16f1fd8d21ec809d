/** The way in: events become journal entries, facts and fresh scorecards. */
@NullMarked
package kepu.assessment.intake;

import org.jspecify.annotations.NullMarked;
