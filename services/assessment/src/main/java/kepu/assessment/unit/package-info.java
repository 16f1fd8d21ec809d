/** Which unit belongs where and since when, as told by organization. */
@NullMarked
package kepu.assessment.unit;

import org.jspecify.annotations.NullMarked;
