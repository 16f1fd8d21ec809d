/** Small values that every room of the scoring core uses: exact fractions, named numbers, texts in two languages. */
@NullMarked
package kepu.assessment.scoring.values;

import org.jspecify.annotations.NullMarked;
