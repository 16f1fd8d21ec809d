/** Yearly inspection plans (督查计划). Source: R31. */
@NullMarked
package kepu.assessment.inspection.plan;

import org.jspecify.annotations.NullMarked;
