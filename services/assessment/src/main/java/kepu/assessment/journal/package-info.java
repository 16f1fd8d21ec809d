/** The append-only journal of every fact, for ever. Source: R32, R35. */
@NullMarked
package kepu.assessment.journal;

import org.jspecify.annotations.NullMarked;
