/** False records (虚假记录): found by an inspector, confirmed by somebody else, whom they do not concern; they no longer count. Source: R30. */
@NullMarked
package kepu.assessment.falserecord;

import org.jspecify.annotations.NullMarked;
