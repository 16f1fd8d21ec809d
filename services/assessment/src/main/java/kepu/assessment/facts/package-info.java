/** The facts, a document each, under ids that begin with unit, year and kind, so that a score reads ranges of ids only. */
@NullMarked
package kepu.assessment.facts;

import org.jspecify.annotations.NullMarked;
