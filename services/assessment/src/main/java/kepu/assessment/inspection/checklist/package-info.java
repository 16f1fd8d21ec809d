/** Checklists (督查清单) of inspections. Source: R31. */
@NullMarked
package kepu.assessment.inspection.checklist;

import org.jspecify.annotations.NullMarked;
