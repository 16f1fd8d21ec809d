/** Track points converted into points of the general assessments (折算分): beside the tracks, never instead of them. Source: R30. */
@NullMarked
package kepu.assessment.conversion;

import org.jspecify.annotations.NullMarked;
