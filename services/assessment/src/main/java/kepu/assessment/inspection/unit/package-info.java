/** The units and reading rooms that may be inspected. Source: R31. */
@NullMarked
package kepu.assessment.inspection.unit;

import org.jspecify.annotations.NullMarked;
